"""The columns that name a customer already in the registry, by document or by a code of another system."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vinculo.customers.models import ExternalReference, Party
from vinculo.customers.queries import readable_parties
from vinculo.customers.rules import REGISTRY
from vinculo.foundation.access import Actor
from vinculo.imports.importer import Field, Setting
from vinculo.imports.remarks import Found, Severity
from vinculo.imports.sheet_rows import RowReader
from vinculo.kernel.brazil import document as documents
from vinculo.kernel.text import row_number

CODE: Final = "customer_code"
DOCUMENT: Final = "customer_document"
ORIGIN: Final = "origin"
LENGTHS: Final = {CODE: 60, ORIGIN: 40}
_GROUP: Final = "Cliente"

FIELDS: Final = (
    Field(
        CODE,
        "Código do cliente",
        _GROUP,
        "O código do cliente no sistema de origem; ou informe o CPF/CNPJ.",
        "",
        ("cliente", "cod cliente", "código externo", "cód. cliente", "codigo cliente"),
    ),
    Field(
        DOCUMENT,
        "CPF/CNPJ do cliente",
        _GROUP,
        "Com ou sem pontuação. Formate a coluna como texto.",
        "",
        ("cpf", "cnpj", "cpf cnpj", "cnpj cpf", "documento", "cpf ou cnpj", "cnpj do cliente", "cpf cnpj cliente"),
    ),
    Field(
        ORIGIN,
        "Origem",
        _GROUP,
        "O sistema do código do cliente (DMS, ERP…). Obrigatória com o código.",
        "",
        ("sistema", "sistema de origem", "origem do cliente", "origem do código"),
    ),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A customer as a row names it: a code with its system, a document, or both."""

    system: str = ""
    code: str = ""
    document: str = ""

    @property
    def field(self) -> str:
        """The column a refusal goes beside."""
        return CODE if self.code else DOCUMENT

    @property
    def words(self) -> str:
        return self.code or self.document


def read_customer(read: RowReader, default_origin: str) -> Named | None:
    """The customer of the present row; None when the row names none, or wrongly (told as faults)."""
    code = read.texts.get(CODE, "")
    document = read.read(DOCUMENT, lambda text: documents.recover(text, None).document.value) or ""
    if not code:
        return Named(document=document) if document else None
    if documents.is_scientific_notation(code.upper()):
        read.refuse(CODE, "A planilha guardou o código em notação científica; formate a coluna como texto.", code)
        return None
    system = read.texts.get(ORIGIN, default_origin).lower()
    if not system:
        read.refuse(ORIGIN, "Informe a origem (sistema) do código do cliente.")
        return None
    return Named(system, code, document)


def customers_of(setting: Setting, named: Sequence[Named]) -> tuple[dict[Named, int], dict[Named, Found]]:
    """The customers there are, by how they were named, and why each of the others cannot be taken.

    Four queries at most, whatever the number of names. With an author, only the customers within their reach.
    """
    company = {"company_id": setting.company_id}
    codes = {each.code for each in named if each.code}
    texts = {each.document for each in named if each.document}
    references = ExternalReference.objects.filter(**company, code__in=codes).values_list("system", "code", "party_id")
    numbers = {number for each in named if each.system == REGISTRY and (number := row_number(each.code)) is not None}
    registered = Party.objects.filter(**company, pk__in=numbers).values_list("pk", flat=True) if numbers else ()
    by_code = {(REGISTRY, str(pk)): pk for pk in registered}
    by_code |= {(system, code): party for system, code, party in references}
    # The last of a document stays: an active record wins over one out of use, then the newest.
    holders = Party.objects.filter(**company, document__in=texts).order_by("is_active", "pk")
    by_document = {document: pk for document, pk in holders.values_list("document", "pk") if document}
    ids = {*by_code.values(), *by_document.values()}
    reach = ids
    if setting.actor is not None and ids:
        reach = set(readable_parties(setting.actor).filter(pk__in=ids).values_list("pk", flat=True))
    found: dict[Named, int] = {}
    refused: dict[Named, Found] = {}
    for each in named:
        party, sentence = _resolved(each, by_code, by_document)
        if party is not None and party not in reach:
            party, sentence = None, "Este cliente está fora do seu alcance."
        if party is None:
            refused[each] = Found(each.field, Severity.REFUSAL, sentence, each.words)
        else:
            found[each] = party
    return found, refused


def _resolved(
    each: Named, by_code: Mapping[tuple[str, str], int], by_document: Mapping[str, int]
) -> tuple[int | None, str]:
    coded, documented = by_code.get((each.system, each.code)), by_document.get(each.document)
    if each.code and coded is None:
        return None, f"Nenhum cliente tem este código na origem “{each.system}”."
    if each.document and documented is None:
        return None, "Nenhum cliente tem este CPF/CNPJ."
    if each.code and each.document and coded != documented:
        return None, "O código do cliente e o CPF/CNPJ são de cadastros diferentes."
    return coded if each.code else documented, ""


def cells_of(actor: Actor, party_ids: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """The cells of `FIELDS` that name each customer: the document, else a code with its origin, else its number.

    A customer outside the actor's reach is left out.
    """
    parties = readable_parties(actor).filter(pk__in=party_ids)
    found = {
        pk: ("", document, "") if document else (str(pk), "", REGISTRY)
        for pk, document in parties.values_list("pk", "document")
    }
    references = ExternalReference.objects.filter(party_id__in=parties.filter(document__isnull=True).values("pk"))
    for party, code, system in references.order_by("-pk").values_list("party_id", "code", "system"):
        found[party] = (code, "", system)
    return found
