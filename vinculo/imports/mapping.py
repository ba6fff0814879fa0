"""Which column is which field: suggested from the headers, remembered by their signature."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from vinculo.imports.importer import Field
from vinculo.kernel.text import fold

# The columns our own critique adds: never data.
REPORT_HEADERS = ("Linha no arquivo original", "Resultado", "Motivos da recusa", "Avisos e notas")


def suggest(headers: Sequence[str], fields: Sequence[Field]) -> dict[int, str]:
    """Column position to field key, each field at most once: exact names first, then names that contain one."""
    keys = [fold(header) for header in headers]
    ours = {fold(header) for header in REPORT_HEADERS}
    chosen: dict[int, str] = {}
    names = [(fold(name), field.key) for field in fields for name in (field.label, *field.synonyms)]
    for exact in (True, False):
        for name, key in names:
            if key in chosen.values():
                continue
            for position, header in enumerate(keys):
                if position not in chosen and header and header not in ours and _means(header, name, exact=exact):
                    chosen[position] = key
                    break
    return dict(sorted(chosen.items()))


def _means(header: str, name: str, *, exact: bool) -> bool:
    if exact:
        return header == name
    return len(name) > 3 and f" {name} " in f" {header} "


def signature(headers: Sequence[str]) -> str:
    """The same for two files with the same header names in the same order, accents and case aside."""
    return sha256("\n".join(fold(header) for header in headers).encode()).hexdigest()


def stored(mapping: Mapping[int, str]) -> dict[str, str]:
    """As JSON keeps it: positions as text."""
    return {str(position): key for position, key in mapping.items()}


def loaded(mapping: Mapping[str, str]) -> dict[int, str]:
    return {int(position): key for position, key in mapping.items()}
