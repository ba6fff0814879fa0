"""What a party told about itself for credit and service: assets, references, cards, people to talk to."""

from django.db import models
from django.db.models import Q

from vinculo.customers.models.party import Party, PartyRecord


class Asset(PartyRecord):
    """Something the party owns. `lien` is what is still owed on it, `value` what is paid, both in reais."""

    class Kind(models.TextChoices):
        VEHICLE = "vehicle", "Veículo"
        PROPERTY = "property", "Imóvel"
        MACHINE = "machine", "Máquina ou equipamento"
        INVESTMENT = "investment", "Aplicação ou participação"
        OTHER = "other", "Outro"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="assets")
    description = models.CharField("descrição", max_length=120)
    kind = models.CharField("tipo", max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField("ano", null=True, blank=True)
    lien = models.DecimalField("ônus (saldo devedor)", max_digits=14, decimal_places=2, null=True, blank=True)
    creditor = models.CharField("nome do credor", max_length=120, blank=True, default="")
    settled_on = models.DateField("data da liquidação", null=True, blank=True)
    value = models.DecimalField("valor", max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(lien__isnull=True) | Q(lien__gte=0)) & (Q(value__isnull=True) | Q(value__gte=0)),
                name="asset_amounts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1900, 2100)), name="asset_year_is_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.description


class PersonalReference(PartyRecord):
    """Somebody whom the party named as reference. `phone` in E.164 or empty."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="personal_references")
    name = models.CharField("nome", max_length=120)
    phone = models.CharField("telefone", max_length=16, blank=True, default="")
    note = models.CharField("observação", max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+[0-9]{3,15}$"), name="personal_reference_phone_is_e164"
            )
        ]

    def __str__(self) -> str:
        return self.name


class BankReference(PartyRecord):
    """An account the party holds. `bank` is the COMPE code."""

    class Kind(models.TextChoices):
        CHECKING = "checking", "Conta corrente"
        SAVINGS = "savings", "Poupança"
        PAYMENT = "payment", "Conta de pagamento"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="bank_references")
    bank = models.CharField("banco", max_length=3)
    branch = models.CharField("agência", max_length=10, blank=True, default="")
    account = models.CharField("conta", max_length=20)
    kind = models.CharField("tipo de conta", max_length=10, choices=Kind)
    holder_since = models.DateField("cliente do banco desde", null=True, blank=True)
    note = models.CharField("observação", max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "bank", "branch", "account"], name="bank_account_once_per_party"),
            models.CheckConstraint(condition=Q(bank__regex=r"^[0-9]{3}$"), name="bank_is_a_compe_code"),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.branch} {self.account}"


class CreditCard(PartyRecord):
    """A card the party holds. Its number is never kept: only the last four digits."""

    class Brand(models.TextChoices):
        VISA = "visa", "Visa"
        MASTERCARD = "mastercard", "Mastercard"
        ELO = "elo", "Elo"
        AMEX = "amex", "American Express"
        HIPERCARD = "hipercard", "Hipercard"
        DINERS = "diners", "Diners Club"
        OTHER = "other", "Outra"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="credit_cards")
    brand = models.CharField("bandeira", max_length=12, choices=Brand)
    holder = models.CharField("nome no cartão", max_length=60)
    expires_month = models.PositiveSmallIntegerField("mês da validade")
    expires_year = models.PositiveSmallIntegerField("ano da validade")
    last_four = models.CharField("últimos quatro dígitos", max_length=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "brand", "last_four", "expires_month", "expires_year"], name="card_once_per_party"
            ),
            models.CheckConstraint(condition=Q(last_four__regex=r"^[0-9]{4}$"), name="card_keeps_only_four_digits"),
            models.CheckConstraint(condition=Q(expires_month__range=(1, 12)), name="card_expires_in_a_month"),
            models.CheckConstraint(
                condition=~Q(holder__regex=r"([0-9][ .-]?){12,}"), name="card_holder_holds_no_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_brand_display()} •••• {self.last_four}"


class ContactPerson(PartyRecord):
    """Somebody to talk to at the party's. `phone` in E.164 or empty; `preferred_time` is local time."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, "segunda-feira"
        TUESDAY = 2, "terça-feira"
        WEDNESDAY = 3, "quarta-feira"
        THURSDAY = 4, "quinta-feira"
        FRIDAY = 5, "sexta-feira"
        SATURDAY = 6, "sábado"
        SUNDAY = 7, "domingo"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="contact_people")
    name = models.CharField("nome", max_length=120)
    position = models.CharField("cargo", max_length=80, blank=True, default="")
    phone = models.CharField("telefone", max_length=16, blank=True, default="")
    email = models.EmailField("e-mail", max_length=150, blank=True, default="")
    birthday = models.DateField("data de aniversário", null=True, blank=True)
    is_fleet_responsible = models.BooleanField("responsável pela frota", default=False)
    preferred_weekday = models.PositiveSmallIntegerField("dia para contato", choices=Weekday, null=True, blank=True)
    preferred_time = models.TimeField("hora para contato", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+[0-9]{3,15}$"), name="contact_person_phone_is_e164"
            ),
            models.CheckConstraint(
                condition=Q(preferred_weekday__isnull=True) | Q(preferred_weekday__range=(1, 7)),
                name="contact_weekday_is_iso",
            ),
        ]

    def __str__(self) -> str:
        return self.name
