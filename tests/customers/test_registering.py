"""A new prospect or customer on screen, and the warning of look-alikes."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.customers.people import CPF, customer, prospect, reachable
from vinculo.customers.models import Party

SignIn = Callable[[str], Client]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def registration(**more: str) -> dict[str, str]:
    empty = {
        f"{rows}-{key}": "0" for rows in ("phones", "emails", "addresses") for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {"kind": "person", "name": "Maria da Silva", **empty, **more}


def phone_rows(*numbers: str) -> dict[str, str]:
    typed = {f"phones-{row}-number": number for row, number in enumerate(numbers)}
    return {"phones-TOTAL_FORMS": str(len(numbers)), "phones-INITIAL_FORMS": "0", **typed}


class TestRegistering:
    url = "/clientes/novo/prospect/"

    def test_registering_is_offered_only_after_a_search(self, signed_in: SignIn) -> None:
        before = text(signed_in("ana").get(self.url))
        assert "Procure primeiro" in before
        assert "party-form" not in before
        after = text(signed_in("ana").get(self.url, {"q": "maria silva"}))
        assert "?buscado=maria%20silva" in after

    @pytest.mark.parametrize(
        ("searched", "filled"),
        [
            ("Maria Silva", 'value="Maria Silva"'),
            ("maria da silva", 'value="Maria da Silva"'),
            ("529.982.247-25", 'value="52998224725"'),
            ("19 98765-4321", 'value="19 98765-4321"'),
        ],
    )
    def test_the_form_starts_with_what_was_searched(self, signed_in: SignIn, searched: str, filled: str) -> None:
        assert filled in text(signed_in("ana").get(self.url, {"buscado": searched}))

    def test_a_prospect_with_phone_email_and_address(self, cast: Cast, signed_in: SignIn) -> None:
        data = registration(
            **phone_rows("(19) 98765-4321"),
            **{"emails-TOTAL_FORMS": "1", "emails-0-address": "Maria@A.com.br"},
            **{
                "addresses-TOTAL_FORMS": "1",
                "addresses-0-cep": "13010-001",
                "addresses-0-municipality": str(cast.campinas.pk),
                "addresses-0-street": "Rua A",
            },
        )
        answer = signed_in("ana").post(self.url, data)
        party = Party.objects.get()
        assert answer["Location"] == reverse("customers:profile", args=[party.pk])
        assert (party.phones.get().number, party.phones.get().is_main) == ("+5519987654321", True)
        assert party.emails.get().address == "maria@a.com.br"
        assert party.addresses.get().cep == "13010001"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"name": ""}, "obrigatório"),
            ({"document": "529.982.247-26"}, "Dígito verificador do CPF deveria ser 25"),
            ({"document": "12ABC34501DE36"}, "Dígito verificador do CNPJ deveria ser 35"),
            ({"document": "12ABC34501DE35"}, "Este é um CNPJ. Mude o tipo"),
            ({"kind": "organization", "document": CPF}, "Este é um CPF. Mude o tipo"),
            ({"birth_date": "31/02/2000"}, "data"),
            (phone_rows("19 8765-4321"), "Celular tem 9 dígitos depois do DDD"),
            (phone_rows("19 98765-4321", "(19) 98765-4321"), "repetido"),
            ({"emails-TOTAL_FORMS": "1", "emails-0-address": "a@b"}, "domínio"),
            ({"addresses-TOTAL_FORMS": "1", "addresses-0-street": "Rua A"}, "Escolha o município"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
        self, signed_in: SignIn, typed: dict[str, str], sentence: str
    ) -> None:
        answer = signed_in("ana").post(self.url, registration(**{"trade_name": "Guardado", **typed}))
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert "Guardado" in text(answer)
        assert not Party.objects.exists()

    def test_a_customer_needs_a_document(self, signed_in: SignIn) -> None:
        answer = signed_in("ana").post("/clientes/novo/cliente/", registration())
        assert answer.status_code == 422
        assert "Um cliente precisa de CPF ou CNPJ" in text(answer)

    def test_a_taken_document_names_its_holder(self, cast: Cast, signed_in: SignIn) -> None:
        holder = customer(cast.carla, "Maria Antiga")
        answer = signed_in("ana").post(self.url, registration(document=CPF))
        assert answer.status_code == 422
        assert "CPF já cadastrado: Maria Antiga (carteira de Carla Aurora)" in text(answer)
        assert reverse("customers:profile", args=[holder.pk]) in text(answer)

    def test_a_probable_double_needs_a_conscious_click(self, cast: Cast, signed_in: SignIn) -> None:
        known = prospect(cast.ana, "Maria", "+5519987654321")
        data = registration(**phone_rows("19 98765-4321"))
        answer = signed_in("ana").post(self.url, data)
        assert answer.status_code == 422
        assert "Não é a mesma pessoa" in text(answer)
        assert signed_in("ana").post(self.url, {**data, "distinct": str(known.pk)}).status_code == 302

    def test_a_cep_of_another_state_only_warns(self, cast: Cast, signed_in: SignIn) -> None:
        client = signed_in("ana")
        address = {
            "addresses-TOTAL_FORMS": "1",
            "addresses-0-cep": "80010-000",
            "addresses-0-municipality": str(cast.campinas.pk),
            "addresses-0-street": "Rua A",
        }
        answer = client.post(self.url, registration(**address), follow=True)
        assert answer.status_code == 200
        assert "é de PR" in text(answer)

    def test_who_may_not_register_is_refused(self, signed_in: SignIn) -> None:
        assert signed_in("alice").get(self.url).status_code == 403


class TestLookalikes:
    url = "/clientes/parecidos/"

    def ask(self, client: Client, **typed: str) -> str:
        return text(
            client.post(self.url, registration(**typed), headers={"HX-Request": "true", "HX-Target": "lookalikes"})
        )

    def test_each_reason_is_told(self, cast: Cast, signed_in: SignIn) -> None:
        party = customer(cast.ana, "Luiz Carlos de Souza")
        reachable(cast, party, phone="+551987654321", email="luiz@a.com", city=cast.campinas.pk)
        ana = signed_in("ana")
        assert "Mesmo CPF" in self.ask(ana, document=CPF)
        assert "Mesmo telefone" in self.ask(ana, **phone_rows("19 98765-4321"))
        assert "Mesmo e-mail" in self.ask(ana, **{"emails-0-address": "LUIZ@a.com"})
        similar = self.ask(ana, name="Luis Sousa", **{"addresses-0-municipality": str(cast.campinas.pk)})
        assert "Um nome contém o outro, mesma cidade" in similar

    def test_a_similar_name_elsewhere_is_nobody(self, cast: Cast, signed_in: SignIn) -> None:
        reachable(cast, prospect(cast.ana, "Luiz Souza"), city=cast.campinas.pk)
        typed = {"addresses-0-municipality": str(cast.curitiba.pk)}
        assert "Luiz" not in self.ask(signed_in("ana"), name="Luis Sousa", **typed)

    def test_half_a_form_is_no_error(self, signed_in: SignIn) -> None:
        typed = {"document": "529", "birth_date": "3", "emails-0-address": "@", **phone_rows("1")}
        assert "callout" not in self.ask(signed_in("ana"), **typed)
