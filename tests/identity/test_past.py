"""What a customer looked like on a date: what changed, came, went, moved to another record and came back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.identity.people import CPF, NOW, party, twins
from vinculo.customers import actions as customers
from vinculo.customers.models import Address, Party, Phone
from vinculo.customers.particulars import PhoneEntry
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.past import past_of
from vinculo.identity import actions


def told(cast: Cast, record: Party, at: datetime, by: str = "adele") -> dict[tuple[str, str, str], tuple[str, str]]:
    """(table, state, field): (then, now), of what differs."""
    return {
        (section.title, row.state, field.label): (field.before, field.after)
        for section in past_of(cast.actor(by), "customers.party", record.pk, at=at)
        for row in section.rows
        for field in row.fields
        if field.before != field.after
    }


@pytest.fixture
def days(cast: Cast) -> Callable[[int], datetime]:
    """`days(n)` dates what was written since the last call, for all of a test is of one instant."""
    marks: list[datetime] = []
    start = Change.objects.order_by("-id").values_list("id", flat=True).first() or 0
    last = [start]

    def mark(number: int) -> datetime:
        instant = NOW + timedelta(days=number)
        Change.objects.filter(pk__gt=last[0]).update(at=instant - timedelta(hours=1))
        last[0] = Change.objects.order_by("-id").values_list("id", flat=True)[0]
        marks.append(instant)
        return instant

    return mark


def test_fields_rows_and_what_they_point_to(cast: Cast, days: Callable[[int], datetime]) -> None:
    maria = party(cast, "Maria", document=CPF)
    Address.objects.create(company=cast.company, party=maria, street="Rua A", municipality=cast.campinas)
    old = Phone.objects.create(company=cast.company, party=maria, number="+551932321010")
    first = days(1)
    Party.objects.filter(pk=maria.pk).update(name="Maria Souza", owner=cast.user("bruno"))
    Address.objects.update(municipality=cast.curitiba)
    second = days(2)
    customers.remove_phone(cast.bruno, old)
    customers.add_phone(cast.bruno, Party.objects.get(), PhoneEntry("+5519955554444"))
    days(3)
    assert told(cast, maria, first) == {
        ("Cadastro", "changed", "Nome"): ("Maria", "Maria Souza"),
        ("Cadastro", "changed", "Carteira de"): ("Ana Aurora", "Bruno Aurora"),
        ("Endereço", "changed", "Município"): ("Campinas/SP", "Curitiba/PR"),
        ("Telefone", "gone", "Telefone"): ("(19) 3232-1010", ""),
        ("Telefone", "gone", "WhatsApp"): ("Não", ""),
        ("Telefone", "gone", "Principal"): ("Não", ""),
        ("Telefone", "new", "Telefone"): ("", "(19) 95555-4444"),
        ("Telefone", "new", "WhatsApp"): ("", "Não"),
        ("Telefone", "new", "Principal"): ("", "Sim"),
    }
    assert {state for _, state, _ in told(cast, maria, second)} == {"gone", "new"}
    assert told(cast, maria, NOW + timedelta(days=9)) == {}
    before_birth = past_of(cast.adele, "customers.party", maria.pk, at=NOW)
    assert {row.state for section in before_birth for row in section.rows} == {"new"}


def test_through_a_merge_and_its_taking_back(cast: Cast, days: Callable[[int], datetime]) -> None:
    one, two = twins(cast)
    apart = days(1)
    merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=["trade_name"], now=NOW)
    merged = days(2)
    assert ("Nota", "new", "Observação") in told(cast, one, apart)
    actions.unmerge(cast.bruno, merge, now=NOW)
    days(3)
    assert {key: value for key, value in told(cast, one, apart).items() if key[0] != "Unificação"} == {}
    assert told(cast, two, apart) == {}
    then = told(cast, one, merged)
    assert then["Cadastro", "changed", "Nome fantasia"] == ("Mariazinha", "—")
    assert then["Nota", "gone", "Observação"] == ("nota 2", "")
    assert {state for _, state, _ in told(cast, two, merged)} == {"new"}


def test_the_page(cast: Cast, signed_in: Callable[[str], Client], days: Callable[[int], datetime]) -> None:
    maria = party(cast, "Maria", document=CPF)
    days(-9)
    customers.add_phone(cast.bruno, maria, PhoneEntry("+5519955554444"))
    days(-1)
    address = reverse("audit:past", args=["customers.party", maria.pk])
    client = signed_in("sara")
    assert client.get(address).status_code == 200
    body = client.get(f"{address}?day={NOW - timedelta(days=5):%d/%m/%Y}").content.decode()
    assert "Entrou depois" in body
    assert "529.982.247-25" not in body
    assert CPF not in body
    last = Change.objects.latest("id")
    assert "Antes do que Bruno Aurora fez" in client.get(f"{address}?antes={last.pk}").content.decode()
    for wrong in ("31/02/2026", "amanhã", "01/01/2999", ""):
        assert client.get(address, {"day": wrong}).status_code == 422
    assert signed_in("carla").get(address).status_code == 404
