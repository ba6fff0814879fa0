"""The fixed cast of the tests: one company with two branches, and people whose names say what they may do.

Ana sells at the head office and Bruno manages it; Carla sells at the branch and Caio manages it; Davi is the service
advisor, Rita receives, Sofia supervises Ana's team, Sara answers the SAC, Alice analyses, Adele administers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
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
    # The reference data may be there already, with the same keys.
    sao_paulo, parana = states = [
        State(code="SP", ibge_code="35", name="São Paulo", region="Sudeste", timezone="America/Sao_Paulo"),
        State(code="PR", ibge_code="41", name="Paraná", region="Sul", timezone="America/Sao_Paulo"),
    ]
    campinas, curitiba = municipalities = [
        Municipality(id=code, name=name, name_key=name.lower(), state=state, ddd=ddd, timezone=state.timezone)
        for code, name, state, ddd in ((3509502, "Campinas", sao_paulo, "19"), (4106902, "Curitiba", parana, "41"))
    ]
    State.objects.bulk_create(states, ignore_conflicts=True)
    Municipality.objects.bulk_create(municipalities, ignore_conflicts=True)
    company = Company.objects.create(name="Aurora Veículos e Distribuição Ltda.", trade_name="Aurora")
    head, branch = Establishment.objects.bulk_create(
        [
            Establishment(company=company, code="01", name="Aurora Campinas", municipality=campinas),
            Establishment(company=company, code="02", name="Aurora Curitiba", municipality=curitiba),
        ]
    )
    sales, branch_sales, workshop = Team.objects.bulk_create(
        [
            Team(company=company, establishment=head, name="Vendas"),
            Team(company=company, establishment=branch, name="Vendas Curitiba"),
            Team(company=company, establishment=head, name="Oficina"),
        ]
    )
    roles = Role.objects.bulk_create(
        Role(
            company=company,
            code=default.code,
            name=default.name,
            scope=default.scope,
            permissions=sorted(default_permissions(default.code)),
        )
        for default in DEFAULT_ROLES
    )
    role_of = {role.code: role for role in roles}
    places = {"head": head, "branch": branch}
    teams = {"sales": sales, "branch_sales": branch_sales, "workshop": workshop, None: None}
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(company=company, email=f"{name}@aurora.example", name=f"{name.capitalize()} Aurora", password=password)
        for name in PEOPLE
    )
    Membership.objects.bulk_create(
        Membership(user=user, establishment=places[place], team=teams[team], role=role_of[role])
        for user, (role, place, team) in zip(users, PEOPLE.values(), strict=True)
    )
    return Cast(
        company=company,
        head=head,
        branch=branch,
        sales=sales,
        branch_sales=branch_sales,
        workshop=workshop,
        campinas=campinas,
        curitiba=curitiba,
        users=dict(zip(PEOPLE, users, strict=True)),
    )
