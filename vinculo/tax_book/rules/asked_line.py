"""One line asked of the book: the facts the matrices see, the rates of its route, and what could not be found."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from vinculo.engines.decision import Decision, Fact
from vinculo.engines.tax import MissingRule, TaxError
from vinculo.kernel.exact import ZERO
from vinculo.tax_book.rules.book import Book, Deal, Goods, Sourced

AT_THE_RATE_OF_THE_PURCHASE: Final = "Devolução à alíquota da compra (Convênio ICMS 54/2000)"


class AskedLine:
    """A line being decided: what has been found so far is in `problems` and `rows`."""

    def __init__(self, book: Book, deal: Deal, goods: Goods) -> None:
        self.book, self.deal, self.goods = book, deal, goods
        self.problems: list[TaxError] = []
        self.rows: dict[str, int] = {}
        seller, customer = deal.seller, deal.customer
        self.facts: dict[str, Fact] = {
            "establishment": seller.establishment,
            "origin_uf": seller.uf,
            "destination_uf": customer.uf,
            "municipality": seller.municipality,
            "customer": (customer.key, *customer.former_keys) if customer.former_keys else customer.key or None,
            "customer_category": customer.category or None,
            "buyer": customer.buyer.value,
            "destination": deal.destination.value,
            "product": goods.code or None,
            "ncm": goods.ncm or None,
            "cest": goods.cest or None,
            "fiscal_group": goods.fiscal_group or None,
            "product_category": goods.category or None,
            "origin": goods.origin,
            "nature": deal.nature.code,
            "regime": seller.regime.value,
            "contributions": seller.contributions,
            "reach": deal.reach,
        }

    def decided(self, code: str) -> Decision | None:
        """The decision of a matrix, or None with the problem noted when it had to decide and did not."""
        decision = self.book.tables[code].decide(self.facts, on=self.book.on)
        if decision.problem is not None:
            self.problems.append(MissingRule(decision.problem.sentence))
            return None
        if decision.row is None:
            return None
        self.rows[code] = decision.row.id
        return decision

    def route_rate(self) -> Sourced | None:
        """The rate between the two states; a return goes back at the rate of the purchase (Convênio ICMS 54/2000)."""
        if self.deal.reach == "abroad":
            return None
        if self.deal.reach == "state":
            return self.internal(self.deal.customer.uf)
        imported = self.goods.origin in self.book.imported_origins
        origin, destination = self.deal.seller.uf, self.deal.customer.uf
        if self.deal.nature.is_return:
            origin, destination = destination, origin
        found = self.book.interstate_rate(origin, destination, imported=imported)
        if found is None:
            self.missing(f"Não há alíquota interestadual de {origin} para {destination} na data.")
            return None
        if self.deal.nature.is_return:
            found = replace(found, source=f"{AT_THE_RATE_OF_THE_PURCHASE}; {found.source}")
        return self.book.phased(found)

    def internal(self, uf: str) -> Sourced | None:
        found = self.book.internal.get(uf)
        if found is None:
            self.missing(f"Não há alíquota interna do ICMS de {uf or 'UF não informada'} na data.")
        return self.book.phased(found) if found else None

    def destination_rate(self, given: Decimal | None) -> Sourced | None:
        found = self.book.internal.get(self.deal.customer.uf)
        if given is not None:
            return self.book.phased(Sourced(given, "", "", found.extra if found else ZERO))
        return self.internal(self.deal.customer.uf)

    def missing(self, sentence: str) -> None:
        if all(problem.sentence != sentence for problem in self.problems):
            self.problems.append(MissingRule(sentence))


def row_of(matrix: str, decision: Decision) -> str:
    """How a derivation names the matrix row that decided."""
    return f"{matrix}, linha {decision.row.id}" if decision.row else matrix
