"""The fields a company made up, and the shape of their answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class CustomField(models.Model):
    """One field of one record type. `audience` is empty when it is for all of the type's records.

    `options` are the choices of a list, in order. A field that is not active is no longer asked; its answers stay.
    """

    class Kind(models.TextChoices):
        TEXT = "text", "Texto"
        LONG_TEXT = "long_text", "Texto longo"
        NUMBER = "number", "Número"
        MONEY = "money", "Valor em reais"
        DATE = "date", "Data"
        YES_NO = "yes_no", "Sim ou não"
        LIST = "list", "Lista"

    company_id = models.BigIntegerField()
    record = models.CharField(max_length=60)
    audience = models.CharField("para", max_length=20, blank=True, default="")
    section = models.CharField("grupo", max_length=40)
    label = models.CharField("nome", max_length=60)
    kind = models.CharField("tipo", max_length=10, choices=Kind)
    options = ArrayField(models.CharField(max_length=60), verbose_name="opções", default=list, blank=True)
    help_text = models.CharField("ajuda", max_length=150, blank=True, default="")
    position = models.PositiveSmallIntegerField("ordem", default=0)
    is_mandatory = models.BooleanField("obrigatório", default=False)
    is_printed = models.BooleanField("sai na ficha", default=True)
    is_active = models.BooleanField("ativo", default=True)

    class Meta:
        verbose_name = "campo adicional"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company_id", "record", "audience", "label"], name="custom_field_label_is_unique"
            ),
            models.CheckConstraint(condition=~Q(kind="list") | Q(options__len__gt=0), name="custom_list_has_options"),
        ]

    def __str__(self) -> str:
        return self.label


class CustomValue(models.Model):
    """An answer: text, `true`/`false`, a number or amount as text ("1234.56"), a date as ISO text."""

    field = models.ForeignKey(CustomField, verbose_name="campo", on_delete=models.PROTECT, related_name="+")
    value = models.JSONField("resposta")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.value)
