"""Reads of the customer registry, each through what the actor may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from vinculo.customers.models import (
    Address,
    Complement,
    Consent,
    ConsentDecision,
    Email,
    ExternalReference,
    Note,
    Party,
    PartyCustomValue,
    PartyQuerySet,
    PartyRole,
    Phone,
    Responsible,
)
from vinculo.customers.parameters import CLOSED_PORTFOLIO, EXPORT_REASON
from vinculo.customers.particulars import COMPLEMENT_NAMES, PARTICULAR_NAMES, ComplementEntry, Particulars
from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.audit.models import Change
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.custom_fields.queries import answers, fields_for
from vinculo.foundation.custom_fields.rules import Section
from vinculo.kernel.text import row_number
from vinculo.organization.models import Membership, User
from vinculo.organization.queries import parameter_value


def portfolio_is_closed(actor: Actor) -> bool:
    """Whether people read only the records within their scope (parameter of the company)."""
    return bool(parameter_value(actor.company_id, CLOSED_PORTFOLIO.key))


def readable_parties(actor: Actor) -> PartyQuerySet:
    """The records whose contents the actor may read: the scope's, or the whole company's with an open portfolio."""
    if portfolio_is_closed(actor):
        return Party.objects.visible_to(actor)
    return Party.objects.filter(company_id=actor.company_id)


def about_readable(actor: Actor) -> Q:
    """The condition on rows with a column `party`: about nobody, or about a customer whose contents the actor may
    read."""
    if actor.scope is Scope.COMPANY or not portfolio_is_closed(actor):
        return Q()
    return Q(party__isnull=True) | Q(party__in=Party.objects.visible_to(actor).values("pk"))


def party_name(actor: Actor, value: object) -> str:
    """The name shown in the look-up of a chosen customer; empty for one the actor may not read."""
    return readable_parties(actor).filter(pk=row_number(value) or 0).values_list("name", flat=True).first() or ""


def must_say_why(actor: Actor) -> bool:
    """Whether a list with personal data leaves the product only with a reason."""
    return bool(parameter_value(actor.company_id, EXPORT_REASON.key))


def editable_parties(actor: Actor) -> PartyQuerySet:
    """The records the actor may change: always the scope's, and never those of people who were erased."""
    return Party.objects.visible_to(actor).filter(anonymized_at__isnull=True)


def in_scope(
    actor: Actor, *, company_id: int, establishment_id: int, team_id: int | None, owner_id: int | None
) -> bool:
    """The rule of `ScopedQuerySet.visible_to` for a record already at hand, without a query."""
    if company_id != actor.company_id:
        return False
    if owner_id == actor.user_id:
        return True
    match actor.scope:
        case Scope.COMPANY:
            return True
        case Scope.ESTABLISHMENT:
            return establishment_id in actor.establishment_ids
        case Scope.TEAM:
            return team_id in actor.team_ids
        case Scope.OWN:
            return False


@dataclass(frozen=True, slots=True)
class Existence:
    """What anyone in the company may know of a record in somebody else's portfolio."""

    id: int
    name: str
    kind: str
    stage: str
    owner_name: str
    place: str


def existence(actor: Actor, party_id: int) -> Existence | None:
    """The bare existence of a record of the actor's company, or None."""
    party = (
        Party.objects.filter(company_id=actor.company_id, pk=party_id)
        .select_related("owner", "establishment")
        .only("name", "kind", "stage", "owner__name", "establishment__name")
        .first()
    )
    if party is None:
        return None
    owner = party.owner.name if party.owner else ""
    return Existence(party.pk, party.name, party.kind, party.stage, owner, party.establishment.name)


def profile(actor: Actor, party_id: int) -> Party | None:
    """A readable record with all that its header shows, in six queries; None when it is not the actor's to read.

    The scope is tried before the parameter, so that the usual visit pays nothing for the rule.
    """
    rows = Party.objects.select_related("owner", "team", "establishment").prefetch_related(
        Prefetch("phones", Phone.objects.order_by("-is_main", "id")),
        Prefetch("emails", Email.objects.order_by("-is_main", "id")),
        Prefetch("addresses", Address.objects.select_related("municipality").order_by("-is_main", "id")),
        Prefetch("consents", Consent.objects.select_related("policy").order_by("channel")),
        Prefetch("roles", PartyRole.objects.order_by("role")),
    )
    party = rows.visible_to(actor).filter(pk=party_id).first()
    if party is None and not portfolio_is_closed(actor):
        party = rows.filter(company_id=actor.company_id, pk=party_id).first()
    return party


