"""The complete form in a spreadsheet: sections that replace, the key that recognises, what strict files must say."""

import pytest

from tests.cast import Cast
from tests.imports.conftest import ImportFile, Sheet, refusals, remarks
from vinculo.customers.models import Complement, Consent, Party, PartyRole, Phone, Responsible, StateRegistration
from vinculo.imports.customers.fields import option_faults
from vinculo.imports.models import Run

HEADERS = [
    "Código",
    "Origem",
    "Tipo",
    "Nome",
    "CPF/CNPJ",
    "Estrangeiro",
    "Telefone",
    "UF",
    "Município",
    "Papéis",
    "CNAE",
    "Inscrição estadual",
    "Regime tributário",
    "Categoria fiscal",
    "Vendas internas",
    "SAC",
    "Aceita e-mail",
    "Base legal",
    "Origem dos dados",
]
LUZ = {
    "Código": "7", "Origem": "ERP", "Tipo": "PJ", "Nome": "Luz Comércio Ltda", "CPF/CNPJ": "11.222.333/0001-81",
    "Estrangeiro": "Não", "Telefone": "(19) 3232-1010", "UF": "SP", "Município": "Campinas",
    "Papéis": "Cliente; Fornecedor, transportadora", "CNAE": "4511-1/01", "Inscrição estadual": "110.042.490.114",
    "Regime tributário": "Simples", "Categoria fiscal": "Revenda", "Vendas internas": "ana@aurora.example",
    "SAC": "sara@aurora.example", "Aceita e-mail": "S", "Base legal": "Legítimo interesse",
    "Origem dos dados": "Feira 2026",
}  # fmt: skip


def line(**changes: object) -> list[object]:
    row: dict[str, object] = {**LUZ, **changes}
    return [row[header] for header in HEADERS]


@pytest.fixture
def luz(sheet: Sheet, import_file: ImportFile) -> Party:
    import_file(sheet(HEADERS, [line()]))
    return Party.objects.get()


def test_what_a_numeric_cell_drops_is_put_back_and_said(sheet: Sheet, import_file: ImportFile) -> None:
    changed = {"CNAE": 111301, "Inscrição estadual": 100482300112, "UF": "AC", "Município": "Rio Branco"}
    run = import_file(sheet([*HEADERS, "UF da inscrição"], [[*line(**changed), "Acre"], [*line(Código="8"), "ZZ"]]))
    assert [(number, field) for number, field, _ in remarks(run, "note")] == [(2, "cnae"), (2, "state_registration")]
    assert (3, "registration_state") in refusals(run)
    assert StateRegistration.objects.get().number == "0100482300112"


def test_a_column_of_area_codes_completes_the_telephones(sheet: Sheet, import_file: ImportFile) -> None:
    rows = [
        ["1", "Ana", "(31)", "98765-4321"],
        ["2", "Bia", "20", "98765-4322"],
        ["3", "Caio", "31", "(11) 98765-4323"],
    ]
    run = import_file(sheet(["Código", "Nome", "DDD", "Celular"], rows), origin="erp")
    assert (3, "area_code") in refusals(run)
    assert set(Phone.objects.values_list("number", flat=True)) == {"+5531987654321", "+5511987654323"}


def test_a_name_that_sounds_alike_with_the_same_birth_is_warned_of(sheet: Sheet, import_file: ImportFile) -> None:
    headers = ["Código", "Nome", "Nascimento"]
    import_file(sheet(headers, [["1", "Thaís Gonçalves de Souza", "15/03/1980"]]), origin="erp")
    rows = [["2", "TAIS GONSALVES SOUSA", "15/03/1980"], ["3", "Tais Gonsalves Sousa", "16/04/1991"],
            ["4", "Bruno Gonçalves de Souza", "15/03/1980"]]  # fmt: skip
    run = import_file(sheet(headers, rows, "b.xlsx"), origin="erp", write=False)
    assert [(number, field) for number, field, _ in remarks(run, "warning")] == [(2, "name")]


def test_every_section_enters(luz: Party, cast: Cast) -> None:
    complement = Complement.objects.get(party=luz)
    assert (complement.cnae, complement.tax_regime, complement.fiscal_category) == ("4511101", "simples", "resale")
    assert set(PartyRole.objects.values_list("role", flat=True)) == {"supplier", "carrier"}
    registration = StateRegistration.objects.get()
    assert (registration.state_id, registration.number) == ("SP", "110042490114")
    people = dict(Responsible.objects.values_list("matter", "user_id"))
    assert people == {"inside_sales": cast.user("ana").pk, "customer_service": cast.user("sara").pk}
    consent = Consent.objects.get()
    assert (consent.legal_basis, consent.source) == ("legitimate_interest", "Feira 2026")


