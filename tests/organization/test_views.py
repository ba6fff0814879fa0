"""The configurator and the account over HTTP: who may open what, refused forms, what a page shows."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.cast import Cast
from vinculo.foundation.access.middleware import ESTABLISHMENT_KEY
from vinculo.organization.letterhead import letterhead_of
from vinculo.organization.models import Company, Establishment, Holiday, Membership, ParameterValue, Role, Team, User

SignedIn = Callable[[str], Client]

# Which of the cast opens each page; the others are refused.
PAGES = {
    "organization:home": {"adele", "alice", "bruno"},
    "organization:company": {"adele"},
    "organization:letterhead_sample": {"adele"},
    "organization:establishments": {"adele"},
    "organization:new_establishment": {"adele"},
    "organization:teams": {"adele"},
    "organization:new_team": {"adele"},
    "organization:users": {"adele"},
    "organization:new_user": {"adele"},
    "organization:roles": {"adele"},
    "organization:new_role": {"adele"},
    "organization:parameters": {"adele", "alice"},
    "organization:calendar": {"adele", "alice", "bruno"},
    "organization:new_holiday": {"adele", "alice", "bruno"},
    "organization:access_log": {"adele"},
    "audit:changes": {"adele"},
    "audit:exports": {"adele"},
    "account_home": {"adele", "alice", "bruno", "ana"},
    "account_change_password": {"adele", "alice", "bruno", "ana"},
    "usersessions_list": {"adele", "alice", "bruno", "ana"},
    "organization:people": {"adele", "alice", "bruno", "ana"},
}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_to_whom_it_should(name: str, cast: Cast, signed_in: SignedIn) -> None:
    for person in ("adele", "alice", "bruno", "ana"):
        expected = 200 if person in PAGES[name] else 403
        assert signed_in(person).get(reverse(name)).status_code == expected, person


@pytest.mark.parametrize("name", PAGES)
def test_no_page_opens_to_strangers(name: str, db: None, client: Client) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_asks_the_database_much(name: str, signed_in: SignedIn, django_assert_max_num_queries: Any) -> None:
    adele = signed_in("adele")
    with django_assert_max_num_queries(15):
        assert adele.get(reverse(name)).status_code == 200


def test_the_users_page_costs_the_same_for_many_people(
    cast: Cast, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    seller = Role.objects.get(company=cast.company, code="seller")
    for number in range(30):
        user = User.objects.create(company=cast.company, name=f"Pessoa {number}", email=f"p{number}@aurora.example")
        Membership.objects.create(user=user, establishment=cast.head, role=seller)
    adele = signed_in("adele")
    with django_assert_max_num_queries(8):
        adele.get(reverse("organization:users"))


class TestEstablishmentSwitch:
    def test_one_works_in_another_of_one_s_own(self, cast: Cast, signed_in: SignedIn) -> None:
        seller = Role.objects.get(company=cast.company, code="seller")
        Membership.objects.create(user=cast.user("ana"), establishment=cast.branch, role=seller)
        ana = signed_in("ana")
        answer = ana.post(
            reverse("organization:switch_establishment"), {"establishment": cast.branch.pk, "next": "/conta/"}
        )
        assert answer.headers["Location"] == "/conta/"
        assert ana.session[ESTABLISHMENT_KEY] == cast.branch.pk
        assert ana.get("/conta/").wsgi_request.actor.establishment_id == cast.branch.pk  # type: ignore[attr-defined]  # set by the middleware

    def test_not_in_somebody_else_s(self, cast: Cast, signed_in: SignedIn) -> None:
        ana = signed_in("ana")
        ana.post(reverse("organization:switch_establishment"), {"establishment": cast.branch.pk})
        assert ESTABLISHMENT_KEY not in ana.session

    def test_it_leads_nowhere_outside(self, cast: Cast, signed_in: SignedIn) -> None:
        address = reverse("organization:switch_establishment")
        answer = signed_in("ana").post(address, {"establishment": cast.head.pk, "next": "https://evil.example/"})
        assert answer.headers["Location"] == "/"

    def test_it_is_not_done_by_a_link(self, signed_in: SignedIn) -> None:
        assert signed_in("ana").get(reverse("organization:switch_establishment")).status_code == 405


def test_anyone_corrects_their_own_name(cast: Cast, signed_in: SignedIn) -> None:
    ana = signed_in("ana")
    assert ana.post(reverse("account_rename"), {"name": ""}).status_code == 422
    ana.post(reverse("account_rename"), {"name": "Ana Beatriz"})
    assert User.objects.get(pk=cast.user("ana").pk).name == "Ana Beatriz"


class TestStructure:
    def form(self, cast: Cast, **changes: Any) -> dict[str, Any]:
        return {"code": "03", "name": "Aurora Recife", "document": "", "municipality": cast.campinas.pk, **changes}

    def test_an_establishment_is_made(self, cast: Cast, signed_in: SignedIn) -> None:
        form = self.form(cast, document="11.222.333/0001-81")
        answer = signed_in("adele").post(reverse("organization:new_establishment"), form)
        assert answer.status_code == 302
        assert Establishment.objects.get(code="03").document == "11222333000181"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"code": "01"}, "code"),
            ({"document": "11.222.333/0001-82"}, "document"),
            ({"municipality": 1}, "municipality"),
            ({"municipality": "x"}, "municipality"),
            ({"name": ""}, "name"),
        ],
    )
    def test_a_refused_one_comes_back_with_the_reason(
        self, cast: Cast, signed_in: SignedIn, changes: dict[str, Any], field: str
    ) -> None:
        answer = signed_in("adele").post(reverse("organization:new_establishment"), self.form(cast, **changes))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]

    def test_another_company_s_establishment_does_not_exist(self, cast: Cast, signed_in: SignedIn) -> None:
        Establishment.objects.filter(pk=cast.branch.pk).update(company=other_company())
        assert signed_in("adele").get(reverse("organization:establishment", args=[cast.branch.pk])).status_code == 404

    def test_a_team_is_made_and_renamed(self, cast: Cast, signed_in: SignedIn) -> None:
        adele = signed_in("adele")
        adele.post(reverse("organization:new_team"), {"establishment": cast.head.pk, "name": "Telemarketing"})
        team = Team.objects.get(name="Telemarketing")
        taken = adele.post(reverse("organization:team", args=[team.pk]), {"name": "Vendas"})
        assert taken.status_code == 422
        assert adele.post(reverse("organization:team", args=[team.pk]), {"name": "Central"}).status_code == 302

    def test_the_company_is_corrected(self, cast: Cast, signed_in: SignedIn) -> None:
        picture = BytesIO()
        Image.new("RGB", (1_600, 200), "#bb2233").save(picture, "JPEG")
        form = {"name": "Aurora S.A.", "trade_name": "Aurora", "document": "", "line": "Rua A, 1", "colour": "#AA2233"}
        adele, address = signed_in("adele"), reverse("organization:company")
        logo = SimpleUploadedFile("logo.jpg", picture.getvalue())
        assert adele.post(address, form | {"logo": logo}).status_code == 302
        cast.company.refresh_from_db()
        assert cast.company.name == "Aurora S.A."
        head = letterhead_of(cast.company.pk, cast.head.pk)
        assert (head.name, head.lines, head.colour) == ("Aurora S.A.", ["Aurora Campinas", "Rua A, 1"], "#aa2233")
        assert Image.open(BytesIO(head.logo)).size == (800, 100)

        broken = adele.post(address, form | {"logo": SimpleUploadedFile("logo.png", b"<svg onload='x'/>")})
        assert broken.status_code == 422
        assert "não é uma imagem PNG ou JPEG" in broken.content.decode()
        adele.post(address, form | {"remove_logo": "on"})
        assert letterhead_of(cast.company.pk).logo == b""


class TestUsers:
    def form(self, cast: Cast, *places: tuple[Any, Any, Any], initial: int = 0, **changes: Any) -> dict[str, Any]:
        form = {"name": "Nina Prado", "email": "nina@aurora.example", **changes}
        form |= {"places-TOTAL_FORMS": len(places), "places-INITIAL_FORMS": initial}
        for number, (establishment, role, team) in enumerate(places):
            prefix = f"places-{number}"
            form |= {f"{prefix}-establishment": establishment, f"{prefix}-role": role, f"{prefix}-team": team}
        return form

    def seller(self, cast: Cast) -> int:
        return Role.objects.get(company=cast.company, code="seller").pk

    def test_a_person_is_invited(self, cast: Cast, signed_in: SignedIn) -> None:
        form = self.form(cast, (cast.head.pk, self.seller(cast), cast.sales.pk))
        answer = signed_in("adele").post(reverse("organization:new_user"), form)
        assert answer.status_code == 302
        assert "http://testserver/conta/senha/nova/" in mail.outbox[0].body
        assert User.objects.get(email="nina@aurora.example").memberships.get().team == cast.sales

    def test_without_a_place_nobody_is_invited(self, cast: Cast, signed_in: SignedIn) -> None:
        answer = signed_in("adele").post(reverse("organization:new_user"), self.form(cast, ("", "", "")))
        assert answer.status_code == 422
        assert not User.objects.filter(email="nina@aurora.example").exists()

    def test_a_team_of_another_establishment_is_refused(self, cast: Cast, signed_in: SignedIn) -> None:
        form = self.form(cast, (cast.head.pk, self.seller(cast), cast.branch_sales.pk))
        answer = signed_in("adele").post(reverse("organization:new_user"), form)
        assert answer.status_code == 422
        assert "Esta equipe é de outro estabelecimento." in answer.content.decode()

    def test_the_same_place_twice_is_refused(self, cast: Cast, signed_in: SignedIn) -> None:
        place = (cast.head.pk, self.seller(cast), "")
        answer = signed_in("adele").post(reverse("organization:new_user"), self.form(cast, place, place))
        assert answer.status_code == 422
        assert "aparece uma vez só" in answer.content.decode()

    def test_an_email_in_use_is_said_beside_the_field(self, cast: Cast, signed_in: SignedIn) -> None:
        form = self.form(cast, (cast.head.pk, self.seller(cast), ""), email="ANA@aurora.example")
        answer = signed_in("adele").post(reverse("organization:new_user"), form)
        assert answer.status_code == 422
        assert "email" in answer.context["form"].errors

    def test_a_person_is_changed(self, cast: Cast, signed_in: SignedIn) -> None:
        ana = cast.user("ana")
        form = self.form(
            cast, (cast.branch.pk, self.seller(cast), ""), initial=1, name="Ana Souza", email="ana@aurora.example"
        )
        assert signed_in("adele").post(reverse("organization:user", args=[ana.pk]), form).status_code == 302
        assert ana.memberships.get().establishment == cast.branch

    def test_deactivating_cuts_the_session_at_once(self, cast: Cast, signed_in: SignedIn) -> None:
        ana = signed_in("ana")
        assert ana.get("/conta/").status_code == 200
        signed_in("adele").post(reverse("organization:user_active", args=[cast.user("ana").pk]), {"active": "0"})
        assert ana.get("/conta/").status_code == 302

    def test_a_refusal_is_said_and_changes_nothing(self, cast: Cast, signed_in: SignedIn) -> None:
        address = reverse("organization:user_active", args=[cast.user("adele").pk])
        answer = signed_in("adele").post(address, {"active": "0"}, follow=True)
        assert "Você não pode inativar a sua própria conta." in answer.content.decode()
        assert cast.adele.user_id

    def test_another_company_s_person_does_not_exist(self, cast: Cast, signed_in: SignedIn) -> None:
        stranger = User.objects.create(company=other_company(), name="De fora", email="fora@x.example")
        adele = signed_in("adele")
        assert adele.get(reverse("organization:user", args=[stranger.pk])).status_code == 404
        assert adele.post(reverse("organization:password_link", args=[stranger.pk])).status_code == 404
        assert mail.outbox == []

    def test_the_link_is_sent_again(self, cast: Cast, signed_in: SignedIn) -> None:
        signed_in("adele").post(reverse("organization:password_link", args=[cast.user("ana").pk]))
        assert mail.outbox[0].to == ["ana@aurora.example"]


class TestRoles:
    def test_an_edit_takes_effect_in_the_open_session(self, cast: Cast, signed_in: SignedIn) -> None:
        ana, seller = signed_in("ana"), Role.objects.get(company=cast.company, code="seller")
        assert ana.get(reverse("organization:calendar")).status_code == 403
        form = {"name": "Vendedor", "scope": "own", "granted": [*seller.permissions, "organization.manage_calendar"]}
        assert signed_in("adele").post(reverse("organization:role", args=[seller.pk]), form).status_code == 302
        assert ana.get(reverse("organization:calendar")).status_code == 200

    def test_losing_the_last_keys_is_refused_and_nothing_typed_is_lost(self, cast: Cast, signed_in: SignedIn) -> None:
        row = Role.objects.get(company=cast.company, code="administrator")
        form = {"name": "Chefia", "scope": "company", "granted": ["customers.view"]}
        answer = signed_in("adele").post(reverse("organization:role", args=[row.pk]), form)
        assert answer.status_code == 422
        html = answer.content.decode()
        assert "A empresa ficaria sem ninguém" in html
        assert 'value="Chefia"' in html
        assert 'value="customers.view" checked' in html

    def test_a_copy_starts_with_the_same_permissions(self, cast: Cast, signed_in: SignedIn) -> None:
        seller = Role.objects.get(company=cast.company, code="seller")
        html = signed_in("adele").get(reverse("organization:new_role") + f"?modelo={seller.pk}").content.decode()
        assert html.count(" checked") == len(seller.permissions)

    def test_a_role_in_use_is_not_deleted(self, cast: Cast, signed_in: SignedIn) -> None:
        seller = Role.objects.get(company=cast.company, code="seller")
        answer = signed_in("adele").post(reverse("organization:delete_role", args=[seller.pk]), follow=True)
        assert "Há pessoas com este perfil." in answer.content.decode()
        assert Role.objects.filter(pk=seller.pk).exists()


class TestParameters:
    def test_a_wrong_value_comes_back_with_the_reason(self, signed_in: SignedIn) -> None:
        address = reverse("organization:parameter", args=["organization.lockout_attempts"])
        answer = signed_in("alice").post(address, {"company": "100"})
        assert answer.status_code == 422
        assert "O maior valor aceito é 20." in answer.content.decode()
        assert not ParameterValue.objects.exists()

    def test_a_right_one_is_kept(self, signed_in: SignedIn) -> None:
        address = reverse("organization:parameter", args=["organization.lockout_attempts"])
        assert signed_in("alice").post(address, {"company": "8"}).status_code == 302
        assert ParameterValue.objects.get().value == 8

    def test_an_unknown_one_does_not_exist(self, signed_in: SignedIn) -> None:
        assert signed_in("alice").get(reverse("organization:parameter", args=["x.y"])).status_code == 404


class TestCalendar:
    def test_the_year_shows_national_state_and_own_holidays(self, cast: Cast, signed_in: SignedIn) -> None:
        Holiday.objects.create(
            company=cast.company, name="Conceição", date=date(2020, 12, 8), municipality=cast.campinas
        )
        html = signed_in("bruno").get(reverse("organization:calendar") + "?ano=2026").content.decode()
        for name in ("Natal", "Revolução Constitucionalista", "Conceição"):
            assert name in html

    @pytest.mark.parametrize("year", ["0", "abc", "99999", "1949", "²"])
    def test_a_strange_year_is_this_year(self, signed_in: SignedIn, year: str) -> None:
        assert signed_in("bruno").get(reverse("organization:calendar"), {"ano": year}).status_code == 200

    def test_a_holiday_of_a_town_names_the_town(self, cast: Cast, signed_in: SignedIn) -> None:
        bruno = signed_in("bruno")
        form = {"name": "Conceição", "day": "08/12/2026", "repeats_yearly": "on", "reach": "Municipal"}
        answer = bruno.post(reverse("organization:new_holiday"), form)
        assert answer.status_code == 422
        assert "Informe o município." in answer.content.decode()
        bruno.post(reverse("organization:new_holiday"), {**form, "municipality": cast.campinas.pk})
        assert Holiday.objects.get().municipality == cast.campinas

    def test_another_company_s_holiday_does_not_exist(self, cast: Cast, signed_in: SignedIn) -> None:
        row = Holiday.objects.create(company=other_company(), name="Outro", date=date(2026, 1, 2))
        assert signed_in("bruno").post(reverse("organization:delete_holiday", args=[row.pk])).status_code == 404
        assert Holiday.objects.filter(pk=row.pk).exists()


def test_the_look_up_of_people_answers_any_signed_in_person(cast: Cast, signed_in: SignedIn) -> None:
    found = signed_in("ana").get(reverse("organization:people"), {"q": "bruno"}).json()
    assert found == [{"value": cast.user("bruno").pk, "label": "Bruno Aurora", "hint": "bruno@aurora.example"}]


def test_the_access_log_filters_by_person_and_kind(cast: Cast, signed_in: SignedIn) -> None:
    signed_in("ana")
    adele = signed_in("adele")
    everything = adele.get(reverse("organization:access_log")).context["events"]
    assert {event.user for event in everything} == {cast.user("ana"), cast.user("adele")}
    hers = adele.get(reverse("organization:access_log"), {"pessoa": cast.user("ana").pk, "tipo": "signed_in"})
    assert {event.user for event in hers.context["events"]} == {cast.user("ana")}
    assert adele.get(reverse("organization:access_log"), {"pessoa": "x'", "before": "²"}).status_code == 200


def other_company() -> Company:
    return Company.objects.create(name="Outra Ltda.")
