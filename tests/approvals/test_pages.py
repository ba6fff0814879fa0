"""The pages of approvals: the derivation, the answer, the supervisor on the spot, levels and delegations."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from tests.approvals.world import ask, prepare, write
from tests.cast import PASSWORD, Cast
from vinculo.approvals.models import ApprovalDecision, ApprovalRequest, Delegation, Level
from vinculo.foundation import clock

SignIn = Callable[[str], Client]


@pytest.fixture
def world(cast: Cast) -> Cast:
    return prepare(cast)


@pytest.fixture
def wanted(world: Cast) -> ApprovalRequest:
    return ask(world, now=clock.now())


def test_the_approver_reads_why_and_answers(wanted: ApprovalRequest, signed_in: SignIn) -> None:
    sofia = signed_in("sofia")
    assert "Proposta 1" in sofia.get("/alcadas/").content.decode()
    page = sofia.get(f"/alcadas/{wanted.pk}/").content.decode()
    assert "Desconto de 8%; quem faz o documento decide até 5% (Matriz Alçada, linha 1)." in page
    assert "Desconto até 5% passa sem alçada." in page
    refused = sofia.post(f"/alcadas/{wanted.pk}/decidir/", {"answer": "refuse", "reason": ""})
    assert refused.status_code == 422
    assert "Diga por que recusa." in refused.content.decode()
    assert sofia.post(f"/alcadas/{wanted.pk}/decidir/", {"answer": "approve", "reason": "Ok"}).status_code == 302
    wanted.refresh_from_db()
    assert wanted.status == "approved"


def test_a_change_is_told_on_the_page(world: Cast, wanted: ApprovalRequest, signed_in: SignIn) -> None:
    write(world, 1, {"price": 80, "quantity": 10, "term": "30/60"})
    answer = signed_in("sofia").post(f"/alcadas/{wanted.pk}/decidir/", {"answer": "approve", "reason": ""})
    assert answer.status_code == 422
    assert "O conteúdo mudou depois do pedido" in answer.content.decode()


def test_outsiders_find_nothing(wanted: ApprovalRequest, signed_in: SignIn) -> None:
    for name in ("carla", "caio"):
        assert signed_in(name).get(f"/alcadas/{wanted.pk}/").status_code == 404
    assert signed_in("ana").post(f"/alcadas/{wanted.pk}/decidir/", {"answer": "approve"}).status_code == 403


def spot(client: Client, wanted: ApprovalRequest, **typed: str) -> str:
    posted = {"email": "sofia@aurora.example", "password": PASSWORD, "code": "", "reason": "No balcão", **typed}
    answer = client.post(f"/alcadas/{wanted.pk}/autorizar/", posted)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_a_supervisor_authorises_at_the_sellers_screen(world: Cast, wanted: ApprovalRequest, signed_in: SignIn) -> None:
    ana = signed_in("ana")
    assert "E-mail ou senha não conferem." in spot(ana, wanted, password="errada-mesmo")
    assert "O perfil desta pessoa não decide alçadas." in spot(ana, wanted, email="rita@aurora.example")
    assert spot(ana, wanted) == ""
    decision = ApprovalDecision.objects.get()
    assert (decision.user, decision.witness, decision.on_the_spot) == (world.user("sofia"), world.user("ana"), True)
    assert ana.get("/alcadas/").wsgi_request.user == world.user("ana")


def test_a_second_factor_is_asked_of_who_has_one(world: Cast, wanted: ApprovalRequest, signed_in: SignIn) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(world.user("sofia"), secret)
    ana = signed_in("ana")
    assert "Digite o código do segundo fator" in spot(ana, wanted)
    assert "O código não confere." in spot(ana, wanted, code="000000")
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    assert spot(ana, wanted, code=totp.format_hotp_value(totp.hotp_value(secret, counter))) == ""


def test_levels_are_kept_with_who_answers(world: Cast, signed_in: SignIn) -> None:
    alice = signed_in("alice")
    assert "Supervisor" in alice.get("/alcadas/niveis/").content.decode()
    typed = {
        "name": "Conselho",
        "holders-TOTAL_FORMS": "2",
        "holders-INITIAL_FORMS": "0",
        "holders-0-user": str(world.user("bruno").pk),
        "holders-0-establishment": str(world.head.pk),
        "holders-1-role": "",
    }
    assert alice.post("/alcadas/niveis/novo/", typed).status_code == 302
    level = Level.objects.get(number=4)
    assert [(each.user, each.establishment) for each in level.holders.all()] == [(world.user("bruno"), world.head)]
    both = {**typed, "holders-0-role": str(world.user("bruno").memberships.get().role_id)}
    assert alice.post(f"/alcadas/niveis/{level.pk}/", both).status_code == 422
    assert signed_in("sofia").get("/alcadas/niveis/").status_code == 403


def test_delegating_from_the_page(world: Cast, signed_in: SignIn) -> None:
    bruno = signed_in("bruno")
    today = f"{clock.today():%d/%m/%Y}"
    typed = {"receiver": str(world.user("sofia").pk), "first_day": today, "last_day": today, "reason": "Férias"}
    assert bruno.post("/alcadas/delegacoes/", {**typed, "last_day": "01/01/2020"}).status_code == 422
    assert bruno.post("/alcadas/delegacoes/", typed).status_code == 302
    given = Delegation.objects.get()
    assert bruno.post(f"/alcadas/delegacoes/{given.pk}/encerrar/").status_code == 302
    given.refresh_from_db()
    assert given.revoked_at
