"""The book of a company as of a day, read with a constant number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from vinculo.engines.decision import Table
from vinculo.engines.tax import DifalBase, MissingRule, Policy, Regime, Relief, Tax
from vinculo.engines.tax.simples import Bracket, SimplesRates, rates
from vinculo.kernel.exact import ZERO, Rounding, rounded
from vinculo.kernel.refusal import Refused
from vinculo.matrices.queries import tables
from vinculo.tax_book.kinds import ICMS, ICMS_ST, IPI, ISS, PIS_COFINS, REFORM
from vinculo.tax_book.models import (
    Classification,
    ContributionRate,
    EstablishmentRegime,
    InternalRate,
    InterstateRate,
    Origin,
    PhaseOut,
    ReformRate,
    SimplesBracket,
    StateRule,
    TaxPeriod,
)
from vinculo.tax_book.queries.editions import Kept, edition
from vinculo.tax_book.rules import Book, ClassRule, Period, Seller, Sourced, StateRules

CODES: Final = tuple(kind.code for kind in (ICMS, IPI, ICMS_ST, PIS_COFINS, REFORM, ISS))
IN_DAS: Final = "das"


class NoBook(Refused):
    """The book lacks what the sale needs: a regime, a nature, a destination, an address."""


# Of a company, a day and two states each; of an establishment and a day each.
_books: Final = Kept[Book](128)
_sellers: Final = Kept[Seller](256)


def book_of(
    company_id: int,
    *,
    on: date,
    origin: str,
    uf: str,
    stamp: UUID | None = None,
    matrices: Mapping[str, Table] | None = None,
) -> Book:
    """Everything the choice of rules looks at, for goods that go from the state `origin` to a buyer in `uf`.

    The tables of rates come from this process's memory while nothing in them changes; the matrices keep their own.
    `stamp` is the edition and `matrices` hold those of `CODES`, for who knows them already.
    """
    key = (company_id, on, origin, uf)
    book = _books.get(key, stamp or edition(), lambda: _read(company_id, on, origin, uf))
    known = matrices if matrices is not None else tables(company_id, CODES, on=on)
    return replace(book, tables={code: known[code] for code in CODES})


def _read(company_id: int, on: date, origin: str, uf: str) -> Book:
    """The book without its matrices."""
    return Book(
        on=on,
        tables={},
        internal=_internal(company_id, on, uf),
        interstate=_interstate(company_id, on, origin, uf),
        imported_origins=frozenset(
            Origin.objects.filter(company_id=company_id, is_imported=True).in_force(on).values_list("code", flat=True)
        ),
        states={
            row.state_id: StateRules(
                contributor_difal=DifalBase(row.contributor_difal),
                consumer_difal=DifalBase(row.consumer_difal),
                relief=Relief(row.relief),
                reform_in_icms_base=row.reform_in_icms_base,
            )
            for row in StateRule.objects.filter(company_id=company_id, state__in=(origin, uf))
            .in_force(on)
            .order_by("valid_from")
        },
        periods={
            Tax(row.tax): Period(regimes=frozenset(row.regimes), is_required=row.is_required, in_total=row.in_total)
            for row in TaxPeriod.objects.filter(company_id=company_id).in_force(on).order_by("valid_from")
        },
        contribution_rates={
            row.code: (row.pis, row.cofins, row.source)
            for row in ContributionRate.objects.filter(company_id=company_id, is_active=True).in_force(on)
        },
        classifications=_classifications(company_id, on),
        reform=_reform(company_id, on, uf),
        phase_out={
            row.tax: Sourced(row.share, "Transição do ICMS e do ISS", row.source)
            for row in PhaseOut.objects.filter(company_id=company_id).in_force(on).order_by("valid_from")
        },
    )


def seller_of(company_id: int, establishment_id: int, *, on: date, stamp: UUID | None = None) -> Seller:
    """The establishment as a seller on a day. Raises `NoBook` when its regime is not in the book."""
    key = (company_id, establishment_id, on)
    return _sellers.get(key, stamp or edition(), lambda: _read_seller(company_id, establishment_id, on))


def _read_seller(company_id: int, establishment_id: int, on: date) -> Seller:
    row = (
        EstablishmentRegime.objects.filter(company_id=company_id, establishment_id=establishment_id)
        .in_force(on)
        .select_related("establishment__municipality", "contribution_rate")
        .order_by("-valid_from")
        .first()
    )
    if row is None:
        raise NoBook("O estabelecimento não tem regime tributário na data: cadastre-o nas tabelas fiscais.")
    regime = Regime(row.regime)
    pair = row.contribution_rate
    simples = _simples(company_id, row, on)
    return Seller(
        establishment=row.establishment.code,
        uf=row.establishment.municipality.state_id,
        municipality=str(row.establishment.municipality_id),
        regime=regime,
        contributions=IN_DAS if regime.pays_by_das else row.contributions,
        pis_rate=pair.pis if pair else ZERO,
        cofins_rate=pair.cofins if pair else ZERO,
        rates_source=pair.source if pair else "",
        pays_ipi=row.pays_ipi,
        reform_outside_das=row.reform_outside_das and regime.pays_by_das,
        simples=simples,
        credit=simples.credit if simples and regime is Regime.SIMPLES else ZERO,
        policy=Policy(
            rounding=Rounding(row.rounding),
            mva_places=row.mva_places,
            contributions_exclude_icms=row.excludes_icms,
            contributions_exclude_difal=row.excludes_difal,
            contributions_exclude_fcp=row.excludes_fcp,
            contributions_exclude_iss=row.excludes_iss,
            das_rate=rounded(simples.effective, 4) if simples else ZERO,
            das_icms_share=simples.icms_share if simples else ZERO,
            das_contributions_share=simples.contributions_share if simples else ZERO,
        ),
    )


def _simples(company_id: int, regime: EstablishmentRegime, on: date) -> SimplesRates | None:
    """The effective rate of the establishment and its credit; None without an annex, or above the last bracket."""
    if not regime.annex or Regime(regime.regime) not in (Regime.SIMPLES, Regime.SIMPLES_ABOVE_LIMIT):
        return None
    rows = SimplesBracket.objects.filter(company_id=company_id, annex=regime.annex).in_force(on).order_by("valid_from")
    latest = {row.up_to: row for row in rows}
    brackets = [
        Bracket(
            up_to=row.up_to,
            nominal_rate=row.nominal_rate,
            deduction=row.deduction,
            icms_share=row.icms_share,
            contributions_share=row.contributions_share,
        )
        for _, row in sorted(latest.items())
    ]
    try:
        found = rates(regime.revenue, brackets)
    except MissingRule:
        return None
    row = f"Faixas do Simples, {regime.get_annex_display()}"
    effective, credit = found.derivation
    return replace(found, derivation=(effective._replace(row=row), credit._replace(row=row)))


def _internal(company_id: int, on: date, uf: str) -> dict[str, Sourced]:
    rows = InternalRate.objects.filter(company_id=company_id, state=uf).in_force(on).order_by("valid_from")
    return {
        row.state_id: Sourced(row.rate, f"Alíquotas internas, {row.state_id}", row.source, row.fcp_rate) for row in rows
    }


def _interstate(company_id: int, on: date, origin: str, uf: str) -> dict[tuple[str, str, bool], Sourced]:
    """The rows that may serve the route, or the way back: those that name its states, or any."""
    rows = (
        InterstateRate.objects.filter(company_id=company_id)
        .filter(
            Q(origin__in=(origin, uf)) | Q(origin__isnull=True),
            Q(destination__in=(origin, uf)) | Q(destination__isnull=True),
        )
        .in_force(on)
        .order_by("valid_from")
    )
    return {
        (row.origin_id or "", row.destination_id or "", row.is_imported): Sourced(
            row.rate, f"Alíquotas interestaduais, {row}", row.source
        )
        for row in rows
    }


def _classifications(company_id: int, on: date) -> dict[str, ClassRule]:
    rows = Classification.objects.filter(company_id=company_id, is_active=True).in_force(on)
    return {
        code: ClassRule(
            situation=situation,
            cbs_reduction=cbs,
            ibs_reduction=ibs,
            source=f"LC 214/2025, {law[:1].lower()}{law[1:]}" if law else "",
        )
        for code, situation, cbs, ibs, law in rows.values_list(
            "code", "situation", "cbs_reduction", "ibs_reduction", "law"
        )
    }


def _reform(company_id: int, on: date, uf: str) -> dict[str, Sourced]:
    """The rate of each tax: the state's own row when there is one, otherwise the one for every state."""
    rows: Iterable[ReformRate] = ReformRate.objects.filter(company_id=company_id).in_force(on).order_by("valid_from")
    general: dict[str, Sourced] = {}
    own: dict[str, Sourced] = {}
    for row in rows:
        if row.state_id in (None, uf):
            place = own if row.state_id else general
            place[row.tax] = Sourced(row.rate, "Alíquotas de IBS/CBS", row.source, is_estimate=row.is_estimate)
    return general | own
