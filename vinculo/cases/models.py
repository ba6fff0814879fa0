"""The case, its contacts, and every move of them between people and days."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.cases.tables import (
    CaseNature,
    CaseSubject,
    CaseType,
    Channel,
    ClosingReason,
    ContactAction,
    ContactResult,
    Media,
)
from vinculo.customers.models import Party
from vinculo.foundation.access import Actor, Scope, ScopedQuerySet
from vinculo.foundation.access.rows import scope_condition
from vinculo.organization.models import Company, Establishment, Team, User


class ServiceCaseQuerySet(ScopedQuerySet["ServiceCase"]):
    def visible_to(self, actor: Actor) -> Self:
        """The actor's scope, what they opened themselves, and what waits without owner in their teams."""
        if actor.scope == Scope.COMPANY:
            return super().visible_to(actor)
        return self.filter(
            scope_condition(actor)
            | Q(company_id=actor.company_id, opened_by_id=actor.user_id)
            | Q(company_id=actor.company_id, team_id__in=actor.team_ids, owner__isnull=True, closed_at__isnull=True)
        )

    def ways_to(self, actor: Actor) -> list[Q]:
        if actor.scope == Scope.COMPANY:
            return super().ways_to(actor)
        queues = [Q(team_id=pk, owner__isnull=True, closed_at__isnull=True) for pk in actor.team_ids]
        return [*super().ways_to(actor), Q(opened_by_id=actor.user_id), *queues]

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def waiting(self) -> Self:
        """Open cases nobody has taken yet."""
        return self.filter(closed_at__isnull=True, owner__isnull=True)


class ServiceCase(models.Model):
    """One subject of relationship with one party. Open until `closed_at`; without owner it waits in its team's queue.

    `description` is what was said, `perception` what the attendant perceived.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    protocol = models.CharField("protocolo", max_length=20)
    party = models.ForeignKey(Party, verbose_name="cliente", on_delete=models.PROTECT, related_name="cases")
    type = models.ForeignKey(CaseType, verbose_name="tipo", on_delete=models.PROTECT, related_name="+")
    nature = models.ForeignKey(CaseNature, verbose_name="natureza", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(CaseSubject, verbose_name="assunto", on_delete=models.PROTECT, related_name="+")
    media = models.ForeignKey(Media, verbose_name="mídia", on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, verbose_name="meio de contato", on_delete=models.PROTECT, related_name="+")
    description = models.TextField("descrição", blank=True, default="")
    perception = models.TextField("percepção", blank=True, default="")
    is_return = models.BooleanField("retorno", default=False)
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(
        Team, verbose_name="equipe", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, verbose_name="responsável", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("aberto em")
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("encerrado em", null=True, blank=True)
    closing_reason = models.ForeignKey(
        ClosingReason,
        verbose_name="motivo de encerramento",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    version = models.IntegerField(default=1)

    objects: ClassVar[ServiceCaseQuerySet] = ServiceCaseQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "protocol"], name="protocol_is_unique"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closing_reason__isnull=False), name="closed_case_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="case_closes_after_it_opens",
            ),
        ]
        indexes = [
            models.Index(fields=["party", "-opened_at"], name="case_by_party"),
            models.Index(fields=["company", "-opened_at", "-id"], name="case_by_company"),
            models.Index(fields=["establishment", "-opened_at", "-id"], name="case_by_branch"),
            models.Index(fields=["team", "-opened_at", "-id"], name="case_by_team"),
            models.Index(fields=["owner", "-opened_at", "-id"], name="case_by_owner"),
            models.Index(fields=["opened_by", "-opened_at"], name="case_by_opener"),
            models.Index(
                fields=["team", "opened_at", "id"],
                condition=Q(owner__isnull=True, closed_at__isnull=True),
                name="case_waiting_in_queue",
            ),
            models.Index(
                fields=["owner", "-opened_at", "-id"], condition=Q(closed_at__isnull=True), name="open_case_by_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.protocol

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ContactQuerySet(ScopedQuerySet["Contact"]):
    def visible_to(self, actor: Actor) -> Self:
        """The actor's scope, what they booked for others, and what waits without owner in their teams."""
        if actor.scope == Scope.COMPANY:
            return super().visible_to(actor)
        return self.filter(
            scope_condition(actor)
            | Q(company_id=actor.company_id, created_by_id=actor.user_id)
            | Q(company_id=actor.company_id, team_id__in=actor.team_ids, owner__isnull=True, closed_at__isnull=True)
        )

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def given_by(self, user_id: int) -> Self:
        """Open contacts a user booked for somebody else; the words are those of the index `open_contact_given_away`."""
        return self.filter(Q(closed_at__isnull=True) & ~Q(owner=F("created_by")), created_by_id=user_id)


