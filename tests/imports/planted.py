"""A customer sheet full of planted faults and of what only looks like one, each with what must be said of it.

The same rows every time. Check digits are reckoned here by the rules of the Receita, not by the product.
"""

from collections.abc import Iterator
from dataclasses import dataclass

Cells = dict[str, object]

HEADERS = [
    "Código", "Origem", "Tipo", "Nome", "Nome fantasia", "CPF/CNPJ", "Estrangeiro", "Documento estrangeiro",
    "Nascimento", "Classe", "Ativo", "E-mail", "E-mail 2", "Telefone", "Celular", "CEP", "Logradouro", "Número",
    "Complemento", "Bairro", "Município", "UF", "Código IBGE", "Aceita e-mail",
]  # fmt: skip
_GIVEN = [
    "Alice", "Bruno", "Célia", "Danilo", "Elisa", "Fábio", "Gilda", "Heitor",
    "Irene", "Jonas", "Karina", "Lauro", "Míriam", "Nestor", "Olívia", "Paulo",
]  # fmt: skip
_MIDDLE = [
    "Andrade", "Barbosa", "Cardoso", "Duarte", "Esteves",
    "Furtado", "Gouveia", "Holanda", "Iglesias", "Junqueira",
]  # fmt: skip
_LAST = [
    "Linhares", "Machado", "Noronha", "Oliveira", "Peixoto",
    "Quadros", "Rezende", "Salgado", "Teixeira", "Valadares",
]  # fmt: skip
_CAPITALS = [
    ("São Paulo", "SP", "01310-100"), ("Rio de Janeiro", "RJ", "20040-002"), ("Vitória", "ES", "29010-002"),
    ("Belo Horizonte", "MG", "30130-010"), ("Salvador", "BA", "40020-000"), ("Aracaju", "SE", "49010-000"),
    ("Recife", "PE", "50010-000"), ("Maceió", "AL", "57020-000"), ("Fortaleza", "CE", "60010-000"),
    ("Belém", "PA", "66010-000"), ("Curitiba", "PR", "80010-000"), ("Florianópolis", "SC", "88010-000"),
    ("Porto Alegre", "RS", "90010-000"),
]  # fmt: skip
_NO_SUCH_AREA = (20, 23, 25, 26, 29, 36, 39, 40, 50, 52, 56, 57, 58, 59, 60, 70, 72, 76, 78, 80, 90)


@dataclass(frozen=True, slots=True)
class Planted:
    """A row, and the fields that must be refused, warned of and noted in it; all empty for a row without a fault."""

    story: str
    cells: Cells
    refused: frozenset[str] = frozenset()
    warned: frozenset[str] = frozenset()
    noted: frozenset[str] = frozenset()


def cpf(base: int) -> str:
    digits = [int(each) for each in f"{base:09}"]
    for _ in range(2):
        rest = sum(digit * weight for digit, weight in zip(digits, range(len(digits) + 1, 1, -1), strict=True)) % 11
        digits.append(0 if rest < 2 else 11 - rest)
    return "".join(map(str, digits))


def cnpj(root: str, order: str = "0001") -> str:
    """Letters count as their ASCII code less 48 (Nota Técnica 49/2024)."""
    body = root + order
    for weights in ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)):
        rest = sum((ord(each) - 48) * weight for each, weight in zip(body, weights, strict=True)) % 11
        body += str(0 if rest < 2 else 11 - rest)
    return body


def spoilt(document: str, place: int) -> str:
    """With one of the check digits (1 or 2 from the end) a step higher."""
    at = len(document) - place
    return f"{document[:at]}{(int(document[at]) + 1) % 10}{document[at + 1 :]}"


def name(number: int) -> str:
    return f"{_GIVEN[number % 16]} {_MIDDLE[number // 16 % 10]} {_LAST[number // 160 % 10]}"


