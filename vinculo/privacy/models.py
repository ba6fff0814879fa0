"""Requests of people about their data, and what was erased for them."""

from django.db import models
from django.db.models import Q

from vinculo.customers.models import Party
from vinculo.organization.models import Company, User
from vinculo.privacy.rules import KINDS


class PrivacyRequest(models.Model):
    """What somebody asked about their data. `identity_check` says how we know it is them; empty until checked."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Aberto"
        ANSWERED = "answered", "Respondido"
        REFUSED = "refused", "Recusado"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    protocol = models.CharField("protocolo", max_length=20)
    party = models.ForeignKey(
        Party, verbose_name="titular", null=True, blank=True, on_delete=models.PROTECT, related_name="privacy_requests"
    )
    asked_by = models.CharField("quem pediu", max_length=150)
    reply_to = models.CharField("responder para", max_length=150, blank=True, default="")
    kind = models.CharField("pedido", max_length=16, choices=KINDS)
    details = models.TextField("detalhes", blank=True, default="")
    received_at = models.DateTimeField("recebido em")
    due_on = models.DateField("prazo")
    identity_check = models.CharField("conferência da identidade", max_length=200, blank=True, default="")
    outcome = models.CharField("situação", max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.TextField("resposta", blank=True, default="")
    answered_at = models.DateTimeField("respondido em", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, verbose_name="respondido por", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "pedido de titular"
        constraints = [
            models.UniqueConstraint(fields=["company", "protocol"], name="privacy_protocol_is_unique"),
            models.CheckConstraint(
                condition=Q(outcome="open", answered_at__isnull=True) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="closed_request_has_an_answer",
            ),
        ]
        indexes = [models.Index(fields=["company", "-id"], name="privacy_request_by_company")]

    def __str__(self) -> str:
        return self.protocol


class Erasure(models.Model):
    """What was erased of a person, and what the law keeps until `due_on` (None: nothing is left to erase)."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="erasure")
    request = models.ForeignKey(PrivacyRequest, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField("feita em")
    kept = models.JSONField("mantido", default=list)
    due_on = models.DateField("apagar o resto em", null=True, blank=True)

    class Meta:
        verbose_name = "anonimização"
        indexes = [models.Index(fields=["due_on"], name="erasure_by_deadline", condition=Q(due_on__isnull=False))]

    def __str__(self) -> str:
        return f"{self.party_id}"