def particulars_of(party: Party) -> Particulars:
    """The party's own fields, as the actions take them."""
    return Particulars(**{name: getattr(party, name) for name in PARTICULAR_NAMES})


def complement_of(party: Party) -> ComplementEntry:
    """The complementary data, all empty when nobody filled them in."""
    kept = kept_complement(party)
    return ComplementEntry(**{name: getattr(kept, name) for name in COMPLEMENT_NAMES}) if kept else ComplementEntry()


def kept_complement(party: Party) -> Complement | None:
    return Complement.objects.filter(party=party).first()


def responsible_people(party: Party) -> QuerySet[Responsible]:
    """Who answers for the party besides the owner of its portfolio, by matter."""
    return Responsible.objects.filter(party=party).select_related("user").order_by("matter")


def custom_fields_of(party: Party) -> list[CustomField]:
    """The company's own fields that are asked of this kind of party."""
    return fields_for(party.company_id, "customers.party", party.kind)


def custom_values(party: Party) -> dict[int, object]:
    """The kept answers to the company's own fields, by the id of the field."""
    return dict(PartyCustomValue.objects.filter(party=party).values_list("field_id", "value"))


def custom_answers(party: Party) -> list[Section]:
    """The company's own fields of this kind of party with their answers in words, by section."""
    return answers(custom_fields_of(party), PartyCustomValue.objects.filter(party=party))


def roles_of(party: Party) -> list[str]:
    """What the party is, in words: Cliente by its stage, and the other roles. Empty for a mere prospect."""
    others = [role.get_role_display() for role in PartyRole.objects.filter(party=party).order_by("role")]
    return (["Cliente"] if party.stage == Party.Stage.CUSTOMER else []) + others


def external_references(party: Party) -> QuerySet[ExternalReference]:
    return ExternalReference.objects.filter(party=party).order_by("system", "code")


def consent_decisions(party: Party, limit: int = 100) -> list[ConsentDecision]:
    """Every answer of the party to every channel, the newest first."""
    return list(ConsentDecision.objects.filter(party=party).select_related("policy").order_by("-id")[:limit])


def notes_of(party: Party, limit: int = 20) -> list[Note]:
    """The newest notes first."""
    return list(Note.objects.filter(party=party).select_related("author").order_by("-id")[:limit])


def possible_owners(actor: Actor, text: str, limit: int = 10) -> list[User]:
    """Active people of the company whose name holds the text; a portfolio can be theirs."""
    people = User.objects.filter(
        company_id=actor.company_id, is_active=True, memberships__establishment__is_active=True
    ).distinct()
    return list(people.filter(name__icontains=text.strip()).order_by("name")[:limit])


def place_of_owner(user: User, preferred_establishment_id: int) -> Membership | None:
    """Where a portfolio of the user lives: their place at the preferred establishment, else their first one."""
    places = list(user.memberships.filter(establishment__is_active=True).order_by("establishment__code"))
    return next(
        (place for place in places if place.establishment_id == preferred_establishment_id), next(iter(places), None)
    )


@dataclass(frozen=True, slots=True)
class LastEdit:
    by: str
    at: datetime


def last_edit(party: Party, table: str = "customers_party") -> LastEdit:
    """Who changed a table of the record last, from the audit; the system itself when the audit does not know."""
    change = (
        Change.objects.filter(root_type="customers.party", root_id=party.pk, table_name=table)
        .order_by("-id")
        .values_list("actor_name", "at")
        .first()
    )
    return LastEdit(*change) if change else LastEdit("Sistema", party.updated_at)


def with_reach(parties: Sequence[Party], *, phones: bool = True, emails: bool = True, cities: bool = True) -> None:
    """Fetches telephones, e-mails and cities of the rows of one page, the main ones first: a query for each."""
    wanted = [
        *([Prefetch("phones", Phone.objects.order_by("-is_main", "id"))] if phones else []),
        *([Prefetch("emails", Email.objects.order_by("-is_main", "id"))] if emails else []),
        *(
            [Prefetch("addresses", Address.objects.select_related("municipality").order_by("-is_main", "id"))]
            if cities
            else []
        ),
    ]
    prefetch_related_objects(parties, *wanted)


def readable_among(actor: Actor, party_ids: Sequence[int]) -> list[Party]:
    """The readable records among `party_ids`, in that order."""
    parties = {party.pk: party for party in readable_parties(actor).filter(pk__in=party_ids)}
    return [parties[pk] for pk in party_ids if pk in parties]
