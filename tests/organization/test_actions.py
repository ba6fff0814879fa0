"""What administrators may change, and what is refused."""

from datetime import date

import pytest
from django.core import mail

from tests.cast import Cast
from vinculo.foundation.access import NotAllowed, permissions
from vinculo.foundation.lists.models import SavedView
from vinculo.foundation.parameters import BadParameterValue, Parameter, UnknownParameter, register
from vinculo.organization import queries
from vinculo.organization.actions import calendar, roles, structure, users
from vinculo.organization.actions.parameters import set_parameter
from vinculo.organization.actions.users import Place
from vinculo.organization.models import Company, Establishment, Membership, ParameterValue, Role, User
from vinculo.organization.queries import parameters as parameter_queries
from vinculo.organization.refusals import AlreadyTaken, BeyondAuthority, InUse, LastAdministrator, OwnAccount, Refused

register(
    Parameter("test.switch", "Chave", "", False, "Testes", by_establishment=True),
    Parameter("test.limit", "Limite", "", 10, "Testes", minimum=1, maximum=20, unit="dias"),
    Parameter("test.choice", "Escolha", "", "a", "Testes", choices=[("a", "Primeira"), ("b", "Segunda")]),
    Parameter("test.text", "Texto", "", "", "Testes"),
)


def role(cast: Cast, code: str) -> Role:
    return Role.objects.get(company=cast.company, code=code)


def other_administrator(cast: Cast) -> User:
    """Bruno becomes an administrator too."""
    Membership.objects.filter(user=cast.user("bruno")).update(role=role(cast, "administrator"))
    return cast.user("bruno")


class TestCompany:
    def test_a_new_company_has_the_default_roles(self, db: None) -> None:
        company = structure.create_company(name="Serra Azul Distribuidora Ltda.", trade_name="Serra Azul", document="")
        made = {row.code: row for row in Role.objects.filter(company=company)}
        assert set(made["administrator"].permissions) == permissions.all_permissions()
        assert set(made["seller"].permissions) == permissions.default_permissions("seller")
        assert made["seller"].scope == "own"

    def test_an_installation_starts_with_someone_who_can_come_in(self, cast: Cast) -> None:
        link = structure.bootstrap(
            name="Serra Azul Ltda.",
            trade_name="",
            document="",
            municipality=cast.curitiba,
            establishment_name="Matriz",
            admin_name="Otávio Reis",
            admin_email="Otavio@serra.example",
            site="https://crm.serra.example/",
        )
        actor = queries.actor_for(User.objects.get(email="otavio@serra.example").pk)
        assert actor is not None
        assert actor.permissions == permissions.all_permissions()
        assert link.startswith("https://crm.serra.example/conta/senha/nova/")
        assert link in mail.outbox[0].body

    def test_an_email_in_use_creates_nothing(self, cast: Cast) -> None:
        with pytest.raises(AlreadyTaken):
            structure.bootstrap(
                name="Serra Azul Ltda.",
                trade_name="",
                document="",
                municipality=cast.curitiba,
                establishment_name="Matriz",
                admin_name="Ana",
                admin_email="ANA@aurora.example",
                site="https://x/",
            )
        assert Company.objects.count() == 1

    def test_an_upgrade_gives_administrators_what_is_new_and_touches_nobody_else(self, cast: Cast) -> None:
        seller = role(cast, "seller").permissions
        Role.objects.filter(code="administrator").update(permissions=["organization.manage_users"])
        assert structure.sync_default_roles() == 1
        assert set(role(cast, "administrator").permissions) == permissions.all_permissions()
        assert role(cast, "seller").permissions == seller
        assert structure.sync_default_roles() == 0


