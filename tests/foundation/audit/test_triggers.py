"""The triggers record every write, whoever makes it and however many rows it touches."""

from time import perf_counter

import pytest
from django.db import connection

from tests.cast import PASSWORD, Cast
from vinculo.customers.models import Party
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.origin import Origin, arriving_from
from vinculo.foundation.audit.writing import UnknownVerb
from vinculo.organization.models import Membership, Team

audit.register_verbs({"test.thing.done": "Coisa feita", "test.thing.undone": "Coisa desfeita"})


def changes(table: str = "organization_team") -> list[Change]:
    return list(Change.objects.filter(table_name=table).order_by("id"))


def rename_and_fail(actor: Actor | None, team: Team) -> None:
    with audit.writing(actor, "test.thing.undone"):
        Team.objects.filter(pk=team.pk).update(name="A")
        raise ZeroDivisionError


@pytest.fixture
def cast_at_rest(cast: Cast) -> Cast:
    """The cast, with the record of its making forgotten."""
    Change.objects.all().delete()
    return cast


def test_an_insert_keeps_the_whole_row_and_who_made_it(cast_at_rest: Cast) -> None:
    cast, ana = cast_at_rest, cast_at_rest.ana
    origin = Origin(channel="web", address="10.1.2.3", request_id="abc")
    with arriving_from(origin), audit.writing(ana, "test.thing.done", reason="Pedido do gerente"):
        team = Team.objects.create(company=cast.company, establishment=cast.head, name="Peças")
    (row,) = changes()
    assert (row.operation, row.row_id, row.root_type, row.root_id) == ("I", team.pk, "organization.team", team.pk)
    assert (row.actor_id, row.actor_name, row.company_id) == (ana.user_id, "Ana Aurora", cast.company.pk)
    assert (row.verb, row.reason, row.channel) == ("test.thing.done", "Pedido do gerente", "web")
    assert (row.address, row.request_id) == ("10.1.2.3", "abc")
    assert row.before is None
    assert row.after is not None
    assert row.after["name"] == "Peças"


def test_an_update_keeps_only_what_changed(cast_at_rest: Cast) -> None:
    with audit.writing(cast_at_rest.ana, "test.thing.done"):
        cast_at_rest.sales.name = "Vendas diretas"
        cast_at_rest.sales.save()
    (row,) = changes()
    assert (row.operation, row.before, row.after) == ("U", {"name": "Vendas"}, {"name": "Vendas diretas"})


def test_saving_without_a_change_records_nothing(cast_at_rest: Cast) -> None:
    with audit.writing(cast_at_rest.ana, "test.thing.done"):
        cast_at_rest.sales.save()
    assert changes() == []


def test_a_delete_keeps_the_whole_row(cast_at_rest: Cast) -> None:
    Membership.objects.all().delete()
    with audit.writing(None, "test.thing.done"):
        cast_at_rest.workshop.delete()
    (row,) = changes()
    assert (row.operation, row.after, row.actor_name) == ("D", None, "Sistema")
    assert row.before is not None
    assert row.before["name"] == "Oficina"


def test_bulk_writes_record_a_line_per_row(cast_at_rest: Cast) -> None:
    cast = cast_at_rest
    with audit.writing(cast.ana, "test.thing.done"):
        Team.objects.bulk_create(
            Team(company=cast.company, establishment=cast.branch, name=f"Equipe {n}") for n in range(20)
        )
        Team.objects.filter(establishment=cast.branch, name__startswith="Equipe").update(is_active=False)
        Team.objects.filter(establishment=cast.branch, name__startswith="Equipe").delete()
    rows = changes()
    assert [row.operation for row in rows] == ["I"] * 20 + ["U"] * 20 + ["D"] * 20
    assert all(row.before == {"is_active": True} and row.after == {"is_active": False} for row in rows[20:40])
    assert len({row.transaction_key for row in rows}) == 1


