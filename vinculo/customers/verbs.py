"""What the registry does, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    PROSPECT_REGISTERED = "customers.party.prospect_registered"
    CUSTOMER_REGISTERED = "customers.party.customer_registered"
    EDITED = "customers.party.edited"
    PROMOTED = "customers.party.promoted"
    DEACTIVATED = "customers.party.deactivated"
    REACTIVATED = "customers.party.reactivated"
    OWNER_CHANGED = "customers.party.owner_changed"
    OWNER_CHANGE_UNDONE = "customers.party.owner_change_undone"
    ADDRESS_ADDED = "customers.address.added"
    ADDRESS_EDITED = "customers.address.edited"
    ADDRESS_REMOVED = "customers.address.removed"
    PHONE_ADDED = "customers.phone.added"
    PHONE_EDITED = "customers.phone.edited"
    PHONE_REMOVED = "customers.phone.removed"
    EMAIL_ADDED = "customers.email.added"
    EMAIL_EDITED = "customers.email.edited"
    EMAIL_REMOVED = "customers.email.removed"
    REFERENCE_ADDED = "customers.reference.added"
    REFERENCE_EDITED = "customers.reference.edited"
    REFERENCE_REMOVED = "customers.reference.removed"
    NOTE_WRITTEN = "customers.note.written"
    NOTE_EDITED = "customers.note.edited"
    NOTE_REMOVED = "customers.note.removed"
    RESTORED = "customers.restored"
    CONSENT_RECORDED = "customers.consent.recorded"


LABELS: dict[str, str] = {
    Verb.PROSPECT_REGISTERED: "Cadastrou o prospect",
    Verb.CUSTOMER_REGISTERED: "Cadastrou o cliente",
    Verb.EDITED: "Alterou o cadastro",
    Verb.PROMOTED: "Promoveu o prospect a cliente",
    Verb.DEACTIVATED: "Inativou o cadastro",
    Verb.REACTIVATED: "Reativou o cadastro",
    Verb.OWNER_CHANGED: "Mudou a carteira",
    Verb.OWNER_CHANGE_UNDONE: "Desfez a mudança de carteira",
    Verb.ADDRESS_ADDED: "Incluiu um endereço",
    Verb.ADDRESS_EDITED: "Alterou um endereço",
    Verb.ADDRESS_REMOVED: "Excluiu um endereço",
    Verb.PHONE_ADDED: "Incluiu um telefone",
    Verb.PHONE_EDITED: "Alterou um telefone",
    Verb.PHONE_REMOVED: "Excluiu um telefone",
    Verb.EMAIL_ADDED: "Incluiu um e-mail",
    Verb.EMAIL_EDITED: "Alterou um e-mail",
    Verb.EMAIL_REMOVED: "Excluiu um e-mail",
    Verb.REFERENCE_ADDED: "Incluiu um código externo",
    Verb.REFERENCE_EDITED: "Alterou um código externo",
    Verb.REFERENCE_REMOVED: "Excluiu um código externo",
    Verb.NOTE_WRITTEN: "Escreveu uma nota",
    Verb.NOTE_EDITED: "Alterou uma nota",
    Verb.NOTE_REMOVED: "Excluiu uma nota",
    Verb.RESTORED: "Desfez a exclusão",
    Verb.CONSENT_RECORDED: "Registrou o consentimento de contato",
}
