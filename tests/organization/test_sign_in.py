"""The front door: who comes in, who is refused, and what is remembered of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt, AccessAttemptExpiration
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db.models import F
from django.test import Client, override_settings
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from vinculo.organization.actions.access_log import purge_access_log
from vinculo.organization.actions.parameters import set_parameter
from vinculo.organization.actions.users import Place, update_user
from vinculo.organization.models import AccessEvent, Membership, User

SIGN_IN = "/conta/entrar/"
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _no_rate_limits_left_over() -> None:
    cache.clear()


def enter(client: Client, email: str = "ana@aurora.example", password: str = PASSWORD, **headers: str):
    return client.post(SIGN_IN, {"login": email, "password": password}, **headers)


def test_the_right_password_opens_the_door_and_is_recorded(cast: Cast, client: Client) -> None:
    answer = enter(client, "ANA@Aurora.example", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537")
    assert answer.status_code == 302
    event = AccessEvent.objects.get()
    assert (event.kind, event.user, event.company) == ("signed_in", cast.user("ana"), cast.company)
    assert event.address == "127.0.0.1"
    assert "Chrome" in event.user_agent


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.9.9.9, 198.51.100.7", "198.51.100.7"),  # what stands first may come from anybody
        (True, "2001:db8::1", "2001:db8::1"),
        (True, "ninguém", "127.0.0.1"),
        (True, "", "127.0.0.1"),
        (False, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_the_proxy_saw(
    cast: Cast, client: Client, behind_proxy: bool, forwarded: str, address: str
) -> None:
    with override_settings(BEHIND_TLS=behind_proxy):
        enter(client, HTTP_X_FORWARDED_FOR=forwarded)
    assert AccessEvent.objects.get().address == address


def test_a_wrong_password_gives_the_form_back_with_422(cast: Cast, client: Client) -> None:
    answer = enter(client, password="errada")
    assert answer.status_code == 422
    assert "E-mail ou senha não conferem." in answer.content.decode()
    assert [event.kind for event in AccessEvent.objects.all()] == ["failed"]


def test_an_unknown_email_reads_the_same_as_a_wrong_password(cast: Cast, client: Client) -> None:
    answer = enter(client, "ninguem@aurora.example")
    assert answer.status_code == 422
    assert "E-mail ou senha não conferem." in answer.content.decode()
    event = AccessEvent.objects.get()
    assert (event.user, event.company, event.email) == (None, cast.company, "ninguem@aurora.example")


def test_a_former_email_no_longer_opens_the_door(cast: Cast, client: Client) -> None:
    enter(client)
    ana = cast.user("ana")
    place = ana.memberships.get()
    update_user(
        cast.adele,
        ana,
        name=ana.name,
        email="ana.souza@aurora.example",
        places=[Place(place.establishment, place.role, place.team)],
    )
    assert enter(Client()).status_code == 422
    assert enter(Client(), "ana.souza@aurora.example").status_code == 302
    client.post(reverse("account_reset_password"), {"email": "ana@aurora.example"})
    assert mail.outbox == []


def test_nobody_registers_themselves(client: Client, db: None) -> None:
    for path in ("/conta/signup/", "/conta/cadastro/", "/conta/email/", "/conta/login/", "/conta/social/"):
        assert client.get(path).status_code == 404


def test_an_inactive_person_is_turned_away(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.user("ana").pk).update(is_active=False)
    assert enter(client).headers["Location"] == reverse("account_inactive")
    assert client.get("/conta/").status_code == 302


def test_who_works_nowhere_is_told_so(cast: Cast, client: Client) -> None:
    Membership.objects.filter(user=cast.user("ana")).delete()
    answer = enter(client)
    assert answer.status_code == 403
    assert "nenhum estabelecimento" in answer.content.decode()


def test_who_stops_working_anywhere_is_shown_out_without_going_in_circles(cast: Cast, signed_in: SignedIn) -> None:
    ana = signed_in("ana")
    Membership.objects.filter(user=cast.user("ana")).delete()
    answer = ana.get("/conta/", follow=True)
    assert answer.status_code == 403
    assert "_auth_user_id" not in ana.session


def test_the_log_of_the_door_is_kept_as_long_as_the_company_says(cast: Cast) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    set_parameter(cast.adele, "organization.access_log_days", {None: "200"})
    for company, days in ((cast.company, 201), (cast.company, 199), (None, 731), (None, 729)):
        AccessEvent.objects.create(company=company, at=now - timedelta(days=days), kind="failed", email=f"{days}")
    purge_access_log(now=now)
    assert set(AccessEvent.objects.values_list("email", flat=True)) == {"199", "729"}


class TestLockOut:
    def test_five_wrong_passwords_lock_the_person_out_at_that_address(self, cast: Cast, client: Client) -> None:
        for _ in range(4):
            assert enter(client, password="errada").status_code == 422
        answer = enter(client, password="errada")
        assert answer.status_code == 429
        assert "Acesso bloqueado por 15 minutos" in answer.content.decode()
        assert enter(client).status_code == 429
        kinds = [event.kind for event in AccessEvent.objects.order_by("id")]
        assert kinds == ["failed"] * 4 + ["locked_out"] * 2

    def test_the_same_person_may_still_enter_from_another_address(self, cast: Cast, client: Client) -> None:
        for _ in range(5):
            enter(client, password="errada")
        assert enter(Client(), REMOTE_ADDR="10.0.0.9").status_code == 302

    def test_another_person_may_still_enter_from_the_same_address(self, cast: Cast, client: Client) -> None:
        for _ in range(5):
            enter(client, password="errada")
        assert enter(Client(), "bruno@aurora.example").status_code == 302

    def test_changing_the_case_of_the_email_does_not_help(self, cast: Cast, client: Client) -> None:
        for email in ("ana@aurora.example", "Ana@aurora.example", "ANA@AURORA.EXAMPLE", "aNa@aurora.example"):
            enter(client, email, password="errada")
        assert enter(client, " ana@Aurora.example", password="errada").status_code == 429

    def test_the_lock_ends_after_the_minutes_of_the_parameter(self, cast: Cast, client: Client) -> None:
        set_parameter(cast.adele, "organization.lockout_attempts", {None: "3"})
        set_parameter(cast.adele, "organization.lockout_minutes", {None: "2"})
        for _ in range(3):
            answer = enter(client, password="errada")
        assert "Acesso bloqueado por 2 minutos" in answer.content.decode()
        let_time_pass(timedelta(seconds=70))
        assert "Acesso bloqueado por 1 minuto<" in enter(client).content.decode()
        let_time_pass(timedelta(seconds=60))
        assert enter(client).status_code == 302

    def test_an_administrator_opens_the_door_again(self, cast: Cast, client: Client, signed_in: SignedIn) -> None:
        for _ in range(5):
            enter(client, password="errada")
        ana, adele = cast.user("ana"), signed_in("adele")
        assert "Acesso bloqueado" in adele.get(reverse("organization:user", args=[ana.pk])).content.decode()
        opened_as_a_page = adele.get(reverse("organization:unlock_user", args=[ana.pk]))
        assert opened_as_a_page.status_code == 405
        assert "Este endereço é de um botão" in opened_as_a_page.content.decode()
        assert adele.post(reverse("organization:unlock_user", args=[ana.pk])).status_code == 302
        assert "Desbloquear agora" not in adele.get(reverse("organization:user", args=[ana.pk])).content.decode()
        assert AccessEvent.objects.latest("id").kind == "unlocked"
        assert enter(client).status_code == 302

    def test_a_new_password_by_the_mailbox_opens_the_door_again(self, cast: Cast, client: Client) -> None:
        for _ in range(5):
            enter(client, password="errada")
        client.post(reverse("account_reset_password"), {"email": "ana@aurora.example"})
        link = re.search(r"http://testserver(/conta/senha/nova/\S+)", str(mail.outbox[-1].body))
        assert link
        form = client.get(link[1], follow=True)
        new = "uma frase bem comprida"
        client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
        assert enter(client, password=new).status_code == 302

    def test_a_success_starts_the_count_again(self, cast: Cast, client: Client) -> None:
        for _ in range(4):
            enter(client, password="errada")
        assert enter(client).status_code == 302
        assert enter(Client(), password="errada").status_code == 422


class TestSecondFactor:
    def test_turning_it_on_asks_for_the_password_first(self, signed_in: SignedIn) -> None:
        answer = signed_in("ana").get(reverse("mfa_activate_totp"))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))

    def test_who_came_in_by_the_door_may_turn_it_on(self, cast: Cast, client: Client) -> None:
        enter(client)
        turn_on(client)
        assert Authenticator.objects.filter(user=cast.user("ana"), type="totp").exists()

    def test_a_wrong_code_does_not_turn_it_on(self, cast: Cast, signed_in: SignedIn) -> None:
        ana = signed_in("ana")
        ana.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        ana.get(reverse("mfa_activate_totp"))
        answer = ana.post(reverse("mfa_activate_totp"), {"code": "000000"})
        assert answer.status_code == 422
        assert "O código não confere" in answer.content.decode()
        assert not Authenticator.objects.exists()

    def test_the_page_shows_a_drawing_and_the_key(self, signed_in: SignedIn) -> None:
        ana = signed_in("ana")
        ana.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        html = ana.get(reverse("mfa_activate_totp")).content.decode()
        assert "data:image/svg+xml" in html
        assert ana.session["mfa.totp.secret"] in html

    def test_the_secret_is_sealed_in_the_database(self, signed_in: SignedIn) -> None:
        secret, _ = turn_on(signed_in("ana"))
        assert secret not in str(Authenticator.objects.get(type="totp").data)

    def test_the_password_alone_no_longer_opens_the_door(self, signed_in: SignedIn) -> None:
        secret, _ = turn_on(signed_in("ana"))
        browser = Client()
        assert enter(browser).headers["Location"] == reverse("mfa_authenticate")
        assert browser.get("/conta/").status_code == 302
        wrong = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert wrong.status_code == 422
        assert browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
        assert browser.get("/conta/").status_code == 200
        kinds = list(AccessEvent.objects.order_by("id").values_list("kind", flat=True))
        assert kinds[-2:] == ["second_factor_failed", "signed_in"]

    @pytest.mark.django_db(transaction=True)
    def test_turning_it_on_is_recorded_and_told_by_mail(self, signed_in: SignedIn) -> None:
        turn_on(signed_in("ana"))
        kinds = set(AccessEvent.objects.values_list("kind", flat=True))
        assert {"second_factor_on", "recovery_codes"} <= kinds
        assert "Segundo fator ligado" in {message.subject for message in mail.outbox}

    def test_a_recovery_code_works_once(self, signed_in: SignedIn) -> None:
        _, ana = turn_on(signed_in("ana"))
        codes = ana.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        for expected in (302, 422):
            browser = Client()
            enter(browser)
            assert browser.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == expected

    def test_turning_it_off_is_recorded_and_told_by_mail(self, signed_in: SignedIn) -> None:
        _, ana = turn_on(signed_in("ana"))
        mail.outbox.clear()
        assert ana.post(reverse("mfa_deactivate_totp")).status_code == 302
        assert not Authenticator.objects.exists()
        assert AccessEvent.objects.filter(kind="second_factor_off").count() == 1
        assert mail.outbox[0].subject == "Segundo fator desligado"

    def test_an_administrator_removes_it_for_who_lost_the_telephone(self, cast: Cast, signed_in: SignedIn) -> None:
        turn_on(signed_in("ana"))
        address = reverse("organization:remove_second_factor", args=[cast.user("ana").pk])
        assert signed_in("bruno").post(address).status_code == 403
        signed_in("adele").post(address)
        assert not Authenticator.objects.exists()
        assert AccessEvent.objects.filter(kind="second_factor_removed", user=cast.user("ana")).exists()
        assert enter(Client()).headers["Location"] == "/"


class TestPassword:
    def link_in(self, text: str) -> str:
        found = re.search(r"https?://[^/]+(/conta/senha/nova/\S+)", text)
        assert found
        return found.group(1)

    def test_a_forgotten_password_is_made_anew_by_mail(self, cast: Cast, signed_in: SignedIn, client: Client) -> None:
        other = signed_in("ana")
        assert client.post(reverse("account_reset_password"), {"email": "ana@aurora.example"}).status_code == 302
        assert mail.outbox[0].subject == "Crie a sua nova senha"
        form = client.get(self.link_in(mail.outbox[0].body), follow=True)
        assert "Crie a sua senha" in form.content.decode()
        address = form.redirect_chain[-1][0]
        new = {"password1": "girassol-na-janela", "password2": "girassol-na-janela"}
        assert client.post(address, new).status_code == 302
        assert enter(Client(), password="girassol-na-janela").status_code == 302
        assert other.get("/conta/").status_code == 302
        assert AccessEvent.objects.filter(kind="password_reset", user=cast.user("ana")).exists()

    def test_the_link_works_once(self, cast: Cast, client: Client) -> None:
        client.post(reverse("account_reset_password"), {"email": "ana@aurora.example"})
        link = self.link_in(mail.outbox[0].body)
        address = client.get(link, follow=True).redirect_chain[-1][0]
        client.post(address, {"password1": "girassol-na-janela", "password2": "girassol-na-janela"})
        assert "Este link não vale mais" in Client().get(link, follow=True).content.decode()

    def test_an_unknown_address_gets_no_mail_and_the_same_answer(self, cast: Cast, client: Client) -> None:
        answer = client.post(reverse("account_reset_password"), {"email": "ninguem@aurora.example"})
        assert answer.headers["Location"] == reverse("account_reset_password_done")
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("weak", "why"),
        [("curta", "pelo menos 10 caracteres"), ("12345678901", "numérica"), ("password123", "comum")],
    )
    def test_a_weak_password_is_refused_in_portuguese(self, signed_in: SignedIn, weak: str, why: str) -> None:
        answer = signed_in("ana").post(
            reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
        )
        assert answer.status_code == 422
        assert why in answer.content.decode()

    def test_changing_it_closes_the_other_sessions(self, cast: Cast, signed_in: SignedIn) -> None:
        here, there = signed_in("ana"), signed_in("ana")
        new = {"oldpassword": PASSWORD, "password1": "girassol-na-janela", "password2": "girassol-na-janela"}
        assert here.post(reverse("account_change_password"), new).status_code == 302
        assert here.get("/conta/").status_code == 200
        assert there.get("/conta/").status_code == 302
        assert mail.outbox[-1].subject == "A sua senha foi trocada"
        assert AccessEvent.objects.filter(kind="password_changed", user=cast.user("ana")).exists()

    def test_passwords_are_hashed_with_argon2(self) -> None:
        from config import settings

        assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


class TestSessions:
    def test_they_are_listed_and_the_others_can_be_ended(self, cast: Cast) -> None:
        here, there = Client(), Client()
        enter(here, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537")
        enter(there, HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 17) Safari/604")
        html = here.get(reverse("usersessions_list")).content.decode()
        assert "Chrome no Windows" in html
        assert "Safari no iPhone" in html
        assert here.post(reverse("usersessions_list")).status_code == 302
        assert here.get("/conta/").status_code == 200
        assert there.get("/conta/").status_code == 302
        assert AccessEvent.objects.filter(kind="sessions_ended").count() == 1
        assert Session.objects.count() == 1


def turn_on(client: Client) -> tuple[str, Client]:
    """Turn the second factor on; returns the secret of the application."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    return secret, client


def code_of(secret: str) -> str:
    """The code an authenticator application would show now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def let_time_pass(duration: timedelta) -> None:
    """As if the attempts had been made `duration` earlier."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - duration)
    AccessAttemptExpiration.objects.update(expires_at=F("expires_at") - duration)
