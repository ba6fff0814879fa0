"""Every table that points at a party, found by walking the models: nothing can be forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from vinculo.customers.models import Party
from vinculo.foundation.personal_data import Fate, Holding, holding_of

_TEXT = (models.CharField, models.TextField, models.JSONField)
_NOT_PERSONAL = "Registro comercial sem dados da pessoa além da ligação com o cadastro."


@dataclass(frozen=True, slots=True)
class Held:
    """A table and the columns by which its rows point at a party."""

    model: type[models.Model]
    columns: Sequence[str]
    holding: Holding
    is_declared: bool

    def rows(self, party_id: int) -> models.QuerySet[Any]:
        condition = models.Q()
        for column in self.columns:
            condition |= models.Q(**{column: party_id})
        return self.model._default_manager.filter(condition).order_by("pk")


@lru_cache(maxsize=1)
def all_held() -> tuple[Held, ...]:
    """Every table with a foreign key to the party, in the order of apps; its declaration, or one that keeps it."""
    models_of_all = apps.get_models(include_auto_created=True)
    return tuple(held for model in models_of_all if (held := _held(model)))


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table in which somebody may have written something."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, _TEXT) and not field.choices and not isinstance(field, models.GeneratedField)
    ]


def _held(model: type[models.Model]) -> Held | None:
    if model is Party or model._meta.proxy or not model._meta.managed:
        return None
    columns = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Party
    ]
    if not columns:
        return None
    declared = holding_of(model._meta.label)
    label = str(model._meta.verbose_name_plural)
    kept = Holding(model._meta.label, label[:1].upper() + label[1:], Fate.KEEP, why=_NOT_PERSONAL)
    return Held(model, columns, declared or kept, declared is not None)