def test_sections_replace_and_contacts_add(luz: Party, sheet: Sheet, import_file: ImportFile, cast: Cast) -> None:
    changed = line(
        **{"Telefone": "(19) 3232-2020", "CNAE": "4530-7/03", "Categoria fiscal": "", "Vendas internas": "",
           "SAC": "rita@aurora.example", "Papéis": "Seguradora"}
    )  # fmt: skip
    run = import_file(sheet(HEADERS, [changed], "b.xlsx"))
    assert (run.updated, run.refused) == (1, 0)
    assert set(Phone.objects.values_list("number", flat=True)) == {"+551932321010", "+551932322020"}
    complement = Complement.objects.get()
    assert (complement.cnae, complement.fiscal_category, complement.tax_regime) == ("4530703", "", "simples")
    assert dict(Responsible.objects.values_list("matter", "user_id")) == {"customer_service": cast.user("rita").pk}
    assert PartyRole.objects.count() == 3
    again = import_file(sheet(HEADERS, [changed], "c.xlsx"))
    assert (again.updated, again.unchanged) == (0, 1)


def test_a_row_that_says_nothing_of_a_section_leaves_it(luz: Party, sheet: Sheet, import_file: ImportFile) -> None:
    blank = dict.fromkeys(("CNAE", "Regime tributário", "Categoria fiscal", "Vendas internas", "SAC", "Papéis",
                           "Inscrição estadual", "Base legal", "Origem dos dados"), "")  # fmt: skip
    run = import_file(sheet(HEADERS, [line(**blank)], "b.xlsx"))
    assert run.unchanged == 1
    assert Complement.objects.get().cnae == "4511101"
    assert Responsible.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"CNAE": "9999-9/99"}, "cnae", "não existe na tabela"),
        ({"Tipo": "PF", "CPF/CNPJ": "529.982.247-25"}, "cnae", "Só organizações"),
        ({"Inscrição estadual": "110.042.490.115"}, "state_registration", ""),
        ({"Regime tributário": "Imaginário"}, "tax_regime", "não é um dos valores"),
        ({"Papéis": "Amigo"}, "roles", "não é um dos valores"),
        ({"SAC": "sarra@aurora.example"}, "responsible_customer_service", "Seria sara@aurora.example?"),
        ({"Base legal": "porque sim"}, "legal_basis", "não é um dos valores"),
        ({"Categoria fiscal": "presente"}, "fiscal_category", "não é um dos valores"),
    ],
)
def test_each_fault_has_its_field(
    sheet: Sheet, import_file: ImportFile, changes: dict[str, str], field: str, words: str
) -> None:
    run = import_file(sheet(HEADERS, [line(**changes)]))
    assert refusals(run) == [(2, field)]
    assert words in remarks(run, "refusal")[0][2]
    assert not Party.objects.exists()


def test_exempt_from_registering_is_a_status(sheet: Sheet, import_file: ImportFile) -> None:
    import_file(sheet(HEADERS, [line(**{"Inscrição estadual": "ISENTO"})]))
    assert Complement.objects.get().tax_status == "exempt"
    assert not StateRegistration.objects.exists()


def test_a_strict_file_must_say_who_each_row_is(sheet: Sheet, import_file: ImportFile) -> None:
    rows = [
        line(),
        line(**{"Código": "8", "Origem": "", "CPF/CNPJ": "529.982.247-25", "Tipo": "PF", "CNAE": ""}),
        line(**{"Código": "", "CPF/CNPJ": "12.ABC.345/01DE-35"}),
        line(**{"Código": "9", "CPF/CNPJ": "", "Estrangeiro": "Sim", "Tipo": ""}),
        line(**{"Código": "10", "CPF/CNPJ": ""}),
    ]
    run = import_file(sheet(HEADERS, rows), options={"strict": "strict"}, origin="erp")
    assert refusals(run) == [(3, "origin"), (4, "code"), (5, "kind"), (6, "document")]
    mapping = {0: "name", 1: "document", 2: "code"}
    assert [fault.partition(":")[0] for fault in option_faults(mapping, {"strict": "strict"})] == [
        "A identificação completa precisa das colunas",
        "A identificação completa precisa da base legal, em uma coluna ou para a planilha toda.",
        "A identificação completa precisa da origem dos dados, em uma coluna ou para a planilha toda.",
    ]
    assert option_faults(mapping, {"match": "phone"})
    assert option_faults(mapping, {"match": "code"}) == []


