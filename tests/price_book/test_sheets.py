"""A table taken out as a spreadsheet, changed and brought back: critique first, then written, then taken back."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.price_book.counter import SINCE, Counter
from vinculo.books.registry import groups_for, importing_address
from vinculo.books.sheets import read_sheet
from vinculo.foundation.lists.spreadsheets import XlsxWriter, export_value
from vinculo.foundation.reading import open_table
from vinculo.foundation.undo.models import UndoOffer
from vinculo.price_book.models import DeliveryRoute, PaymentMethod, PaymentTerm
from vinculo.tax_book.actions.founding import create_default_tables as create_tax_tables

SignIn = Callable[[str], Client]
TERMS = "condicoes-de-pagamento"
SAME = "Nada muda: a planilha diz o que a tabela já tem."


def brought(client: Client, rows: list[dict[str, str]], slug: str = TERMS) -> tuple[str, str]:
    """The critique of a CSV with these rows, and the token to write it with."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("tabela.csv", text.getvalue().encode())
    answer = client.post(reverse("books:bring", args=[slug]), {"file": file})
    words = answer.content.decode()
    token = words.split('name="token" value="')[1].split('"')[0] if 'name="token"' in words else ""
    return words, token


def test_a_table_goes_out_comes_back_and_nothing_is_new(counter: Counter, signed_in: SignIn, tmp_path: Path) -> None:
    term = counter.term(
        "MISTO", days=[0, 28], shares=[Decimal(40), Decimal(60)], interest="simple", rate=Decimal("1.5")
    )
    term.methods.set(PaymentMethod.objects.filter(company=counter.cast.company, code__in=("PIX", "BOLETO")))
    alice = signed_in("alice")
    sheet = alice.get(reverse("books:sheet", args=[TERMS]))
    path = tmp_path / "tabela.xlsx"
    path.write_bytes(b"".join(sheet.streaming_content))  # type: ignore[attr-defined]
    headers = open_table(path).headers
    assert {"Código", "Nome", "Vencimentos", "Percentuais", "Taxa (%)", "Formas de pagamento aceitas"} <= {
        header.capitalize() for header in headers
    }
    answer = alice.post(
        reverse("books:bring", args=[TERMS]), {"file": SimpleUploadedFile("tabela.xlsx", path.read_bytes())}
    )
    words = answer.content.decode()
    assert SAME in words, words
    assert "Linhas recusadas" not in words


def test_rows_are_criticised_written_and_taken_back(counter: Counter, signed_in: SignIn) -> None:
    alice = signed_in("alice")
    before = PaymentTerm.objects.get(company=counter.cast.company, code="28")
    words, token = brought(
        alice,
        [
            {"Código": "28", "Nome": "28 dias corridos", "Vencimentos": "28", "Taxa (%)": "0"},
            {"Código": "NOVA", "Nome": "Três vezes", "Vencimentos": "3x", "Taxa (%)": "0"},
            {"Código": "RUIM", "Nome": "Ruim", "Vencimentos": "trinta", "Taxa (%)": "0"},
            {"Código": "nova", "Nome": "De novo", "Vencimentos": "30", "Taxa (%)": "0"},
            {"Código": "CARA", "Nome": "Cara", "Vencimentos": "30", "Taxa (%)": "1" + "0" * 30},
            {"Código": "ALTA", "Nome": "Alta", "Vencimentos": "30", "Taxa (%)": "1.234,5"},
            {"Código": "JURO", "Nome": "Juro", "Vencimentos": "30", "Taxa (%)": "-5"},
        ],
    )
    assert "Vencimentos “trinta”: Escreva os vencimentos em dias" in words
    assert f"Taxa (%) “1{'0' * 30}”: No máximo 9.999, com até 4 casas decimais." in words
    assert "Taxa (%) “1.234,5”: A taxa do prazo não pode passar de 100%." in words
    assert "Taxa (%) “-5”: Os juros do prazo não podem ser negativos." in words
    assert "Repete a linha 3 da planilha." in words
    assert not PaymentTerm.objects.filter(code="NOVA").exists()
    alice.post(reverse("books:take", args=[TERMS]), {"token": token})
    assert PaymentTerm.objects.get(code="NOVA").days == [30, 60, 90]
    assert not PaymentTerm.objects.filter(code="RUIM").exists()
    for name, times in (("28 dias", 0), ("28 dias corridos", 1), ("28 dias", 0)):  # undone, redone, undone again
        answer = alice.post(reverse("undo:take", args=[UndoOffer.objects.get(used_at=None).pk]), follow=True)
        assert [message.extra_tags.endswith("#refazer") for message in answer.context["messages"]][-1] is (not times)
        before.refresh_from_db()
        assert before.name == name
        assert PaymentTerm.objects.filter(code="NOVA").count() == times


