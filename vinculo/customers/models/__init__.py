"""The party and what belongs to it, split by noun."""

from vinculo.customers.models.belongings import Asset, BankReference, ContactPerson, CreditCard, PersonalReference
from vinculo.customers.models.consents import (
    Channel,
    Consent,
    ConsentDecision,
    ConsentPolicy,
    LegalBasis,
    Suppression,
)
from vinculo.customers.models.party import NameWords, Party, PartyQuerySet, PartyRecord
from vinculo.customers.models.reach import Address, Email, Phone
from vinculo.customers.models.reads import SensitiveRead
from vinculo.customers.models.records import ExternalReference, Note
from vinculo.customers.models.relations import Relation
from vinculo.customers.models.standing import Complement, PartyCustomValue, PartyRole, Responsible, StateRegistration
from vinculo.customers.models.vocabulary import NameVocabulary, NameWord

__all__ = [
    "Address",
    "Asset",
    "BankReference",
    "Channel",
    "Complement",
    "Consent",
    "ConsentDecision",
    "ConsentPolicy",
    "ContactPerson",
    "CreditCard",
    "Email",
    "ExternalReference",
    "LegalBasis",
    "NameVocabulary",
    "NameWord",
    "NameWords",
    "Note",
    "Party",
    "PartyCustomValue",
    "PartyQuerySet",
    "PartyRecord",
    "PartyRole",
    "PersonalReference",
    "Phone",
    "Relation",
    "Responsible",
    "SensitiveRead",
    "StateRegistration",
    "Suppression",
]
