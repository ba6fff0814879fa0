"""The tax book a new company starts with."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from vinculo.foundation import audit, clock
from vinculo.geography.models import State
from vinculo.matrices.actions import publish_rows
from vinculo.organization.books import Dated
from vinculo.tax_book import defaults, shipped
from vinculo.tax_book.models import TaxPeriod
from vinculo.tax_book.verbs import Verb

CODES: Final[tuple[Callable[[], Iterable[Dated]], ...]] = (
    shipped.cfops,
    shipped.icms_situations,
    shipped.ipi_situations,
    shipped.contribution_situations,
    shipped.origins,
    shipped.reform_situations,
    shipped.classifications,
    shipped.contribution_rates,
    shipped.reform_rates,
    shipped.phase_outs,
    shipped.tax_periods,
    shipped.simples_brackets,
    shipped.natures,
    shipped.destinations,
)
PLACES: Final[tuple[Callable[[], Iterable[Any]], ...]] = (
    shipped.internal_rates,
    shipped.interstate_rates,
    shipped.state_rules,
)


def create_default_tables(company_id: int) -> None:
    """Fill the tax book of a company that has none yet; a company that has any keeps its own.

    Rates by state are only written for states that the database knows.
    """
    if TaxPeriod.objects.filter(company_id=company_id).exists():
        return
    known = set(State.objects.values_list("pk", flat=True))
    with audit.writing(None, Verb.FOUNDED):
        for rows in CODES:
            _write(company_id, rows())
        for rows in PLACES:
            _write(company_id, (row for row in rows() if _states(row) <= known))
    now = clock.now()
    for code, told in defaults.MATRICES.items():
        rows_of_matrix = defaults.rows(told)
        publish_rows(
            None,
            code,
            rows_of_matrix,
            valid_from=None,
            reason=defaults.REASON,
            now=now,
            company_id=company_id,
            notes={row.id: defaults.TO_CONFIRM for row in rows_of_matrix},
        )


def _states(row: Any) -> set[str]:
    named = (getattr(row, field, None) for field in ("state_id", "origin_id", "destination_id"))
    return {state for state in named if state}


def _write(company_id: int, rows: Iterable[Dated]) -> None:
    written = list(rows)
    for row in written:
        row.company_id = company_id
    if written:
        type(written[0])._default_manager.bulk_create(written)
