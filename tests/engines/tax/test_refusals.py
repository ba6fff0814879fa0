"""What cannot be taxed is refused by name and in words, never taxed at zero."""

from dataclasses import replace

import pytest

from tests.engines.tax.cases import sale_of
from vinculo.engines.tax import (
    CannotTax,
    InvalidSale,
    InvalidSituation,
    MissingRule,
    NegativeBase,
    RuleConflict,
    Tax,
    TaxError,
    tax,
)
from vinculo.kernel.exact import NotExact


def refusal(given: str) -> TaxError:
    with pytest.raises(CannotTax) as refused:
        tax(sale_of(given))
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ("unit_price=1 required=none icms.situation=10 icms.rate=18", MissingRule, "substituição"),
        ("unit_price=1 icms.situation=00", MissingRule, "alíquota"),
        ("unit_price=1 regime=1 icms.situation=101", MissingRule, "pCredSN"),
        ("unit_price=1 buyer_uf=RJ buyer=non_contributor icms.situation=00 icms.rate=12", MissingRule, "DIFAL"),
        ("unit_price=1 buyer_uf=RJ destination=fixed_asset icms.situation=00 icms.rate=12", MissingRule, "DIFAL"),
        (
            "unit_price=1 buyer_uf=BA buyer=non_contributor icms.situation=00 icms.rate=7"
            " difal.internal_rate=98 difal.fcp_rate=2 difal.base=gross_up",
            RuleConflict,
            "100%",
        ),
        (
            "unit_price=1 buyer_uf=MG destination=consumption icms.situation=00 icms.rate=12 difal.internal_rate=18"
            " difal.base=double difal.reduction=10",
            RuleConflict,
            "base única",
        ),
        ("unit_price=1 nature=service", MissingRule, "ISS"),
        (
            "unit_price=1 regime=1 buyer_uf=MG icms.situation=202 st.internal_rate=18 st.mva=40",
            MissingRule,
            "interestadual",
        ),
        ("unit_price=1 icms.situation=40 pc.situation=01", MissingRule, "PIS"),
        ("unit_price=1 icms.situation=40 icms.relief=simple", MissingRule, "desonerado"),
        ("unit_price=1 icms.situation=02", MissingRule, "ad rem"),
        ("unit_price=1 icms.situation=102", InvalidSituation, "regime"),
        ("unit_price=1 regime=1 icms.situation=00 icms.rate=18", InvalidSituation, "CSOSN"),
        ("unit_price=1 regime=4 icms.situation=00 icms.rate=18", InvalidSituation, "CSOSN"),
        ("unit_price=1 icms.situation=77", InvalidSituation, "não existe"),
        ("unit_price=1 icms.situation=40 ipi.situation=00", InvalidSituation, "IPI"),
        ("unit_price=1 icms.situation=40 pc.situation=50", InvalidSituation, "PIS/COFINS"),
        (
            "unit_price=1 regime=1 icms.situation=102 pc.situation=01 pc.pis_rate=1 pc.cofins_rate=1",
            InvalidSituation,
            "DAS",
        ),
        ("unit_price=1 icms.situation=40 reform.situation=999 reform.classification=999001", InvalidSituation, "IBS"),
        ("unit_price=1 icms.situation=20 icms.rate=18", RuleConflict, "redução"),
        ("unit_price=1 icms.situation=00 icms.rate=18 icms.reduction=10", RuleConflict, "redução"),
        ("unit_price=1 icms.situation=00 icms.rate=18 icms.deferral=10", RuleConflict, "diferimento"),
        ("unit_price=1 icms.situation=00 icms.rate=118", RuleConflict, "0 a 100"),
        ("unit_price=1 icms.situation=00 icms.rate=18 st.internal_rate=18", RuleConflict, "substituição"),
        ("unit_price=1 icms.situation=10 icms.rate=18 st.internal_rate=18 st.mva=-1", RuleConflict, "MVA"),
        ("unit_price=1 icms.situation=10 icms.rate=18 st.internal_rate=100", RuleConflict, "100%"),
        ("unit_price=1 icms.situation=40 ipi.situation=52 ipi.rate=5", RuleConflict, "IPI"),
        ("unit_price=1 icms.situation=40 ipi.situation=50 ipi.rate=5 ipi.amount_per_unit=1", RuleConflict, "só um"),
        ("unit_price=1 icms.situation=40 pc.situation=06 pc.pis_rate=1", RuleConflict, "alíquota"),
        (
            "unit_price=1 icms.situation=40 reform.situation=000 reform.classification=200032",
            RuleConflict,
            "classificação",
        ),
        (
            "unit_price=1 icms.situation=40 reform.situation=000 reform.classification=000001 reform.cbs_reduction=60",
            RuleConflict,
            "redução",
        ),
        ("unit_price=1 nature=service iss.rate=5 icms.situation=40", RuleConflict, "Serviço"),
        (
            "quantity=1 unit_price=1.00 icms.situation=02 icms.amount_per_unit=5 pc.situation=01 pc.pis_rate=1.65"
            " pc.cofins_rate=7.6",
            NegativeBase,
            "PIS",
        ),
        (
            "quantity=1 unit_price=1.00 icms.situation=02 icms.amount_per_unit=5 reform.situation=000"
            " reform.classification=000001 reform.cbs_rate=0.9",
            NegativeBase,
            "IBS",
        ),
        ("nature=service unit_price=1 iss.rate=5 iss.deduction=2", NegativeBase, "ISS"),
        ("quantity=0 unit_price=1 icms.situation=40", InvalidSale, "quantidade"),
        ("unit_price=-1 icms.situation=40", InvalidSale, "negativo"),
        ("unit_price=1 freight=-1 icms.situation=40", InvalidSale, "frete"),
        ("unit_price=1 discount=2 icms.situation=40", InvalidSale, "desconto"),
        ("unit_price=1 freight=0.005 icms.situation=40", InvalidSale, "duas casas"),
        ("unit_price=1 taxable_quantity=0 icms.situation=40", InvalidSale, "tributável"),
        ("unit_price=1 icms.situation=40 policy.mva_places=5", InvalidSale, "casas"),
        ("unit_price=1 icms.situation=10 icms.rate=18 st.internal_rate=18 st.floor_price=0", RuleConflict, "fixado"),
        ("unit_price=1 icms.situation=02 icms.amount_per_unit=-1", RuleConflict, "negativo"),
        ("unit_price=1 icms.situation=40 pc.situation=03 pc.pis_per_unit=-1", RuleConflict, "negativo"),
        ("unit_price=1.00000000001 icms.situation=40", InvalidSale, "10 casas"),
        ("quantity=9999999 unit_price=9999999 icms.situation=40", InvalidSale, "NF-e"),
        ("unit_price=1 other=10000000000000 icms.situation=40", InvalidSale, "grande demais"),
        ("unit_price=1 icms.situation=40 ipi.situation=50 ipi.rate=-1", RuleConflict, "negativo"),
        ("nature=service unit_price=10 iss.rate=5 iss.deduction=0.005", RuleConflict, "duas casas"),
        ("unit_price=1 header.discount=2 icms.situation=40", InvalidSale, "ratear"),
        ("unit_price=1 header.freight=-2 icms.situation=40", InvalidSale, "frete"),
        ("unit_price=1 shares=false header.freight=2 icms.situation=40", InvalidSale, "rateio"),
    ],
)
def test_a_sale_that_cannot_be_taxed_is_refused_in_words(given: str, kind: type[TaxError], words: str) -> None:
    problem = refusal(given)
    assert type(problem) is kind
    assert words in problem.sentence


