"""What the codes in the columns of the tax matrices refer to."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from vinculo.catalogue.models import FiscalCategory, FiscalGroup
from vinculo.customers.models import Complement
from vinculo.foundation.access import Actor
from vinculo.matrices import subjects
from vinculo.tax_book import kinds
from vinculo.tax_book.models import (
    Classification,
    ContributionRate,
    ContributionSituation,
    Direction,
    IcmsSituation,
    IpiSituation,
    OperationNature,
    Origin,
)

_FOUND: Final = 20
Pairs = list[tuple[str, str]]


def register() -> None:
    for key, label, closed in (
        ("tax_buyer", "Situação do comprador", kinds.BUYERS),
        ("tax_purpose", "Destinação", kinds.PURPOSES),
        ("tax_regime", "Regime", kinds.REGIMES),
        ("tax_reach", "Alcance", kinds.REACHES),
        ("tax_contributions", "Regime de PIS/COFINS", kinds.CONTRIBUTION_REGIMES),
        ("customer_category", "Categoria fiscal do cliente", Complement.FiscalCategory.choices),
    ):
        subjects.register_list(key, label=label, domain=_closed(closed))
    for key, label, rows in (
        ("nature", "Natureza de operação", OperationNature.objects.all()),
        ("icms_situation", "CST/CSOSN", IcmsSituation.objects.all()),
        ("ipi_situation", "CST do IPI", IpiSituation.objects.exclude(direction=Direction.IN)),
        ("contribution_situation", "CST de PIS/COFINS", ContributionSituation.objects.exclude(direction=Direction.IN)),
        ("contribution_rate", "Alíquotas de PIS/COFINS", ContributionRate.objects.all()),
        ("tax_origin", "Origem da mercadoria", Origin.objects.all()),
    ):
        subjects.register_list(key, label=label, domain=_entries(rows))
    for key, label, table in (
        ("fiscal_group", "Grupo fiscal", FiscalGroup),
        ("product_category", "Categoria fiscal do produto", FiscalCategory),
    ):
        subjects.register_list(key, label=label, domain=_entries(table._default_manager.all()))
    subjects.register("classification", label="cClassTrib", names=_class_names, find=_find_class)


def _closed(choices: Sequence[tuple[str, Any]]) -> Callable[[int], Pairs]:
    pairs = [(code, str(name)) for code, name in choices]
    return lambda _company_id: pairs


def _entries(rows: Any) -> Callable[[int], Pairs]:
    def pairs(company_id: int) -> Pairs:
        found = rows.filter(company_id=company_id, is_active=True).order_by("code")
        return list(found.values_list("code", "name"))

    return pairs


def _class_names(actor: Actor, codes: Sequence[str]) -> dict[str, str]:
    rows = Classification.objects.visible_to(actor).filter(code__in=codes)
    return dict(rows.values_list("code", "name"))


def _find_class(actor: Actor, words: str) -> Pairs:
    rows = Classification.objects.visible_to(actor).filter(is_active=True)
    found = rows.filter(code__startswith=words) if words.isdecimal() else rows.filter(name__icontains=words)
    return list(found.order_by("code").values_list("code", "name")[:_FOUND])
