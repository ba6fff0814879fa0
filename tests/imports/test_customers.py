"""What an import does to the database: matching, R-16, R-17, access, and starting again."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.imports.conftest import ImportFile, Sheet, refusals, remarks
from vinculo.customers.models import Address, Consent, Email, ExternalReference, Note, Party, Phone
from vinculo.foundation.audit.models import Change
from vinculo.imports.models import ClaimedKey, CommittedBatch, Remark, Run
from vinculo.imports.processing import process

HEADERS = [
    "Código",
    "Nome",
    "CPF/CNPJ",
    "E-mail",
    "Telefone",
    "CEP",
    "Logradouro",
    "Número",
    "Obs",
    "Aceita e-mail",
    "Ativo",
]
ANA = ["1", "Ana Lima", "529.982.247-25", "ana@x.com.br", "(19) 3232-1010", "13010-000", "Rua Um", "10", "vip", "S", ""]
RUI = [
    "2",
    "Rui Sá ME",
    "11.222.333/0001-81",
    "rui@x.com.br",
    "(19) 98765-4321",
    "13010-000",
    "Rua Dois",
    "20",
    "",
    "N",
    "",
]
BELONGINGS = (Address, Consent, Email, ExternalReference, Note, Phone)


def everything() -> list[int]:
    return [Party.objects.count(), *(model.objects.count() for model in BELONGINGS)]


def test_rows_become_customers(sheet: Sheet, import_file: ImportFile, cast: Cast) -> None:
    run = import_file(sheet(HEADERS, [ANA, RUI]), origin="DMS")
    assert (run.created, run.updated, run.refused) == (2, 0, 0)
    ana, rui = Party.objects.order_by("id")
    assert (ana.kind, ana.stage, ana.document, ana.establishment_id) == (
        "person",
        "customer",
        "52998224725",
        cast.head.pk,
    )
    assert (rui.kind, rui.document) == ("organization", "11222333000181")
    assert ana.addresses.get().municipality_id == cast.campinas.pk
    assert ana.phones.get().number == "+551932321010"
    assert ana.phones.get().is_main
    assert ana.external_references.get().system == "dms"
    assert ana.notes.get().body == "vip"
    assert [rui.consents.get().channel, rui.consents.get().is_granted] == ["email", False]
    assert not ClaimedKey.objects.exists()


def test_the_audit_says_who_imported(sheet: Sheet, import_file: ImportFile, cast: Cast) -> None:
    import_file(sheet(HEADERS, [ANA]), origin="dms")
    change = Change.objects.get(table_name="customers_party")
    assert (change.verb, change.actor_id) == ("customers.imported", cast.user("adele").pk)


def test_a_check_writes_nothing_and_foretells_the_import(sheet: Sheet, import_file: ImportFile) -> None:
    import_file(sheet(HEADERS, [ANA]), origin="dms")
    before = everything()
    path = sheet(HEADERS, [[*ANA[:4], "(19) 3232-9999", *ANA[5:]], RUI, ["3", "", "1", "", "", "", "", "", "", "", ""]])
    checked = import_file(path, write=False, origin="dms")
    assert everything() == before
    imported = import_file(path, origin="dms")
    for run in (checked, imported):
        assert (run.created, run.updated, run.unchanged, run.refused) == (1, 1, 0, 1)


def test_the_same_file_again_changes_nothing(sheet: Sheet, import_file: ImportFile) -> None:
    path = sheet(HEADERS, [ANA, RUI, ["", "Só Contato", "", "", "(19) 3232-7070", "", "", "", "", "", ""]])
    import_file(path, origin="dms")
    before, changes = everything(), Change.objects.count()
    run = import_file(path, origin="dms")
    assert (run.created, run.updated, run.unchanged, run.refused) == (0, 0, 3, 0)
    assert everything() == before
    assert Change.objects.count() == changes


def test_different_contacts_are_added_never_written_over(sheet: Sheet, import_file: ImportFile) -> None:
    """R-17."""
    import_file(sheet(HEADERS, [ANA]), origin="dms")
    other = [
        "1",
        "Ana Maria Lima",
        "52998224725",
        "nova@x.com.br",
        "(19) 3232-2020",
        "13010-000",
        "Rua Nova",
        "99",
        "",
        "N",
        "",
    ]
    run = import_file(sheet(HEADERS, [other]), origin="dms")
    ana = Party.objects.get()
    assert run.updated == 1
    assert (ana.name, ana.version) == ("Ana Maria Lima", 2)
    assert list(ana.phones.order_by("id").values_list("number", "is_main")) == [
        ("+551932321010", True),
        ("+551932322020", False),
    ]
    assert ana.emails.count() == 2
    assert list(ana.addresses.order_by("id").values_list("street", "is_main")) == [
        ("Rua Um", True),
        ("Rua Nova", False),
    ]
    assert not ana.consents.get().is_granted


def test_a_sheet_takes_no_refusal_back(sheet: Sheet, import_file: ImportFile) -> None:
    column = HEADERS.index("Aceita e-mail")
    refused, accepted = ([*ANA[:column], answer, *ANA[column + 1 :]] for answer in ("N", "S"))
    import_file(sheet(HEADERS, [refused]), origin="dms")
    run = import_file(sheet(HEADERS, [accepted]), origin="dms")
    assert not Consent.objects.get().is_granted
    assert (run.unchanged, run.warned) == (1, 1)
    ((row, field, sentence),) = remarks(run, "warning")
    assert (row, field) == (2, "consent_email")
    assert sentence.startswith("Recusou este canal em ")


def test_the_number_of_a_card_enters_nowhere(sheet: Sheet, import_file: ImportFile) -> None:
    run = import_file(sheet(HEADERS, [[*ANA[:8], "pagou com 4111 1111 1111 1111", *ANA[9:]]]), origin="dms")
    assert refusals(run) == [(2, "note")]
    assert not Remark.objects.filter(value__contains="4111").exists()
    assert not Note.objects.exists()


def test_empty_cells_change_nothing(sheet: Sheet, import_file: ImportFile) -> None:
    import_file(sheet(HEADERS, [ANA]), origin="dms")
    run = import_file(sheet(HEADERS, [["1", "Ana Lima", "", "", "", "", "", "", "", "", ""]]), origin="dms")
    assert run.unchanged == 1


def test_code_and_document_of_two_customers_are_refused(sheet: Sheet, import_file: ImportFile) -> None:
    import_file(sheet(HEADERS, [ANA, RUI]), origin="dms")
    mixed = [["1", *RUI[1:]], ["2", "Outra", "153.509.460-56", *[""] * 8]]
    run = import_file(sheet(HEADERS, mixed), origin="dms")
    assert refusals(run) == [(2, "code"), (3, "code")]


def test_two_rows_of_one_known_customer(sheet: Sheet, import_file: ImportFile) -> None:
    import_file(sheet(HEADERS, [ANA]), origin="dms")
    rows = [["", *ANA[1:]], ["1", "Ana Lima", *[""] * 9]]
    run = import_file(sheet(HEADERS, rows), origin="dms")
    assert refusals(run) == [(3, "name")]


def test_a_prospect_gets_its_document_by_code(sheet: Sheet, import_file: ImportFile) -> None:
    import_file(sheet(HEADERS, [["1", "Ana Lima", *[""] * 9]]), origin="dms")
    assert Party.objects.get().stage == "prospect"
    import_file(sheet(HEADERS, [ANA]), origin="dms")
    ana = Party.objects.get()
    assert (ana.stage, ana.document) == ("customer", "52998224725")


def test_inactive_customers_stay_so_unless_told(sheet: Sheet, import_file: ImportFile) -> None:
    import_file(sheet(HEADERS, [[*ANA[:-1], "inativo"]]), origin="dms")
    run = import_file(sheet(HEADERS, [ANA]), origin="dms")
    assert not Party.objects.get().is_active
    assert [field for _, field, _ in remarks(run, "warning")] == ["is_active"]
    import_file(sheet(HEADERS, [[*ANA[:-1], "ativo"]]), origin="dms")
    assert Party.objects.get().is_active


@pytest.mark.parametrize("written", ["CARLA@aurora.example", "carla aurora"])
def test_sellers_bring_their_team_and_branch(sheet: Sheet, import_file: ImportFile, cast: Cast, written: str) -> None:
    import_file(sheet(["Nome", "CPF", "Vendedor"], [["Ana", "529.982.247-25", written]]))
    party = Party.objects.get()
    assert (party.owner_id, party.team_id, party.establishment_id) == (
        cast.user("carla").pk, cast.branch_sales.pk, cast.branch.pk,
    )  # fmt: skip


def test_nobody_changes_what_they_could_not_open(sheet: Sheet, import_file: ImportFile) -> None:
    headers = ["Nome", "CPF", "Filial"]
    import_file(sheet(headers, [["Ana", "529.982.247-25", "02"]]))
    run = import_file(sheet(headers, [["Mudada", "529.982.247-25", ""], ["Rui", "153.509.460-56", "02"]]), by="bruno")
    assert refusals(run) == [(2, "document"), (3, "establishment")]
    assert Party.objects.get().name == "Ana"
    assert "Ana" not in "".join(sentence for _, _, sentence in remarks(run, "refusal"))


def test_lost_zeros_come_back_with_a_note(sheet: Sheet, import_file: ImportFile) -> None:
    # 001.234.567-97 and 01310-100, kept by Excel as numbers.
    rows = [["Ana", 123456797, 1310100, "Avenida Paulista"]]
    run = import_file(sheet(["Nome", "CPF", "CEP", "Endereço"], rows))
    assert run.refused == 0
    assert Party.objects.get().document == "00123456797"
    assert Address.objects.get().cep == "01310100"
    assert [field for _, field, _ in remarks(run, "note")] == ["cep", "document"]


class Killed(Exception):
    pass


def test_a_killed_import_goes_on_without_losing_or_doubling(sheet: Sheet, import_file: ImportFile, cast: Cast) -> None:
    rows = [[f"{n}", f"Cliente {n}", "", f"c{n}@x.com.br", "", "", "", "", "nota", "", ""] for n in range(25)]

    def kill(done: int, total: int) -> None:
        if done >= 10:
            raise Killed

    with pytest.raises(Killed):
        import_file(sheet(HEADERS, rows), origin="dms", between_batches=kill, batch_rows=5)
    run = Run.objects.get()
    assert (run.read, run.created, Party.objects.count()) == (10, 10, 10)
    process(run, cast.adele, write=True, batch_rows=5)
    run.refresh_from_db()
    assert (run.read, run.created, run.refused) == (25, 25, 0)
    assert everything() == [25, 0, 0, 25, 25, 25, 0]


def test_a_row_repeated_across_a_kill_is_refused_naming_the_first(
    sheet: Sheet, import_file: ImportFile, cast: Cast
) -> None:
    rows = [[f"{n % 7}", f"Cliente {n}", "", f"c{n}@x.com.br", "", "", "", "", "", "", ""] for n in range(9)]

    def kill(done: int, total: int) -> None:
        if done >= 5:
            raise Killed

    with pytest.raises(Killed):
        import_file(sheet(HEADERS, rows), origin="dms", between_batches=kill, batch_rows=5)
    run = Run.objects.get()
    process(run, cast.adele, write=True, batch_rows=5)
    assert remarks(run, "refusal") == [
        (9, "code", "Mesmo código externo da linha 2."),
        (10, "code", "Mesmo código externo da linha 3."),
    ]
    assert Party.objects.count() == 7


def test_a_batch_that_fails_leaves_nothing(
    sheet: Sheet, import_file: ImportFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(**_: object) -> None:
        raise Killed

    monkeypatch.setattr(CommittedBatch.objects, "create", power_cut)
    with pytest.raises(Killed):
        import_file(sheet(HEADERS, [ANA, RUI]), origin="dms")
    assert everything() == [0] * 7


def test_a_foreign_customer_needs_no_document(sheet: Sheet, import_file: ImportFile) -> None:
    run = import_file(sheet(["Nome", "Estrangeiro", "Passaporte"], [["John Smith", "sim", "X123"]]))
    assert run.created == 1
    assert Party.objects.get().stage == "customer"
    again = import_file(sheet(["Nome", "Estrangeiro", "Passaporte"], [["JOHN SMITH", "sim", "X123"]]))
    assert (again.created, Party.objects.count()) == (0, 1)


def test_formulas_are_noted_once_a_column(tmp_path: Path, import_file: ImportFile) -> None:
    import xlsxwriter

    path = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, ["Nome", "CPF"])
    for line, cpf in ((1, "52998224725"), (2, "15350946056")):
        page.write_string(line, 0, "Ana")
        page.write_formula(line, 1, f'="{cpf}"', None, cpf)
    book.close()
    run = import_file(path)
    assert run.created == 2
    assert [(row, field) for row, field, _ in remarks(run, "note")] == [(2, "document")]
