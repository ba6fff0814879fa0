"""By which channels a party may be contacted: the last word, every word before it, and who must never be contacted."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from vinculo.customers.models.party import Party, PartyRecord
from vinculo.organization.models import Company


class Channel(models.TextChoices):
    PHONE = "phone", "Telefone"
    SMS = "sms", "SMS"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", "E-mail"
    MAIL = "mail", "Correspondência"


class LegalBasis(models.TextChoices):
    """Why the law allows the contact (LGPD, art. 7)."""

    CONSENT = "consent", "Consentimento"
    LEGITIMATE_INTEREST = "legitimate_interest", "Legítimo interesse"
    CONTRACT = "contract", "Contrato ou tratativas"
    LEGAL_OBLIGATION = "legal_obligation", "Obrigação legal"


class ConsentPolicy(models.Model):
    """A text people were shown when they answered. Once published it is never changed: a new text is a new version."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    version = models.CharField("versão", max_length=20)
    text = models.TextField("texto")
    published_at = models.DateTimeField("publicada em")

    class Meta:
        verbose_name = "texto de consentimento"
        constraints = [models.UniqueConstraint(fields=["company", "version"], name="policy_version_is_unique")]

    def __str__(self) -> str:
        return self.version


class Answer(PartyRecord):
    """What a party answered about one channel, when, how we know, on which legal basis and to which text."""

    channel = models.CharField("canal", max_length=10, choices=Channel)
    is_granted = models.BooleanField("aceita")
    source = models.CharField("origem", max_length=100)
    decided_at = models.DateTimeField("em")
    legal_basis = models.CharField(
        "base legal",
        max_length=20,
        choices=LegalBasis,
        default=LegalBasis.CONSENT,
        db_default=LegalBasis.CONSENT.value,
    )
    # Most answers were given to no text: the index of each table leaves them out.
    policy = models.ForeignKey(
        ConsentPolicy,
        verbose_name="texto",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.channel}: {'sim' if self.is_granted else 'não'}"


class Consent(Answer):
    """The last word of a party on a channel."""

    Channel = Channel

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="consents", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "channel"], name="one_consent_per_party_and_channel")]
        indexes = [models.Index(fields=["policy"], condition=Q(policy__isnull=False), name="consent_by_policy")]


class ConsentDecision(Answer):
    """Every word of a party on a channel. Rows are only added, by a trigger on the consents, whoever writes them."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="consent_decisions", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())
    recorded_by = models.TextField("registrado por", default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["party", "-id"], name="consent_decision_by_party"),
            models.Index(fields=["policy"], condition=Q(policy__isnull=False), name="consent_decision_by_policy"),
        ]


class Suppression(models.Model):
    """A telephone, e-mail, document or address that must not be contacted by a channel, whoever it belongs to.

    Kept by the hash of the handle, so that it outlives the record and every import; `hint` shows a part of it.
    `channel` is empty for all of them. A released row stays as proof.
    """

    class Handle(models.TextChoices):
        PHONE = "phone", "Telefone"
        EMAIL = "email", "E-mail"
        DOCUMENT = "document", "CPF/CNPJ"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    handle = models.CharField("contato", max_length=10, choices=Handle)
    key_hash = models.CharField(max_length=64)
    channel = models.CharField("canal", max_length=10, choices=Channel, blank=True, default="")
    hint = models.CharField("contato", max_length=60, blank=True, default="")
    source = models.CharField("origem", max_length=100)
    since = models.DateTimeField("desde")
    released_at = models.DateTimeField("retirado em", null=True, blank=True)
    release_reason = models.CharField("motivo da retirada", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "contato bloqueado"
        constraints = [
            models.UniqueConstraint(
                fields=["company", "key_hash", "channel"],
                condition=Q(released_at__isnull=True),
                name="handle_is_suppressed_once_per_channel",
            ),
            models.CheckConstraint(condition=Q(key_hash__regex=r"^[0-9a-f]{64}$"), name="suppression_key_is_a_hash"),
        ]
        indexes = [models.Index(fields=["company", "-id"], name="suppression_by_company")]

    def __str__(self) -> str:
        return self.hint
