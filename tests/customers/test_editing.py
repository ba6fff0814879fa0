"""Changing a customer on screen: the form, the collision of two people, the dialogs of the profile."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from tests.customers.people import CPF, customer, prospect
from vinculo.customers.models import Party, Phone

SignIn = Callable[[str], Client]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


class TestEditing:
    def form(self, party: Party, **typed: str) -> dict[str, str]:
        page = {"kind": party.kind, "name": party.name, "document": party.document or "", "version": "1"}
        original = f'{{"kind": "{party.kind}", "name": "{party.name}"}}'
        return {**page, "original": original, **typed}

    def test_saving(self, cast: Cast, signed_in: SignIn) -> None:
        party = prospect(cast.ana, "Maria")
        answer = signed_in("ana").post(f"/clientes/{party.pk}/alterar/", self.form(party, name="Maria Souza"))
        assert answer.status_code == 302
        party.refresh_from_db()
        assert party.name == "Maria Souza"

    def test_a_conflict_shows_three_versions_and_is_settled_field_by_field(self, cast: Cast, signed_in: SignIn) -> None:
        party = prospect(cast.ana, "Maria")
        url = f"/clientes/{party.pk}/alterar/"
        signed_in("bruno").post(url, self.form(party, name="Maria do Bruno", classification="B"))
        client = signed_in("ana")
        answer = client.post(url, self.form(party, name="Maria da Ana", trade_name="Ana"))
        assert answer.status_code == 409
        for words in ("Maria da Ana", "Maria do Bruno", "Bruno Aurora", "keep_name"):
            assert words in text(answer)
        context: Any = answer.context
        again = {
            "kind": "person",
            "name": "Maria da Ana",
            "trade_name": "Ana",
            "classification": context["form"]["classification"].value(),
            "version": str(context["version"]),
            "original": context["original"],
            "keep_name": "theirs",
            "resolution": "merge",
        }
        assert client.post(url, again).status_code == 302
        party.refresh_from_db()
        assert (party.name, party.trade_name, party.classification) == ("Maria do Bruno", "Ana", "B")

    def test_the_document_of_a_customer_is_locked(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.ana, "Maria")
        page = text(signed_in("ana").get(f"/clientes/{party.pk}/alterar/"))
        assert "só muda com autorização do gerente" in page

    def test_an_invalid_form_answers_422(self, cast: Cast, signed_in: SignIn) -> None:
        party = prospect(cast.ana, "Maria")
        client = signed_in("ana")
        assert client.post(f"/clientes/{party.pk}/alterar/", self.form(party, name="")).status_code == 422
        for version in ("x", "²"):
            assert client.post(f"/clientes/{party.pk}/alterar/", self.form(party, version=version)).status_code == 422


class TestDialogs:
    def test_a_phone_is_added_edited_removed_and_put_back(self, cast: Cast, signed_in: SignIn) -> None:
        party, client = prospect(cast.ana, "Maria"), signed_in("ana")
        base = f"/clientes/{party.pk}/telefone/"
        assert client.post(f"{base}novo/", {"number": "123"}).status_code == 422
        assert client.post(f"{base}novo/", {"number": "19 98765-4321"}).status_code == 302
        phone = Phone.objects.get()
        dialog = text(client.get(f"{base}{phone.pk}/"))
        assert 'value="(19) 98765-4321"' in dialog
        assert dialog.index(">Salvar<") < dialog.index("Excluir"), "Enter presses the first button: it must save"
        assert client.post(f"{base}{phone.pk}/", {"number": "19 98765-0000"}).status_code == 302
        client.post(f"{base}{phone.pk}/excluir/")
        assert not Phone.objects.exists()
        page = text(client.get(f"/clientes/{party.pk}/"))
        undo = page.split("/desfazer/")[1].split('"')[0]
        client.post(f"/desfazer/{undo}")
        assert Phone.objects.get().number == "+5519987650000"

    @pytest.mark.parametrize(
        ("path", "typed"),
        [
            ("notas/nova/", {"body": "Prefere a tarde"}),
            (
                "consentimento/",
                {"channel": "email", "is_granted": "no", "source": "Balcão", "decided_at": "2026-01-05T10:00"},
            ),
            ("codigo/novo/", {"system": "DMS", "code": "10"}),
            ("email/novo/", {"address": "a@b.com.br"}),
            ("tornar-cliente/", {"document": CPF}),
        ],
    )
    def test_every_dialog_saves_refuses_and_shows(
        self, cast: Cast, signed_in: SignIn, path: str, typed: dict[str, str]
    ) -> None:
        party, client = prospect(cast.ana, "Maria"), signed_in("ana")
        url = f"/clientes/{party.pk}/{path}"
        fragment = client.get(url, headers={"HX-Request": "true", "HX-Target": "dialog-host"})
        assert "<dialog" in text(fragment)
        assert "<html" not in text(fragment)
        assert "<html" in text(client.get(url))
        assert client.post(url, {}).status_code == 422
        answer = client.post(url, typed, headers={"HX-Request": "true", "HX-Target": "dialog-host"})
        assert "HX-Refresh" in answer.headers or answer["HX-Redirect"] == f"/clientes/{party.pk}/"

    def test_portfolio_and_use(self, cast: Cast, signed_in: SignIn) -> None:
        party, bruno = prospect(cast.ana, "Maria"), signed_in("bruno")
        assert bruno.post(f"/clientes/{party.pk}/carteira/", {"owner": cast.davi.user_id}).status_code == 302
        assert bruno.post(f"/clientes/{party.pk}/carteira/", {"owner": "999999"}).status_code == 302
        assert bruno.post(f"/clientes/{party.pk}/inativar/", {}).status_code == 422
        assert bruno.post(f"/clientes/{party.pk}/inativar/", {"reason": "Pediu"}).status_code == 302
        assert "está inativo" in text(bruno.get(f"/clientes/{party.pk}/"))
        assert bruno.post(f"/clientes/{party.pk}/reativar/").status_code == 302
        party.refresh_from_db()
        assert party.is_active
