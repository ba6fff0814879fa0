"""The years of the reform by the shipped book: estimates told, ICMS and ISS phased out, Simples and its DAS."""

from datetime import date
from decimal import Decimal

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.tax_book.test_sale import PERSON_IN_BAHIA, SHOP_IN_CAMPINAS, booked, taxes
from vinculo.catalogue.models import ProductType
from vinculo.tax_book.models import EstablishmentRegime, InternalRate, PhaseOut, ReformRate, StateRule

D = Decimal


YEARS = {
    2028: ("18", "0.05"),
    2029: ("16.2", "1.77"),
    2030: ("14.4", "3.54"),
    2031: ("12.6", "5.31"),
    2032: ("10.8", "7.08"),
}


def test_icms_falls_by_tenths_while_ibs_rises(book: Cast, shelf: Shelf) -> None:
    for year, (icms, ibs) in YEARS.items():
        line = taxes(book, shelf, SHOP_IN_CAMPINAS, on=date(year, 6, 1), products=(f"FO-{year}",)).lines[0]
        # From 2027 São Paulo has IBS and CBS in the base of its ICMS.
        assert (line.icms.rate, line.icms.base) == (D(icms), 1000 + line.ibs_cbs.amount)
        assert line.ibs_cbs.ibs_state_rate == D(ibs)
        reasons = " ".join(f"{step.source} {step.note}" for step in line.derivation)
        assert ("de 18%" in reasons) is (year >= 2029)
        assert "Alíquota estimada" in reasons


def test_the_difference_to_a_consumer_is_of_the_phased_rates(book: Cast, shelf: Shelf) -> None:
    StateRule.objects.filter(company=book.company, state_id="SP").update(reform_in_icms_base=False)
    line = taxes(book, shelf, PERSON_IN_BAHIA, on=date(2029, 6, 1)).lines[0]
    # Nine tenths of 20.5 and of 7: 18.45 and 6.3.
    assert (line.icms.amount, line.difal.amount) == (D("63.00"), D("121.50"))
    InternalRate.objects.filter(company=book.company, state_id="BA").update(fcp_rate=D(2))
    line = taxes(book, shelf, PERSON_IN_BAHIA, on=date(2029, 6, 1), products=("FO-2",)).lines[0]
    step = next(step for step in line.derivation if step.code == "difal.fcp")
    assert (step.after, "FCP: 90% de 2%" in step.source) == (D("18.00"), True)


def test_icms_ends_with_2032(book: Cast, shelf: Shelf) -> None:
    line = taxes(book, shelf, SHOP_IN_CAMPINAS, on=date(2033, 1, 1)).lines[0]
    assert (line.icms.amount, line.ibs_cbs.ibs_state_rate) == (0, D("17.70"))


def test_from_2033_a_service_pays_no_iss_and_is_not_refused_for_want_of_it(book: Cast, shelf: Shelf) -> None:
    labour = {"type": ProductType.objects.filter(company=book.company, is_service=True).first()}
    before = booked(book, shelf, SHOP_IN_CAMPINAS, on=date(2032, 12, 31), products=("SV-1",), **labour)
    assert any("ISS" in problem.sentence for problem in before.problems)
    line = taxes(book, shelf, SHOP_IN_CAMPINAS, on=date(2033, 1, 1), products=("SV-2",), **labour).lines[0]
    assert (line.iss.amount, line.ibs_cbs.base) == (0, 1000)


def test_an_estimate_is_told_until_the_company_writes_the_rate_of_the_law(book: Cast, shelf: Shelf) -> None:
    assert booked(book, shelf, SHOP_IN_CAMPINAS).notices == ()
    told = booked(book, shelf, SHOP_IN_CAMPINAS, on=date(2027, 3, 1), products=("FO-2",)).notices
    assert len(told) == 1
    assert told[0].startswith("A alíquota da CBS usada, 8,7%, é estimada e pode ser mudada em Tabelas")
    rates = ReformRate.objects.filter(company=book.company, tax="cbs", valid_from=date(2027, 1, 1))
    rates.update(rate=D("8.5"), is_estimate=False)
    sold = booked(book, shelf, SHOP_IN_CAMPINAS, on=date(2027, 3, 1), products=("FO-3",))
    assert (sold.notices, sold.taxes().lines[0].ibs_cbs.cbs_rate) == ((), D("8.5"))


def test_without_a_rate_nothing_is_taken_as_zero(book: Cast, shelf: Shelf) -> None:
    ReformRate.objects.filter(company=book.company, tax="ibs_state", valid_from=date(2029, 1, 1)).delete()
    problems = booked(book, shelf, SHOP_IN_CAMPINAS, on=date(2029, 6, 1)).problems
    assert [problem.sentence for problem in problems] == ["Não há alíquota do IBS do estado na data."]


