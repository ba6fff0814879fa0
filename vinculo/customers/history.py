"""What the audit says of customers: the names of their tables, who reads them, and their values in words."""

from django.urls import reverse

from vinculo.customers import queries
from vinculo.customers.models import ConsentPolicy, Suppression
from vinculo.customers.panels import RECORD
from vinculo.customers.permissions import Permission
from vinculo.customers.rules import masked_account
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.kernel.brazil import banks, cep, phone
from vinculo.kernel.brazil.document import mask_private

_TABLES = {
    "customers_party": "Cadastro",
    "customers_address": "Endereço",
    "customers_phone": "Telefone",
    "customers_email": "E-mail",
    "customers_externalreference": "Código externo",
    "customers_note": "Nota",
    "customers_consent": "Consentimento",
    "customers_consentdecision": "Resposta de consentimento",
    "customers_asset": "Bem",
    "customers_personalreference": "Referência pessoal",
    "customers_bankreference": "Referência bancária",
    "customers_creditcard": "Cartão de crédito",
    "customers_contactperson": "Pessoa de contato",
    "customers_partyrole": "Papel",
    "customers_complement": "Dados complementares",
    "customers_stateregistration": "Inscrição estadual",
    "customers_responsible": "Responsável na empresa",
    "customers_partycustomvalue": "Informação adicional",
    "customers_relation": "Relação",
}
_COMPANY_WIDE = ((Suppression, "Contato bloqueado"), (ConsentPolicy, "Texto de consentimento"))


def register_history() -> None:
    audit.register_record(
        RECORD,
        label="Cliente",
        visible=_sees_party,
        url=lambda pk: reverse("customers:profile", args=[pk]),
        name=queries.party_name,
        tables=_TABLES,
    )
    for model, label in _COMPANY_WIDE:
        audit.register_record(
            model._meta.label_lower,
            label=label,
            visible=lambda actor, pk, model=model: (  # type: ignore[misc]  # the model is bound
                actor.may(Permission.SUPPRESS)
                and model._default_manager.filter(pk=pk, company_id=actor.company_id).exists()
            ),
        )
    audit.register_private("customers_bankreference", "account", permission="", mask=masked_account)
    # Whoever needs a CPF in full opens the record, where the reading is noted.
    audit.register_private("customers_party", "document", permission="", mask=mask_private)
    audit.register_words("customers_phone", "number", _phone_words)
    audit.register_words("customers_personalreference", "phone", _phone_words)
    audit.register_words("customers_contactperson", "phone", _phone_words)
    audit.register_words("customers_address", "cep", _cep_words)
    audit.register_words("customers_bankreference", "bank", _bank_words)


def _sees_party(actor: Actor, pk: int) -> bool:
    return actor.may(Permission.VIEW) and queries.readable_parties(actor).filter(pk=pk).exists()


# A history may hold what an erasure left in the place of a value: such text is shown as it is.


def _phone_words(number: str) -> str:
    return phone.mask(number) if number.startswith("+") else number


def _cep_words(code: str) -> str:
    return cep.mask(code) if code.isdecimal() else code


def _bank_words(code: str) -> str:
    bank = banks.bank_named(code)
    return str(bank) if bank else code