def base_rows() -> list[Cells]:
    """Who is in the base before: twelve people, twelve firms."""
    people = [person(1_000 + n, **{"Tipo": "PF", "CPF/CNPJ": cpf(310_000_000 + n) if n % 2 else ""}) for n in range(12)]
    return people + [firm(1_100 + n, f"{45_100_000 + n}") for n in range(12)]


def person(number: int, **changed: object) -> Cells:
    return {
        "Código": f"P{number}", "Origem": "ERP", "Tipo": "PF", "Nome": name(number),
        "E-mail": f"cliente{number}@exemplo.com.br", "Telefone": f"(19) 32{number // 100:02}-{number % 100:02}77",
        "CEP": "13010-000", "Logradouro": f"Rua {number}", "Número": str(number), "Município": "Campinas",
        "UF": "SP", **changed,
    }  # fmt: skip


def firm(number: int, root: str, order: str = "0001", **changed: object) -> Cells:
    cells = {"Tipo": "PJ", "Nome": f"{name(number)} Comércio Ltda", "CPF/CNPJ": cnpj(root, order), **changed}
    return person(number, **cells)


def planted() -> list[Planted]:
    """The rows of the sheet, in order; the first is row 2 of the sheet."""
    rows: list[Planted] = []
    for part in (
        _documents,
        _as_programs_write,
        _dates,
        _phones_and_mails,
        _places,
        _swapped,
        _texts,
        _formulas,
        _repeated,
        _lookalikes,
    ):
        rows.extend(part(2_000 + len(rows) * 2))
    return rows


def _fault(story: str, cells: Cells, *fields: str) -> Planted:
    return Planted(story, cells, refused=frozenset(fields))


def _documents(number: int) -> Iterator[Planted]:
    for n in range(12):
        number += 6
        valid, root = cpf(412_345_678 + 7_919 * n), f"{33_412_345 + 7_919 * n}"
        yield Planted("valid CPF", person(number, **{"CPF/CNPJ": valid}))
        yield _fault("wrong digit", person(number + 1, **{"CPF/CNPJ": spoilt(valid, 1 + n % 2)}), "document")
        yield Planted("valid CNPJ", firm(number + 2, root))
        yield _fault("wrong digit", firm(number + 3, root, **{"CPF/CNPJ": spoilt(cnpj(root), 1 + n % 2)}), "document")
        letters = f"12ABC{n:02}{chr(65 + n)}"
        yield Planted("CNPJ with letters", firm(number + 4, letters))
        spoilt_letters = spoilt(cnpj(letters), 1 + n % 2)
        yield _fault("wrong digit", firm(number + 5, letters, **{"CPF/CNPJ": spoilt_letters}), "document")
    for n in range(10):
        number += 6
        short = cpf(10 ** (n % 4 + 4) * 8 + 1_237 * n)  # one to four zeros in front
        stripped = person(number, **{"CPF/CNPJ": int(short)})
        yield Planted("CPF without its zeros", stripped, noted=frozenset({"document"}))
        wrong = spoilt(cpf(10 ** (n % 4 + 4) * 7 + 1_237 * n), 1).lstrip("0")
        yield _fault("neither so nor with zeros", person(number + 1, **{"CPF/CNPJ": wrong}), "document")
        stretched = person(number + 2, **{"CPF/CNPJ": f"000{cpf(513_000_000 + n)}"})
        yield Planted("CPF stretched to a CNPJ", stretched, noted=frozenset({"document"}))
        yield _fault("one digit ten times", person(number + 3, **{"CPF/CNPJ": str(n) * 11}), "document")
        yield _fault("CNPJ of a person", person(number + 4, **{"CPF/CNPJ": cnpj(f"{34_000_000 + n}")}), "document")
        yield (
            _fault(
                "CPF of a firm", firm(number + 5, f"{34_500_000 + n}", **{"CPF/CNPJ": cpf(514_000_000 + n)}), "document"
            )
            if n
            else (_fault("digits lost", person(number + 5, **{"CPF/CNPJ": "5,29982E+10"}), "document"))
        )