class TestStructure:
    def test_two_establishments_do_not_share_a_code(self, cast: Cast) -> None:
        with pytest.raises(AlreadyTaken) as refusal:
            structure.create_establishment(cast.adele, code="02", name="Outra", document="", municipality=cast.campinas)
        assert refusal.value.field == "code"

    def test_nobody_closes_the_establishment_they_are_in(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="Você está trabalhando"):
            structure.set_establishment_active(cast.adele, cast.head, active=False)

    def test_nobody_works_in_a_closed_establishment(self, cast: Cast) -> None:
        structure.set_establishment_active(cast.adele, cast.branch, active=False)
        assert queries.actor_for(cast.user("carla").pk) is None
        structure.set_establishment_active(cast.adele, cast.branch, active=True)
        assert queries.actor_for(cast.user("carla").pk) is not None

    def test_a_team_with_people_is_not_closed(self, cast: Cast) -> None:
        with pytest.raises(InUse):
            structure.set_team_active(cast.adele, cast.sales, active=False)
        Membership.objects.filter(team=cast.sales).update(team=None)
        structure.set_team_active(cast.adele, cast.sales, active=False)
        cast.sales.refresh_from_db()
        assert not cast.sales.is_active

    def test_a_seller_changes_nothing_of_this(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            structure.create_team(cast.ana, establishment=cast.head, name="Minha")


class TestUsers:
    def invite(self, cast: Cast, code: str = "seller") -> User:
        place = Place(cast.head, role(cast, code), cast.sales)
        return users.invite_user(
            cast.adele, name="Nina Prado", email="Nina@Aurora.example", places=[place], site="https://crm.example/"
        ).user

    def test_an_invited_person_gets_a_link_and_no_password(self, cast: Cast) -> None:
        nina = self.invite(cast)
        assert not nina.has_usable_password()
        assert mail.outbox[0].to == ["nina@aurora.example"]
        assert "https://crm.example/conta/senha/nova/" in mail.outbox[0].body
        actor = queries.actor_for(nina.pk)
        assert actor is not None
        assert actor.team_id == cast.sales.pk

    def test_a_mail_server_out_of_order_does_not_lose_the_person(
        self, cast: Cast, settings: pytest.FixtureRequest
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]  # pytest-django's settings
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]  # pytest-django's settings
        invited = users.invite_user(
            cast.adele,
            name="Nina",
            email="nina@aurora.example",
            places=[Place(cast.head, role(cast, "seller"), None)],
            site="https://crm.example/",
        )
        assert "envie o convite de novo" in invited.mail_problem
        assert User.objects.filter(email="nina@aurora.example").exists()

    def test_an_email_belongs_to_one_person_in_any_case(self, cast: Cast) -> None:
        with pytest.raises(AlreadyTaken):
            users.invite_user(cast.adele, name="Ana", email="ANA@AURORA.example", places=[], site="https://x/")

    def test_nobody_gives_a_role_that_can_do_more_than_their_own(self, cast: Cast) -> None:
        Role.objects.filter(code="manager").update(permissions=["organization.manage_users"])
        with pytest.raises(BeyondAuthority):
            users.invite_user(
                cast.bruno,
                name="Nina",
                email="nina@aurora.example",
                places=[Place(cast.head, role(cast, "administrator"), None)],
                site="https://x/",
            )

    def test_nobody_takes_over_the_account_of_someone_who_can_do_more(self, cast: Cast) -> None:
        Role.objects.filter(code="manager").update(permissions=["organization.manage_users"])
        adele = cast.user("adele")
        with pytest.raises(BeyondAuthority):
            users.update_user(cast.bruno, adele, name="Adele", email="bruno2@aurora.example", places=[])
        with pytest.raises(BeyondAuthority):
            users.send_password_link(cast.bruno, adele, site="https://x/")
        with pytest.raises(BeyondAuthority):
            users.deactivate_user(cast.bruno, adele)

    def test_a_deactivated_person_is_out_at_once_and_may_come_back(self, cast: Cast) -> None:
        users.deactivate_user(cast.adele, cast.user("ana"))
        assert queries.actor_for(cast.user("ana").pk) is None
        users.activate_user(cast.adele, cast.user("ana"))
        assert queries.actor_for(cast.user("ana").pk) is not None

    def test_nobody_deactivates_themselves(self, cast: Cast) -> None:
        other_administrator(cast)
        with pytest.raises(OwnAccount):
            users.deactivate_user(cast.adele, cast.user("adele"))

    def test_the_last_administrator_stays(self, cast: Cast) -> None:
        bruno = other_administrator(cast)
        actor = cast.adele
        users.deactivate_user(cast.bruno, cast.user("adele"))
        with pytest.raises(LastAdministrator):
            users.deactivate_user(actor, bruno)
        bruno.refresh_from_db()
        assert bruno.is_active

    def test_the_last_administrator_does_not_become_something_else(self, cast: Cast) -> None:
        with pytest.raises(LastAdministrator):
            users.update_user(
                cast.adele,
                cast.user("adele"),
                name="Adele",
                email="adele@aurora.example",
                places=[Place(cast.head, role(cast, "seller"), None)],
            )
        assert "organization.manage_roles" in cast.adele.permissions

    def test_one_does_not_leave_the_establishment_one_is_in(self, cast: Cast) -> None:
        with pytest.raises(OwnAccount):
            users.update_user(
                cast.adele,
                cast.user("adele"),
                name="Adele",
                email="adele@aurora.example",
                places=[Place(cast.branch, role(cast, "administrator"), None)],
            )

    def test_memberships_that_stay_are_not_written_again(self, cast: Cast) -> None:
        kept = Membership.objects.get(user=cast.user("ana"))
        users.update_user(
            cast.adele,
            cast.user("ana"),
            name="Ana Souza",
            email="ana@aurora.example",
            places=[
                Place(cast.head, role(cast, "seller"), cast.sales),
                Place(cast.branch, role(cast, "seller"), cast.branch_sales),
            ],
        )
        rows = Membership.objects.filter(user=cast.user("ana")).order_by("pk")
        assert rows.count() == 2
        assert rows[0] == kept