class Contact(models.Model):
    """An item of somebody's agenda: what is to be done with the party, until when; and, once closed, what came of it.

    Company, establishment, team, owner and party are kept here too, so that the agenda reads one table.
    `previous` is the contact that asked for this one as the next.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(ServiceCase, verbose_name="atendimento", on_delete=models.PROTECT, related_name="contacts")
    party = models.ForeignKey(Party, verbose_name="cliente", on_delete=models.PROTECT, related_name="contacts")
    action = models.ForeignKey(ContactAction, verbose_name="ação", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("o que fazer", max_length=300, blank=True, default="")
    due_at = models.DateTimeField("data e hora")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(
        Team, verbose_name="equipe", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        User, verbose_name="responsável", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")
    closed_at = models.DateTimeField("encerrado em", null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.ForeignKey(
        ContactResult, verbose_name="resultado", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closing_reason = models.ForeignKey(
        ClosingReason,
        verbose_name="motivo de encerramento",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    description = models.TextField("descrição", blank=True, default="")
    perception = models.TextField("percepção", blank=True, default="")
    version = models.IntegerField(default=1)

    objects: ClassVar[ContactQuerySet] = ContactQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(result__isnull=False) | Q(closing_reason__isnull=False),
                name="closed_contact_says_what_came_of_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at", "id"], condition=Q(closed_at__isnull=True), name="open_contact_by_owner"
            ),
            models.Index(
                fields=["team", "due_at", "id"], condition=Q(closed_at__isnull=True), name="open_contact_by_team"
            ),
            models.Index(
                fields=["establishment", "due_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="open_contact_by_branch",
            ),
            models.Index(
                fields=["company", "due_at", "id"], condition=Q(closed_at__isnull=True), name="open_contact_by_company"
            ),
            models.Index(
                fields=["created_by", "due_at", "id"],
                condition=Q(closed_at__isnull=True) & ~Q(owner=F("created_by")),
                name="open_contact_given_away",
            ),
            models.Index(fields=["party", "-due_at"], name="contact_by_party"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.due_at:%d/%m/%Y %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Reschedule(models.Model):
    """A contact moved from one day or hour to another, with the reason."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="reschedules")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    reason = models.CharField("motivo", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason


class Transfer(models.Model):
    """Everything open of one user handed to another at once. The ids are what was moved, by which it is undone."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    from_user = models.ForeignKey(User, verbose_name="de", on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, verbose_name="para", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motivo", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    case_ids = ArrayField(models.BigIntegerField(), default=list)
    contact_ids = ArrayField(models.BigIntegerField(), default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["company", "-id"], name="transfer_by_company")]

    def __str__(self) -> str:
        return self.reason


class Handover(models.Model):
    """A case that changed hands. Without `from_user` it came out of a queue; without `to_user` it went to one.

    `from_team` and `from_establishment` are where it was before.
    """

    class Kind(models.TextChoices):
        FORWARD = "forward", "Encaminhamento"
        TRANSFER = "transfer", "Transferência"
        REROUTE = "reroute", "Mudança de natureza"
        TAKE = "take", "Retirada da fila"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(ServiceCase, on_delete=models.CASCADE, related_name="handovers")
    kind = models.CharField(max_length=10, choices=Kind)
    transfer = models.ForeignKey(Transfer, null=True, on_delete=models.CASCADE, related_name="handovers")
    from_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    from_establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    from_team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motivo", max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="handover_by_case")]

    def __str__(self) -> str:
        return self.reason
