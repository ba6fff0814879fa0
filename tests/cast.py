"""The fixed cast of the tests: one company with two branches, and people whose names say what they may do.

Ana sells at the head office and Bruno manages it; Carla sells at the branch and Caio manages it; Davi is the service
advisor, Rita receives, Sofia supervises Ana's team, Sara answers the SAC, Alice analyses, Adele administers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from vinculo.foundation.access import Actor
from vinculo.foundation.access.permissions import default_permissions
from vinculo.geography.models import Municipality, State
from vinculo.organization.default_roles import DEFAULT_ROLES
from vinculo.organization.models import Company, Establishment, Membership, Role, Team, User
from vinculo.organization.queries import actor_for

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "correta-cavalo-bateria"

PEOPLE = {
    # name: (role, establishment, team)
    "ana": ("seller", "head", "sales"),
    "bruno": ("manager", "head", None),
    "carla": ("seller", "branch", "branch_sales"),
    "caio": ("manager", "branch", None),
    "davi": ("advisor", "head", "workshop"),
    "rita": ("reception", "head", None),
    "sofia": ("supervisor", "head", "sales"),
    "sara": ("sac", "head", None),
    "alice": ("analyst", "head", None),
    "adele": ("administrator", "head", None),
}


@dataclass(frozen=True)
class Cast:
    company: Company
    head: Establishment
    branch: Establishment
    sales: Team
    branch_sales: Team
    workshop: Team
    campinas: Municipality
    curitiba: Municipality
    users: dict[str, User]

    def user(self, name: str) -> User:
        return self.users[name]

    def actor(self, name: str) -> Actor:
        actor = actor_for(self.users[name].pk)
        assert actor is not None
        return actor

    def __getattr__(self, name: str) -> Actor:
        """`cast.ana` is Ana's actor."""
        if name in PEOPLE:
            return self.actor(name)
        raise AttributeError(name)


@pytest.fixture
def cast(db: None) -> Cast:
    return create_cast()


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[str], Client]:
    """`signed_in("ana")` is a browser in which Ana has signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.user(name), backend=BACKEND)
        return client

    return sign_in


def sign_in_session(user: User) -> str:
    """The key of a new session in which `user` has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


def create_cast() -> Cast:
    sao_paulo, _ = State.objects.get_or_create(
        code="SP",
        defaults={"ibge_code": "35", "name": "São Paulo", "region": "Sudeste", "timezone": "America/Sao_Paulo"},
    )
    parana, _ = State.objects.get_or_create(
        code="PR", defaults={"ibge_code": "41", "name": "Paraná", "region": "Sul", "timezone": "America/Sao_Paulo"}
    )
    campinas = _municipality(3509502, "Campinas", "campinas", sao_paulo, "19")
    curitiba = _municipality(4106902, "Curitiba", "curitiba", parana, "41")
    company = Company.objects.create(name="Aurora Veículos e Distribuição Ltda.", trade_name="Aurora")
    head = Establishment.objects.create(company=company, code="01", name="Aurora Campinas", municipality=campinas)
    branch = Establishment.objects.create(company=company, code="02", name="Aurora Curitiba", municipality=curitiba)
    sales = Team.objects.create(company=company, establishment=head, name="Vendas")
    branch_sales = Team.objects.create(company=company, establishment=branch, name="Vendas Curitiba")
    workshop = Team.objects.create(company=company, establishment=head, name="Oficina")
    roles = {
        default.code: Role.objects.create(
            company=company,
            code=default.code,
            name=default.name,
            scope=default.scope,
            permissions=sorted(default_permissions(default.code)),
        )
        for default in DEFAULT_ROLES
    }
    places = {"head": head, "branch": branch}
    teams = {"sales": sales, "branch_sales": branch_sales, "workshop": workshop, None: None}
    users = {}
    for name, (role, place, team) in PEOPLE.items():
        user = User(company=company, email=f"{name}@aurora.example", name=f"{name.capitalize()} Aurora")
        user.set_password(PASSWORD)
        user.save()
        Membership.objects.create(user=user, establishment=places[place], team=teams[team], role=roles[role])
        users[name] = user
    return Cast(
        company=company,
        head=head,
        branch=branch,
        sales=sales,
        branch_sales=branch_sales,
        workshop=workshop,
        campinas=campinas,
        curitiba=curitiba,
        users=users,
    )


def _municipality(code: int, name: str, name_key: str, state: State, ddd: str) -> Municipality:
    municipality, _ = Municipality.objects.get_or_create(
        id=code,
        defaults={"name": name, "name_key": name_key, "state": state, "ddd": ddd, "timezone": state.timezone},
    )
    return municipality
