from typing import ClassVar

from django.conf import settings
from django.db import models

from vinculo.foundation.access import Actor


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, actor: Actor) -> "DraftQuerySet":
        return self.filter(user_id=actor.user_id)


class Draft(models.Model):
    """What a person typed into the form `key` and did not save: field names with their lists of texts.

    `url` and `title` say where the form is, when the browser told.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    fields = models.JSONField()
    url = models.TextField(default="")
    title = models.TextField(default="")
    saved_at = models.DateTimeField()

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_per_form")]
        indexes = [models.Index(fields=["saved_at"], name="draft_age")]

    def __str__(self) -> str:
        return self.key