def _as_programs_write(number: int) -> Iterator[Planted]:
    """What other programs and pasted text leave around a value is no fault of the person's."""
    for n in range(4):
        number += 8
        document = cpf(620_700_000 + n)
        yield Planted("apostrophe", person(number, **{"CPF/CNPJ": f"'{document}"}))
        yield Planted("formula of a text", person(number + 1, **{"CPF/CNPJ": f'="{cpf(620_800_000 + n)}"'}))
        yield Planted("no width", person(number + 2, **{"E-mail 2": f"\u200bz{n}@exemplo.com.br\ufeff"}))
        yield Planted("carrier to choose", person(number + 3, Celular=f"(0xx19) 9{8_600 + n}-4321"))
        yield Planted("decimal telephone", person(number + 4, Celular=f"199{8_500 + n}4321.0"))
        yield _fault("CEP short of a digit", person(number + 5, CEP=f"13.01{n}-90"), "cep")
        yield _fault("the year one", person(number + 6, Nascimento=f"0{n + 1}/01/0001"), "birth_date")


def _dates(number: int) -> Iterator[Planted]:
    dead = (
        "31/02/1980", "30/02/1980", "29/02/1981", "29/02/1900", "31/04/1975", "31/06/1975", "31/09/1975", "31/11/1975",
        "00/01/1980", "32/01/1980", "10/00/1980", "03/25/1980", "12/31/1979", "1980-02-30", "1980-13-01", "01/01/2999",
        "01/01/1700", "ontem", "19800231", "15 de março",
    )  # fmt: skip
    for text in dead:
        number += 1
        yield _fault(f"dead date {text}", person(number, Nascimento=text), "birth_date")
    for text in ("29/02/1980", "29/02/2000", "31/12/1979", "1980-03-15", "15.03.1980", "15-3-1980", "15031980"):
        number += 1
        yield Planted(f"good date {text}", person(number, Nascimento=text))
    for text in ("15/03/80", 29_295):
        number += 1
        yield Planted(f"guessed date {text}", person(number, Nascimento=text), noted=frozenset({"birth_date"}))


def _phones_and_mails(number: int) -> Iterator[Planted]:
    wrong = (
        *(f"({area}) 3232-{area}77" for area in _NO_SUCH_AREA), "(19) 123", "(19) 8765-4321", "(19) 1232-1010",
        "falar com Ana", "(19) 98765-43210", "(00) 3232-1010",
    )  # fmt: skip
    for text in wrong:
        number += 1
        yield _fault(f"telephone {text}", person(number, Telefone=text), "phone_1")
        number += 1
        yield _fault(f"second telephone {text}", person(number, Celular=text), "phone_2")
    for n, form in enumerate(("(19) 9{0}-{1}", "19 9{0} {1}", "199{0}{1}", "+55 19 9{0}-{1}", "019 9{0}-{1}")):
        number += 1
        yield Planted(f"telephone {form}", person(number, Celular=form.format(8_700 + n, 4_321)))
    number += 1
    completed = person(number, Telefone="3299-8877")
    yield Planted("telephone without its area", completed, noted=frozenset({"phone_1"}))
    number += 1
    nowhere = {"CEP": "", "Logradouro": "", "Número": "", "Município": "", "UF": ""}
    yield _fault("nothing to complete it by", person(number, Telefone="3299-8876", **nowhere), "phone_1")
    for text in ("x", "a.b.com.br", "a@exemplo", "a@@b.com.br", "a b@c.com.br", "a@b.com.br; c@d.com.br", "@b.com.br"):
        number += 1
        yield _fault(f"mail {text}", person(number, **{"E-mail": text}), "email_1")
        number += 1
        yield _fault(f"second mail {text}", person(number, **{"E-mail 2": text}), "email_2")


