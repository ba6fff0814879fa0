"""What a negotiation and the margin of the whole order do to a quote, and among whom its commission is split."""

from datetime import date
from decimal import Decimal

from tests.quoting.market import MarketPlace
from vinculo.price_book.models import CommissionSplit, ListPrice, PriceTable
from vinculo.quoting import RequestedLine

D = Decimal


def test_the_margin_of_the_order_has_a_range_of_its_own(place: MarketPlace) -> None:
    rich, poor = place.product("RICO", "100.00", cost="20"), place.product("POBRE", "100.00", cost="70")
    lines = (RequestedLine(1, rich.pk, D(1)), RequestedLine(2, poor.pk, D(1)))
    place.publish("order_margin", {}, least_gross=D(30), most_gross=D(50), severity="block")
    place.publish("approval_limit", {"level": "0", "criterion": "order_gross_margin"}, limit=D(30))
    quote = place.quote(*lines, party_id=place.party.pk)
    assert quote.margins
    assert quote.margins.gross_percent is not None
    assert D(30) <= quote.margins.gross_percent <= D(50)
    assert [issue for issue in quote.issues if issue.code.startswith("order_margin")] == []
    alone = place.quote(lines[0], party_id=place.party.pk)
    assert [(issue.severity, issue.line) for issue in alone.issues if issue.code == "order_margin_out_of_range"] == [
        ("block", None)
    ]
    assert any(
        "Pedido inteiro: MB de" in issue.sentence and "acima do máximo de 50%" in issue.sentence
        for issue in alone.issues
    )
    below = place.quote(lines[1], party_id=place.party.pk)
    assert any("abaixo do mínimo de 30%" in issue.sentence for issue in below.issues if issue.line is None)
    assert below.authority is not None
    assert "order_gross_margin" in {need.measure.criterion for need in below.authority.needs}


def test_a_scenario_may_name_its_table_and_a_least_discount(place: MarketPlace) -> None:
    product = place.product()
    table = PriceTable.objects.create(
        company=place.cast.company, code="LICIT", name="Licitações", kind="customer", valid_from=date(2020, 1, 1)
    )
    ListPrice.objects.create(
        company=place.cast.company,
        table=table,
        product=product,
        unit=product.unit,
        price=D(80),
        valid_from=date(2020, 1, 1),
    )
    line = RequestedLine(1, product.pk, D(1))
    assert place.quote(line).lines[0].price.list_price == D(100)
    place.publish("negotiation", {"scenario": "GOV"}, price_table="LICIT", least_discount=D(5))
    quote = place.quote(line, scenario="GOV")
    assert quote.lines[0].price.list_price == D(80)
    assert [issue.code for issue in quote.issues if issue.severity == "authority" and issue.line == 1] == [
        "discount_below_limit"
    ]
    given = RequestedLine(1, product.pk, D(1), discounts=(D(5),))
    assert "discount_below_limit" not in {issue.code for issue in place.quote(given, scenario="GOV").issues}


def test_a_representative_is_paid_on_the_total_and_shares_as_agreed(place: MarketPlace) -> None:
    product = place.product()
    CommissionSplit.objects.create(
        company=place.cast.company, code="REP", name="Com supervisor", valid_from=date(2020, 1, 1),
        names=["Representante", "Supervisor"], shares=[D(70), D(30)],
    )  # fmt: skip
    place.publish("commission", {}, rate=D(5), is_representative=True, split="REP")
    commission = place.quote(RequestedLine(1, product.pk, D(10)), party_id=place.party.pk).lines[0].commission
    assert commission is not None
    assert [(part.seller, part.amount) for part in commission.parts] == [
        ("Representante", D("35.00")),
        ("Supervisor", D("15.00")),
    ]
    # Campinas sells to Campinas: fifteen days from the 26th of November.
    assert commission.refuse_by == date(2026, 12, 11)


def test_a_split_that_is_out_of_force_is_told(place: MarketPlace) -> None:
    product = place.product()
    CommissionSplit.objects.create(
        company=place.cast.company, code="REP", name="Antiga", names=["A", "B"], shares=[D(50), D(50)],
        valid_from=date(2020, 1, 1), valid_until=date(2026, 11, 25),
    )  # fmt: skip
    place.publish("commission", {}, rate=D(5), split="REP")
    found = place.quote(RequestedLine(1, product.pk, D(10)))
    assert [each.sentence for each in found.issues if each.code == "commission.split"] == [
        "A divisão de comissão REP não vale na data: a comissão fica inteira com quem vendeu."
    ]


def test_more_discount_than_the_product_admits_asks_for_authority(place: MarketPlace) -> None:
    product = place.product(maximum_discount=D(8))

    def told(*discounts: str, **more: object) -> list[tuple[str, str]]:
        line = RequestedLine(1, product.pk, D(10), discounts=tuple(map(D, discounts)))
        issues = place.quote(line, **more).issues
        return [(issue.severity, issue.sentence) for issue in issues if issue.code == "product.discount"]

    assert told("8") == told("0") == []
    assert told("5", "4") == [("authority", "O desconto de 8,8% passa do máximo do produto, de 8%.")]
    assert told("8", header_percent=D(1)) == [("authority", "O desconto de 8,92% passa do máximo do produto, de 8%.")]
    assert told("9", nature="COMODATO") == []
