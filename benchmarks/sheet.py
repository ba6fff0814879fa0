"""The spreadsheet the import is measured with: twenty columns, deterministic, as companies really keep them.

One row in ten is a customer the base already has, one in two hundred has a wrong check digit; the others are new.
"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from psycopg import Connection

from vinculo.demo.generator import people
from vinculo.kernel.brazil import cpf
from vinculo.kernel.text import fold

HEADERS = (
    "Código externo", "Origem", "CPF/CNPJ", "Tipo", "Nome", "Nome fantasia", "Nascimento", "Classe", "Ativo", "E-mail",
    "Telefone", "Telefone 2", "CEP", "Logradouro", "Número", "Bairro", "Município", "UF",
    "Aceita WhatsApp", "Observação",
)  # fmt: skip
_KNOWN_EVERY, _FAULTY_EVERY = 10, 200
# (municipality, state, DDD, first and last CEP)
_CITIES = (
    ("Campinas", "SP", "19", 13_010_000, 13_139_999),
    ("Curitiba", "PR", "41", 80_010_000, 82_990_000),
    ("Recife", "PE", "81", 50_010_000, 52_490_000),
    ("Belo Horizonte", "MG", "31", 30_110_000, 31_990_000),
)


def write_csv(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    """UTF-8, semicolons: what a Brazilian Excel opens."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows(rows)


def write_xlsx(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Clientes")
        for number, row in enumerate((HEADERS, *rows)):
            sheet.write_row(number, 0, row)


def rows(count: int, known: Sequence[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """`count` rows; `known` are (CPF, name) of customers of the base, used in turns."""
    random = Random(count)
    for number in range(1, count + 1):
        name = people.person(random).full
        document = _new_document(number)
        if known and number % _KNOWN_EVERY == 0:
            document, name = known[number // _KNOWN_EVERY % len(known)]
        elif number % _FAULTY_EVERY == 1:
            document = document[:-1] + str((int(document[-1]) + 1) % 10)
        yield _row(number, name, document, random)


def known_people(connection: Connection[Any], count: int, customers: int) -> list[tuple[str, str]]:
    """(CPF, name) of about `count` active people evenly spread over a base of so many customers."""
    step = max(1, customers // max(1, 2 * count))
    found = connection.execute(
        "select document, name from customers_party where id <= %s and id %% %s = 0 and is_active "
        "and length(document) = 11 order by id limit %s",
        [customers, step, count],
    )
    return [(str(document), str(name)) for document, name in found]


def _new_document(number: int) -> str:
    """A valid CPF that the generator of the demonstration never gives (it begins at 10.000.000)."""
    body = f"{number:09}"
    return body + cpf.check_digits(body)


def _row(number: int, name: str, document: str, random: Random) -> tuple[str, ...]:
    city, state, ddd, first_cep, last_cep = random.choice(_CITIES)
    cep = f"{random.randint(first_cep, last_cep):08}"
    birth = date(1950, 1, 1) + timedelta(days=random.randint(0, 20_000))
    return (
        f"B{number:07}",
        "ERP",
        f"{document[:3]}.{document[3:6]}.{document[6:9]}-{document[9:]}" if number % 2 else document,
        "PF",
        name,
        "",
        f"{birth:%d/%m/%Y}",
        random.choice("ABC"),
        "Sim",
        f"{fold(name).replace(' ', '.')}.{number}@exemplo.com.br" if number % 4 else "",
        f"({ddd}) 3{random.randint(0, 999):03}-{random.randint(0, 9_999):04}" if number % 3 == 0 else "",
        f"{ddd}9{random.randint(10_000_000, 99_999_999)}",
        f"{cep[:5]}-{cep[5:]}",
        random.choice(("Rua das Flores", "Avenida Brasil", "Rua Sete de Setembro", "Travessa da Paz")),
        str(random.randint(1, 3_000)),
        random.choice(("Centro", "Boa Vista", "Jardim América")),
        city,
        state,
        random.choice(("Sim", "Não", "")),
        "Cliente antigo da loja." if number % 5 == 0 else "",
    )
