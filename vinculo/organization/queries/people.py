"""The people of a company: look-ups and the users page."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Func, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Concat

from vinculo.foundation.access import Actor
from vinculo.kernel.text import fold, row_number
from vinculo.organization.models import AccessEvent, Membership, User


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """`on_since` is None while it is off."""

    on_since: datetime | None
    codes_left: int


def people_for_choice(actor: Actor, text: str, *, limit: int = 12) -> list[User]:
    """The active users of the actor's company whose name or e-mail has every word of `text`, by name."""
    return list(_having_words(_company_users(actor).filter(is_active=True), text).order_by("name", "pk")[:limit])


def person_label(actor: Actor, user_id: object) -> str:
    """The name of a user, as a look-up shows a chosen value; empty for a value that is no user of the company."""
    return _company_users(actor).filter(pk=row_number(user_id) or 0).values_list("name", flat=True).first() or ""


def users(actor: Actor, *, text: str = "", active: bool | None = None) -> QuerySet[User]:
    """The users of the actor's company with their memberships, by name."""
    found = _having_words(_company_users(actor), text)
    if active is not None:
        found = found.filter(is_active=active)
    memberships = Membership.objects.select_related("establishment", "role", "team").order_by("establishment__code")
    return found.prefetch_related(Prefetch("memberships", memberships)).order_by("name", "pk")


def second_factor_of(user: User) -> SecondFactor:
    kept = {row.type: row for row in Authenticator.objects.filter(user_id=user.pk)}
    totp, codes = kept.get(Authenticator.Type.TOTP), kept.get(Authenticator.Type.RECOVERY_CODES)
    return SecondFactor(
        on_since=totp.created_at if totp else None,
        codes_left=len(codes.wrap().get_unused_codes()) if totp and codes else 0,
    )


def recent_events(user: User, *, limit: int = 6) -> list[AccessEvent]:
    """The last things that happened when this person came to the door."""
    return list(AccessEvent.objects.filter(user=user).order_by("-id")[:limit])


def with_second_factor(user_ids: list[int]) -> set[int]:
    """Which of the users have turned the second factor on."""
    rows = Authenticator.objects.filter(user_id__in=user_ids, type=Authenticator.Type.TOTP)
    return set(rows.values_list("user_id", flat=True))


def _company_users(actor: Actor) -> QuerySet[User]:
    return User.objects.filter(company_id=actor.company_id)


def _having_words(found: QuerySet[User], text: str) -> QuerySet[User]:
    both = Concat("name", Value(" "), "email", output_field=TextField())
    words = Func(both, function="vinculo_fold", output_field=TextField())
    found = found.alias(words=words)
    for word in fold(text).split():
        found = found.filter(words__contains=word)
    return found
