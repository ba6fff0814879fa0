"""Bringing the reference tables into the database."""

from dataclasses import dataclass

from django.db import transaction

from vinculo.geography import reference_files
from vinculo.geography.models import CepRange, Municipality, State


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each table the database holds after a load."""

    states: int
    municipalities: int
    cep_ranges: int


def load_reference_data() -> Loaded:
    """Make states, municipalities and CEP ranges equal to the files shipped with this version, in one transaction.

    Repeating it changes nothing. Municipalities are updated in place and never deleted: addresses point at them.
    """
    states = reference_files.states()
    municipalities = reference_files.municipalities()
    cep_ranges = reference_files.cep_ranges()
    with transaction.atomic():
        State.objects.bulk_create(
            states,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["ibge_code", "name", "region", "timezone"],
        )
        Municipality.objects.bulk_create(
            municipalities,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["name", "name_key", "state", "ddd", "is_capital", "timezone", "cep_count"],
        )
        CepRange.objects.bulk_create(
            cep_ranges,
            update_conflicts=True,
            unique_fields=["first"],
            update_fields=["municipality", "last"],
        )
        CepRange.objects.exclude(first__in=[cep_range.first for cep_range in cep_ranges]).delete()
    return Loaded(states=len(states), municipalities=len(municipalities), cep_ranges=len(cep_ranges))
