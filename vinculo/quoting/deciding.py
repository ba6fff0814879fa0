"""What the commercial matrices say of a sale and of each of its lines."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from vinculo.catalogue.models import Product, Unit
from vinculo.catalogue.rules import multiple_in
from vinculo.engines import pricing
from vinculo.engines.decision import Decision, Fact
from vinculo.kernel.exact import ZERO
from vinculo.kernel.figures import unit_price_in_reais
from vinculo.price_book.kinds import (
    ADJUSTMENT,
    COMMISSION,
    CUSTOMER_TERM,
    FREIGHT,
    MINIMUM_VALUE,
    NEGOTIATION,
    ORDER_MARGIN,
    PRODUCT_UNIT,
)
from vinculo.price_book.queries import commission_splits
from vinculo.quoting.quotes import Issue
from vinculo.quoting.reading import Surroundings
from vinculo.quoting.requests import RequestedLine, SaleRequest
from vinculo.tax_book.kinds import PASS_THROUGH

Facts = dict[str, Fact]


@dataclass(slots=True)
class Decisions:
    """The decisions of one line, by kind, and what no matrix could decide."""

    rows: dict[str, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    negotiation: Decision | None = None
    split: str = ""


class Deciding:
    """Asks the matrices on behalf of one sale, and remembers what they could not say."""

    def __init__(self, request: SaleRequest, around: Surroundings) -> None:
        self.request = request
        self.around = around
        self.sale_facts: Facts = {
            **around.market.facts,
            "payment_term": around.term_code or None,
            "scenario": request.scenario or None,
            "channel": request.channel or None,
            "carrier": request.carrier or None,
            "freight_type": around.freight_type.code if around.freight_type else None,
            "seller": str(request.seller_id) if request.seller_id else None,
        }
        if around.customer is not None:
            self.sale_facts |= {
                "customer_category": around.customer.category or None,
                "buyer": around.customer.buyer.value,
                "origin_uf": around.origin.uf,
            }
        self.lines: dict[int, Decisions] = {line.number: Decisions() for line in request.lines}
        self.order = Decisions()
        self._splits: Mapping[str, tuple[pricing.Seller, ...]] | None = None

    def line_facts(self, line: RequestedLine, product: Product, unit: str = "") -> Facts:
        """What the matrices look at of a line that is sold in the unit of that code. Their bands of quantity are in the
        product's own unit of sale; nothing is known of a quantity without a factor."""
        ratio = self._own_units(product, unit)
        return {
            **self.sale_facts,
            "product": product.code,
            "product_line": product.line.code if product.line else None,
            "brand": product.brand.name if product.brand else None,
            "ncm": product.ncm or None,
            "quantity": line.quantity * ratio.numerator / ratio.denominator if ratio is not None else None,
        }

    def _own_units(self, product: Product, unit: str) -> Fraction | None:
        """How many of its own unit of sale one `unit` of a product holds; None without a factor."""
        own = product.sale_unit or product.unit
        if unit in ("", own.code):
            return Fraction(1)
        pk = next(each.pk for each in self.around.shelf.units.values() if each.code == unit)
        return self.around.shelf.conversions.factor(product.pk, pk, own.pk)

    def ask(self, code: str, facts: Mapping[str, Fact], number: int | None = None) -> Decision | None:
        """The decision of a matrix, None when it has nothing to say; a tie or a gap becomes an issue."""
        decision = self.around.tables[code].decide(facts, on=self.request.on)
        kept = self.lines[number] if number is not None else self.order
        if decision.problem is not None:
            issue = Issue(f"matrix.{code}", decision.problem.sentence, "block", number)
            if issue not in kept.issues:
                kept.issues.append(issue)
            return None
        if decision.row is None:
            return None
        kept.rows[code] = decision.row.id
        return decision

    def negotiation(self, line: RequestedLine, facts: Facts, product: Product, unit: str) -> pricing.Negotiation | None:
        """What the scenario does to a line sold in `unit`. Its prices are for the product's own unit of sale."""
        decision = self.ask(NEGOTIATION.code, facts, line.number)
        self.lines[line.number].negotiation = decision
        if decision is None or decision.row is None:
            return None
        name = f"Cenário {self.request.scenario}" if self.request.scenario else "Condição geral"
        price, least = decision["price"], decision["least_price"]
        ratio = self._own_units(product, unit)
        if ratio is None and (price is not None or least is not None):
            own = (product.sale_unit or product.unit).code
            problem = pricing.Problem(pricing.ProblemCode.MISSING_CONVERSION, (own, unit))
            self.lines[line.number].issues.append(issue_of(problem, line.number))
            price = least = None
        elif ratio is not None and ratio != 1:
            if price is not None:
                name = f"{name}, {unit_price_in_reais(price)} por {(product.sale_unit or product.unit).code}"
            price, least = (each and each * ratio.numerator / ratio.denominator for each in (price, least))
        return pricing.Negotiation(
            name=name,
            percent=decision["percent"] or ZERO,
            price=price,
            least_price=least,
            most_discount=decision["most_discount"],
            least_discount=decision["least_discount"],
            row=row_words(NEGOTIATION.label, decision),
        )

    def candidates(self, line: RequestedLine, product: Product) -> tuple[pricing.PriceCandidate, ...]:
        """The prices a line may start from: those of the table the negotiation names, or the book's."""
        decision = self.lines[line.number].negotiation
        code = decision["price_table"] if decision is not None and decision.row is not None else None
        shelf = self.around.shelf
        return shelf.of_table(product.pk, code) if code else shelf.candidates.get(product.pk, ())

    def order_margin(self, facts: Facts) -> tuple[dict[str, Any], str]:
        """The ranges the margins of the whole order must be in, and what being outside means."""
        decision = self.ask(ORDER_MARGIN.code, facts)
        severity = decision["severity"] if decision is not None else None
        return margin_ranges(decision), severity or "authority"

    def adjustments(self, line: RequestedLine, facts: Facts) -> tuple[pricing.Adjustment, ...]:
        decision = self.ask(ADJUSTMENT.code, facts, line.number)
        if decision is None:
            return ()
        name = decision["name"] or "Desconto/acréscimo"
        return (pricing.Adjustment(name, decision["percent"], row_words(ADJUSTMENT.label, decision)),)

    def pass_through(self, line: RequestedLine, facts: Facts) -> pricing.PassThrough | None:
        decision = self.ask(PASS_THROUGH.code, facts, line.number)
        if decision is None or not decision["percent"]:
            return None
        row, source = row_words(PASS_THROUGH.label, decision), decision["source"] or ""
        return pricing.PassThrough("Repasse", deduction=decision["percent"], row=row, source=source)

    def unit(self, line: RequestedLine, product: Product, facts: Facts) -> tuple[Unit, Decimal | None]:
        """The unit sold and the multiple it is sold in; a unit the matrix does not allow is an issue. The multiple of
        the matrix is in the product's own unit of sale, and that of the product of that unit alone."""
        own = product.sale_unit or product.unit
        chosen = own
        if line.unit_id and line.unit_id != own.pk:
            chosen = self.around.shelf.units.get(line.unit_id, own)
        decision = self.ask(PRODUCT_UNIT.code, facts, line.number)
        if decision is None:
            return chosen, self._multiple(product, chosen, None)
        if line.unit_id is None and decision["default_unit"]:
            by_code = {unit.code: unit for unit in self.around.shelf.units.values()}
            suggested = decision["default_unit"].strip().upper()
            if suggested in by_code:
                chosen = by_code[suggested]
            else:
                words = f"A unidade sugerida, {suggested}, não existe: o item sai em {chosen.code}."
                self.lines[line.number].issues.append(Issue("unit.suggested", words, "warning", line.number))
        allowed = {code.strip().upper() for code in (decision["units"] or "").split(",") if code.strip()}
        if allowed and chosen.code not in allowed:
            problem = pricing.Problem(pricing.ProblemCode.UNIT_NOT_ALLOWED, (chosen.code, ", ".join(sorted(allowed))))
            self.lines[line.number].issues.append(issue_of(problem, line.number))
        return chosen, self._multiple(product, chosen, decision["multiple"])

    def _multiple(self, product: Product, unit: Unit, given: Decimal | None) -> Decimal | None:
        if given:
            held = self._own_units(product, unit.code)
            return multiple_in(given, held) if held is not None else None
        is_own = unit.pk == (product.sale_unit or product.unit).pk
        return product.sale_multiple if is_own and product.sale_multiple != 1 else None

    def minimums(self, facts: Facts) -> tuple[pricing.Minimums, str]:
        """The minima and what falling below them means."""
        decision = self.ask(MINIMUM_VALUE.code, facts)
        if decision is None:
            return pricing.Minimums(), "authority"
        minimums = pricing.Minimums(
            order=decision["minimum_order"] or ZERO,
            line=decision["minimum_line"] or ZERO,
            instalment=decision["minimum_instalment"] or ZERO,
            row=row_words(MINIMUM_VALUE.label, decision),
        )
        return minimums, decision["severity"] or "authority"

    def term_issues(self, facts: Facts, product_lines: Collection[Fact | None]) -> list[Issue]:
        """Whether the customer may pay for each of these lines of products by the term, and the term be paid by the
        method; of a sale without term, the one suggested."""
        found = []
        term, method = self.around.term, self.around.method
        asked = [self.ask(CUSTOMER_TERM.code, facts | {"product_line": line}) for line in dict.fromkeys(product_lines)]
        decisions = [decision for decision in asked if decision is not None]
        if term is not None and not all(self._allows(decision, term) for decision in decisions):
            found.append(issue_of(pricing.Problem(pricing.ProblemCode.TERM_NOT_ALLOWED, (term.name,))))
        if term is None:
            codes = dict.fromkeys(decision["default_term"] for decision in decisions if decision["default_term"])
            words = "Sem condição de pagamento; a sugerida para este cliente é {}."
            found += [Issue("term.suggested", words.format(code), "warning") for code in codes]
        if term is not None and method is not None and self.around.methods and method.pk not in self.around.methods:
            problem = pricing.Problem(pricing.ProblemCode.METHOD_NOT_ALLOWED, (term.name, method.name))
            found.append(issue_of(problem))
        return found

    def _allows(self, decision: Decision, term: pricing.PaymentTerm) -> bool:
        allowed = {code.strip().upper() for code in (decision["terms"] or "").split(",") if code.strip()}
        longest = decision["most_average"]
        is_short = longest is None or term.average_days(self.request.on) <= longest
        return is_short and (not allowed or self.around.term_code in allowed)

    def commission_rule(self, line: RequestedLine, facts: Facts) -> pricing.CommissionRule | None:
        decision = self.ask(COMMISSION.code, facts, line.number)
        if decision is None:
            return None
        self.lines[line.number].split = decision["split"] or ""
        # Lei 4.886/1965, art. 32: a representative's is on the total and owed as the customer pays.
        base, trigger = ("total", "receipt") if decision["is_representative"] else ("net_goods", "invoicing")
        return pricing.CommissionRule(
            rate=decision["rate"],
            name=row_words(COMMISSION.label, decision),
            base=pricing.CommissionBase(decision["base"] or base),
            trigger=pricing.Trigger(decision["trigger"] or trigger),
            row=row_words(COMMISSION.label, decision),
            on_invoicing=decision["on_invoicing"],
            buyer_is=self._buyer_is() if decision["is_representative"] else None,
        )

    def sellers(self, line: RequestedLine) -> tuple[pricing.Seller, ...]:
        """Who shares the commission of a line, by the split its row of the matrix names; the seller alone otherwise."""
        code = self.lines[line.number].split
        if code and self._splits is None:
            self._splits = commission_splits(self.request.company_id, on=self.request.on)
        shares = (self._splits or {}).get(code)
        if code and shares is None:
            words = f"A divisão de comissão {code} não vale na data: a comissão fica inteira com quem vendeu."
            self.lines[line.number].issues.append(Issue("commission.split", words, "warning", line.number))
        return shares or (pricing.Seller("Vendedor"),)

    def _buyer_is(self) -> pricing.BuyerIs:
        around = self.around
        if around.market.is_abroad:
            return pricing.BuyerIs.ABROAD
        if around.market.uf != around.origin.uf:
            return pricing.BuyerIs.OTHER_STATE
        is_here = around.market.municipality == around.town
        return pricing.BuyerIs.SAME_TOWN if is_here else pricing.BuyerIs.SAME_STATE

    def freight(self, value: Decimal, weight: Decimal) -> Decision | None:
        return self.ask(FREIGHT.code, self.sale_facts | {"order_value": value, "weight": weight})


def row_words(label: str, decision: Decision) -> str:
    return f"Matriz de {label.lower()}, linha {decision.row.id}" if decision.row else ""


def issue_of(problem: pricing.Problem, line: int | None = None, severity: str = "") -> Issue:
    return Issue(problem.code.value, problem.sentence, severity or problem.severity.value, line, problem.discreet)


def margin_ranges(decision: Decision | None) -> dict[str, Any]:
    """The ranges of MB and MC that a negotiation admits, as `margins` takes them."""
    if decision is None or decision.row is None:
        return {}
    return {
        "gross_range": pricing.MarginRange(decision["least_gross"], decision["most_gross"]),
        "contribution_range": pricing.MarginRange(decision["least_contribution"], decision["most_contribution"]),
    }