def test_raw_sql_without_a_context_is_put_to_the_database_user(cast_at_rest: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('vinculo.audit', '', false)")
        cursor.execute("update organization_team set name = upper(name) where id = %s", [cast_at_rest.sales.pk])
        cursor.execute("select session_user")
        session_user = cursor.fetchone()[0]
    (row,) = changes()
    assert (row.actor_id, row.actor_name, row.channel, row.verb) == (None, session_user, "sql", "")
    assert row.company_id == cast_at_rest.company.pk
    assert row.after == {"name": "VENDAS"}


def test_raw_sql_inside_an_action_is_put_to_the_person(cast_at_rest: Cast) -> None:
    ana = cast_at_rest.ana
    with audit.writing(ana, "test.thing.done"), connection.cursor() as cursor:
        cursor.execute("update organization_team set is_active = false")
    assert {(row.actor_id, row.verb) for row in changes()} == {(ana.user_id, "test.thing.done")}
    assert len(changes()) == 3


def test_an_inner_context_ends_with_its_block(cast_at_rest: Cast) -> None:
    cast, ana = cast_at_rest, cast_at_rest.ana
    with audit.writing(ana, "test.thing.done"):
        with audit.writing(None, "test.thing.undone"):
            Team.objects.filter(pk=cast.sales.pk).update(name="A")
        Team.objects.filter(pk=cast.sales.pk).update(name="B")
    assert [(row.verb, row.actor_name) for row in changes()] == [
        ("test.thing.undone", "Sistema"),
        ("test.thing.done", "Ana Aurora"),
    ]


def test_an_inner_context_that_fails_leaves_the_outer_one_in_force(cast_at_rest: Cast) -> None:
    cast = cast_at_rest
    with audit.writing(cast.ana, "test.thing.done"):
        with pytest.raises(ZeroDivisionError):
            rename_and_fail(None, cast.sales)
        Team.objects.filter(pk=cast.sales.pk).update(name="B")
    assert [(row.verb, row.after) for row in changes()] == [("test.thing.done", {"name": "B"})]


def test_what_is_rolled_back_leaves_no_trace(cast_at_rest: Cast) -> None:
    with pytest.raises(ZeroDivisionError):
        rename_and_fail(cast_at_rest.ana, cast_at_rest.sales)
    assert changes() == []


@pytest.mark.django_db(transaction=True)
def test_the_context_ends_with_the_transaction(cast: Cast) -> None:
    with audit.writing(cast.ana, "test.thing.done"):
        Team.objects.filter(pk=cast.sales.pk).update(name="A")
    Team.objects.filter(pk=cast.sales.pk).update(name="B")
    last = changes()[-1]
    assert (last.channel, last.actor_id) == ("sql", None)


def test_a_verb_nobody_registered_is_a_mistake(cast: Cast) -> None:
    with pytest.raises(UnknownVerb), audit.writing(cast.ana, "test.unheard.of"):
        pass


def test_passwords_and_sign_ins_are_never_recorded(cast_at_rest: Cast) -> None:
    ana = cast_at_rest.user("ana")
    with audit.writing(None, "test.thing.done"):
        ana.set_password("girassol-na-janela")
        ana.save()
    assert changes("organization_user") == []
    with audit.writing(None, "test.thing.done"):
        ana.delete()
    (row,) = changes("organization_user")
    assert row.before is not None
    assert "password" not in row.before
    assert not ana.check_password(PASSWORD)


def test_a_child_row_is_recorded_under_its_record(cast_at_rest: Cast) -> None:
    with audit.writing(None, "test.thing.done"):
        Membership.objects.filter(user=cast_at_rest.user("ana")).update(team=None)
    (row,) = changes("organization_membership")
    assert (row.root_type, row.root_id) == ("organization.user", cast_at_rest.user("ana").pk)


def test_many_rows_cost_in_proportion_even_after_many_single_ones(cast_at_rest: Cast) -> None:
    """A plan kept from single-row updates must not meet every old row with every new one."""
    cast = cast_at_rest
    with audit.writing(None, "test.thing.done"):
        parties = Party.objects.bulk_create(
            Party(company=cast.company, establishment=cast.head, kind="person", stage="prospect", name=f"Pessoa {n}")
            for n in range(3_000)
        )
        for number in range(8):
            Party.objects.filter(pk=parties[0].pk).update(trade_name=str(number))
        start = perf_counter()
        Party.objects.filter(company=cast.company).update(classification="A")
    assert perf_counter() - start < 5
    assert Change.objects.filter(table_name="customers_party", after={"classification": "A"}).count() == 3_000
