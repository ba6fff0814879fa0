"""What people keep about lists: saved views, and the columns each one wants to see."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from vinculo.foundation.access import Actor


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, actor: Actor) -> "SavedViewQuerySet":
        """One's own, one's teams', and one's role's."""
        return self.filter(
            Q(owner_id=actor.user_id)
            | Q(visibility=SavedView.Visibility.TEAM, team_id__in=actor.team_ids)
            | Q(visibility=SavedView.Visibility.ROLE, role_name=actor.role_name),
            company_id=actor.company_id,
        )


class SavedView(models.Model):
    """A list with filters, sort and columns under a name. `query` is the canonical query string of the list.

    The default view of an audience opens when the list is opened without filters: one's own first, then the team's,
    then the role's.
    """

    class Visibility(models.TextChoices):
        OWN = "own", "Só para mim"
        TEAM = "team", "Para a minha equipe"
        ROLE = "role", "Para um perfil"

    company_id = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.TextField()
    name = models.CharField("nome", max_length=60)
    query = models.TextField(blank=True)
    columns = ArrayField(models.TextField(), default=list, blank=True)
    visibility = models.CharField("quem vê", max_length=10, choices=Visibility, default=Visibility.OWN)
    team_id = models.BigIntegerField(null=True)
    role_name = models.TextField(default="", blank=True)
    is_pinned = models.BooleanField("fixar acima da lista", default=True)
    is_default = models.BooleanField("abrir a lista nesta visão", default=False)

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        indexes = [models.Index(fields=["company_id", "list_key"], name="saved_view_by_list")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.CheckConstraint(
                condition=Q(visibility="own")
                | Q(visibility="team", team_id__isnull=False)
                | Q(visibility="role") & ~Q(role_name=""),
                name="shared_view_names_its_audience",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shared(self) -> bool:
        return self.visibility != self.Visibility.OWN


class ListPreference(models.Model):
    """The columns, in order, and the page size a person wants in a list, or in one saved view of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.TextField()
    view = models.ForeignKey(SavedView, null=True, on_delete=models.CASCADE, related_name="+")
    columns = ArrayField(models.TextField(), default=list)
    page_size = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_key", "view"], name="one_preference_per_list_and_view", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.list_key}"
