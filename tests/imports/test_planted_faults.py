"""A sheet with one fault per row: each is named at its row and field, and none is invented."""

from tests.imports import planted
from tests.imports.conftest import ImportFile, Sheet, refusals, remarks

HEADERS = [
    "Código", "Origem", "Tipo", "Nome", "Nome fantasia", "CPF/CNPJ", "Estrangeiro", "Nascimento", "Classe", "Ativo",
    "E-mail", "E-mail 2", "Telefone", "Celular", "CEP", "Logradouro", "Número", "Complemento", "Bairro", "Município",
    "UF", "Código IBGE", "Vendedor", "Filial", "Aceita e-mail",
]  # fmt: skip
GOOD = {
    "Tipo": "PF", "Nome": "Maria da Silva", "E-mail": "maria@exemplo.com.br", "Telefone": "(19) 3232-1010",
    "CEP": "13010-000", "Logradouro": "Rua Um", "Número": "10", "Município": "Campinas", "UF": "SP",
}  # fmt: skip

# What is changed in a good row, and the field that must be refused ("" for a row that stays good).
PLANTED: list[tuple[dict[str, object], str]] = [
    ({}, ""),
    ({"CPF/CNPJ": "529.982.247-26"}, "document"),
    ({"CPF/CNPJ": "111.111.111-11"}, "document"),
    ({"CPF/CNPJ": "5299822472577777777"}, "document"),
    ({"CPF/CNPJ": "529.982.24A-25"}, "document"),
    ({"CPF/CNPJ": "1,23457E+13"}, "document"),
    ({"CPF/CNPJ": "11.222.333/0001-82", "Tipo": "PJ"}, "document"),
    ({"CPF/CNPJ": "00.000.000/0000-00", "Tipo": "PJ"}, "document"),
    ({"CPF/CNPJ": "11.222.333/0001-81"}, "document"),
    ({"CPF/CNPJ": "153.509.460-56", "Tipo": "PJ"}, "document"),
    ({"Tipo": "Autarquia"}, "kind"),
    ({"Nome": ""}, "name"),
    ({"Nome": "12345"}, "name"),
    ({"Nome": "N" * 151}, "name"),
    ({"Nome fantasia": "F" * 151}, "trade_name"),
    ({"Estrangeiro": "talvez"}, "is_foreign"),
    ({"Nascimento": "31/02/1980"}, "birth_date"),
    ({"Nascimento": "03/25/1980"}, "birth_date"),
    ({"Nascimento": "ontem"}, "birth_date"),
    ({"Nascimento": "1980"}, "birth_date"),
    ({"Nascimento": "01/01/2999"}, "birth_date"),
    ({"Nascimento": "01/01/1700"}, "birth_date"),
    ({"Classe": "PREFERENCIAL"}, "classification"),
    ({"Ativo": "quase"}, "is_active"),
    ({"E-mail": "maria.exemplo.com.br"}, "email_1"),
    ({"E-mail": "maria@exemplo"}, "email_1"),
    ({"E-mail": "a@b.com.br; c@d.com.br"}, "email_1"),
    ({"E-mail": "ma ria@exemplo.com.br"}, "email_1"),
    ({"E-mail 2": "maria@@exemplo.com.br"}, "email_2"),
    ({"Telefone": "(19) 123"}, "phone_1"),
    ({"Telefone": "(20) 3232-1010"}, "phone_1"),
    ({"Telefone": "(19) 8765-4321"}, "phone_1"),
    ({"Celular": "falar com Ana"}, "phone_2"),
    ({"CEP": "1301"}, "cep"),
    ({"CEP": "00000-000"}, "cep"),
    ({"CEP": "ABCDE-FGH"}, "cep"),
    ({"CEP": "80010-000"}, "cep"),
    ({"Município": "Campnas"}, ""),  # the CEP says which town was meant
    ({"Município": "Campnas", "CEP": ""}, "municipality"),
    ({"Município": "Curitiba"}, "municipality"),
    ({"Município": "", "CEP": ""}, "municipality"),
    ({"UF": "XX"}, "state"),
    ({"Código IBGE": "9999999"}, "ibge_code"),
    ({"Código IBGE": "4106902"}, "municipality"),
    ({"Logradouro": "R" * 151}, "street"),
    ({"Número": "1" * 21}, "number"),
    ({"Complemento": "C" * 81}, "complement"),
    ({"Bairro": "B" * 81}, "district"),
    ({"Vendedor": "ninguem@aurora.example"}, "seller"),
    ({"Vendedor": "carla@aurora.example", "Filial": "01"}, "seller"),
    ({"Filial": "99"}, "establishment"),
    ({"Código": "C" * 61}, "code"),
    ({"Código": "9,9E+12"}, "code"),
    ({"Origem": ""}, "origin"),
    ({"Aceita e-mail": "às vezes"}, "consent_email"),
    ({"Nome": "#REF!"}, "name"),
    ({}, ""),
]


