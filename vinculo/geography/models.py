"""States, municipalities (IBGE table) and CEP ranges: reference data, the same for every company."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F


class State(models.Model):
    code = models.CharField("UF", max_length=2, primary_key=True)
    ibge_code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=40)
    region = models.CharField(max_length=20)
    timezone = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.code


class Municipality(models.Model):
    """`id` is the 7-digit IBGE code; `name_key` the name in lower case without accents."""

    id = models.IntegerField("código IBGE", primary_key=True)
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=60)
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    ddd = models.CharField(max_length=2)
    is_capital = models.BooleanField(default=False)
    timezone = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(OpClass(F("name_key"), name="text_pattern_ops"), name="municipality_name_prefix"),
        ]

    def __str__(self) -> str:
        return f"{self.name}/{self.state_id}"


class CepRange(models.Model):
    """The CEPs of a municipality, first and last included."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    first = models.CharField(max_length=8, unique=True)
    last = models.CharField(max_length=8)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"
