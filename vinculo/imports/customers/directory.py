"""The company's people and branches, as the rows of a spreadsheet name them."""

from dataclasses import dataclass
from difflib import get_close_matches

from vinculo.foundation.access import Scope
from vinculo.imports.importer import Setting
from vinculo.kernel.refusal import Refused
from vinculo.kernel.text import fold
from vinculo.organization.models import Establishment, Membership, User


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Where a party belongs. All None: nothing was said."""

    establishment_id: int | None = None
    team_id: int | None = None
    owner_id: int | None = None


class Refusal(Refused):
    """`field` is the column at fault."""


class Directory:
    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        establishments = Establishment.objects.filter(company_id=setting.company_id, is_active=True)
        self._establishments = {_code(code): pk for pk, code in establishments.values_list("pk", "code")}
        users = User.objects.filter(company_id=setting.company_id, is_active=True)
        self._users: dict[str, int] = {}
        self._named: dict[str, list[int]] = {}
        for pk, email, name in users.values_list("pk", "email", "name"):
            self._users[email.lower()] = pk
            self._named.setdefault(fold(name), []).append(pk)
        self._teams: dict[int, dict[int, int | None]] = {}
        memberships = Membership.objects.filter(user__in=users).order_by("establishment__code")
        for user, place, team in memberships.values_list("user_id", "establishment_id", "team_id"):
            self._teams.setdefault(user, {})[place] = team
        self._known: dict[tuple[str, str], Portfolio] = {}

    def portfolio(self, seller: str, establishment: str) -> Portfolio:
        """The branch, team and owner named by a seller's e-mail or full name and a branch's code; either may be empty.

        A seller without a branch brings their own. Raises `Refusal`.
        """
        key = (seller, establishment)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def user(self, text: str) -> int:
        """The active user with the e-mail, or the only one with the name. Raises `Refusal`."""
        return self._user(text.strip(), "")

    def _user(self, text: str, field: str) -> int:
        email, namesakes = text.lower(), self._named.get(fold(text), [])
        if email in self._users:
            return self._users[email]
        if len(namesakes) > 1:
            raise Refusal(f"Mais de um usuário se chama {text}: escreva o e-mail.", field=field)
        if namesakes:
            return namesakes[0]
        near = get_close_matches(email, self._users, n=1, cutoff=0.8)
        hint = f" Seria {near[0]}?" if near else ""
        raise Refusal(f"Nenhum usuário ativo tem o e-mail ou o nome {text}.{hint}", field=field)

    def _find(self, seller: str, establishment: str) -> Portfolio:
        place = self._establishment(establishment) if establishment else None
        if not seller:
            return Portfolio(place)
        owner = self._user(seller, "seller")
        places = self._teams.get(owner, {})
        if place is None:
            preferred = self._setting.establishment_id
            place = preferred if preferred in places else next(iter(places), None)
        if place is None or place not in places:
            raise Refusal(f"O vendedor {seller} não trabalha nesse estabelecimento.", field="seller")
        self._require_reach(place, "seller")
        return Portfolio(place, places[place], owner)

    def _establishment(self, code: str) -> int:
        place = self._establishments.get(_code(code))
        if place is None:
            known = ", ".join(sorted(self._establishments)[:8])
            raise Refusal(f"O estabelecimento “{code}” não existe. Os códigos são: {known}.", field="establishment")
        self._require_reach(place, "establishment")
        return place

    def _require_reach(self, place: int, field: str) -> None:
        actor = self._setting.actor
        if actor is not None and actor.scope is not Scope.COMPANY and place not in actor.establishment_ids:
            raise Refusal("Seu perfil não permite cadastrar clientes neste estabelecimento.", field=field)


def _code(code: str) -> str:
    """Spreadsheets turn 01 into 1."""
    return code.strip().upper().lstrip("0") or "0"
