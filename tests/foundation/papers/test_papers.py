"""Papers: what is typed is never markup, the head of a table comes again on each page, the PDF is tagged."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image, ImageChops

from vinculo.foundation.papers import (
    Column,
    Facts,
    Heading,
    Letterhead,
    Notice,
    Paper,
    Paragraph,
    Signatures,
    Table,
    pdf_response,
    render_pdf,
    render_pictures,
)

NOW = datetime(2026, 11, 26, 12, 0, 0, 123, tzinfo=UTC)
HEAD = Letterhead("Aurora Veículos Ltda.", ["CNPJ 12.ABC.345/01DE-35"])


def paper(*blocks: object, **more: object) -> Paper:
    return Paper(title="Ficha", letterhead=HEAD, blocks=blocks, **more)  # type: ignore[arg-type]


def pictures(*blocks: object) -> list[Image.Image]:
    return [Image.open(BytesIO(page)).convert("L") for page in render_pictures(paper(*blocks), dots_per_inch=60)]


def test_every_block_makes_a_tagged_pdf_that_is_equal_each_time() -> None:
    full = paper(
        Heading("Identificação"),
        Facts([("Nome", "Conceição d'Ávila"), ("Nascimento", "")]),
        Table([Column("Item"), Column("Valor", "end")], [["Peça", "R$ 1.542.028,60"]], [["Total", "R$ 1.542.028,60"]]),
        Table([Column("Nada")], []),
        Notice("O titular pode pedir correção."),
        Paragraph("Primeira linha\nsegunda linha", small=True),
        Signatures(["Cliente", "Vendedor"], "Campinas, 26 de novembro de 2026"),
        subtitle="Maria",
        reference=["nº 7"],
    )
    made = render_pdf(full, now=NOW)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert made == render_pdf(full, now=NOW)


def test_what_people_type_is_shown_and_never_run() -> None:
    # As markup this would be bold, a formula, an unknown function and an unclosed bracket.
    tricky = '#strong[x] $y$ *z* #nada() [ \\ " // fim'
    shown = pictures(Paragraph(tricky))[0]
    assert ImageChops.difference(shown, pictures(Paragraph("x y z"))[0]).getbbox() is not None


def test_a_word_without_an_end_stays_within_the_margins() -> None:
    blank = pictures(Facts([("Nome", ""), ("Fundação", "")]))[0]
    drawn = ImageChops.difference(pictures(Facts([("Nome", "W" * 150), ("Fundação", "")]))[0], blank).getbbox()
    assert drawn is not None
    assert drawn[2] < blank.width // 2
    assert pictures(Paragraph("Rua \u202eA"))[0] == pictures(Paragraph("Rua A"))[0]


def test_a_long_table_repeats_its_head_on_the_next_page() -> None:
    rows = [[f"{number}", "Descrição"] for number in range(80)]
    with_head = pictures(Table([Column("Código"), Column("Descrição")], rows))
    assert len(with_head) == 2
    other_words = pictures(Table([Column("XXXXXXXX"), Column("YYYYYYYYYYY")], rows))
    assert ImageChops.difference(with_head[1], other_words[1]).getbbox() is not None


def test_the_answer_opens_in_the_browser_and_is_kept_nowhere() -> None:
    answer = pdf_response(paper(Paragraph("Olá")), name="Ficha do João/Conceição", now=NOW)
    assert answer.headers["Content-Disposition"] == 'inline; filename="ficha-do-joaoconceicao.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
