"""The only place that writes the customer registry. Every action is one audited transaction."""

from vinculo.customers.actions.belongings import (
    add_address,
    add_email,
    add_phone,
    add_reference,
    edit_address,
    edit_email,
    edit_phone,
    edit_reference,
    remove_address,
    remove_email,
    remove_phone,
    remove_reference,
    restore_removed,
)
from vinculo.customers.actions.consents import AnswerEntry, publish_policy, record_consent, release, suppress
from vinculo.customers.actions.deactivation import deactivate, deactivate_many, undo_deactivation
from vinculo.customers.actions.notes import edit_note, remove_note, write_note
from vinculo.customers.actions.parties import (
    edit_party,
    promote_to_customer,
    reactivate,
    register_customer,
    register_prospect,
)
from vinculo.customers.actions.portfolio import assign_owner, assign_owner_to_many, undo_owner_change
from vinculo.customers.actions.records import add_record, edit_record, remove_record
from vinculo.customers.actions.relations import relate, unrelate
from vinculo.customers.actions.standing import (
    edit_complete,
    save_complement,
    save_custom_values,
    set_responsible,
    set_roles,
)

__all__ = [
    "AnswerEntry",
    "add_address",
    "add_email",
    "add_phone",
    "add_record",
    "add_reference",
    "assign_owner",
    "assign_owner_to_many",
    "deactivate",
    "deactivate_many",
    "edit_address",
    "edit_complete",
    "edit_email",
    "edit_note",
    "edit_party",
    "edit_phone",
    "edit_record",
    "edit_reference",
    "promote_to_customer",
    "publish_policy",
    "reactivate",
    "record_consent",
    "register_customer",
    "register_prospect",
    "relate",
    "release",
    "remove_address",
    "remove_email",
    "remove_note",
    "remove_phone",
    "remove_record",
    "remove_reference",
    "restore_removed",
    "save_complement",
    "save_custom_values",
    "set_responsible",
    "set_roles",
    "suppress",
    "undo_deactivation",
    "undo_owner_change",
    "unrelate",
    "write_note",
]
