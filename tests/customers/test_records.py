"""The complete record: assets, references, cards, people to talk to, complement, the company's own fields."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.customers.people import CNPJ, customer, prospect
from vinculo.customers import actions, queries
from vinculo.customers.models import Asset, Complement, CreditCard, Party, PartyCustomValue
from vinculo.customers.particulars import ComplementEntry
from vinculo.customers.refusals import ComplementConflict, Unfit
from vinculo.foundation.audit.models import Change
from vinculo.foundation.custom_fields.actions import FieldRefused, create_field, delete_field, set_active
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.drafts.models import Draft

SignIn = Callable[[str], Client]
CARD = "4111 1111 1111 1111"

RECORDS = {
    "bem": (
        {"description": "Uno 2019", "kind": "vehicle", "year": "2019", "value": "38.500,00", "lien": "12.000,50",
         "creditor": "Banco Aurora", "settled_on": "10/05/2028"},
        {"description": "", "kind": "vehicle"},
        "ônus R$\xa012.000,50 com Banco Aurora",
    ),
    "referencia-pessoal": (
        {"name": "Tia Joana", "phone": "(19) 98765-4321", "note": "Vizinha"}, {"name": ""}, "(19) 98765-4321 · Vizinha",
    ),
    "referencia-bancaria": (
        {"bank": "341", "branch": "1234", "account": "55667-8", "kind": "checking"},
        {"bank": "999", "account": "1", "kind": "checking"},
        "conta ••••7-8",
    ),
    "cartao": (
        {"brand": "visa", "holder": "MARIA SILVA", "expiry": "08/2029", "last_four": "1111"},
        {"brand": "visa", "holder": "MARIA", "expiry": "13/2029", "last_four": "11"},
        "Visa •••• 1111",
    ),
    "pessoa": (
        {"name": "Pedro", "position": "Frota", "is_fleet_responsible": "on", "preferred_weekday": "2",
         "preferred_time": "14:30", "birthday": "12/03/1980"},
        {"name": "", "preferred_time": "25:00"},
        "terça-feira às 14:30",
    ),
    "inscricao-estadual": (
        {"state": "SP", "number": "110.042.490.114"}, {"state": "SP", "number": "110.042.490.115"},
        "SP 110.042.490.114",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", RECORDS)
def test_each_record_is_added_changed_deleted_and_put_back(cast: Cast, signed_in: SignIn, kind: str) -> None:
    good, bad, shown = RECORDS[kind]
    party, ana = customer(cast.ana, "Maria da Silva"), signed_in("ana")
    base, tab = f"/clientes/{party.pk}/{kind}/", f"/clientes/{party.pk}/cadastro/"
    refused = ana.post(f"{base}novo/", bad)
    assert refused.status_code == 422
    assert "field-error" in refused.content.decode() or "aria-invalid" in refused.content.decode()
    assert ana.post(f"{base}novo/", good)["Location"] == tab
    page = ana.get(tab).content.decode()
    assert shown in page
    row = next(part.split("/")[0] for part in page.split(base)[1:] if part[0].isdigit())
    assert ana.get(f"{base}{row}/").status_code == 200
    assert ana.post(f"{base}{row}/", good).status_code == 302
    ana.post(f"{base}{row}/excluir/")
    without = ana.get(tab).content.decode()
    assert shown not in without
    ana.post("/desfazer/" + without.split("/desfazer/")[1].split('"')[0])
    assert shown in ana.get(tab).content.decode()


class TestCards:
    @pytest.mark.parametrize("field", ["holder", "last_four", "expiry"])
    def test_a_whole_number_is_refused_wherever_it_is_typed_and_kept_nowhere(
        self, cast: Cast, signed_in: SignIn, field: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        party = customer(cast.ana, "Maria da Silva")
        typed = {**RECORDS["cartao"][0], field: CARD}
        answer = signed_in("ana").post(f"/clientes/{party.pk}/cartao/novo/", typed)
        assert answer.status_code == 422
        assert "Não escreva o número inteiro" in answer.content.decode()
        assert CARD not in answer.content.decode()
        assert not CreditCard.objects.exists()
        assert CARD not in caplog.text
        for number in (CARD, CARD.replace(" ", "")):
            assert not Change.objects.filter(after__icontains=number).exists()

    @pytest.mark.parametrize("expiry", ["", "2029", "08/99999999999", "00/2029", "08/²²"])
    def test_an_expiry_that_is_no_month_is_refused(self, cast: Cast, signed_in: SignIn, expiry: str) -> None:
        party = customer(cast.ana, "Maria da Silva")
        typed = {**RECORDS["cartao"][0], "expiry": expiry}
        assert signed_in("ana").post(f"/clientes/{party.pk}/cartao/novo/", typed).status_code == 422

    def test_the_database_itself_keeps_no_number(self, cast: Cast) -> None:
        party = customer(cast.ana, "Maria da Silva")
        card = {"company": cast.company, "party": party, "brand": "visa", "expires_month": 1, "expires_year": 2030}
        for wrong in ({"holder": CARD, "last_four": "1111"}, {"holder": "MARIA", "last_four": "41a1"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                CreditCard.objects.create(**card, **wrong)

    def test_notes_and_drafts_lose_the_number_too(self, cast: Cast, signed_in: SignIn) -> None:
        party, ana = customer(cast.ana, "Maria da Silva"), signed_in("ana")
        assert ana.post(f"/clientes/{party.pk}/notas/nova/", {"body": f"pagou com {CARD}"}).status_code == 422
        consent = {"channel": "sms", "is_granted": "no", "source": CARD, "decided_at": "10/11/2026 10:00"}
        for door, typed in (("telefone/novo", {"number": "1932321000", "label": CARD}), ("consentimento", consent)):
            refused = ana.post(f"/clientes/{party.pk}/{door}/", typed)
            assert (refused.status_code, CARD in refused.content.decode()) == (422, False), door
        own = [
            CustomField.objects.create(
                company_id=cast.company.pk, record="customers.party", section="Geral", label=label, kind="text"
            )
            for label in ("Um", "Outro")
        ]
        answers = {f"custom_{own[0].pk}": CARD, f"custom_{own[1].pk}": "Ponte"}
        refused = ana.post(f"/clientes/{party.pk}/informacoes-adicionais/", answers)
        assert (refused.status_code, CARD in refused.content.decode()) == (422, False)
        draft = {"fields": {"body": [f"pagou com {CARD}"]}, "url": "/", "title": "Nota"}
        ana.post("/rascunhos/note-1/", draft, content_type="application/json")
        assert "4111" not in str(Draft.objects.get().fields)


class TestComplement:
    def test_two_people_on_different_fields_keep_both(self, cast: Cast) -> None:
        party, blank = customer(cast.ana, "Aurora", CNPJ), ComplementEntry()
        actions.save_complement(cast.ana, party, ComplementEntry(cnae="4511101"), original=blank)
        actions.save_complement(cast.bruno, party, ComplementEntry(suframa="200400018"), original=blank)
        kept = queries.complement_of(party)
        assert (kept.cnae, kept.suframa) == ("4511101", "200400018")
        with pytest.raises(ComplementConflict):
            actions.save_complement(cast.bruno, party, ComplementEntry(cnae="4512901"), original=blank)

    def test_a_person_has_no_cnae(self, cast: Cast) -> None:
        with pytest.raises(Unfit, match="pessoa jurídica"):
            actions.save_complement(
                cast.ana, customer(cast.ana, "Maria"), ComplementEntry(cnae="4511101"), original=ComplementEntry()
            )

    def test_the_complete_form_saves_all_or_nothing(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.ana, "Aurora Ltda", CNPJ)
        ana, address = signed_in("ana"), f"/clientes/{party.pk}/alterar/?completo=sim"
        page = ana.get(address).content.decode()
        assert "complement-cnae" in page
        assert "complement-gender" not in page
        typed = {
            "name": "Aurora S.A.", "version": "1", "complement-cnae": "4511-1/01", "complement-potential": "1.200,00",
            "standing-roles": ["supplier", "carrier"],
        }  # fmt: skip
        assert ana.post(address, {**typed, "complement-cnae": "9999999"}).status_code == 422
        party.refresh_from_db()
        assert party.name == "Aurora Ltda"
        assert ana.post(address, typed)["Location"] == f"/clientes/{party.pk}/cadastro/"
        party.refresh_from_db()
        assert (party.name, party.complement.potential) == ("Aurora S.A.", Decimal("1200.00"))
        assert queries.roles_of(party) == ["Cliente", "Transportadora", "Fornecedor"]

    def test_a_collision_shows_the_other_value_and_a_second_save_decides(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.ana, "Aurora Ltda", CNPJ)
        ana, address = signed_in("ana"), f"/clientes/{party.pk}/alterar/?completo=sim"
        page = ana.get(address).content.decode()
        assert "Simplificado" in page
        theirs = ComplementEntry(tax_regime="mei")
        actions.save_complement(cast.bruno, party, theirs, original=ComplementEntry())
        typed = {
            "name": "Aurora Ltda", "version": "1", "complement-tax_regime": "normal",
            "complement_original": '{"cnae": ""}',
        }  # fmt: skip
        refused = ana.post(address, typed)
        assert refused.status_code == 409
        assert "acabou de deixar “MEI”" in refused.content.decode()
        assert ana.post(address, {**typed, "complement_original": '{"tax_regime": "mei"}'}).status_code == 302
        assert Complement.objects.get().tax_regime == "normal"


class TestCustomFields:
    def field(self, cast: Cast, label: str = "Cônjuge", **more: object) -> CustomField:
        values = {"label": label, "section": "Cônjuge", "kind": "text", "audience": "person"} | more
        return create_field(cast.alice, "customers.party", values)

    def test_each_kind_of_person_has_its_own(self, cast: Cast, signed_in: SignIn) -> None:
        spouse = self.field(cast, is_mandatory=True)
        income = self.field(cast, "Renda", kind="money", section="Financeiro")
        self.field(cast, "Faturamento", audience="organization")
        maria, ana = customer(cast.ana, "Maria da Silva"), signed_in("ana")
        tab, form = f"/clientes/{maria.pk}/cadastro/", f"/clientes/{maria.pk}/informacoes-adicionais/"
        assert "Falta o obrigatório" in ana.get(tab).content.decode()
        assert "Faturamento" not in ana.get(form).content.decode()
        assert ana.post(form, {f"custom_{income.pk}": "10,00"}).status_code == 422
        typed = {f"custom_{spouse.pk}": "João", f"custom_{income.pk}": "4.500,00"}
        assert ana.post(form, typed).status_code == 302
        page = ana.get(tab).content.decode()
        assert "R$\xa04.500,00" in page
        assert "Falta o obrigatório" not in page
        ana.post(form, {f"custom_{spouse.pk}": "José"})
        assert dict(PartyCustomValue.objects.values_list("field_id", "value")) == {spouse.pk: "José"}
        assert Change.objects.filter(root_type="customers.party", root_id=maria.pk, after__value="José").exists()

    def test_nobody_is_asked_two_fields_of_one_name(self, cast: Cast) -> None:
        spouse = self.field(cast)
        self.field(cast, audience="organization")
        for audience in ("", "person"):
            with pytest.raises(FieldRefused):
                self.field(cast, "cônjuge", audience=audience)
        set_active(cast.alice, spouse, is_active=False)
        assert self.field(cast, "cônjuge").audience == "person"
        with pytest.raises(FieldRefused):
            set_active(cast.alice, spouse, is_active=True)

    def test_what_somebody_else_answers_meanwhile_is_kept_or_chosen(self, cast: Cast, signed_in: SignIn) -> None:
        spouse, team = self.field(cast), self.field(cast, "Time")
        maria, ana, bruno = customer(cast.ana, "Maria da Silva"), signed_in("ana"), signed_in("bruno")
        form = f"/clientes/{maria.pk}/informacoes-adicionais/"
        names = {"spouse": f"custom_{spouse.pk}", "team": f"custom_{team.pk}"}

        def opened(browser: Client) -> str:
            return str(browser.get(form).context["form"]["custom_original"].value())

        early = {"custom_original": opened(ana)}
        typed = {"custom_original": opened(bruno), names["spouse"]: "José", names["team"]: "Ponte"}
        assert bruno.post(form, typed).status_code == 302
        answer = ana.post(form, early | {names["spouse"]: "João", names["team"]: ""})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Bruno Aurora" in page
        assert f'name="keep_{names["spouse"]}"' in page
        assert f'name="keep_{names["team"]}"' not in page
        late = {"custom_original": str(answer.context["form"]["custom_original"].value())}
        kept = {f"keep_{names['spouse']}": "theirs"}
        assert ana.post(form, late | kept | {names["spouse"]: "João", names["team"]: "Ponte"}).status_code == 302
        assert dict(PartyCustomValue.objects.values_list("field_id", "value")) == {spouse.pk: "José", team.pk: "Ponte"}

    def test_the_administrator_makes_orders_and_retires_them(self, cast: Cast, signed_in: SignIn) -> None:
        alice, base = signed_in("alice"), "/configurador/campos-adicionais/"
        new = f"{base}customers.party/novo/"
        typed = {"label": "Time", "section": "Pessoal", "kind": "list", "audience": "person"}
        assert alice.post(new, typed).status_code == 422
        assert alice.post(new, typed | {"options": "Ponte\nGuarani"}).status_code == 302
        assert alice.post(new, typed | {"options": "Ponte"}).status_code == 422
        first = CustomField.objects.get()
        second = self.field(cast)
        alice.post(f"{base}{second.pk}/ordem/", {"direction": "up"})
        assert list(CustomField.objects.values_list("pk", flat=True)) == [second.pk, first.pk]
        alice.post(f"{base}{first.pk}/situacao/")
        assert queries.custom_fields_of(Party(company=cast.company, kind="person")) == [second]
        assert "Time" in alice.get(base).content.decode()

    def test_a_field_with_answers_is_not_deleted(self, cast: Cast) -> None:
        field = self.field(cast)
        actions.save_custom_values(cast.ana, customer(cast.ana, "Maria"), {field.pk: "João"}, original={})
        with pytest.raises(FieldRefused, match="Inative"):
            delete_field(cast.alice, field)


def test_the_tab_costs_the_same_however_much_it_holds(cast: Cast, signed_in: SignIn) -> None:
    party, ana = customer(cast.ana, "Maria da Silva"), signed_in("ana")
    address = f"/clientes/{party.pk}/cadastro/"
    ana.get(address)
    with CaptureQueriesContext(connection) as few:
        ana.get(address)
    Asset.objects.bulk_create(
        Asset(company=cast.company, party=party, description=f"Bem {number}", kind="other") for number in range(40)
    )
    with CaptureQueriesContext(connection) as many:
        ana.get(address)
    assert len(many) == len(few)
    assert len(many) <= 28


def test_another_portfolio_and_another_company_keep_their_records(cast: Cast, signed_in: SignIn) -> None:
    theirs = prospect(cast.carla, "Maria de Curitiba")
    ana = signed_in("ana")
    assert "Cadastro" not in ana.get(f"/clientes/{theirs.pk}/cadastro/").content.decode().split("<main")[1][:400]
    assert ana.post(f"/clientes/{theirs.pk}/bem/novo/", RECORDS["bem"][0]).status_code == 404
    assert ana.get(f"/clientes/{theirs.pk}/informacoes-adicionais/").status_code == 404
    assert not Asset.objects.exists()


def test_responsible_people_are_of_the_company_and_active(cast: Cast) -> None:
    party = customer(cast.ana, "Maria")
    actions.set_responsible(cast.ana, party, "credit", cast.user("sara"))
    assert [row.user_id for row in queries.responsible_people(party)] == [cast.user("sara").pk]
    cast.user("davi").is_active = False
    with pytest.raises(Unfit):
        actions.set_responsible(cast.ana, party, "credit", cast.user("davi"))
    actions.set_responsible(cast.ana, party, "credit", None)
    assert not queries.responsible_people(party)
