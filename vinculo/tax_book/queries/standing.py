"""How a product is taxed from an establishment today: the rules the book chooses for the ordinary buyers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from vinculo.engines.tax import Buyer, Destination, LineRules
from vinculo.kernel.figures import percentage, unit_price_in_reais
from vinculo.tax_book.queries.book import book_of, seller_of
from vinculo.tax_book.queries.editions import edition
from vinculo.tax_book.queries.selling import goods_of, nature_of
from vinculo.tax_book.rules import Customer, Deal, choose

NATURE: Final = "VENDA"
NEIGHBOUR: Final = ("SP", "RJ")
"""The other state shown: the first that is not the seller's own."""


@dataclass(frozen=True, slots=True)
class Told:
    """The rule of one tax, in short, and the matrix line that decided it."""

    text: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The rules of one kind of sale: to whom, its CFOP, one `Told` by tax; `problems` is what the book lacks."""

    buyer: str
    cfop: str
    icms: Told
    substitution: Told
    difal: Told
    ipi: Told
    contributions: Told
    reform: Told
    iss: Told
    problems: tuple[str, ...]


def standings(company_id: int, establishment_id: int, product_id: int, *, on: date) -> Sequence[Standing]:
    """For resale and for consumption, inside the state and to another. Raises `NoBook`."""
    stamp = edition()
    seller = seller_of(company_id, establishment_id, on=on, stamp=stamp)
    nature = nature_of(company_id, NATURE, on, stamp=stamp)
    goods = goods_of(company_id, establishment_id, [product_id])[product_id]
    elsewhere = next(uf for uf in NEIGHBOUR if uf != seller.uf)
    found = []
    for uf in (seller.uf, elsewhere):
        book = book_of(company_id, on=on, origin=seller.uf, uf=uf, stamp=stamp)
        for buyer, destination, words in (
            (Buyer.CONTRIBUTOR, Destination.RESALE, "revenda"),
            (Buyer.NON_CONTRIBUTOR, Destination.CONSUMPTION, "consumidor final"),
        ):
            deal = Deal(seller=seller, customer=Customer(uf=uf, buyer=buyer), destination=destination, nature=nature)
            chosen = choose(book, deal, goods)
            problems = tuple(problem.sentence for problem in chosen.problems)
            found.append(_standing(f"{uf}, {words}", chosen.cfop, chosen.rules, problems))
    return found


def _standing(buyer: str, cfop: str, rules: LineRules, problems: tuple[str, ...]) -> Standing:
    return Standing(
        buyer,
        cfop,
        _icms(rules),
        _substitution(rules),
        _difal(rules),
        _ipi(rules),
        _contributions(rules),
        _reform(rules),
        Told(percentage(rules.iss.rate), rules.iss.row) if rules.iss else Told(""),
        problems,
    )


def _icms(rules: LineRules) -> Told:
    rule = rules.icms
    if rule is None:
        return Told("")
    parts = [rule.situation]
    if rule.rate:
        parts.append(percentage(rule.rate))
    if rule.reduction:
        parts.append(f"redução de {percentage(rule.reduction)}")
    if rule.fcp_rate:
        parts.append(f"FCP {percentage(rule.fcp_rate)}")
    if rule.credit_rate:
        parts.append(f"crédito {percentage(rule.credit_rate)}")
    return Told(" · ".join(parts), rule.row)


def _substitution(rules: LineRules) -> Told:
    rule = rules.icms_st
    if rule is None:
        return Told("")
    base = f"MVA {percentage(rule.mva)}"
    if rule.floor_price is not None:
        base = f"preço fixado {unit_price_in_reais(rule.floor_price)}"
    return Told(f"{base} · interna {percentage(rule.internal_rate)}", rule.row)


def _difal(rules: LineRules) -> Told:
    rule = rules.difal
    if rule is None:
        return Told("")
    fcp = f" + FCP {percentage(rule.fcp_rate)}" if rule.fcp_rate else ""
    return Told(f"até {percentage(rule.internal_rate)}{fcp}", rule.row)


def _ipi(rules: LineRules) -> Told:
    rule = rules.ipi
    return Told(f"{rule.situation} · {percentage(rule.rate)}", rule.row) if rule else Told("")


def _contributions(rules: LineRules) -> Told:
    rule = rules.pis_cofins
    if rule is None:
        return Told("")
    rates = f" · {percentage(rule.pis_rate)} + {percentage(rule.cofins_rate)}" if rule.pis_rate else ""
    return Told(f"{rule.situation}{rates}", rule.row)


def _reform(rules: LineRules) -> Told:
    rule = rules.ibs_cbs
    if rule is None:
        return Told("")
    reduction = f" · redução de {percentage(rule.cbs_reduction)}" if rule.cbs_reduction else ""
    return Told(f"{rule.classification}{reduction}", rule.row)
