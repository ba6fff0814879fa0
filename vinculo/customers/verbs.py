"""What the registry does, in words: the audit shows these sentences."""

from enum import StrEnum


class Verb(StrEnum):
    PROSPECT_REGISTERED = "customers.party.prospect_registered"
    CUSTOMER_REGISTERED = "customers.party.customer_registered"
    EDITED = "customers.party.edited"
    PROMOTED = "customers.party.promoted"
    DEACTIVATED = "customers.party.deactivated"
    DEACTIVATION_UNDONE = "customers.party.deactivation_undone"
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
    ASSET_ADDED = "customers.asset.added"
    ASSET_EDITED = "customers.asset.edited"
    ASSET_REMOVED = "customers.asset.removed"
    PERSONAL_REFERENCE_ADDED = "customers.personal_reference.added"
    PERSONAL_REFERENCE_EDITED = "customers.personal_reference.edited"
    PERSONAL_REFERENCE_REMOVED = "customers.personal_reference.removed"
    BANK_REFERENCE_ADDED = "customers.bank_reference.added"
    BANK_REFERENCE_EDITED = "customers.bank_reference.edited"
    BANK_REFERENCE_REMOVED = "customers.bank_reference.removed"
    CARD_ADDED = "customers.card.added"
    CARD_EDITED = "customers.card.edited"
    CARD_REMOVED = "customers.card.removed"
    CONTACT_PERSON_ADDED = "customers.contact_person.added"
    CONTACT_PERSON_EDITED = "customers.contact_person.edited"
    CONTACT_PERSON_REMOVED = "customers.contact_person.removed"
    STATE_REGISTRATION_ADDED = "customers.state_registration.added"
    STATE_REGISTRATION_EDITED = "customers.state_registration.edited"
    STATE_REGISTRATION_REMOVED = "customers.state_registration.removed"
    RELATION_ADDED = "customers.relation.added"
    RELATION_EDITED = "customers.relation.edited"
    RELATION_REMOVED = "customers.relation.removed"
    COMPLEMENT_EDITED = "customers.complement.edited"
    ROLES_CHANGED = "customers.roles.changed"
    RESPONSIBLE_CHANGED = "customers.responsible.changed"
    CUSTOM_VALUES_EDITED = "customers.custom_values.edited"
    SUPPRESSED = "customers.suppression.added"
    SUPPRESSION_RELEASED = "customers.suppression.released"
    POLICY_PUBLISHED = "customers.policy.published"


LABELS: dict[str, str] = {
    Verb.PROSPECT_REGISTERED: "Cadastrou o prospect",
    Verb.CUSTOMER_REGISTERED: "Cadastrou o cliente",
    Verb.EDITED: "Alterou o cadastro",
    Verb.PROMOTED: "Promoveu o prospect a cliente",
    Verb.DEACTIVATED: "Inativou o cadastro",
    Verb.DEACTIVATION_UNDONE: "Desfez a inativação",
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
    Verb.ASSET_ADDED: "Incluiu um bem",
    Verb.ASSET_EDITED: "Alterou um bem",
    Verb.ASSET_REMOVED: "Excluiu um bem",
    Verb.PERSONAL_REFERENCE_ADDED: "Incluiu uma referência pessoal",
    Verb.PERSONAL_REFERENCE_EDITED: "Alterou uma referência pessoal",
    Verb.PERSONAL_REFERENCE_REMOVED: "Excluiu uma referência pessoal",
    Verb.BANK_REFERENCE_ADDED: "Incluiu uma referência bancária",
    Verb.BANK_REFERENCE_EDITED: "Alterou uma referência bancária",
    Verb.BANK_REFERENCE_REMOVED: "Excluiu uma referência bancária",
    Verb.CARD_ADDED: "Incluiu um cartão de crédito",
    Verb.CARD_EDITED: "Alterou um cartão de crédito",
    Verb.CARD_REMOVED: "Excluiu um cartão de crédito",
    Verb.CONTACT_PERSON_ADDED: "Incluiu uma pessoa de contato",
    Verb.CONTACT_PERSON_EDITED: "Alterou uma pessoa de contato",
    Verb.CONTACT_PERSON_REMOVED: "Excluiu uma pessoa de contato",
    Verb.STATE_REGISTRATION_ADDED: "Incluiu uma inscrição estadual",
    Verb.STATE_REGISTRATION_EDITED: "Alterou uma inscrição estadual",
    Verb.STATE_REGISTRATION_REMOVED: "Excluiu uma inscrição estadual",
    Verb.RELATION_ADDED: "Incluiu uma relação",
    Verb.RELATION_EDITED: "Alterou uma relação",
    Verb.RELATION_REMOVED: "Excluiu uma relação",
    Verb.COMPLEMENT_EDITED: "Alterou os dados complementares",
    Verb.ROLES_CHANGED: "Mudou os papéis",
    Verb.RESPONSIBLE_CHANGED: "Mudou os responsáveis na empresa",
    Verb.CUSTOM_VALUES_EDITED: "Alterou as informações adicionais",
    Verb.SUPPRESSED: "Incluiu na lista de não contatar",
    Verb.SUPPRESSION_RELEASED: "Retirou da lista de não contatar",
    Verb.POLICY_PUBLISHED: "Publicou um texto de consentimento",
}