def _places(number: int) -> Iterator[Planted]:
    for n, (town, state, cep) in enumerate(_CAPITALS):
        where: Cells = {"Município": town, "UF": state, "CEP": cep}
        other_town, other_state, other_cep = _CAPITALS[(n + 1) % len(_CAPITALS)]
        number += 6
        yield Planted("CEP of the state", person(number, **where))
        yield _fault("CEP of another state", person(number + 1, **{**where, "CEP": other_cep}), "cep")
        elsewhere = {**where, "Município": other_town}
        yield _fault("town of another state", person(number + 2, **{**elsewhere, "CEP": ""}), "municipality")
        unknown = {**where, "Município": f"Nova {town} do Meio", "CEP": ""}
        yield _fault("no such town", person(number + 3, **unknown), "municipality")
        meant = person(number + 4, **{**where, "Município": f"{town[:3]}{town[4:]}"})
        yield Planted("misspelt, the CEP tells", meant, noted=frozenset({"municipality"}))
        number_code = {**where, "UF": other_state, "Município": "", "Código IBGE": "3509502", "CEP": ""}
        yield (
            _fault("code against the state", person(number + 5, **number_code), "ibge_code")
            if other_state != "SP"
            else (_fault("no such state", person(number + 5, **{**where, "UF": "XX"}), "state"))
        )
    number += 6
    for cep in ("1301", "00000-000", "ABCDE-FGH", "130100000"):
        number += 1
        yield _fault(f"CEP {cep}", person(number, CEP=cep), "cep")
    for n in range(5):
        number += 1
        paulista = person(number, CEP=1_310_100 + n, Município="São Paulo")
        yield Planted("CEP without its zero", paulista, noted=frozenset({"cep"}))
        number += 1
        yield Planted("CEP of the next town", person(number, CEP=f"0131{n}-100"), warned=frozenset({"cep"}))
    number += 1
    yield _fault("towns of one name", person(number, Município="Bom Jesus", UF="", CEP=""), "municipality")
    number += 1
    yield Planted("told apart by the state", person(number, Município="Bom Jesus", UF="PI", CEP=""))


def _swapped(number: int) -> Iterator[Planted]:
    for n in range(8):
        number += 5
        document = cpf(230_500_000 + n)  # as a telephone: an area that does not exist
        mine = person(number)
        yield _fault("name and document", {**mine, "Nome": document, "CPF/CNPJ": mine["Nome"]}, "name", "document")
        mine = person(number + 1)
        yield _fault(
            "mail and telephone", {**mine, "E-mail": mine["Telefone"], "Telefone": mine["E-mail"]}, "email_1", "phone_1"
        )
        mine = person(number + 2)
        yield _fault("CEP and number", {**mine, "CEP": str(100 + n), "Número": "13010-000"}, "cep")
        mine = person(number + 3)
        yield _fault("town and state", {**mine, "Município": "SP", "UF": "Campinas"}, "municipality", "state")
        yield _fault("CPF as telephone", person(number + 4, Telefone=document), "phone_1")


def _texts(number: int) -> Iterator[Planted]:
    widths = (
        ("Nome", "name", 150), ("Nome fantasia", "trade_name", 150), ("Logradouro", "street", 150),
        ("Número", "number", 20), ("Complemento", "complement", 80), ("Bairro", "district", 80),
        ("Código", "code", 60), ("Classe", "classification", 10), ("Documento estrangeiro", "foreign_document", 40),
    )  # fmt: skip
    for header, field, width in widths:
        number += 4
        yield Planted("as long as may be", person(number, **{header: "Ç" * width}))
        yield _fault("a letter more", person(number + 1, **{header: "Ã" * (width + 1)}), field)
        yield _fault("far longer", person(number + 2, **{header: "Õ" * 900}), field)
        padded = person(number + 3, **{header: f"  É{' ' * 900}É  "})
        yield Planted("long of spaces alone", padded)
    number += 4
    for header, field, text in (
        ("Tipo", "kind", "Autarquia"), ("Estrangeiro", "is_foreign", "talvez"), ("Ativo", "is_active", "quase"),
        ("Aceita e-mail", "consent_email", "às vezes"), ("Código", "code", "9,9E+12"), ("Nome", "name", ""),
        ("Nome", "name", "12345"), ("Origem", "origin", ""), ("Código IBGE", "ibge_code", "9999999"),
    ):  # fmt: skip
        number += 1
        yield _fault(f"{header} {text}", person(number, **{header: text}), field)
    for n, (header, text) in enumerate((("Tipo", "física"), ("Ativo", "bloqueado"), ("Aceita e-mail", "não"))):
        yield Planted(f"{header} {text}", person(number + 1 + n, **{header: text}))


