"""What a person types about a party, already validated: the input of every action that writes one."""

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Particulars:
    """The party's own fields. `kind` is person or organization; `document` is normalised, None when unknown."""

    kind: str
    name: str
    trade_name: str = ""
    document: str | None = None
    is_foreign: bool = False
    foreign_document: str = ""
    birth_date: date | None = None
    classification: str = ""


PARTICULAR_NAMES = tuple(each.name for each in fields(Particulars))


@dataclass(frozen=True, slots=True)
class ComplementEntry:
    """The complementary data, each empty when unknown; `cnae` and `suframa` digits only, `potential` reais a year."""

    cnae: str = ""
    tax_status: str = ""
    tax_regime: str = ""
    fiscal_category: str = ""
    suframa: str = ""
    preferred_channel: str = ""
    potential: Decimal | None = None
    website: str = ""
    gender: str = ""
    marital_status: str = ""
    identity_card: str = ""
    identity_issuer: str = ""
    occupation: str = ""


COMPLEMENT_NAMES = tuple(each.name for each in fields(ComplementEntry))


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """`number` in E.164."""

    number: str
    label: str = ""
    is_whatsapp: bool = False
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class EmailEntry:
    """`address` in lower case."""

    address: str
    label: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class AddressEntry:
    """`cep` has eight digits or is empty; `municipality_id` is the IBGE code."""

    municipality_id: int
    street: str
    number: str = ""
    complement: str = ""
    district: str = ""
    cep: str = ""
    label: str = ""
    is_main: bool = False
    is_mailing: bool = False
    is_billing: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """The code of the party in another system; `system` in lower case."""

    system: str
    code: str


@dataclass(frozen=True, slots=True)
class Registration:
    """A whole new record: the party and what is known of how to reach it.

    `distinct_from` holds the ids of look-alikes that the person looked at and declared to be somebody else.
    """

    particulars: Particulars
    phones: tuple[PhoneEntry, ...] = ()
    emails: tuple[EmailEntry, ...] = ()
    addresses: tuple[AddressEntry, ...] = ()
    distinct_from: frozenset[int] = field(default_factory=frozenset)
