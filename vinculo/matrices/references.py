"""The records lower rooms own that matrices refer to: states, municipalities, establishments, customers."""

from collections.abc import Sequence

from vinculo.customers.queries import readable_parties
from vinculo.foundation.access import Actor
from vinculo.geography.models import Municipality, State
from vinculo.geography.queries import suggest_municipalities
from vinculo.identity.queries import survivors_of
from vinculo.kernel.brazil.separators import without_separators
from vinculo.kernel.text import row_number
from vinculo.matrices import subjects
from vinculo.organization.models import Establishment

_FOUND = 20


def register() -> None:
    subjects.register_list("uf", label="UF", domain=_states)
    subjects.register_list("establishment", label="Estabelecimento", domain=_establishments)
    subjects.register("municipality", label="Município", names=_municipality_names, find=_find_municipalities)
    subjects.register(
        "customer", label="Cliente", names=_customer_names, find=_find_customers, resolve=_customers_by_document
    )


def _states(company_id: int) -> list[tuple[str, str]]:  # noqa: ARG001  (the same for every company)
    return list(State.objects.order_by("code").values_list("code", "name"))


def _establishments(company_id: int) -> list[tuple[str, str]]:
    rows = Establishment.objects.filter(company_id=company_id, is_active=True)
    return list(rows.order_by("code").values_list("code", "name"))


def _municipality_names(actor: Actor, codes: Sequence[str]) -> dict[str, str]:  # noqa: ARG001
    found = Municipality.objects.filter(pk__in=_numbers(codes)).select_related("state")
    return {str(each.pk): str(each) for each in found}


def _find_municipalities(actor: Actor, words: str) -> list[tuple[str, str]]:  # noqa: ARG001
    return [(str(each.pk), str(each)) for each in suggest_municipalities(words, limit=_FOUND)]


def _customer_names(actor: Actor, codes: Sequence[str]) -> dict[str, str]:
    """Their names; of one that was merged into another, the name of that one."""
    numbers = _numbers(codes)
    found = {str(pk): name for pk, name in readable_parties(actor).filter(pk__in=numbers).values_list("pk", "name")}
    survivors = survivors_of(actor.company_id, [number for number in numbers if str(number) not in found])
    names = dict(readable_parties(actor).filter(pk__in=survivors.values()).values_list("pk", "name"))
    return found | {
        str(number): f"{names[survivor]} (unificado)" for number, survivor in survivors.items() if survivor in names
    }


def _find_customers(actor: Actor, words: str) -> list[tuple[str, str]]:
    rows = readable_parties(actor).active().named(words)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:_FOUND]]


def _customers_by_document(actor: Actor, texts: Sequence[str]) -> dict[str, str]:
    """The codes of customers the actor may read, named by CPF or CNPJ."""
    typed = {text: without_separators(text) for text in texts}
    rows = readable_parties(actor).filter(document__in=set(typed.values()))
    codes = {number: str(pk) for number, pk in rows.values_list("document", "pk") if number}
    return {text: codes[number] for text, number in typed.items() if number in codes}


def _numbers(codes: Sequence[str]) -> list[int]:
    return [number for code in codes if (number := row_number(code)) is not None]
