"""The simulator: answers while one types, explains itself, compares, keeps cases and tells what moved."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.quoting.market import MarketPlace
from vinculo.approvals.actions.levels import create_default_levels
from vinculo.approvals.models import ApprovalRequest
from vinculo.catalogue.models import Unit
from vinculo.customers.models import Address
from vinculo.foundation.jobs import runner
from vinculo.foundation.jobs.models import JobRun
from vinculo.price_book.models import NegotiationScenario
from vinculo.quoting import RequestedLine, compose, surroundings
from vinculo.simulator import ways
from vinculo.simulator.kept import sale_as_data, sale_from_data
from vinculo.simulator.models import SimulatedCase
from vinculo.tax_book.models import EstablishmentRegime

SignIn = Callable[[str], Client]
D = Decimal


def typed(place: MarketPlace, *lines: tuple[int, str, str], **more: Any) -> dict[str, Any]:
    """The form as a browser sends it; a line is (product, quantity, discount)."""
    data: dict[str, Any] = {
        "establishment": place.cast.head.pk,
        "party": place.party.pk,
        "on": "26/11/2026",
        "nature": "VENDA",
        "lines-TOTAL_FORMS": str(len(lines) + 1),
        "lines-INITIAL_FORMS": "0",
    }
    for number, (product, quantity, discount) in enumerate(lines):
        data |= {
            f"lines-{number}-product": product,
            f"lines-{number}-quantity": quantity,
            f"lines-{number}-discount": discount,
        }
    return data | more


def test_the_answer_comes_while_one_types(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product(description="Filtro de óleo <b>X</b>")
    place.depot.put(product, 20)
    alice = signed_in("alice")
    assert alice.get(reverse("simulator:compose")).status_code == 200
    answer = alice.post(reverse("simulator:answer"), typed(place, (product.pk, "10", "10+5"))).content.decode()
    assert "R$\u00a0855,00" in answer
    assert "Filtro de óleo &lt;b&gt;X" in answer
    assert "CFOP 5102" in answer
    assert "Pendências" not in answer
    assert not SimulatedCase.objects.exists()


def test_a_blocked_sale_is_not_said_to_pass(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    alice = signed_in("alice")
    passing = alice.post(reverse("simulator:answer"), typed(place, (product.pk, "1", ""))).content.decode()
    assert "Passa sem alçada" in passing
    Address.objects.filter(party=place.party).delete()
    blocked = alice.post(reverse("simulator:answer"), typed(place, (product.pk, "1", ""))).content.decode()
    assert "não tem endereço" in blocked
    assert "Passa sem alçada" not in blocked
    assert "Até aqui nada pede alçada" in blocked


def test_lines_cost_no_queries(place: MarketPlace, signed_in: SignIn) -> None:
    alice = signed_in("alice")
    lines = [(place.product(code=f"FO-{number}").pk, "10", "5") for number in range(8)]

    def asked(*lines: tuple[int, str, str]) -> tuple[int, int]:
        alice.post(reverse("simulator:answer"), typed(place, *lines))
        with CaptureQueriesContext(connection) as answering:
            assert alice.post(reverse("simulator:answer"), typed(place, *lines)).status_code == 200
        name = {"case-name": f"{len(lines)} itens"}
        assert alice.post(reverse("simulator:keep"), typed(place, *lines) | name).status_code == 302
        kept = SimulatedCase.objects.get(name=name["case-name"])
        with CaptureQueriesContext(connection) as opening:
            page = alice.get(reverse("simulator:case", args=[kept.pk])).content.decode()
        assert page.count("FO-0 · ") == 1
        return len(answering), len(opening)

    assert asked(lines[0]) == asked(*lines)


def test_each_figure_opens_its_reason(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    alice, data = signed_in("alice"), typed(place, (product.pk, "10", "5"))
    expected = {
        "preco": "5% de desconto sobre R$\u00a0100,00 = R$\u00a095,00",
        "impostos": "Base de cálculo",
        "margens": "Receita líquida",
        "entrega": "Estoque disponível",
    }
    for part, words in expected.items():
        steps = alice.post(f"{reverse('simulator:why')}?linha=1&parte={part}", data).content.decode()
        assert words in steps, part
    whole = alice.post(reverse("simulator:why"), data).content.decode()
    assert "À vista: uma parcela de" in whole
    assert "CMV" in whole


def test_costs_are_told_to_whoever_sees_costs(place: MarketPlace, signed_in: SignIn) -> None:
    sofia, data = signed_in("sofia"), typed(place, (place.product().pk, "10", "5"))
    assert "Por que estas margens?" not in sofia.post(reverse("simulator:answer"), data).content.decode()
    for asked in ("", "?linha=1&parte=margens"):
        assert "CMV" not in sofia.post(f"{reverse('simulator:why')}{asked}", data).content.decode()


def test_wrong_typing_is_told_and_nothing_breaks(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    alice = signed_in("alice")
    wrong = typed(place, (product.pk, "0", "abc"), (999_999, "1", ""), on="31/02/2026", freight="-1")
    answer = alice.post(reverse("simulator:answer"), wrong)
    assert answer.status_code == 422
    words = answer.content.decode()
    for sentence in (
        "Item 1, Quantidade: A quantidade precisa ser maior que zero.",
        "Escreva o desconto em %",
        "Item 2",
    ):
        assert sentence in words
    for nonsense in ("NaN", "1e999", "Infinity", "150", "1" * 60):
        data = typed(place, (product.pk, "1", nonsense))
        assert alice.post(reverse("simulator:answer"), data).status_code == 422, nonsense
    for far in ({"on": "31/12/9999"}, {"wanted_on": "31/12/9999"}, {"comparing": "1", "other-on": "01/01/0001"}):
        data = typed(place, (product.pk, "1", ""), **far)
        assert "entre 1900 e 2200" in alice.post(reverse("simulator:answer"), data).content.decode(), far
    assert "Ainda não há resposta" in alice.post(reverse("simulator:answer"), typed(place)).content.decode()


def test_two_scenarios_side_by_side_and_two_years(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    place.publish("negotiation", {"scenario": "VISTA"}, percent=D(-3))
    scenario = NegotiationScenario.objects.create(
        company=place.cast.company, code="VISTA", name="À vista", valid_from=date(2026, 1, 1)
    )
    alice = signed_in("alice")
    data = typed(place, (product.pk, "10", ""), comparing="1")
    both = alice.post(reverse("simulator:answer"), data | {"other-scenario": scenario.pk}).content.decode()
    assert "\u2212R$\u00a030,00" in both
    years = alice.post(reverse("simulator:answer"), data | {"other-on": "26/11/2027"}).content.decode()
    assert "IBS e CBS" in years
    second = alice.post(f"{reverse('simulator:why')}?cenario=b", data | {"other-on": "26/11/2027"})
    assert second.status_code == 200


def test_a_seller_of_simples_sees_the_das_that_its_margin_bears(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    EstablishmentRegime.objects.filter(establishment=place.cast.head).update(
        regime="1", annex="I", revenue=D(300_000), contribution_rate=None
    )
    words = signed_in("alice").post(reverse("simulator:answer"), typed(place, (product.pk, "10", ""))).content.decode()
    assert "DAS do Simples" in words
    assert "R$\u00a053,20" in words
    # RL of 946.80 less 600.00 of cost.
    assert "36,63%" in words
    assert "o DAS não entra na margem" not in words
    EstablishmentRegime.objects.filter(establishment=place.cast.head).update(revenue=D(9_000_000))
    words = signed_in("alice").post(reverse("simulator:answer"), typed(place, (product.pk, "10", ""))).content.decode()
    assert "o DAS não entra na margem" in words


def test_what_would_have_to_change(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    place.publish("negotiation", {}, most_discount=D("7.5"), least_gross=D(20))
    data = typed(place, (product.pk, "10", "10"))
    words = signed_in("alice").post(reverse("simulator:alternatives"), data).content.decode()
    assert "a negociação admite até 7,5% de desconto; o dado é 10%" in words
    assert "a MB mínima de 20% é alcançada a partir de R$" in words
    assert "30/60/90 dias" in words


def test_terms_that_need_authority_are_not_told_as_passing(place: MarketPlace) -> None:
    request = place.request(RequestedLine(1, place.product().pk, D(10)))

    def standings() -> set[str]:
        return {each.standing for each in ways.by_term(request, surroundings(place.cast.alice, request))}

    assert standings() == {"passes"}
    place.publish("approval_limit", {"level": "0", "criterion": "order_gross_margin"}, limit=D(99))
    assert standings() == {"authority"}
    place.publish("minimum_value", {}, minimum_order=D(1_000_000), severity="block")
    assert standings() == {"block"}


def test_the_price_told_keeps_the_margin_and_a_cent_less_does_not(place: MarketPlace) -> None:
    place.publish("negotiation", {}, least_gross=D(30), least_contribution=D(20))
    for number, (cost, quantity) in enumerate((("12.43", "1"), ("37.96", "1"), ("6.51", "3"), ("0.37", "250"))):
        product = place.product(f"FO-{number}", price="95.10", cost=cost)
        line = RequestedLine(1, product.pk, D(quantity), discounts=(D(60),))
        request = place.request(line)
        around = surroundings(place.cast.alice, request)
        words = ways.sentences(request, around, compose(request, around), with_margins=True)
        told = [D(found[1].replace(",", ".")) for each in words if (found := re.search(r"R\$\s([\d,]+) líq", each))]
        assert len(told) == 2
        for price, name, least in zip(told, ("gross_percent", "contribution_percent"), (30, 20), strict=True):
            kept, lost = (
                place.quote(replace(line, discounts=(), new_price=each)).lines[0].margins
                for each in (price, price - D("0.01"))
            )
            assert getattr(kept, name) >= least > getattr(lost, name)


def test_a_case_is_kept_run_again_and_tells_what_moved(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    alice = signed_in("alice")
    data = typed(place, (product.pk, "10", "5"), **{"case-name": "Dez filtros", "case-note": "Atacado"})
    assert alice.post(reverse("simulator:keep"), data).status_code == 302
    assert alice.post(reverse("simulator:keep"), data).status_code == 422
    case = SimulatedCase.objects.get()
    assert case.reference["sale"]["net"] == "950.00"
    opened = alice.get(reverse("simulator:case", args=[case.pk])).content.decode()
    assert product.description in opened
    alice.post(reverse("simulator:run"), {"on": ""})
    case.refresh_from_db()
    assert (case.differences, case.run_at is not None) == (0, True)
    place.publish("adjustment", {}, percent=D("-0.01"))
    alice.post(reverse("simulator:run"), {"on": ""})
    case.refresh_from_db()
    assert case.differences > 0
    page = alice.get(reverse("simulator:case", args=[case.pk])).content.decode()
    # 95.00 less a hundredth of a per cent is 94.9905: ten of them are 949.91, nine cents less.
    assert "\u2212R$\u00a00,09" in page.replace("−", "\u2212")
    alice.post(reverse("simulator:accept", args=[case.pk]))
    case.refresh_from_db()
    assert (case.differences, case.reference["sale"]["net"]) == (0, "949.91")
    alice.post(reverse("simulator:delete", args=[case.pk]))
    assert not SimulatedCase.objects.exists()


def test_only_what_was_seen_of_the_case_s_own_day_is_accepted(place: MarketPlace, signed_in: SignIn) -> None:
    product, alice = place.product(), signed_in("alice")
    alice.post(reverse("simulator:keep"), typed(place, (product.pk, "10", ""), **{"case-name": "Dez filtros"}))
    case = SimulatedCase.objects.get()
    page, accept = reverse("simulator:case", args=[case.pk]), reverse("simulator:accept", args=[case.pk])

    def told(on: str, **seen: str) -> str:
        alice.post(reverse("simulator:run"), {"on": on})
        return str(list(alice.post(accept, seen, follow=True).context["messages"])[-1])

    assert "Reexecute com as de 26/11/2026 e aceite" in told("26/11/2027")
    place.publish("adjustment", {}, percent=D(-1))
    alice.post(reverse("simulator:run"), {"on": ""})
    case.refresh_from_db()
    assert case.run_at is not None
    assert f'name="seen" value="{case.run_at.isoformat()}"' in alice.get(page).text
    assert "foi reexecutado depois que você abriu a página" in told("", seen=case.run_at.isoformat())
    SimulatedCase.objects.update(typed={**case.typed, "term_id": 999_999})
    assert "não há valores a aceitar" in told("")
    case.refresh_from_db()
    assert case.reference["sale"]["net"] == "1000.00"


def test_many_cases_run_in_the_background(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    alice = signed_in("alice")
    for number in range(11):
        data = typed(place, (product.pk, "1", ""), **{"case-name": f"Caso {number}"})
        assert alice.post(reverse("simulator:keep"), data).status_code == 302
    alice.post(reverse("simulator:run"), {"on": "26/11/2027"})
    run = JobRun.objects.get()
    runner.execute(run.pk)
    run.refresh_from_db()
    assert run.message == "11 de 11 casos mudaram."
    assert SimulatedCase.objects.filter(differences__gt=0).count() == 11


def test_who_may_simulate_and_who_may_keep(place: MarketPlace, signed_in: SignIn) -> None:
    product = place.product()
    data = typed(place, (product.pk, "1", ""), **{"case-name": "x"})
    assert signed_in("ana").get(reverse("simulator:compose")).status_code == 403
    sofia = signed_in("sofia")
    assert sofia.post(reverse("simulator:answer"), data).status_code == 200
    assert sofia.post(reverse("simulator:keep"), data).status_code == 403
    assert sofia.post(reverse("simulator:run"), {}).status_code == 403


def test_a_sale_survives_being_kept(place: MarketPlace) -> None:
    request = place.request(
        RequestedLine(1, 7, D("1.5"), 3, (D(10), D("2.5")), (D(1),), D("9.99")),
        freight=D("12.30"),
        wanted_on=date(2026, 12, 1),
        header_percent=D(2),
    )
    assert sale_from_data(sale_as_data(request), request.company_id, party_id=request.party_id) == request


def test_a_kept_sale_is_put_before_those_who_may_let_it_pass(place: MarketPlace, signed_in: SignIn) -> None:
    create_default_levels(place.cast.company.pk)
    product = place.product()
    alice, bruno = signed_in("alice"), signed_in("bruno")
    data = typed(place, (product.pk, "10", "15"), **{"case-name": "Quinze por cento"})
    alice.post(reverse("simulator:keep"), data)
    case = SimulatedCase.objects.get()
    ask = reverse("simulator:ask_approval", args=[case.pk])
    assert "Diga por que a venda deve passar" in alice.post(ask, {"reason": ""}).text
    assert not ApprovalRequest.objects.exists()
    asked = alice.post(ask, {"reason": "Volume do ano"})
    request = ApprovalRequest.objects.get()
    assert asked.headers["Location"] == request.get_absolute_url()
    assert "Desconto" in {need["label"] for need in request.judgement["needs"]}
    assert "Aguardando alçada" in alice.get(case.get_absolute_url()).content.decode()
    page = bruno.get(request.get_absolute_url()).content.decode()
    assert "Quinze por cento" in page
    SimulatedCase.objects.update(reference={**case.reference, "sale": {**case.reference["sale"], "freight": "1.00"}})
    stale = bruno.post(reverse("approvals:decide", args=[request.pk]), {"answer": "approve", "reason": ""})
    assert stale.status_code == 422
    assert "O conteúdo mudou depois do pedido" in stale.content.decode()
    assert "Alçada sem efeito" in alice.get(case.get_absolute_url()).content.decode()


def test_the_reasons_of_a_line_tell_what_was_considered_and_the_second_scenario(
    place: MarketPlace, signed_in: SignIn
) -> None:
    data = typed(place, (place.product().pk, "10", "5"), comparing="1", **{"other-on": "26/11/2027"})
    text = signed_in("alice").post(reverse("simulator:why") + "?linha=1&parte=impostos", data).content.decode()
    first, _, second = text.partition("No segundo cenário")
    for part in (first, second):
        assert "de SP para SP. Quem vende: regime normal. Quem compra: contribuinte do ICMS, para revenda." in part
        assert "CFOP 5102" in part
    assert ("COFINS" in first, "Cobrado além do preço" in first) == (True, False)
    assert "Cobrado além do preço" in second


def test_lines_are_pasted_from_a_spreadsheet(place: MarketPlace, signed_in: SignIn) -> None:
    filter_, wax = place.product("FO-9"), place.product("CE-1", gtin="7891234567895")
    box = Unit.objects.get(company=place.cast.company, code="CX")
    client = signed_in("alice")
    text = (
        "Produto\tQuantidade\tUnidade\tDesconto\nfo-9 · Filtro\t10\tcx\t10+5\n7891234567895\nNADA-1\t2,5\tXX\t\t9,90\n"
    )
    with CaptureQueriesContext(connection) as few:
        found = client.post("/simulador/colar/", {"text": text}).json()
    names = ("product", "quantity", "unit", "discount", "new_price")
    lines = [tuple(line[name] for name in names) for line in found["lines"]]
    assert lines == [
        (str(filter_.pk), "10", str(box.pk), "10+5", ""),
        (str(wax.pk), "1", "", "", ""),
        ("", "2,5", "", "", "9,90"),
    ]
    assert found["lines"][2]["words"] == "NADA-1"
    assert found["sentence"] == "3 itens colados. Não foram encontrados: NADA-1, XX."
    total = client.post("/simulador/colar/", {"text": "FO-9\t10\n\t10"}).json()
    assert total["sentence"] == "2 itens colados. Não foram encontrados: um item sem código."
    with CaptureQueriesContext(connection) as many:
        client.post("/simulador/colar/", {"text": text + "FO-9;1;CX\n" * 200})
    assert len(many) == len(few)
    too_many = client.post("/simulador/colar/", {"text": "FO-9\n" * 501}).json()
    assert (too_many["lines"], "o que foi colado tem 501" in too_many["sentence"]) == ([], True)
    assert signed_in("ana").post("/simulador/colar/", {"text": "FO-9"}).status_code == 403
