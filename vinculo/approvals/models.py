"""Levels of authority and who answers for them, requests and their decisions, delegations."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vinculo.customers.models import Party
from vinculo.foundation.access import Actor, ScopedQuerySet
from vinculo.organization.models import Company, Establishment, Role, Team, User


class Level(models.Model):
    """A level of authority of the company: 1 is the lowest. Its limits are rows of the matrix `approval_limit`."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("nível")
    name = models.CharField("nome", max_length=60)

    class Meta:
        verbose_name = "nível de alçada"
        constraints = [
            models.UniqueConstraint(fields=["company", "number"], name="approval_level_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="approval_levels_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"


class LevelHolder(models.Model):
    """Who answers for a level: everyone with a role, or one person; at one establishment or (empty) at all of them."""

    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="holders")
    role = models.ForeignKey(Role, verbose_name="perfil", null=True, blank=True, on_delete=models.PROTECT)
    user = models.ForeignKey(User, verbose_name="pessoa", null=True, blank=True, on_delete=models.CASCADE)
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", null=True, blank=True, on_delete=models.CASCADE
    )

    class Meta:
        verbose_name = "responsável por nível"
        constraints = [
            models.UniqueConstraint(
                fields=["level", "role", "user", "establishment"],
                name="a_holder_holds_a_level_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(role__isnull=True) ^ Q(user__isnull=True), name="a_level_is_held_by_a_role_or_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level_id}: {self.role_id or self.user_id}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those one gave or received."""
        return self.filter(Q(giver_id=actor.user_id) | Q(receiver_id=actor.user_id), company_id=actor.company_id)

    def standing(self, on: date) -> Self:
        return self.filter(revoked_at__isnull=True, first_day__lte=on, last_day__gte=on)


class Delegation(models.Model):
    """From the first to the last day, the receiver also answers for the levels of the giver."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(User, verbose_name="de", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(User, verbose_name="para", on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField("do dia")
    last_day = models.DateField("ao dia")
    reason = models.CharField("motivo", max_length=200)
    created_at = models.DateTimeField("criada em")
    revoked_at = models.DateTimeField("encerrada em", null=True, blank=True)

    objects: ClassVar[DelegationQuerySet] = DelegationQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "delegação de alçada"
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="nobody_delegates_to_themselves"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="delegation_lasts_a_day_at_least"),
        ]
        indexes = [
            models.Index(fields=["receiver", "last_day"], name="delegation_to"),
            models.Index(fields=["giver", "-id"], name="delegation_from"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.receiver_id}"


class RequestQuerySet(ScopedQuerySet["ApprovalRequest"]):
    pass


class ApprovalRequest(models.Model):
    """Somebody asks the levels of `path`, in order, to agree to a document as it was: `content` under `seal`.

    `party` is the customer it speaks of. `owner` asked; `makers` are all who made the document, and none of them may
    decide. `judgement` is why approval is needed, as the engine told it then. `valid_until` is set on approval.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "Aguardando"
        APPROVED = "approved", "Aprovado"
        REFUSED = "refused", "Recusado"
        VOID = "void", "Sem efeito"
        EXPIRED = "expired", "Vencido"
        CANCELLED = "cancelled", "Cancelado"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, verbose_name="estabelecimento", on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, verbose_name="equipe", null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, verbose_name="quem pediu", on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField("tipo de documento", max_length=60)
    subject_id = models.BigIntegerField()
    party = models.ForeignKey(
        Party, verbose_name="cliente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField("documento", max_length=200)
    content = models.JSONField("conteúdo")
    seal = models.CharField("selo", max_length=64)
    judgement = models.JSONField("por que precisa")
    path = ArrayField(models.PositiveSmallIntegerField(), verbose_name="níveis")
    able = ArrayField(models.PositiveSmallIntegerField(), default=list)
    makers = ArrayField(models.BigIntegerField())
    reason = models.CharField("justificativa", max_length=500)
    status = models.CharField("situação", max_length=10, choices=Status, default=Status.PENDING)
    pending_level = models.PositiveSmallIntegerField("nível que decide", null=True, blank=True)
    requested_at = models.DateTimeField("pedido em")
    expires_at = models.DateTimeField("prazo")
    closed_at = models.DateTimeField("encerrado em", null=True, blank=True)
    closing_note = models.CharField("por que encerrou", max_length=500, blank=True, default="")
    valid_until = models.DateTimeField("aprovação válida até", null=True, blank=True)

    objects: ClassVar[RequestQuerySet] = RequestQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        verbose_name = "pedido de alçada"
        constraints = [
            models.UniqueConstraint(
                fields=["company", "subject_type", "subject_id"],
                condition=Q(status="pending"),
                name="a_document_has_one_pending_request",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", pending_level__isnull=False, closed_at__isnull=True)
                | (~Q(status="pending") & Q(pending_level__isnull=True, closed_at__isnull=False)),
                name="a_pending_request_names_its_level",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved") | Q(valid_until__isnull=False), name="an_approval_has_an_end"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "-id"], name="approval_by_company"),
            models.Index(fields=["establishment", "-id"], name="approval_by_branch"),
            models.Index(fields=["team", "-id"], name="approval_by_team"),
            models.Index(fields=["owner", "-id"], name="approval_by_owner"),
            models.Index(
                fields=["company", "pending_level", "id"], condition=Q(status="pending"), name="approval_pending"
            ),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="approval_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("approvals:request", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.status == self.Status.PENDING


class ApprovalDecision(models.Model):
    """One answer to a request. `holder` is whose authority was used, when it was delegated; `on_the_spot` was given
    with the approver's own sign-in at somebody else's screen (`witness`).
    """

    request = models.ForeignKey(ApprovalRequest, on_delete=models.PROTECT, related_name="decisions")
    level = models.PositiveSmallIntegerField("nível")
    user = models.ForeignKey(User, verbose_name="quem decidiu", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        User, verbose_name="em nome de", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.BooleanField("aprovou")
    reason = models.CharField("motivo", max_length=500, blank=True, default="")
    decided_at = models.DateTimeField("decidido em")
    on_the_spot = models.BooleanField("autorizado no local", default=False)
    witness = models.ForeignKey(
        User, verbose_name="na tela de", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "decisão de alçada"
        constraints = [
            models.UniqueConstraint(fields=["request", "level"], name="a_level_decides_once"),
            models.UniqueConstraint(fields=["request", "user"], name="a_person_decides_once"),
            models.CheckConstraint(condition=Q(approved=True) | ~Q(reason=""), name="a_refusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.level}: {'sim' if self.approved else 'não'}"