class TestRoles:
    def test_an_edit_takes_effect_at_the_next_question(self, cast: Cast) -> None:
        assert not cast.ana.may("customers.export")
        seller = role(cast, "seller")
        roles.update_role(
            cast.adele, seller, name=seller.name, scope="team", granted=[*seller.permissions, "customers.export"]
        )
        assert cast.ana.may("customers.export")
        assert cast.ana.scope == "team"

    @pytest.mark.parametrize("kept", ["organization.manage_users", "organization.manage_roles"])
    def test_somebody_always_keeps_both_keys(self, cast: Cast, kept: str) -> None:
        row = role(cast, "administrator")
        with pytest.raises(LastAdministrator):
            roles.update_role(cast.adele, row, name=row.name, scope=row.scope, granted=[kept])
        assert set(role(cast, "administrator").permissions) == permissions.all_permissions()

    def test_unknown_permissions_are_left_out(self, cast: Cast) -> None:
        made = roles.create_role(cast.adele, name="Estágio", scope="own", granted=["customers.view", "made.up"])
        assert made.permissions == ["customers.view"]
        assert made.code == "estagio"

    def test_two_roles_of_one_name_get_different_codes(self, cast: Cast) -> None:
        codes = [roles.create_role(cast.adele, name="Estágio", scope="own", granted=[]).code for _ in range(3)]
        assert codes == ["estagio", "estagio-2", "estagio-3"]

    def test_a_view_shared_with_a_role_follows_its_new_name(self, cast: Cast) -> None:
        seller = role(cast, "seller")
        shared = {"company_id": cast.company.pk, "owner": cast.user("bruno"), "list_key": "customers", "name": "Meus"}
        view = SavedView.objects.create(**shared, visibility="role", role_name=seller.name)
        renamed = {"name": "Consultor de vendas", "scope": seller.scope, "granted": seller.permissions}
        roles.update_role(cast.adele, seller, **renamed)
        view.refresh_from_db()
        assert view.role_name == "Consultor de vendas"

    def test_a_role_in_use_is_not_deleted(self, cast: Cast) -> None:
        with pytest.raises(InUse):
            roles.delete_role(cast.adele, role(cast, "seller"))
        unused = role(cast, "marketing")
        roles.delete_role(cast.adele, unused)
        assert not Role.objects.filter(pk=unused.pk).exists()

    def test_nobody_grants_what_they_do_not_hold(self, cast: Cast) -> None:
        Role.objects.filter(code="manager").update(permissions=["organization.manage_roles"])
        with pytest.raises(BeyondAuthority):
            roles.create_role(cast.bruno, name="Tudo", scope="own", granted=["customers.export"])
        with pytest.raises(BeyondAuthority):
            roles.create_role(cast.bruno, name="Longe", scope="company", granted=[])