class TestTheChosenKey:
    headers = ("Código", "Nome", "CPF/CNPJ", "E-mail", "Telefone")

    @pytest.fixture(autouse=True)
    def known(self, sheet: Sheet, import_file: ImportFile) -> None:
        rows = [
            ["1", "Ana Lima", "529.982.247-25", "ana@x.com.br", "(19) 3232-1010"],
            ["2", "Rui Sá", "111.444.777-35", "rui@x.com.br", "(19) 3232-2020"],
            ["3", "Eva Sá", "", "eva@x.com.br", "(19) 3232-2020"],
        ]
        import_file(sheet(self.headers, rows), origin="erp")

    def bring(self, sheet: Sheet, import_file: ImportFile, row: list[str], key: str) -> Run:
        return import_file(sheet(self.headers, [row], f"{key}.xlsx"), origin="erp", options={"match": key})

    def test_email(self, sheet: Sheet, import_file: ImportFile) -> None:
        run = self.bring(sheet, import_file, ["", "Ana Lima Prado", "", "ANA@x.com.br", ""], "email")
        assert (run.created, run.updated) == (0, 1)
        assert Party.objects.filter(name="Ana Lima Prado").exists()

    def test_a_telephone_of_two(self, sheet: Sheet, import_file: ImportFile) -> None:
        run = self.bring(sheet, import_file, ["", "Rui", "", "", "(19) 3232-2020"], "phone")
        assert remarks(run, "refusal") == [
            (2, "phone_1", "Há 2 cadastros com este telefone; não dá para saber qual é.")
        ]

    def test_the_code_alone(self, sheet: Sheet, import_file: ImportFile) -> None:
        run = self.bring(sheet, import_file, ["9", "Ana de novo", "529.982.247-25", "", ""], "code")
        assert [field for _, field, _ in remarks(run, "refusal")] == ["document"]
        run = self.bring(sheet, import_file, ["2", "Rui Santos Sá", "", "", ""], "code")
        assert run.updated == 1

    def test_the_document_alone(self, sheet: Sheet, import_file: ImportFile) -> None:
        run = self.bring(sheet, import_file, ["1", "Outra", "123.456.789-09", "", ""], "document")
        assert [field for _, field, _ in remarks(run, "refusal")] == ["code"]

    def test_the_check_warns_of_a_look_alike_and_still_lets_it_in(self, sheet: Sheet, import_file: ImportFile) -> None:
        path = sheet(self.headers, [["77", "Anna Lima", "", "", "(19) 3232-1010"]], "z.xlsx")
        run = import_file(path, origin="erp", write=False)
        ((_, field, sentence),) = remarks(run, "warning")
        assert field == "name"
        assert "70 pontos: mesmo telefone, mesmo nome, na escrita ou no som" in sentence
        assert (run.created, run.warned) == (1, 1)


def test_towns_are_suggested_and_the_cep_settles_a_short_name(sheet: Sheet, import_file: ImportFile) -> None:
    headers = ["Nome", "Telefone", "CEP", "Município", "UF", "Situação"]
    rows = [
        ["Ana", "(11) 3232-1010", "", "Embu", "SP", "A"],
        ["Eva", "(11) 3232-1011", "06803-000", "Embu", "SP", "I"],
    ]
    run = import_file(sheet(headers, rows))
    assert remarks(run, "refusal")[0][2].endswith("Seria Embu das Artes/SP ou Embu-Guaçu/SP?")
    assert [sentence for row, field, sentence in remarks(run, "note") if field == "municipality"] == [
        "Lido como Embu das Artes/SP, pelo CEP."
    ]
    assert not Party.objects.get(name="Eva").is_active


def test_somebody_born_on_the_day_with_two_words_of_the_name_is_named(sheet: Sheet, import_file: ImportFile) -> None:
    headers = ("Nome", "Nascimento", "E-mail")
    import_file(sheet(headers, [["Maria Souza Lima", "02/05/1982", "m@x.com.br"]]))
    names = ("Lima, Maria Sousa", "Maria Pereira", "Maria")
    rows = [[name, "02/05/1982", f"{number}@x.com.br"] for number, name in enumerate(names)]
    told = remarks(import_file(sheet(headers, rows, "outros.xlsx"), write=False), "warning")
    assert [row for row, _, sentence in told if "Pode ser o cadastro" in sentence] == [2]
