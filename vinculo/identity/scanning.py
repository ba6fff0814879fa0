"""The whole base compared with itself: records that meet under a key are weighed, probable pairs enter the queue."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

from vinculo.engines.identity import Certainty, Place, Profile, Resemblance, Sharing, telephone_line, weigh
from vinculo.identity import scan_sql

MOST_IN_BLOCK: Final = 30
_OWN_HANDLES: Final = 3
_ROWS_AT_ONCE: Final = 2_000
_WIDTH: Final = 10
_BLOCK_NAMES: Final[Mapping[int, tuple[str, str]]] = {
    1: ("CPF/CNPJ", "CPFs/CNPJs"),
    2: ("documento estrangeiro", "documentos estrangeiros"),
    3: ("telefone", "telefones"),
    4: ("e-mail", "e-mails"),
    5: ("data de nascimento com o mesmo nome", "datas de nascimento com o mesmo nome"),
    6: ("nome com o mesmo endereço", "nomes com o mesmo endereço"),
    7: ("endereço com o mesmo prenome", "endereços com o mesmo prenome"),
}
_STEPS: Final = (
    (scan_sql.PARTIES, "Ouvindo os nomes"),
    (scan_sql.INDEX_PARTIES, "Ouvindo os nomes"),
    (scan_sql.KEYS, "Reunindo documentos, contatos e endereços"),
    (scan_sql.PAIRS, "Formando os pares"),
    (scan_sql.PROFILES, "Reunindo o que comparar"),
    (scan_sql.INDEX_PROFILES, "Reunindo o que comparar"),
)
# report(done, total, message): total is None while it is not known.
Report = Callable[[int, int | None, str], None]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Blocks with more than `MOST_IN_BLOCK` records, which say nothing about any two of them."""

    words: str
    blocks: int
    records: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan did: pairs weighed, pairs in the queue after it, and what it did not look into."""

    weighed: int
    found: int
    skipped: tuple[Skipped, ...]

    @property
    def sentence(self) -> str:
        pairs = "1 par parecido" if self.found == 1 else f"{self.found} pares parecidos"
        told = f"{pairs} na fila, de {self.weighed} comparados."
        for each in self.skipped:
            told += f" {each.blocks} {each.words} com mais de {MOST_IN_BLOCK} cadastros não contam ({each.records})."
        return told


def scan(company_id: int, *, now: datetime, report: Report) -> Scan:
    """Compare all records of a company and write the queue anew; pairs known to be different people stay out.

    `report` is called between the steps, outside any transaction of the queue, and may raise to stop: the queue is then
    as it was.
    """
    inputs = {"company": company_id, "most": MOST_IN_BLOCK, "own": _OWN_HANDLES}
    with connection.cursor() as cursor, _workroom(cursor):
        for statement, message in _STEPS:
            report(0, None, message)
            cursor.execute(statement, inputs)
        cursor.execute(scan_sql.TOO_LARGE, inputs)
        skipped = tuple(_skipped(*row) for row in cursor.fetchall())
        cursor.execute(scan_sql.SHARED, inputs)
        sharing = Sharing(dict(cursor.fetchall()))
        weighed = _weigh_all(cursor, sharing, report)
        found = _write(cursor, company_id, now)
    return Scan(weighed, found, skipped)


@contextmanager
def _workroom(cursor: CursorWrapper) -> Iterator[None]:
    """Temporary tables, and memory to sort with. After an error of the database its connection is thrown away."""
    cursor.execute(scan_sql.DROP)
    cursor.execute(scan_sql.PREPARE)
    is_broken = False
    try:
        yield
    except DatabaseError:
        is_broken = True
        raise
    finally:
        if not is_broken:
            cursor.execute(scan_sql.DROP)
            cursor.execute(scan_sql.RESET)


def _skipped(what: int, blocks: int, records: int) -> Skipped:
    one, many = _BLOCK_NAMES[what]
    return Skipped(one if blocks == 1 else many, blocks, int(records))


def _weigh_all(cursor: CursorWrapper, sharing: Sharing, report: Report) -> int:
    """Weigh each pair; the probable ones go to `scan_found`. Pairs come from a cursor of the server, few at a time."""
    cursor.execute(scan_sql.FOUND)
    cursor.execute("select count(*) from scan_pair")
    (total,) = cursor.fetchone()
    done = 0
    with transaction.atomic():
        cursor.execute(f"declare scan_meetings no scroll cursor for {scan_sql.MEETINGS}")
        while True:
            cursor.execute(f"fetch {_ROWS_AT_ONCE} from scan_meetings")
            rows = cursor.fetchall()
            if not rows:
                break
            _copy(cursor, _probable(rows, sharing))
            done += len(rows)
            report(done, total, "Comparando os pares")
        cursor.execute("close scan_meetings")
    return done


def _probable(rows: Sequence[tuple[Any, ...]], sharing: Sharing) -> Iterator[tuple[int, int, str, Resemblance]]:
    known: tuple[int, Profile] | None = None
    for row in rows:
        if known is None or known[0] != row[0]:
            known = (row[0], _profile(row[1:_WIDTH]))
        found = weigh(known[1], _profile(row[_WIDTH + 1 :]), sharing)
        if found.certainty >= Certainty.PROBABLE:
            yield row[0], row[_WIDTH], row[1], found


def _copy(cursor: CursorWrapper, found: Iterator[tuple[int, int, str, Resemblance]]) -> None:
    with cursor.copy("copy scan_found (first_id, second_id, kind, points, evidence) from stdin") as copy:
        for first, second, kind, resemblance in found:
            evidence = json.dumps([each.evidence.value for each in resemblance.findings])
            copy.write_row((first, second, kind, resemblance.points, evidence))


def _profile(row: Sequence[Any]) -> Profile:
    kind, name, trade_name, document, foreign_document, birth_date, digits, emails, places = row
    return Profile(
        kind=kind,
        names=(name, trade_name) if trade_name else (name,),
        document=document,
        foreign_document=foreign_document,
        birth_date=birth_date,
        lines=frozenset(map(telephone_line, digits)),
        emails=frozenset(emails),
        places=tuple(map(_place, places)),
    )


def _place(text: str) -> Place:
    city, cep, street, number = text.split("\x1f")
    return Place(int(city), cep, street, number)


def _write(cursor: CursorWrapper, company_id: int, now: datetime) -> int:
    """The queue as found, in one transaction; pairs known from before keep the day they were found."""
    inputs: dict[str, Any] = {"company": company_id, "now": now}
    with transaction.atomic():
        cursor.execute("analyze scan_found")
        cursor.execute(scan_sql.FORGET, inputs)
        cursor.execute(scan_sql.KEEP, inputs)
    cursor.execute("select count(*) from identity_lookalikepair where company_id = %(company)s", inputs)
    return int(cursor.fetchone()[0])