class TestParameters:
    def value(self, cast: Cast, key: str, place: Establishment | None = None) -> object:
        return queries.parameter_value(cast.company.pk, key, establishment_id=place.pk if place else None)

    def test_the_establishment_wins_over_the_company_and_the_company_over_the_default(self, cast: Cast) -> None:
        assert self.value(cast, "test.switch", cast.branch) is False
        set_parameter(cast.adele, "test.switch", {None: "S"})
        assert self.value(cast, "test.switch", cast.branch) is True
        set_parameter(cast.adele, "test.switch", {None: "S", cast.branch.pk: "N"})
        assert self.value(cast, "test.switch", cast.branch) is False
        assert self.value(cast, "test.switch", cast.head) is True

    def test_empty_goes_back(self, cast: Cast) -> None:
        set_parameter(cast.adele, "test.limit", {None: "15"})
        set_parameter(cast.adele, "test.limit", {None: " "})
        assert self.value(cast, "test.limit") == 10
        assert not ParameterValue.objects.exists()

    @pytest.mark.parametrize(
        ("key", "text", "why"),
        [
            ("test.switch", "talvez", "S .sim. ou N"),
            ("test.limit", "muito", "número inteiro"),
            ("test.limit", "0", "menor valor aceito é 1"),
            ("test.limit", "21", "maior valor aceito é 20"),
            ("test.choice", "c", "um dos valores"),
        ],
    )
    def test_a_value_of_the_wrong_type_is_refused(self, cast: Cast, key: str, text: str, why: str) -> None:
        with pytest.raises(BadParameterValue, match=why):
            set_parameter(cast.adele, key, {None: text})

    def test_a_parameter_nobody_declared_does_not_exist(self, cast: Cast) -> None:
        with pytest.raises(UnknownParameter):
            set_parameter(cast.adele, "test.missing", {None: "1"})

    def test_the_page_tells_the_value_in_words_and_who_changed_it(self, cast: Cast) -> None:
        set_parameter(cast.alice, "test.limit", {None: "7"})
        set_parameter(cast.alice, "test.choice", {None: "b"})
        limit = parameter_queries.parameter_row(cast.adele, "test.limit")
        assert (limit.value, limit.default) == ("7 dias", "10 dias")
        assert limit.last_change is not None
        assert limit.last_change.changed_by == cast.user("alice")
        assert parameter_queries.parameter_row(cast.adele, "test.choice").value == "Segunda"

    def test_the_search_ignores_accents_and_case(self, cast: Cast) -> None:
        found = parameter_queries.parameter_groups(cast.adele, "DURACAO bloqueio")
        assert [row.declared.key for group in found for row in group.rows] == ["organization.lockout_minutes"]

    def test_a_seller_sets_none(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            set_parameter(cast.ana, "test.limit", {None: "7"})


class TestCalendar:
    def test_a_municipal_holiday_stops_work_in_its_town_only(self, cast: Cast) -> None:
        day = date(2026, 12, 8)
        calendar.create_holiday(cast.bruno, name="Conceição", day=day, repeats_yearly=True, municipality=cast.campinas)
        assert not queries.business_calendar(cast.head).is_business_day(day)
        assert queries.business_calendar(cast.branch).is_business_day(day)

    def test_a_holiday_of_the_company_stops_work_everywhere(self, cast: Cast) -> None:
        day = date(2026, 2, 17)
        made = calendar.create_holiday(cast.bruno, name="Carnaval", day=day, repeats_yearly=False)
        assert not queries.business_calendar(cast.branch).is_business_day(day)
        calendar.delete_holiday(cast.bruno, made)
        assert queries.business_calendar(cast.branch).is_business_day(day)

    def test_the_worked_figure_through_an_establishment(self, cast: Cast) -> None:
        found = queries.business_calendar(cast.head).add_business_days(date(2026, 11, 18), 3)
        assert found == date(2026, 11, 24)

    def test_a_seller_keeps_none(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            calendar.create_holiday(cast.ana, name="Folga", day=date(2026, 1, 2), repeats_yearly=False)


class TestPeople:
    def test_words_in_any_order_without_accents(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.user("ana").pk).update(name="Ana Conceição Souza")
        assert queries.people_for_choice(cast.bruno, "souza conceicao") == [cast.user("ana")]
        assert queries.people_for_choice(cast.bruno, "ana@aurora") == [cast.user("ana")]

    def test_only_active_people_of_the_same_company(self, cast: Cast) -> None:
        other = structure.create_company(name="Outra Ltda.", trade_name="", document="")
        User.objects.create(company=other, name="Ana de Fora", email="ana@fora.example")
        User.objects.filter(pk=cast.user("ana").pk).update(is_active=False)
        assert queries.people_for_choice(cast.bruno, "ana") == []
