"""What a party is to the company: its roles, its fiscal standing, who answers for it, what the company asks besides."""

from django.db import models
from django.db.models import Q

from vinculo.customers.models.consents import Channel
from vinculo.customers.models.party import Party, PartyRecord
from vinculo.foundation.custom_fields.models import CustomValue
from vinculo.geography.models import State
from vinculo.organization.models import User


class PartyRole(PartyRecord):
    """Something a party is besides a customer: that one is told by its stage."""

    class Role(models.TextChoices):
        SUPPLIER = "supplier", "Fornecedor"
        CARRIER = "carrier", "Transportadora"
        PARTNER = "partner", "Parceiro"
        INSURER = "insurer", "Seguradora"
        FINANCIER = "financier", "Financeira"
        REPRESENTATIVE = "representative", "Representante"
        MANUFACTURER = "manufacturer", "Fabricante"
        DISPATCHER = "dispatcher", "Despachante"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="roles", db_index=False)
    role = models.CharField("papel", max_length=16, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "role"], name="role_once_per_party")]

    def __str__(self) -> str:
        return str(self.get_role_display())


class Complement(PartyRecord):
    """The complementary data of a party, one row: fiscal, personal and commercial. An import replaces it whole (R-18).

    `cnae` has seven digits (organisations only), `suframa` eight or nine; `potential` is reais a year.
    """

    class TaxStatus(models.TextChoices):
        """indIEDest of the NF-e: 1, 2 and 9."""

        CONTRIBUTOR = "contributor", "Contribuinte do ICMS"
        EXEMPT = "exempt", "Contribuinte isento de inscrição"
        NON_CONTRIBUTOR = "non_contributor", "Não contribuinte"

    class TaxRegime(models.TextChoices):
        """CRT of the NF-e: 1, 2, 3 and 4."""

        SIMPLES = "simples", "Simples Nacional"
        SIMPLES_EXCESS = "simples_excess", "Simples Nacional, acima do sublimite"
        NORMAL = "normal", "Regime normal"
        MEI = "mei", "MEI"

    class FiscalCategory(models.TextChoices):
        """For what the party buys: the word the tax rules look at."""

        RESALE = "resale", "Revenda"
        INDUSTRY = "industry", "Industrialização"
        OWN_USE = "own_use", "Uso e consumo"
        FIXED_ASSET = "fixed_asset", "Ativo imobilizado"
        FINAL_CONSUMER = "final_consumer", "Consumidor final"
        RURAL = "rural", "Produtor rural"
        PUBLIC = "public", "Órgão público"

    class Gender(models.TextChoices):
        FEMALE = "female", "Feminino"
        MALE = "male", "Masculino"
        OTHER = "other", "Outro"

    class MaritalStatus(models.TextChoices):
        SINGLE = "single", "Solteiro(a)"
        MARRIED = "married", "Casado(a)"
        STABLE_UNION = "stable_union", "União estável"
        DIVORCED = "divorced", "Divorciado(a)"
        WIDOWED = "widowed", "Viúvo(a)"

    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="complement")
    cnae = models.CharField("CNAE", max_length=7, blank=True, default="")
    tax_status = models.CharField("situação no ICMS", max_length=16, choices=TaxStatus, blank=True, default="")
    tax_regime = models.CharField("regime tributário", max_length=16, choices=TaxRegime, blank=True, default="")
    fiscal_category = models.CharField(
        "categoria fiscal", max_length=16, choices=FiscalCategory, blank=True, default=""
    )
    suframa = models.CharField("SUFRAMA", max_length=9, blank=True, default="")
    preferred_channel = models.CharField("canal preferido", max_length=10, choices=Channel, blank=True, default="")
    potential = models.DecimalField("potencial por ano", max_digits=14, decimal_places=2, null=True, blank=True)
    website = models.CharField("site", max_length=150, blank=True, default="")
    gender = models.CharField("sexo", max_length=8, choices=Gender, blank=True, default="")
    marital_status = models.CharField("estado civil", max_length=14, choices=MaritalStatus, blank=True, default="")
    identity_card = models.CharField("RG", max_length=20, blank=True, default="")
    identity_issuer = models.CharField("órgão emissor", max_length=20, blank=True, default="")
    occupation = models.CharField("profissão", max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cnae="") | Q(cnae__regex=r"^[0-9]{7}$"), name="cnae_has_seven_digits"),
            models.CheckConstraint(
                condition=Q(suframa="") | Q(suframa__regex=r"^[0-9]{8,9}$"), name="suframa_has_eight_or_nine_digits"
            ),
            models.CheckConstraint(
                condition=Q(potential__isnull=True) | Q(potential__gte=0), name="potential_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}"


class StateRegistration(PartyRecord):
    """An Inscrição Estadual, its digits only. One per state, and one more there as tax substitute (IEST)."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="state_registrations", db_index=False)
    state = models.ForeignKey(State, verbose_name="UF", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField("inscrição estadual", max_length=14)
    is_substitute = models.BooleanField("substituto tributário", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "state", "is_substitute"], name="one_state_registration_per_state"
            ),
            models.CheckConstraint(condition=Q(number__regex=r"^P?[0-9]{8,14}$"), name="state_registration_is_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} {self.number}"


class Responsible(PartyRecord):
    """Who in the company answers for the party in one matter, besides the owner of its portfolio."""

    class Matter(models.TextChoices):
        INSIDE_SALES = "inside_sales", "Vendas internas"
        REPRESENTATIVE = "representative", "Representante"
        CUSTOMER_SERVICE = "customer_service", "SAC"
        AFTER_SALES = "after_sales", "Pós-vendas"
        CREDIT = "credit", "Crédito e cobrança"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="responsible_people", db_index=False)
    matter = models.CharField("assunto", max_length=16, choices=Matter)
    user = models.ForeignKey(User, verbose_name="responsável", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "matter"], name="one_responsible_per_matter")]

    def __str__(self) -> str:
        return f"{self.matter}: {self.user_id}"


class PartyCustomValue(PartyRecord, CustomValue):
    """What the party answered to a field the company made up."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="custom_values", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "field"], name="one_custom_value_per_party")]