def test_undoing_an_import_tells_what_stays_and_a_column_nobody_reads_is_told(
    counter: Counter, signed_in: SignIn
) -> None:
    alice = signed_in("alice")
    rows = [
        {"Código": code, "Nome": code, "Vencimentos": "30", "Taxa (%)": "0", "Vendedor": "Ana"} for code in ("A1", "A2")
    ]
    words, token = brought(alice, rows)
    assert "não foi lida: Vendedor." in words
    alice.post(reverse("books:take", args=[TERMS]), {"token": token})
    undo = UndoOffer.objects.get()
    PaymentTerm.objects.filter(code="A2").update(name="Mexida")
    answer = alice.post(reverse("undo:take", args=[undo.pk]), follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "2 linhas importadas.",
        "Importação desfeita. Mudou ou foi usada depois, e fica como está: A2 · Mexida.",
    ]
    assert list(PaymentTerm.objects.filter(code__in=("A1", "A2")).values_list("code", flat=True)) == ["A2"]


def test_who_may_not_import_and_what_is_no_table(counter: Counter, signed_in: SignIn) -> None:
    sofia, alice = signed_in("sofia"), signed_in("alice")
    assert sofia.get(reverse("books:bring", args=[TERMS])).status_code == 403
    assert sofia.get(reverse("books:sheet", args=[TERMS])).status_code == 403
    words, token = brought(alice, [{"Nome": "Sem código"}])
    assert "Falta a coluna" in words
    assert token == ""
    garbage = SimpleUploadedFile("x.xlsx", b"\x00\x01\x02")
    assert alice.post(reverse("books:bring", args=[TERMS]), {"file": garbage}).status_code == 422
    assert alice.post(reverse("books:take", args=[TERMS]), {"token": "forjado"}).status_code == 302
    assert alice.get(reverse("books:bring", args=["precos"])).status_code == 404


def test_every_table_takes_a_spreadsheet(counter: Counter, signed_in: SignIn) -> None:
    without = {"grupos-de-similares"}  # a name alone: its members are kept with each product
    adele = counter.cast.actor("adele")
    books = [book for _, group in groups_for(adele) for book in group]
    assert {book.slug for book in books if not importing_address(adele, book)} == without
    keyed = [book for book in books if book.sheet_key and book.model._default_manager.exists()]
    assert {"condicoes-de-pagamento", "tipos-de-frete"} <= {book.slug for book in keyed}
    client = signed_in("adele")
    for book in keyed:
        sheet = client.get(reverse("books:sheet", args=[book.slug]))
        content = b"".join(sheet.streaming_content)  # type: ignore[attr-defined]
        file = SimpleUploadedFile("tabela.xlsx", content)
        words = client.post(reverse("books:bring", args=[book.slug]), {"file": file}).content.decode()
        assert SAME in words, book.slug


# What the screen joins or leaves out, and a spreadsheet of the list cannot tell apart.
SCREEN_ONLY = {"fatores-gerais"}


def test_the_export_of_a_list_is_brought_back_and_changes_nothing(counter: Counter, tmp_path: Path) -> None:
    adele = counter.cast.actor("adele")
    DeliveryRoute.objects.create(
        company=counter.cast.company, code="SUL", name="Sul", weekdays=[1, 5], states=["PR"], valid_from=SINCE
    )
    create_tax_tables(counter.cast.company.pk)
    for _, books in groups_for(adele):
        for book in books:
            rows = list(book.listing.rows(adele)[:50])
            if not rows or not book.sheet_key or book.slug in SCREEN_ONLY:
                continue
            path, columns = tmp_path / f"{book.slug}.xlsx", book.listing.columns
            with XlsxWriter(path, book.title, [column.label for column in columns]) as writer:
                for row in rows:
                    writer.write([export_value(column, row) for column in columns])
            found = read_sheet(adele, book, open_table(path), today=SINCE).rows
            assert {(row.fate, row.faults, row.changes) for row in found} == {("igual", (), ())}, book.slug
