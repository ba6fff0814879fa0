"""What would have to change: other terms, the next band of a promotion, the price that reaches a margin."""

from dataclasses import dataclass, replace
from decimal import Decimal

from vinculo.engines import pricing
from vinculo.engines.decision import Decision
from vinculo.kernel.exact import ZERO
from vinculo.kernel.figures import percentage, plain_number, unit_price_in_reais
from vinculo.price_book.kinds import NEGOTIATION
from vinculo.price_book.models import PaymentTerm
from vinculo.price_book.terms import engine_term
from vinculo.quoting import LineQuote, Quote, SaleRequest, Surroundings, compose
from vinculo.quoting.deciding import Deciding

MOST_TERMS = 12
# Sales of so many lines are quoted again to tell the price of a margin to the cent; of larger ones it is told as about.
MOST_LINES = 10
_MOST_TRIES = 6
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class TermOutcome:
    """The sale by another payment term. `standing` is what the worst of it comes to: block, authority or passes."""

    name: str
    total: Decimal
    gross_percent: Decimal | None
    contribution_percent: Decimal | None
    standing: str
    is_current: bool


def by_term(request: SaleRequest, around: Surroundings) -> list[TermOutcome]:
    """The same sale by each payment term in use, the present one among them."""
    terms = PaymentTerm.objects.filter(company_id=request.company_id, is_active=True).in_force(request.on)
    found = []
    for row in terms.prefetch_related("methods").order_by("code")[:MOST_TERMS]:
        other = replace(
            around,
            term=engine_term(row),
            term_code=row.code,
            methods=frozenset(method.pk for method in row.methods.all()),
        )
        quote = compose(replace(request, term_id=row.pk), other)
        margins = quote.margins
        found.append(
            TermOutcome(
                f"{row.code} · {row.name}",
                quote.total,
                margins.gross_percent if margins else None,
                margins.contribution_percent if margins else None,
                _standing(quote),
                row.pk == request.term_id,
            )
        )
    return found


def _standing(quote: Quote) -> str:
    if quote.blocks:
        return "block"
    limited = quote.authority is not None and not quote.authority.passes
    return "authority" if limited or quote.asks_authority else "passes"


def sentences(request: SaleRequest, around: Surroundings, quote: Quote, *, with_margins: bool) -> list[str]:
    """What each line would gain by a little more quantity, and what discount and (`with_margins`: it tells what the
    goods cost) what price would be within the rules."""
    deciding = Deciding(request, around)
    found = []
    for line in quote.lines:
        found += _next_band(line, around)
        decision = _negotiation(line, request, around, deciding)
        if decision is not None:
            found += _discount_limit(line, decision)
            found += _margin_limits(line, decision, request, around) if with_margins else []
    return found


def _next_band(line: LineQuote, around: Surroundings) -> list[str]:
    promotions = around.shelf.promotions.get(line.product_id, ())
    applied = [step.inputs["percent"] for step in line.price.derivation if step.code == "price.promotion"]
    given = sum((each for each in applied if isinstance(each, Decimal)), ZERO)
    joins = all(band.is_cumulative for band in promotions if band.from_quantity <= line.quantity)
    bands = [
        band
        for band in promotions
        if band.from_quantity > line.quantity
        and band.unit in ("", line.unit)
        and (band.percent > given or (band.is_cumulative and joins))
    ]
    if not bands:
        return []
    band = min(bands, key=lambda each: each.from_quantity)
    more = plain_number(band.from_quantity - line.quantity)
    return [
        f"Item {line.number}: com mais {more} {line.unit}, a promoção {band.promotion} dá {percentage(band.percent)}."
    ]


def _negotiation(line: LineQuote, request: SaleRequest, around: Surroundings, deciding: Deciding) -> Decision | None:
    asked = next(each for each in request.lines if each.number == line.number)
    product = around.product(line.product_id)
    if product is None or not line.price.is_priced:
        return None
    return deciding.ask(NEGOTIATION.code, deciding.line_facts(asked, product, line.unit))


def _discount_limit(line: LineQuote, decision: Decision) -> list[str]:
    most = decision["most_discount"]
    if most is None:
        return []
    given = line.price.given_discount
    fits = "dentro do" if given <= most else "acima do"
    return [
        f"Item {line.number}: a negociação admite até {percentage(most)} de desconto; o dado é {percentage(given)},"
        f" {fits} limite."
    ]


def _margin_limits(line: LineQuote, decision: Decision, request: SaleRequest, around: Surroundings) -> list[str]:
    if line.revenue is None:
        return []
    found = []
    for name, wanted, is_contribution in (
        ("MB", decision["least_gross"], False),
        ("MC", decision["least_contribution"], True),
    ):
        if wanted is None:
            continue
        margin = _Margin(request, around, line.number, wanted, is_contribution)
        about = margin.price_by(line)
        exact = margin.least_price(about) if about is not None and _is_typed_whole(line, request) else None
        words = "por nenhum preço"
        if exact is not None:
            words = f"a partir de {unit_price_in_reais(exact)} líquidos por {line.unit}"
        elif about is not None:
            words = f"por volta de {unit_price_in_reais(about)} líquidos por {line.unit}"
        found.append(f"Item {line.number}: a {name} mínima de {percentage(wanted)} é alcançada {words}.")
    return found


def _is_typed_whole(line: LineQuote, request: SaleRequest) -> bool:
    """Whether the price typed on a line is its net price, in a sale that may be quoted again and again."""
    return len(request.lines) <= MOST_LINES and not line.price.header_discount and not line.price.pass_through


@dataclass(frozen=True, slots=True)
class _Margin:
    """A margin that a line of a sale is to keep, in points."""

    request: SaleRequest
    around: Surroundings
    number: int
    wanted: Decimal
    is_contribution: bool

    def price_by(self, line: LineQuote) -> Decimal | None:
        """The net unit price that keeps it by the taxes of a quoted line: near it, to within their cents."""
        if line.revenue is None:
            return None
        return pricing.price_for_margin(
            line.revenue, line.quantity, self.wanted, contribution=self.is_contribution, places=2
        )

    def least_price(self, about: Decimal) -> Decimal | None:
        """The least price at which the sale, quoted with it, keeps the margin; None when none near `about` does."""
        price = about
        for _ in range(_MOST_TRIES):
            line = self._quoted(price)
            if line is not None and self._is_kept(line):
                break
            nearer = self.price_by(line) if line is not None else None
            price = max(nearer or price, price + _CENT)
        else:
            return None
        for _ in range(_MOST_TRIES):
            lower = self._quoted(price - _CENT) if price > _CENT else None
            if lower is None or not self._is_kept(lower):
                break
            price -= _CENT
        return price

    def _quoted(self, price: Decimal) -> LineQuote | None:
        lines = tuple(
            replace(each, new_price=price, discounts=(), surcharges=()) if each.number == self.number else each
            for each in self.request.lines
        )
        return compose(replace(self.request, lines=lines), self.around).line(self.number)

    def _is_kept(self, line: LineQuote) -> bool:
        if line.margins is None:
            return False
        found = line.margins.contribution_percent if self.is_contribution else line.margins.gross_percent
        return found is not None and found >= self.wanted
