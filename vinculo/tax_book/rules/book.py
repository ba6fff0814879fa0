"""The tax book as of a day, and the sale in its eyes: pure values that `queries` reads and `choosing` works over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Table
from vinculo.engines.tax import Buyer, Destination, DifalBase, PisCofinsRule, Policy, Regime, Relief, Tax, consumes
from vinculo.engines.tax.simples import SimplesRates
from vinculo.kernel.exact import HUNDRED, ZERO
from vinculo.kernel.figures import percentage

ABROAD: Final = "EX"
NO_REVENUE: Final = PisCofinsRule(
    situation="49", source="Sem receita: Leis 9.718/1998, art. 3º, 10.637/2002 e 10.833/2003, art. 1º"
)
REFORM: Final = {"cbs": "da CBS", "ibs_state": "do IBS do estado", "ibs_municipal": "do IBS do município"}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A rate, in points, and where it came from. `extra` is the FCP that walks with an internal rate; one that
    `is_estimate` the law has not set yet."""

    rate: Decimal
    row: str
    source: str
    extra: Decimal = ZERO
    is_estimate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The establishment on the day. `credit` is its pCredSN; `contributions` the key of the matrix of PIS/COFINS;
    `simples` how its rates were found, of a seller of Simples."""

    establishment: str
    uf: str
    municipality: str
    regime: Regime
    contributions: str
    pis_rate: Decimal
    cofins_rate: Decimal
    rates_source: str
    pays_ipi: bool
    credit: Decimal
    policy: Policy
    reform_outside_das: bool = False
    simples: SimplesRates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """The buyer: `key` is what the matrices know them by, and `former_keys` the records that were merged into them;
    `category` the fiscal category, `uf` `EX` for abroad."""

    uf: str
    buyer: Buyer
    category: str = ""
    key: str = ""
    municipality: str = ""
    former_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What the matrices look at in a product."""

    code: str
    ncm: str = ""
    cest: str = ""
    origin: str = "0"
    fiscal_group: str = ""
    category: str = ""
    is_service: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A tax that is due on the day: of whom, whether it is demanded, whether it is added to the total."""

    regimes: frozenset[str]
    is_required: bool
    in_total: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRules:
    """What a state decides by itself."""

    contributor_difal: DifalBase
    consumer_difal: DifalBase
    relief: Relief
    reform_in_icms_base: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """A cClassTrib: reductions in points."""

    situation: str
    cbs_reduction: Decimal
    ibs_reduction: Decimal
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """CFOPs of a nature of operation. One that brings no receivable (a loan, a sample, a bonus, a transfer) is no
    revenue. The situations of ICMS, IPI and IBS/CBS that are filled are decided by the nature, not by a matrix."""

    code: str
    has_receivable: bool = True
    is_return: bool = False
    icms: str = ""
    csosn: str = ""
    ipi: str = ""
    reform: str = ""
    icms_source: str = ""
    ipi_source: str = ""
    reform_source: str = ""
    cfop_state: str = ""
    cfop_interstate: str = ""
    cfop_abroad: str = ""
    cfop_state_st: str = ""
    cfop_interstate_st: str = ""
    cfop_consumer_interstate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The tax book as of `on`, read whole for one seller and one buyer's state."""

    on: date
    tables: Mapping[str, Table]
    internal: Mapping[str, Sourced]
    interstate: Mapping[tuple[str, str, bool], Sourced]
    imported_origins: frozenset[str]
    states: Mapping[str, StateRules]
    periods: Mapping[Tax, Period]
    contribution_rates: Mapping[str, tuple[Decimal, Decimal, str]]
    classifications: Mapping[str, ClassRule]
    reform: Mapping[str, Sourced]
    phase_out: Mapping[str, Sourced]

    def is_due(self, tax: Tax, regime: Regime) -> bool:
        period = self.periods.get(tax)
        return period is not None and (not period.regimes or regime.value in period.regimes)

    def owes_reform(self, seller: Seller) -> bool:
        """Whether the seller highlights IBS and CBS: by its regime, or having chosen to pay them outside the DAS."""
        return self.is_due(Tax.IBS_CBS, seller.regime) or (seller.reform_outside_das and self._reform_is_paid)

    def pays_reform_in_das(self, seller: Seller) -> bool:
        """Whether the seller pays IBS and CBS inside the DAS, and highlights neither."""
        return seller.regime.pays_by_das and self._reform_is_paid and not self.owes_reform(seller)

    @property
    def _reform_is_paid(self) -> bool:
        period = self.periods.get(Tax.IBS_CBS)
        return period is not None and period.in_total

    def phased(self, found: Sourced, tax: str = "icms") -> Sourced:
        """A rate of the legislation as it is charged on the day, while the reform takes its tax's place."""
        part, fcp = self.phase_out.get(tax), self.phase_out.get("fcp")
        told, rate = [found.source], found.rate
        if part is not None and rate:
            told.append(f"{part.source}: {percentage(part.rate)} de {percentage(rate)}")
            rate = rate * part.rate / HUNDRED
        if fcp is not None and found.extra:
            told.append(f"FCP: {percentage(fcp.rate)} de {percentage(found.extra)}")
        return replace(found, rate=rate, source="; ".join(filter(None, told)), extra=self.phased_fcp(found.extra))

    def phased_fcp(self, rate: Decimal) -> Decimal:
        part = self.phase_out.get("fcp")
        return rate * part.rate / HUNDRED if part is not None else rate

    def interstate_rate(self, origin_uf: str, destination_uf: str, *, imported: bool) -> Sourced | None:
        """The rate of the row that names most of the route; imported goods look at their own rows first."""
        for goods in (True, False) if imported else (False,):
            for origin, destination in ((origin_uf, destination_uf), ("", destination_uf), (origin_uf, ""), ("", "")):
                found = self.interstate.get((origin, destination, goods))
                if found is not None:
                    return found
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One sale in the eyes of the book."""

    seller: Seller
    customer: Customer
    destination: Destination
    nature: Nature

    @property
    def reach(self) -> str:
        if self.customer.uf == ABROAD:
            return "abroad"
        return "state" if self.customer.uf == self.seller.uf else "interstate"

    @property
    def buyer_consumes(self) -> bool:
        return consumes(self.customer.buyer, self.destination)

    @property
    def words(self) -> str:
        """What the taxes of the sale were chosen by, in a sentence."""
        seller, buyer = self.seller, self.customer.buyer
        purpose = _PURPOSES[self.destination] if buyer.contributes else "consumidor final"
        return (
            f"Natureza {self.nature.code}, de {seller.uf} para {self.customer.uf}."
            f" Quem vende: {_REGIMES[seller.regime]}. Quem compra: {_BUYERS[buyer]}, {purpose}."
        )


_REGIMES: Final = {
    Regime.SIMPLES: "Simples Nacional",
    Regime.SIMPLES_ABOVE_LIMIT: "Simples Nacional acima do sublimite",
    Regime.NORMAL: "regime normal",
    Regime.MEI: "MEI",
}
_BUYERS: Final = {
    Buyer.CONTRIBUTOR: "contribuinte do ICMS",
    Buyer.EXEMPT_CONTRIBUTOR: "contribuinte isento de inscrição",
    Buyer.NON_CONTRIBUTOR: "não contribuinte do ICMS",
}
_PURPOSES: Final = {
    Destination.RESALE: "para revenda",
    Destination.INDUSTRIALISATION: "para industrialização",
    Destination.CONSUMPTION: "para uso e consumo",
    Destination.FIXED_ASSET: "para o ativo imobilizado",
}


def policy_for(book: Book, deal: Deal) -> Policy:
    """The seller's policy, with what the day decides and its own state, to which own ICMS belongs (LC 87/1996, art. 11,
    I, a). What is no revenue pays no DAS (LC 123/2006, art. 3º, § 1º)."""
    period = book.periods.get(Tax.IBS_CBS)
    state = book.states.get(deal.seller.uf)
    return replace(
        deal.seller.policy,
        ibs_cbs_in_total=period is not None and period.in_total,
        ibs_cbs_in_icms_base=state is not None and state.reform_in_icms_base,
        ibs_cbs_in_das=book.pays_reform_in_das(deal.seller),
        iss_has_ended=not book.is_due(Tax.ISS, deal.seller.regime),
        das_rate=deal.seller.policy.das_rate if deal.nature.has_receivable else ZERO,
    )


def required_of(book: Book, seller: Seller) -> tuple[Tax, ...]:
    """The taxes that a line must bring a rule of."""
    return tuple(
        tax
        for tax, period in book.periods.items()
        if period.is_required
        and (book.owes_reform(seller) if tax is Tax.IBS_CBS else book.is_due(tax, seller.regime))
        and (tax is not Tax.IPI or seller.pays_ipi)
        and tax is not Tax.ISS
    )
