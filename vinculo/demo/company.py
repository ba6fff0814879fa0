"""The demonstration company: a dealership group that also distributes parts, in three states."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password

from vinculo.cases.tables import CaseNature
from vinculo.demo.generator import people
from vinculo.demo.generator.parties import Keeper
from vinculo.demo.logins import LOGINS, OTHER_BRANCH_LOGIN, PASSWORD
from vinculo.foundation.access import Actor
from vinculo.organization.actions.structure import create_company
from vinculo.organization.models import Company, Establishment, Membership, Role, Team, User
from vinculo.organization.queries import actor_for

NAME = "Aurora Veículos e Distribuição Ltda."
# (code, name, IBGE code of the municipality)
_PLACES = (
    ("01", "Aurora Campinas", 3509502),
    ("02", "Aurora Curitiba", 4106902),
    ("03", "Aurora Recife", 2611606),
    ("04", "Aurora Belo Horizonte", 3106200),
    ("05", "Aurora Goiânia", 5208707),
    ("06", "Aurora Porto Alegre", 4314902),
    ("07", "Aurora Salvador", 2927408),
    ("08", "Aurora Ribeirão Preto", 3543402),
    ("09", "Aurora Joinville", 4209102),
    ("10", "Aurora Sorocaba", 3552205),
)
_CUSTOMERS_PER_SELLER = 400


@dataclass(frozen=True, slots=True)
class Staff:
    """`keepers` keep portfolios; `desk_user_id` works for customers that have no owner."""

    company_id: int
    keepers: tuple[Keeper, ...]
    desk_user_id: int


def establish(*, customers: int, seed: int) -> Staff:
    """Create the company with enough branches and sellers for so many customers, and the demonstration's logins."""
    company = create_company(name=NAME, trade_name="Aurora", document="")
    places = _PLACES[: max(3, min(len(_PLACES), customers // 20_000))]
    branches = [
        Establishment.objects.create(company=company, code=code, name=name, municipality_id=municipality_id)
        for code, name, municipality_id in places
    ]
    teams = {branch.pk: _teams(branch) for branch in branches}
    roles = {role.code: role for role in Role.objects.filter(company=company)}
    password = make_password(PASSWORD)
    logins = {
        login.email: _person(company, login.name, login.email, password) for login in (*LOGINS, OTHER_BRANCH_LOGIN)
    }
    head = branches[0]
    for login in LOGINS:
        _join(logins[login.email], head, roles[login.role], _team_of(login.role, teams[head.pk]))
    other = branches[1]
    _join(logins[OTHER_BRANCH_LOGIN.email], other, roles["seller"], teams[other.pk]["Vendas"])
    for branch in branches[1:]:
        _join(logins["adele@demo.example"], branch, roles["administrator"], None)
        _join(logins["alice@demo.example"], branch, roles["analyst"], None)
    sellers = [
        (logins["ana@demo.example"], head),
        (logins["davi@demo.example"], head),
        (logins[OTHER_BRANCH_LOGIN.email], other),
        *_more_sellers(
            company, branches, teams, roles["seller"], password, count=customers // _CUSTOMERS_PER_SELLER, seed=seed
        ),
    ]
    _route_natures(company, teams[head.pk])
    team_of = dict(Membership.objects.filter(team__isnull=False).values_list("user_id", "team_id"))
    keepers = tuple(
        Keeper(user.pk, team_of[user.pk] or 0, branch.pk, branch.municipality_id) for user, branch in sellers
    )
    return Staff(company.pk, keepers, desk_user_id=logins["rita@demo.example"].pk)


def actor_of(email: str) -> Actor:
    """One of the demonstration's logins, acting."""
    actor = actor_for(User.objects.get(email=email).pk)
    assert actor is not None
    return actor


def _teams(branch: Establishment) -> dict[str, Team]:
    return {
        name: Team.objects.create(company_id=branch.company_id, establishment=branch, name=name)
        for name in ("Vendas", "Oficina", "Atendimento")
    }


def _team_of(role: str, teams: dict[str, Team]) -> Team | None:
    named = {
        "seller": "Vendas",
        "supervisor": "Vendas",
        "advisor": "Oficina",
        "reception": "Atendimento",
        "sac": "Atendimento",
    }
    return teams[named[role]] if role in named else None


def _person(company: Company, name: str, email: str, password: str) -> User:
    return User.objects.create(company=company, name=name, email=email, password=password)


def _join(user: User, branch: Establishment, role: Role, team: Team | None) -> None:
    Membership.objects.create(user=user, establishment=branch, role=role, team=team)


def _more_sellers(
    company: Company,
    branches: list[Establishment],
    teams: dict[int, dict[str, Team]],
    role: Role,
    password: str,
    *,
    count: int,
    seed: int,
) -> Iterator[tuple[User, Establishment]]:
    random = Random(seed)
    for number in range(1, max(count, 5) + 1):
        branch = branches[number % len(branches)]
        user = _person(company, people.person(random).full, f"vendedor{number:04}@demo.example", password)
        _join(user, branch, role, teams[branch.pk]["Vendas"])
        yield user, branch


def _route_natures(company: Company, teams: dict[str, Team]) -> None:
    """Give each nature of the default tables its queue at the head office, by the area its name says."""
    for nature in CaseNature.objects.filter(company=company):
        area = "Vendas" if "enda" in nature.name else "Oficina" if "ficina" in nature.name else "Atendimento"
        nature.queue = teams[area]
        nature.save(update_fields=["queue"])
