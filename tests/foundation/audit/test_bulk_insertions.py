"""Rows that enter by the hundred are recorded without their contents, which can still be told."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from vinculo.customers.models import Party, Phone
from vinculo.foundation import audit
from vinculo.foundation.audit import queries
from vinculo.foundation.audit.models import Change
from vinculo.organization.models import Membership, Role, User

audit.register_verbs({"test.thing.done": "Coisa feita"})


@pytest.fixture
def parties(cast: Cast) -> list[Party]:
    """A hundred and fifty prospects, each with a telephone, inserted by two statements."""
    with audit.writing(cast.ana, "test.thing.done", reason="Lote"):
        rows = Party.objects.bulk_create(
            Party(company=cast.company, establishment=cast.head, kind="person", stage="prospect", name=f"Pessoa {n}")
            for n in range(150)
        )
        Phone.objects.bulk_create(
            Phone(company=cast.company, party=party, number=f"+55113232{n:04}", is_main=True)
            for n, party in enumerate(rows)
        )
    return rows


def insertions(rows: Iterable[Any]) -> list[Change]:
    ids = [row.pk for row in rows]
    table = next(iter(rows))._meta.db_table
    return list(Change.objects.filter(table_name=table, operation="I", row_id__in=ids).order_by("id"))


def contents(row: Any) -> list[dict[str, Any]]:
    return [change.after or {} for change in queries.with_contents(insertions([row]))]


def test_each_row_has_its_line_without_a_copy(cast: Cast, parties: list[Party]) -> None:
    changes = insertions(parties)
    assert len(changes) == 150
    assert {(each.before, each.after) for each in changes} == {(None, None)}
    assert {(each.root_type, each.company_id, each.actor_id, each.verb, each.reason) for each in changes} == {
        ("customers.party", cast.company.pk, cast.ana.user_id, "test.thing.done", "Lote")
    }
    assert [each.root_id for each in changes] == [each.row_id for each in changes]
    phones = insertions(Phone.objects.filter(party__in=parties))
    assert {each.root_id for each in phones} == {party.pk for party in parties}


def test_the_contents_are_the_row_without_derived_columns(parties: list[Party]) -> None:
    (told,) = contents(parties[7])
    assert (told["id"], told["name"], told["stage"], told["document"]) == (parties[7].pk, "Pessoa 7", "prospect", None)
    assert not {"name_key", "name_vector", "version", "updated_at"} & set(told)


def test_later_changes_do_not_alter_what_it_held(parties: list[Party]) -> None:
    one = Party.objects.filter(pk=parties[3].pk)
    one.update(name="Segunda", classification="A")
    one.update(name="Terceira")
    one.update(name="Quarta", trade_name="Quatro")
    (told,) = contents(parties[3])
    assert (told["name"], told["trade_name"], told["classification"]) == ("Pessoa 3", "", "")


def test_nor_do_leaving_the_record_and_coming_back(parties: list[Party]) -> None:
    phone = Phone.objects.get(party=parties[0])
    Phone.objects.filter(pk=phone.pk).update(party=parties[1], label="Casa", is_main=False)
    Phone.objects.filter(pk=phone.pk).update(label="Recado")
    moved = contents(phone)
    Phone.objects.filter(pk=phone.pk).delete()
    gone = contents(phone)
    Phone.objects.create(pk=phone.pk, company_id=phone.company_id, party=parties[2], number="+551133334444")
    back = contents(phone)
    assert len(moved) == len(gone) == 1
    assert len(back) == 2
    for told in (moved[0], gone[0], back[0]):
        assert (told["party_id"], told["number"], told["label"]) == (parties[0].pk, "+551132320000", "")
    assert back[1]["number"] == "+551133334444"


def test_nothing_is_told_of_what_vanished_unseen(parties: list[Party]) -> None:
    phone = Phone.objects.get(party=parties[0])
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("delete from customers_phone where id = %s", [phone.pk])
        cursor.execute("set local session_replication_role = origin")
    assert contents(phone) == [{}]


def test_a_table_without_company_takes_the_author_s(cast: Cast) -> None:
    role = Role.objects.get(company=cast.company, code="seller")
    with audit.writing(cast.ana, "test.thing.done"):
        people = User.objects.bulk_create(
            User(company=cast.company, email=f"p{n}@aurora.example", name=f"P {n}", password="x") for n in range(101)
        )
        places = Membership.objects.bulk_create(
            Membership(user=user, establishment=cast.head, role=role) for user in people
        )
    lines = insertions(places)
    assert {each.company_id for each in lines} == {cast.company.pk}
    assert {each.root_id for each in lines} == {user.pk for user in people}
    assert "password" not in contents(people[0])[0]


def test_histories_and_the_audit_page_tell_it(cast: Cast, parties: list[Party], signed_in: Any) -> None:
    Party.objects.filter(pk=parties[5].pk).update(name="Outro nome")
    Change.objects.filter(operation="U").update(transaction_key=1)
    changed, born = queries.record_history(cast.bruno, "customers.party", parties[5].pk)
    told = {field.label: field.after for row in born.rows for field in row.fields}
    assert (born.who, born.what, born.reason) == ("Ana Aurora", "Coisa feita", "Lote")
    assert (told["Nome"], told["Telefone"]) == ("Pessoa 5", "(11) 3232-0005")
    assert [(field.before, field.after) for field in changed.rows[0].fields] == [("Pessoa 5", "Outro nome")]
    browser: Client = signed_in("adele")
    page = browser.get(reverse("audit:changes")).content.decode()
    assert "(11) 3232-0149" in page


def test_it_costs_one_query_more(cast: Cast, parties: list[Party], django_assert_num_queries: Any) -> None:
    changes = insertions(parties)
    with django_assert_num_queries(1):
        assert all(change.after for change in queries.with_contents(changes))
