"""What people type into the one search, key by key: always the same list for the same data.

Customers are picked evenly from the whole table, and each is looked for as people do: by name in any order, with the
usual misspellings, by document, telephone, e-mail or code, with masks and without. A person sees an answer after every
key, so every beginning of two characters or more is a search of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg import Connection

_PER_HANDLE = 6
_COMMON = ("maria silva", "jose santos", "silva", "ana souza", "joao da silva", "oliveira pereira", "farmacia")
_MISSPELT = ("luis sousa", "tais gonsalves", "vitor melo", "phelipe moraes", "valter correa", "willian teixera")
_HANDLES = {
    # handle: the stored text of customers that have it, from an id on
    "name": "select id, name from customers_party where kind = 'person'",
    "trade_name": "select id, trade_name from customers_party where trade_name <> ''",
    "cpf": "select id, document from customers_party where length(document) = 11",
    "cnpj": "select id, document from customers_party where document ~ '^[0-9]{14}$'",
    "letters_cnpj": "select id, document from customers_party where document ~ '^[0-9]*[A-Z][0-9A-Z]+$'",
    # The mobile lines that existed before the ninth digit, by which some still look for them, began with 6 to 9.
    "mobile": "select party_id as id, digits from customers_phone where digits ~ '^[1-9]{2}9[6-9][0-9]{7}$'",
    "landline": "select party_id as id, digits from customers_phone where length(digits) = 10",
    "email": "select party_id as id, address from customers_email where true",
    "code": "select party_id as id, code from customers_externalreference where true",
}


@dataclass(frozen=True, slots=True)
class Typing:
    """A text being typed; `party_id` is the customer whose whole handle it is, when it is one."""

    kind: str
    text: str
    party_id: int | None = None

    def beginnings(self) -> Iterator[str]:
        """What stands in the box after each key, from the second on; a space at the end changes nothing."""
        for length in range(2, len(self.text) + 1):
            if self.text[length - 1] != " ":
                yield self.text[:length]


def typings(connection: Connection[Any], customers: int, turn: int = 0) -> list[Typing]:
    """The list for a table of so many customers; another `turn` is the same list over other customers."""
    if turn == 0:
        found = [Typing("common", text) for text in _COMMON] + [Typing("misspelt", text) for text in _MISSPELT]
    else:
        found = []
    for handle, query in _HANDLES.items():
        for step in range(_PER_HANDLE):
            start = 1 + customers * (2 * step + turn) // (2 * _PER_HANDLE)
            row = connection.execute(f"{query} and {_id_of(query)} >= %s order by 1 limit 1", [start]).fetchone()
            if row:
                found += _ways(handle, step, *row)
    return found


def _id_of(query: str) -> str:
    return "party_id" if "party_id" in query else "id"


def _ways(handle: str, step: int, party_id: int, text: str) -> list[Typing]:
    """How a stored text is typed; the customers of one handle take turns at the ways."""
    match handle:
        case "name":
            words = text.split()
            ways = [text.lower(), " ".join(reversed(words)).lower(), f"{words[0]} {words[-1]}"]
            return [Typing("name", ways[step % len(ways)])]
        case "cpf":
            masked = f"{text[:3]}.{text[3:6]}.{text[6:9]}-{text[9:]}"
            ways = [masked, text, text[3:9]]
            return [_whole("cpf", ways[step % 3], party_id if step % 3 < 2 else None)]
        case "cnpj" | "letters_cnpj":
            masked = f"{text[:2]}.{text[2:5]}.{text[5:8]}/{text[8:12]}-{text[12:]}"
            ways = [masked, text.lower(), text[:8]]
            return [_whole(handle, ways[step % 3], party_id if step % 3 < 2 else None)]
        case "mobile":
            ways = [f"({text[:2]}) {text[2:7]}-{text[7:]}", text, text[2:], text[:2] + text[3:], text[-8:]]
            return [_whole("phone", ways[step % 5], party_id if step % 5 in (0, 1, 3) else None)]
        case "landline":
            return [_whole("phone", f"{text[:2]} {text[2:6]}-{text[6:]}" if step % 2 else text[2:], None)]
        case "email" | "code":
            return [_whole(handle, text, party_id)]
        case _:
            return [Typing("name", text.lower())]


def _whole(kind: str, text: str, party_id: int | None) -> Typing:
    return Typing(kind, text, party_id)