def _formulas(number: int) -> Iterator[Planted]:
    fields = {
        "Nome": "name",
        "E-mail": "email_1",
        "Telefone": "phone_1",
        "Nascimento": "birth_date",
        "Classe": "classification",
    }
    for header, field in fields.items():
        for error in ("#REF!", "#N/D", "#VALOR!", "#DIV/0!", "#NOME?"):
            number += 1
            yield _fault(f"failed {header}", person(number, **{header: error}), field)
    for n in range(6):
        number += 1
        computed = person(number, Complemento=("=1+1", f"Sala {n}"))
        yield Planted("computed", computed, noted=frozenset() if n else frozenset({"complement"}))
    for text in ("=cmd|'/c calc'!A0", "+Soma Materiais", "@loja", "-Silva"):
        number += 1
        yield Planted("text like a formula", person(number, **{"Nome fantasia": text}))


def _repeated(number: int) -> Iterator[Planted]:
    for n in range(8):
        number += 8
        document, root = cpf(6_100_000 + n), f"{46_000_000 + n}"
        masked = f"{document[:3]}.{document[3:6]}.{document[6:9]}-{document[9:]}"
        yield Planted("first", person(number, **{"CPF/CNPJ": masked}))
        yield Planted(
            "again, without its zeros",
            person(number + 1, **{"CPF/CNPJ": int(document)}),
            refused=frozenset({"document"}),
            noted=frozenset({"document"}),
        )
        yield Planted("first", firm(number + 2, root))
        yield _fault("again", firm(number + 3, root), "document")
        yield Planted("a branch of it", firm(number + 4, root, "0002"))
        yield Planted("first", person(number + 5))
        yield _fault("its code again", person(number + 6, Código=f"P{number + 5}"), "code")
        yield Planted("its code, of another system", person(number + 7, Código=f"P{number + 5}", Origem="DMS"))


def _lookalikes(number: int) -> Iterator[Planted]:
    """Of those in the base. What a family, a branch or a firm of the same owner shares is no reason to speak."""
    for n, known in enumerate(base_rows()[:12]):
        number += 6
        shared: Cells = {"Telefone": known["Telefone"]}
        given, middle, last = str(known["Nome"]).split()
        slip = f"{given} {middle[:3]}{middle[4:]} {last}"
        yield Planted("a slip", person(number, Nome=slip, **shared), warned=frozenset({"name"}))
        yield Planted("a name within", person(number + 1, Nome=f"{given} {last}", **shared), warned=frozenset({"name"}))
        child = _GIVEN[(n + 5) % 16]
        household = {"Logradouro": known["Logradouro"], "Número": known["Número"], "E-mail": known["E-mail"], **shared}
        yield Planted("of the family", person(number + 2, Nome=f"{child} {middle} {last}", **household))
        yield Planted("the son", person(number + 3, Nome=f"{given} {middle} {last} Filho", **household))
        owned = firm(number + 4, f"{47_000_000 + n}", Nome=f"{given} {middle} {last} ME", **shared)
        yield Planted("the firm of the owner", owned)
        other = person(number + 5, Nome=slip, **{"CPF/CNPJ": cpf(310_500_000 + n)}, **shared)
        warned = frozenset() if known["CPF/CNPJ"] else frozenset({"name"})
        yield Planted("a namesake, if the known has a CPF", other, warned=warned)
    for n, known in enumerate(base_rows()[12:]):
        number += 1
        shared = {header: known[header] for header in ("Nome", "Telefone", "E-mail", "Logradouro", "Número")}
        yield Planted("a branch of a known firm", firm(number + 6, f"{45_100_000 + n}", "0003", **shared))
