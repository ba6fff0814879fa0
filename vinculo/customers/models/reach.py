"""How a party is reached: addresses, telephones, e-mails."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value

from vinculo.customers.models.party import Party, PartyRecord
from vinculo.geography.models import Municipality


class Address(PartyRecord):
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField("descrição", max_length=40, blank=True, default="")
    street = models.CharField("logradouro", max_length=150)
    number = models.CharField("número", max_length=20, blank=True, default="")
    complement = models.CharField("complemento", max_length=80, blank=True, default="")
    district = models.CharField("bairro", max_length=80, blank=True, default="")
    cep = models.CharField("CEP", max_length=8, blank=True, default="")
    municipality = models.ForeignKey(Municipality, verbose_name="município", on_delete=models.PROTECT, related_name="+")
    is_main = models.BooleanField("principal", default=False)
    is_mailing = models.BooleanField("recebe correspondência", default=False, db_default=False)
    is_billing = models.BooleanField("recebe cobrança", default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party"], condition=Q(is_main=True), name="one_main_address_per_party"),
            models.CheckConstraint(condition=Q(cep="") | Q(cep__regex=r"^[0-9]{8}$"), name="cep_has_eight_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.street}, {self.number}"


class Phone(PartyRecord):
    """`number` is E.164 (+5511987654321); `digits` the national digits, by which it is searched."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="phones", db_index=False)
    number = models.CharField("telefone", max_length=16)
    label = models.CharField("descrição", max_length=40, blank=True, default="")
    is_whatsapp = models.BooleanField("WhatsApp", default=False)
    is_main = models.BooleanField("principal", default=False)
    digits = models.GeneratedField(
        expression=Func(F("number"), Value(r"^\+(55)?"), Value(""), function="regexp_replace"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "number"], name="phone_once_per_party"),
            models.UniqueConstraint(fields=["party"], condition=Q(is_main=True), name="one_main_phone_per_party"),
            models.CheckConstraint(condition=Q(number__regex=r"^\+[0-9]{3,15}$"), name="phone_is_e164"),
        ]
        indexes = [
            GinIndex(Func(F("digits"), function="vinculo_pieces"), name="phone_pieces", fastupdate=True),
            models.Index(OpClass(F("digits"), name="text_pattern_ops"), name="phone_prefix"),
        ]

    def __str__(self) -> str:
        return self.number


class Email(PartyRecord):
    """`address` is kept in lower case."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="emails", db_index=False)
    address = models.EmailField("e-mail", max_length=150)
    label = models.CharField("descrição", max_length=40, blank=True, default="")
    is_main = models.BooleanField("principal", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "address"], name="email_once_per_party"),
            models.UniqueConstraint(fields=["party"], condition=Q(is_main=True), name="one_main_email_per_party"),
        ]
        indexes = [models.Index(OpClass(F("address"), name="text_pattern_ops"), name="email_prefix")]

    def __str__(self) -> str:
        return self.address
