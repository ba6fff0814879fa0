"""States, municipalities (IBGE table) and CEP ranges: reference data, the same for every company."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q


class State(models.Model):
    code = models.CharField("UF", max_length=2, primary_key=True)
    ibge_code = models.CharField("código IBGE", max_length=2, unique=True)
    name = models.CharField("nome", max_length=40)
    region = models.CharField("região", max_length=20)
    timezone = models.CharField("fuso horário", max_length=40)

    def __str__(self) -> str:
        return self.code


class Municipality(models.Model):
    """`id` is the 7-digit IBGE code; `name_key` the name as `kernel.text.fold` gives it.

    `cep_count` is how many CEPs its ranges hold: the only measure of size in the reference data, used to show the large
    cities first. It is 0 when no range is known.
    """

    id = models.IntegerField("código IBGE", primary_key=True)
    name = models.CharField("nome", max_length=60)
    name_key = models.CharField(max_length=60)
    state = models.ForeignKey(State, verbose_name="UF", on_delete=models.PROTECT, related_name="+")
    ddd = models.CharField("DDD", max_length=2)
    is_capital = models.BooleanField("capital", default=False)
    timezone = models.CharField("fuso horário", max_length=40)
    cep_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(OpClass(F("name_key"), name="text_pattern_ops"), name="municipality_name_prefix"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["state", "name_key"], name="municipality_name_is_unique_in_its_state"),
        ]

    def __str__(self) -> str:
        return f"{self.name}/{self.state_id}"


class CepRange(models.Model):
    """CEPs of a municipality, first and last included. Ranges do not overlap."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    first = models.CharField(max_length=8, unique=True)
    last = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="cep_range_starts_before_it_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"