def test_simples_pays_inside_the_das_unless_it_chose_otherwise(book: Cast, shelf: Shelf) -> None:
    after = {"on": date(2027, 3, 1), "branch": True}
    inside = taxes(book, shelf, SHOP_IN_CAMPINAS, **after).lines[0]
    assert (inside.ibs_cbs.amount, inside.total) == (0, 1000)
    assert any("IBS e CBS vão no DAS" in step.reason for step in inside.derivation)
    before = taxes(book, shelf, SHOP_IN_CAMPINAS, products=("FO-2",), branch=True).lines[0]
    assert not any("DAS" in step.reason for step in before.derivation if step.code == "ibs_cbs")
    EstablishmentRegime.objects.filter(establishment=book.branch).update(reform_outside_das=True)
    outside = taxes(book, shelf, SHOP_IN_CAMPINAS, products=("FO-3",), **after).lines[0]
    assert (outside.ibs_cbs.cbs, outside.total) == (D("87.00"), D("1088.00"))
    assert taxes(book, shelf, SHOP_IN_CAMPINAS, products=("FO-4",), branch=True).lines[0].ibs_cbs.amount == 0


def test_the_last_bracket_of_simples_is_lower_in_2027_and_2028(book: Cast, shelf: Shelf) -> None:
    """LC 214/2025, art. 519: (4,500,000 × 18.9 % − 378,000) ÷ 4,500,000 = 10.5 %."""
    EstablishmentRegime.objects.filter(establishment=book.branch).update(regime="2", revenue=4_500_000, annex="I")
    das = [
        taxes(book, shelf, SHOP_IN_CAMPINAS, on=date(year, 3, 1), products=(f"FO-{year}",), branch=True).totals.das
        for year in (2026, 2027, 2029)
    ]
    assert das == [D("106.00"), D("105.00"), D("106.00")]


def test_the_law_may_change_the_proportion_by_a_row(book: Cast, shelf: Shelf) -> None:
    PhaseOut.objects.filter(company=book.company, tax="icms", valid_from=date(2029, 1, 1)).update(share=D(95))
    assert taxes(book, shelf, SHOP_IN_CAMPINAS, on=date(2029, 6, 1)).lines[0].icms.rate == D("17.1")


def test_a_seller_past_the_sublimit_is_told_to_change_its_regime(book: Cast, shelf: Shelf) -> None:
    """Up to 3,600,000.00 the DAS holds ICMS; from a cent more on it does not (LC 123/2006, art. 13-A and Anexo I)."""
    rows = EstablishmentRegime.objects.filter(establishment=book.branch)
    rows.update(regime="1", annex="I", revenue=D("3600000.00"))
    line = taxes(book, shelf, SHOP_IN_CAMPINAS, products=("FO-1",), branch=True).lines[0]
    assert (line.icms.credit_rate, line.das) == (D("3.98"), D("118.75"))
    rows.update(revenue=D("3600000.01"))
    told = booked(book, shelf, SHOP_IN_CAMPINAS, products=("FO-2",), branch=True).problems
    assert ["passa do sublimite do Simples" in problem.sentence for problem in told] == [True]
    rows.update(regime="2")
    line = taxes(book, shelf, SHOP_IN_CAMPINAS, products=("FO-3",), branch=True).lines[0]
    assert (line.icms.situation, line.icms.amount, line.das) == ("00", D("120.00"), D("85.00"))
    assert line.net_revenue == D("795.00")


def test_the_das_is_continuous_at_the_edges_of_its_brackets(book: Cast, shelf: Shelf) -> None:
    rows = EstablishmentRegime.objects.filter(establishment=book.branch)
    found = {}
    for revenue in ("0", "180000.00", "180000.01", "360000.00", "360000.01", "720000.00", "720000.01"):
        rows.update(regime="1", annex="I", revenue=D(revenue))
        line = taxes(book, shelf, SHOP_IN_CAMPINAS, products=(f"FO-{revenue}",), branch=True).lines[0]
        found[revenue] = (line.das, line.icms.credit_rate)
    assert found == {
        "0": (D("40.00"), D("1.36")),
        "180000.00": (D("40.00"), D("1.36")),
        "180000.01": (D("40.00"), D("1.36")),
        "360000.00": (D("56.50"), D("1.92")),
        "360000.01": (D("56.50"), D("1.89")),
        "720000.00": (D("75.75"), D("2.54")),
        "720000.01": (D("75.75"), D("2.54")),
    }
