"""What people type about a party, validated. Nothing here saves."""

from vinculo.customers.forms.complement import ComplementForm, RelationForm, ResponsibleForm, RolesForm
from vinculo.customers.forms.party import (
    CLASSIFICATIONS,
    CustomerForm,
    DocumentField,
    PartyForm,
    PromotionForm,
    RegistrationForms,
    answered_lookalikes,
)
from vinculo.customers.forms.reach import AddressForm, EmailForm, NoteForm, PhoneForm, ReferenceForm
from vinculo.customers.forms.records import (
    AssetForm,
    BankReferenceForm,
    ContactPersonForm,
    CreditCardForm,
    PersonalReferenceForm,
    StateRegistrationForm,
)
from vinculo.customers.forms.standing import ConsentForm, OwnerForm, ReasonForm
from vinculo.customers.forms.suppression import PolicyForm, SuppressionForm

__all__ = [
    "CLASSIFICATIONS",
    "AddressForm",
    "AssetForm",
    "BankReferenceForm",
    "ComplementForm",
    "ConsentForm",
    "ContactPersonForm",
    "CreditCardForm",
    "CustomerForm",
    "DocumentField",
    "EmailForm",
    "NoteForm",
    "OwnerForm",
    "PartyForm",
    "PersonalReferenceForm",
    "PhoneForm",
    "PolicyForm",
    "PromotionForm",
    "ReasonForm",
    "ReferenceForm",
    "RegistrationForms",
    "RelationForm",
    "ResponsibleForm",
    "RolesForm",
    "StateRegistrationForm",
    "SuppressionForm",
    "answered_lookalikes",
]
