"""Histories in words, the company's audit, the exports: what is read and by whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from vinculo.customers.models import Party
from vinculo.foundation import audit
from vinculo.foundation.audit import queries
from vinculo.foundation.audit.actions import log_export
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.queries import ChangeFilter
from vinculo.organization.actions import roles, structure, users
from vinculo.organization.actions.users import Place
from vinculo.organization.models import Company, Role, Team

SignedIn = Callable[[str], Client]
audit.register_verbs({"test.thing.done": "Coisa feita", "test.thing.undone": "Coisa desfeita"})


@pytest.fixture
def party(cast: Cast) -> Party:
    with audit.writing(cast.ana, "test.thing.done"):
        return Party.objects.create(
            company=cast.company,
            establishment=cast.head,
            team=cast.sales,
            owner=cast.user("ana"),
            kind="person",
            stage="customer",
            name="João Peixoto",
            document="52998224725",
        )


def fields(entry: queries.HistoryEntry) -> dict[str, tuple[str, str]]:
    return {field.label: (field.before, field.after) for row in entry.rows for field in row.fields}


class TestHistoryInWords:
    def test_an_insert_names_fields_choices_and_references(self, cast: Cast, party: Party) -> None:
        (entry,) = queries.record_history(cast.bruno, "customers.party", party.pk)
        told = fields(entry)
        assert (entry.who, entry.what) == ("Ana Aurora", "Coisa feita")
        assert told["Nome"] == ("", "João Peixoto")
        assert told["Situação"] == ("", "Cliente")
        assert told["Estabelecimento"] == ("", "Aurora Campinas")
        assert told["Carteira de"] == ("", "Ana Aurora")
        assert told["Ativo"] == ("", "Sim")
        assert not {"Company", "Empresa", "Version", "Name key", "ID"} & set(told)

    def test_an_update_tells_before_and_after(self, cast: Cast, party: Party) -> None:
        Change.objects.all().delete()
        with audit.writing(cast.bruno, "test.thing.done", reason="Erro de digitação"):
            Party.objects.filter(pk=party.pk).update(name="João Peixoto Filho", team=None, is_active=False)
        entry = queries.record_history(cast.bruno, "customers.party", party.pk)[0]
        assert fields(entry) == {
            "Nome": ("João Peixoto", "João Peixoto Filho"),
            "Equipe": ("Vendas", "—"),
            "Ativo": ("Sim", "Não"),
        }
        assert entry.reason == "Erro de digitação"

    def test_a_reference_that_is_gone_says_so(self, cast: Cast, party: Party) -> None:
        team = Team.objects.create(company=cast.company, establishment=cast.head, name="Passageira")
        Party.objects.filter(pk=party.pk).update(team=team)
        Change.objects.all().delete()
        Party.objects.filter(pk=party.pk).update(team=None)
        number = team.pk
        team.delete()
        entry = queries.record_history(cast.bruno, "customers.party", party.pk)[0]
        assert fields(entry) == {"Equipe": (f"nº {number} (não existe mais)", "—")}

    def test_a_list_tells_what_left_and_what_entered(self, cast: Cast) -> None:
        row = Role.objects.get(company=cast.company, code="seller")
        Change.objects.all().delete()
        granted = [*(code for code in row.permissions if code != "customers.edit"), "customers.export"]
        roles.update_role(cast.adele, row, name=row.name, scope=row.scope, granted=granted)
        (entry,) = queries.record_history(cast.adele, "organization.role", row.pk)
        assert fields(entry) == {"Permissões": ("Alterar o cadastro", "Exportar listas de clientes")}

    def test_one_action_is_one_entry_with_its_parts(self, cast: Cast) -> None:
        ana = cast.user("ana")
        Change.objects.all().delete()
        seller = Role.objects.get(company=cast.company, code="seller")
        users.update_user(
            cast.adele,
            ana,
            name="Ana Souza",
            email=ana.email,
            places=[Place(cast.head, seller, None), Place(cast.branch, seller, cast.branch_sales)],
        )
        (entry,) = queries.record_history(cast.adele, "organization.user", ana.pk)
        assert entry.what == "Usuário alterado"
        assert [row.title for row in entry.rows] == ["Usuário", "Lotação", "Lotação"]

    @pytest.mark.parametrize("reader", ["bruno", "sara"])
    def test_a_cpf_is_masked_for_everybody(self, cast: Cast, party: Party, reader: str) -> None:
        masked = fields(queries.record_history(cast.actor(reader), "customers.party", party.pk)[0])
        assert masked["CPF/CNPJ"] == ("", "***.982.247-**")

    def test_it_pages_without_gaps_or_repetition(self, cast: Cast, party: Party) -> None:
        Change.objects.all().delete()
        for number in range(7):
            Change.objects.create(**change(cast, party, transaction_key=number, name=f"Nome {number}"))
            Change.objects.create(**change(cast, party, transaction_key=number, trade_name=f"Fantasia {number}"))
        found, before = [], None
        while page := queries.record_history(cast.bruno, "customers.party", party.pk, before=before, limit=3):
            found += [fields(entry)["Nome"][1] for entry in page]
            before = page[-1].id
        assert found == [f"Nome {number}" for number in reversed(range(7))]

    def test_it_costs_the_same_for_a_long_history(
        self, cast: Cast, party: Party, django_assert_num_queries: Any
    ) -> None:
        bruno = cast.bruno
        for number in range(30):
            row = change(cast, party, transaction_key=number, owner_id=cast.user("ana").pk, team_id=cast.sales.pk)
            Change.objects.create(**row)
        with django_assert_num_queries(4):
            queries.record_history(bruno, "customers.party", party.pk, limit=25)

    def test_a_change_made_by_hand_says_so(self, cast: Cast, party: Party) -> None:
        Change.objects.create(**change(cast, party, transaction_key=1, verb="", channel="sql", name="X"))
        entry = queries.record_history(cast.bruno, "customers.party", party.pk)[0]
        assert entry.what == "Alteração direta no banco de dados"
        assert entry.channel == "Banco de dados (SQL)"


class TestHistoryOfARecord:
    def test_it_opens_to_who_may_open_the_record(self, cast: Cast, signed_in: SignedIn) -> None:
        address = reverse("audit:history", args=["organization.user", cast.user("ana").pk])
        assert signed_in("adele").get(address).status_code == 200
        assert signed_in("bruno").get(address).status_code == 404

    def test_unknown_records_do_not_exist(self, signed_in: SignedIn) -> None:
        adele = signed_in("adele")
        assert adele.get(reverse("audit:history", args=["x.y", 1])).status_code == 404
        assert adele.get(reverse("audit:history", args=["organization.user", 2**62])).status_code == 404

    def test_of_another_company_neither(self, cast: Cast, signed_in: SignedIn) -> None:
        other = Company.objects.create(name="Outra Ltda.")
        role = Role.objects.create(company=other, code="x", name="X", scope="own")
        assert signed_in("adele").get(reverse("audit:history", args=["organization.role", role.pk])).status_code == 404

    def test_htmx_gets_the_panel_and_then_only_entries(self, cast: Cast, signed_in: SignedIn) -> None:
        adele = signed_in("adele")
        structure.rename_team(cast.adele, cast.sales, name="Vendas diretas")
        address = reverse("audit:history", args=["organization.team", cast.sales.pk])
        page = adele.get(address).content.decode()
        panel = adele.get(address, headers={"HX-Request": "true"}).content.decode()
        items = adele.get(address + "?before=999999999", headers={"HX-Request": "true"}).content.decode()
        assert "<html" in page
        assert "<html" not in panel
        assert "<ol" in panel
        assert "<ol" not in items
        assert "Vendas diretas" in page
        assert "Vendas diretas" in panel
        assert "Vendas diretas" in items


class TestCompanyAudit:
    def test_it_shows_the_company_and_no_other(self, cast: Cast, party: Party) -> None:
        other = Company.objects.create(name="Outra Ltda.")
        Change.objects.create(**{**change(cast, party, transaction_key=9, name="Alheio"), "company_id": other.pk})
        entries, _ = queries.changes_page(cast.adele, ChangeFilter())
        assert "Alheio" not in str(entries)

    def test_it_filters_by_person_record_verb_and_period(self, cast: Cast, party: Party) -> None:
        with audit.writing(cast.bruno, "test.thing.undone"):
            Team.objects.filter(pk=cast.sales.pk).update(name="Vendas diretas")
        Change.objects.filter(verb="test.thing.done").update(at=F("at") - timedelta(days=10))
        old, new = (Change.objects.get(table_name="customers_party"), Change.objects.get(verb="test.thing.undone"))

        def found(**wanted: Any) -> set[str]:
            return {entry.what for entry in queries.changes_page(cast.adele, ChangeFilter(**wanted))[0]}

        assert found(actor_id=cast.user("bruno").pk) == {"Coisa desfeita"}
        assert found(actor_id=cast.user("ana").pk) == {"Coisa feita"}
        assert found(root_type="customers.party") == {"Coisa feita"}
        assert found(verb="test.thing.undone") == {"Coisa desfeita"}
        assert found(verb="test.thing.done", since=new.at.date() - timedelta(days=2)) == set()
        assert found(until=old.at.date()) == {"Coisa feita"}

    def test_it_pages_by_key(self, cast: Cast, party: Party) -> None:
        Change.objects.all().delete()
        for number in range(10):
            Change.objects.create(**change(cast, party, transaction_key=number, name=f"Nome {number}"))
        seen, cursor = [], None
        while True:
            entries, cursor = queries.changes_page(cast.adele, ChangeFilter(), before=cursor, limit=4)
            seen += [fields(entry)["Nome"][1] for entry in entries]
            if cursor is None:
                break
        assert seen == [f"Nome {number}" for number in reversed(range(10))]

    def test_the_page_filters_and_refuses_nonsense(self, cast: Cast, party: Party, signed_in: SignedIn) -> None:
        adele, address = signed_in("adele"), reverse("audit:changes")
        assert "João Peixoto" in adele.get(address).content.decode()
        filtered = adele.get(address, {"actor": cast.user("bruno").pk, "verb": "test.thing.done"})
        assert "Nenhuma alteração encontrada" in filtered.content.decode()
        backwards = adele.get(address, {"since": "10/03/2026", "until": "01/03/2026"})
        assert backwards.status_code == 422
        assert "A data final vem antes da inicial." in backwards.content.decode()
        assert adele.get(address, {"before": "x"}).status_code == 200
        assert adele.get(address, {"actor": "9" * 30}).status_code in (200, 422)

    def test_who_sees_less_than_the_company_does_not_open_it(self, cast: Cast, signed_in: SignedIn) -> None:
        Role.objects.filter(code="manager").update(permissions=["audit.read"])
        answer = signed_in("bruno").get(reverse("audit:changes"))
        assert answer.status_code == 403
        assert "o alcance do seu perfil é menor" in answer.content.decode()


def test_exports_are_told_with_who_what_and_how_many(cast: Cast, signed_in: SignedIn) -> None:
    log_export(cast.bruno, "customers.parties", "Clientes", {"Cidade": "Campinas"}, 1234)
    (export,) = queries.last_exports(cast.adele)
    assert (export.actor, export.rows, export.parameters) == (cast.user("bruno"), 1234, {"Cidade": "Campinas"})
    html = signed_in("adele").get(reverse("audit:exports")).content.decode()
    for text in ("Bruno Aurora", "Clientes", "Cidade: Campinas", "1.234"):
        assert text in html


def change(
    cast: Cast, party: Party, *, transaction_key: int, verb: str = "test.thing.done", channel: str = "web", **after: Any
) -> dict[str, Any]:
    return {
        "transaction_key": transaction_key,
        "operation": "U",
        "table_name": "customers_party",
        "row_id": party.pk,
        "root_type": "customers.party",
        "root_id": party.pk,
        "company_id": cast.company.pk,
        "actor_id": None,
        "actor_name": "Alguém",
        "verb": verb,
        "reason": "",
        "channel": channel,
        "address": "",
        "request_id": "",
        "before": dict.fromkeys(after),
        "after": after,
    }