@pytest.mark.parametrize("wanted", [Tax.IPI, Tax.PIS_COFINS, Tax.IBS_CBS, Tax.ICMS_ST, Tax.DIFAL, Tax.IS])
def test_a_required_tax_without_a_rule_is_never_zero(wanted: Tax) -> None:
    with pytest.raises(CannotTax) as refused:
        tax(replace(sale_of("unit_price=1 icms.situation=40"), required=(wanted,)))
    assert refused.value.problems[0].code == "missing_rule"


def test_every_bad_line_is_named() -> None:
    good, bad = sale_of("unit_price=1 icms.situation=40"), sale_of("unit_price=1 icms.situation=00")
    with pytest.raises(CannotTax) as refused:
        tax(replace(good, lines=bad.lines + good.lines + bad.lines))
    assert [problem.line for problem in refused.value.problems] == [1, 3]


def test_a_sale_without_lines_is_refused() -> None:
    with pytest.raises(CannotTax, match="não tem itens"):
        tax(replace(sale_of("unit_price=1 icms.situation=40"), lines=()))


@pytest.mark.parametrize("wrong", [{"quantity": 1.0}, {"unit_price": 0.1}, {"freight": 2.5}])
def test_a_float_never_gets_in(wrong: dict[str, float]) -> None:
    sale = sale_of("unit_price=1 icms.situation=40")
    with pytest.raises(NotExact):
        tax(replace(sale, lines=(replace(sale.lines[0], **wrong),)))  # type: ignore[arg-type]