def test_each_planted_fault_is_named_and_none_is_invented(sheet: Sheet, import_file: ImportFile) -> None:
    rows, expected = [], set()
    for number, (changes, field) in enumerate(PLANTED, start=2):
        row: dict[str, object] = {**GOOD, "Código": f"P{number}", "Origem": "ERP", **changes}
        rows.append([row.get(header, "") for header in HEADERS])
        if field:
            expected.add((number, field))
    run = import_file(sheet(HEADERS, rows))
    found = set(refusals(run))
    extra = {(number, field) for number, field in found if (number, field) not in expected}
    # A failed formula leaves the name empty, and a code of another town also contradicts its UF: same cause, same row.
    assert {number for number, _ in found} == {number for number, _ in expected}
    assert expected <= found
    assert {field for _, field in extra} <= {"name", "ibge_code", "municipality"}, extra
    assert run.read == len(PLANTED)
    assert run.refused == len(expected)
    assert run.created == len(PLANTED) - len(expected)


def test_hundreds_of_planted_faults_are_named_and_none_is_invented(sheet: Sheet, import_file: ImportFile) -> None:
    """Faults, repairs and look-alikes of every kind, against a base that knows some of the people."""
    import_file(sheet(planted.HEADERS, _lines(planted.base_rows()), "base.xlsx"))
    rows = planted.planted()
    path = sheet(planted.HEADERS, _lines([each.cells for each in rows]), "planted.xlsx")
    checked = import_file(path, write=False)
    for severity, wanted in (
        ("refusal", [each.refused for each in rows]),
        ("warning", [each.warned for each in rows]),
        ("note", [each.noted for each in rows]),
    ):
        expected = {(number, field) for number, fields in enumerate(wanted, start=2) for field in fields}
        found = {(number, field): sentence for number, field, sentence in remarks(checked, severity)}
        missed = [(number, field, rows[number - 2].story) for number, field in sorted(expected - set(found))]
        extra = sorted(set(found) - expected)
        invented = [(number, field, rows[number - 2].story, found[number, field]) for number, field in extra]
        assert missed == [], severity
        assert invented == [], severity
    assert sum(bool(each.refused) for each in rows) > 250
    run = import_file(path)
    assert refusals(run) == refusals(checked)
    assert run.refused == sum(bool(each.refused) for each in rows)
    assert run.created == len(rows) - run.refused


def _lines(rows: list[planted.Cells]) -> list[list[object]]:
    return [[cells.get(header, "") for header in planted.HEADERS] for cells in rows]


def test_all_faults_of_a_row_are_named(sheet: Sheet, import_file: ImportFile) -> None:
    row = {
        **GOOD,
        "Código": "1",
        "Origem": "ERP",
        "CPF/CNPJ": "529.982.247-26",
        "E-mail": "x",
        "Telefone": "1",
        "CEP": "9",
    }
    run = import_file(sheet(HEADERS, [[row.get(header, "") for header in HEADERS]]))
    assert {field for _, field in refusals(run)} >= {"document", "email_1", "phone_1", "cep"}


def test_the_sentence_says_which_digit_and_suggests_the_town(sheet: Sheet, import_file: ImportFile) -> None:
    row = {**GOOD, "CPF/CNPJ": "529.982.247-26", "Município": "Campnas", "CEP": ""}
    run = import_file(sheet(HEADERS, [[row.get(header, "") for header in HEADERS]]))
    sentences = " ".join(sentence for _, _, sentence in remarks(run, "refusal"))
    assert "deveria ser 25" in sentences
    assert "Seria Campinas/SP?" in sentences


def test_repeated_rows_name_the_first(sheet: Sheet, import_file: ImportFile) -> None:
    headers = ["Nome", "CPF", "Código", "Telefone"]
    rows = [
        ["Ana", "529.982.247-25", "1", ""],
        ["Ana de novo", "52998224725", "2", ""],
        ["Outro", "", "1", ""],
        ["Sem nada", "", "", "(19) 3232-1010"],
        ["SEM NADA", "", "", "1932321010"],
    ]
    run = import_file(sheet(headers, rows), origin="erp")
    assert refusals(run) == [(3, "document"), (4, "code"), (6, "name")]
    sentences = [sentence for _, _, sentence in remarks(run, "refusal")]
    assert sentences == [
        "Mesmo CPF/CNPJ da linha 2.",
        "Mesmo código externo da linha 2.",
        "Mesmo nome e contato da linha 5.",
    ]


def test_repeated_rows_are_found_across_batches(sheet: Sheet, import_file: ImportFile) -> None:
    rows = [[f"Cliente {n}", "", f"{n % 7}"] for n in range(20)]
    run = import_file(sheet(["Nome", "CPF", "Código"], rows), origin="erp", batch_rows=3)
    assert (run.created, run.refused) == (7, 13)
    assert all(f"da linha {2 + (row - 2) % 7}." in sentence for row, _, sentence in remarks(run, "refusal"))
