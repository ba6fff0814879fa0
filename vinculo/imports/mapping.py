"""Which column is which field: suggested from the headers, remembered by their signature."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from vinculo.imports.importer import Field
from vinculo.kernel.text import fold

# The columns our own critique adds: never data.
REPORT_HEADERS = ("Linha no arquivo original", "Resultado", "Motivos da recusa", "Avisos e notas")


# How programs begin the names of their columns: CD_CLIENTE, NR_CEP, A1_NOME.
_PREFIXES = {"cd": "código", "cod": "código", "nr": "número", "num": "número", "nm": "nome", "dt": "data", "tp": "tipo",
             "ds": "", "sg": "", "vl": "valor", "fl": "", "in": "", "st": "", "a1": "", "b1": ""}  # fmt: skip
_ABBREVIATIONS = {"tel": "telefone", "cel": "celular", "res": "residencial", "nasc": "nascimento", "fant": "fantasia",
                  "cli": "cliente", "cid": "cidade", "bair": "bairro", "insc": "inscrição", "prod": "produto",
                  "desc": "descrição", "qtd": "quantidade", "qtde": "quantidade", "vlr": "valor",
                  "val": "validade", "un": "unidade"}  # fmt: skip
# A column of one of these is about them, not about the record of the row.
_OF_OTHERS = frozenset(
    ["vendedor", "pedido", "contato", "mae", "pai", "conjuge", "cobranca", "entrega", "emissao", "lead", "documento"]
)
_LETTER_BY_LETTER = re.compile(r"\b(?:\w\.){2,}")


def _spelled(header: str) -> tuple[str, ...]:
    """The header as it is, and as it reads written out: `NR_CEP` is also CEP and número CEP, `C.P.F.` is CPF."""
    key = fold(_LETTER_BY_LETTER.sub(lambda each: each[0].replace(".", ""), header))
    words = key.split()
    if not words:
        return (key,)
    first = _PREFIXES.get(words[0]) if len(words) > 1 else None
    rest = [_ABBREVIATIONS.get(word, word) for word in words[first is not None :]]
    spelled = [key, fold(" ".join(rest))]
    if first:
        spelled.append(fold(" ".join([first, *rest])))
    return tuple(dict.fromkeys(spelled))


def suggest(headers: Sequence[str], fields: Sequence[Field]) -> dict[int, str]:
    """Column position to field key, each field at most once: exact names first, then names that contain one."""
    keys = [_spelled(header) for header in headers]
    ours = {fold(header) for header in REPORT_HEADERS}
    chosen: dict[int, str] = {}
    names = [(fold(name), field.key) for field in fields for name in (field.label, *field.synonyms)]
    for exact in (True, False):
        for name, key in names:
            if key in chosen.values():
                continue
            for position, header in enumerate(keys):
                if position not in chosen and header[0] not in ours and _means(header, name, exact=exact):
                    chosen[position] = key
                    break
    return dict(sorted(chosen.items()))


def _means(header: Sequence[str], name: str, *, exact: bool) -> bool:
    if exact:
        return name in header
    if len(name) <= 3 or (_OF_OTHERS & set(header[0].split())) - set(name.split()):
        return False
    return f" {name} " in f" {header[0]} "


def signature(headers: Sequence[str]) -> str:
    """The same for two files with the same header names in the same order, accents and case aside."""
    return sha256("\n".join(fold(header) for header in headers).encode()).hexdigest()


def stored(mapping: Mapping[int, str]) -> dict[str, str]:
    """As JSON keeps it: positions as text."""
    return {str(position): key for position, key in mapping.items()}


def loaded(mapping: Mapping[str, str]) -> dict[int, str]:
    return {int(position): key for position, key in mapping.items()}
