"""People registered twice, as happens at every counter: look-alikes for the queue, and one pair already merged."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from vinculo.customers.models import Address, Email, Note, Party, Phone
from vinculo.customers.verbs import Verb
from vinculo.foundation import audit
from vinculo.identity import actions
from vinculo.identity.scanning import scan
from vinculo.kernel.text import fold
from vinculo.organization.models import Membership
from vinculo.organization.queries import actor_for

_EVERY: Final = 37
_MOST: Final = 14


def write_twins(company_id: int, first_party: int, *, now: datetime) -> None:
    """Register some of the people again as prospects, merge one pair and fill the queue of review.

    Triggers must be awake: the merge is taken back from the audit.
    """
    people = Party.objects.filter(
        company_id=company_id,
        kind=Party.Kind.PERSON,
        is_active=True,
        owner__isnull=False,
        phones__number__startswith="+55",
    )
    chosen = list(people.filter(pk__gte=first_party).distinct().order_by("pk")[: _EVERY * _MOST : _EVERY])
    with audit.writing(None, Verb.PROSPECT_REGISTERED):
        twins = [_register_again(person, place, now) for place, person in enumerate(chosen)]
    if twins:
        _merge(chosen[0], twins[0], now)
    scan(company_id, now=now, report=_quietly)


def _register_again(person: Party, place: int, now: datetime) -> Party:
    """The same person, as another attendant wrote them down some weeks ago."""
    phone = Phone.objects.filter(party=person).order_by("-is_main", "id")[0]
    registered = now - timedelta(days=3 + 5 * place)
    twin = Party.objects.create(
        company_id=person.company_id,
        kind=person.kind,
        stage=Party.Stage.PROSPECT,
        name=_SPELLINGS[place % len(_SPELLINGS)](person.name.split()),
        birth_date=person.birth_date if place % 2 else None,
        establishment_id=person.establishment_id,
        team_id=person.team_id,
        owner_id=person.owner_id,
        created_at=registered,
        updated_at=registered,
    )
    own = {"company_id": person.company_id, "party": twin}
    Phone.objects.create(**own, number=_without_ninth_digit(phone.number), is_main=True)
    if place % 3 == 0 and (email := Email.objects.filter(party=person).first()):
        Email.objects.create(**own, address=email.address, is_main=True)
    if place % 4 == 0 and (home := Address.objects.filter(party=person).first()):
        Address.objects.create(
            **own,
            street=home.street,
            number=home.number,
            cep=home.cep,
            municipality_id=home.municipality_id,
            is_main=True,
        )
    Note.objects.create(**own, body="Passou na loja e deixou o telefone.", created_at=registered)
    return twin


def _merge(person: Party, twin: Party, now: datetime) -> None:
    """By the analyst, who sees the whole company."""
    places = Membership.objects.filter(user__company_id=person.company_id, role__code="analyst", user__is_active=True)
    analyst = places.order_by("id").first()
    actor = actor_for(analyst.user_id) if analyst else None
    if actor is not None:
        actions.merge(actor, person.pk, twin.pk, from_loser=[], now=now - timedelta(days=1), reason="Mesma pessoa")


def _without_ninth_digit(number: str) -> str:
    return f"{number[:5]}{number[6:]}" if len(number) == len("+5519987654321") else number


def _unaccented(words: Sequence[str]) -> str:
    return fold(" ".join(words)).title()


def _shortened(words: Sequence[str]) -> str:
    return f"{words[0]} {words[-1]}"


def _first_only(words: Sequence[str]) -> str:
    return words[0]


def _swapped(words: Sequence[str]) -> str:
    return f"{words[-1]}, {' '.join(words[:-1])}"


def _mistyped(words: Sequence[str]) -> str:
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[longest]
    middle = len(word) // 2
    slip = f"{word[:middle]}{word[middle + 1 :]}"
    return " ".join(slip if place == longest else each for place, each in enumerate(words))


def _married(words: Sequence[str]) -> str:
    return f"{' '.join(words)} Vasconcelos"


_SPELLINGS: Final[tuple[Callable[[Sequence[str]], str], ...]] = (
    _unaccented, _shortened, _mistyped, _swapped, _married, _first_only,
)  # fmt: skip


def _quietly(done: int, total: int | None, message: str) -> None:
    """Part of a longer preparation, which tells of itself."""
