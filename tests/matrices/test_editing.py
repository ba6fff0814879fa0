"""Working on a draft: every step can be undone and redone, and nothing typed is lost."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytest_django import Settings

from tests.cast import Cast
from tests.matrices.world import FREIGHT, GENERAL, NOW, TO_RIO
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.jobs import runner
from vinculo.foundation.jobs.actions import enqueue
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.reading import UnusableFile
from vinculo.geography.models import State
from vinculo.matrices import actions, queries
from vinculo.matrices.actions import editing, publishing, sheets
from vinculo.matrices.actions.drafts import discard_draft, recover_draft, start_draft
from vinculo.matrices.actions.editing import Added, Change, Typed
from vinculo.matrices.exporting import write_version
from vinculo.matrices.models import MatrixRow, Version
from vinculo.matrices.queries.comparing import compare
from vinculo.matrices.queries.grid import Wanted, grid_page
from vinculo.matrices.queries.tables import any_table
from vinculo.matrices.refusals import NotADraft, NothingToUndo, NotPublishable, RowGone


@pytest.fixture
def draft(cast: Cast) -> Version:
    rio = {"ibge_code": "33", "name": "Rio de Janeiro", "region": "Sudeste", "timezone": "America/Sao_Paulo"}
    State.objects.get_or_create(code="RJ", defaults=rio)
    published = actions.publish_rows(
        cast.alice, FREIGHT.code, [GENERAL, TO_RIO], valid_from=None, reason="Início", now=NOW
    )
    return start_draft(cast.alice, FREIGHT.code, based_on=published, now=NOW)


def change(cast: Cast, draft: Version, **wanted: object) -> editing.Outcome:
    return editing.change(cast.alice, draft.pk, Change(**wanted), label="teste", now=NOW)  # type: ignore[arg-type]


def lines(draft: Version) -> list[int]:
    return list(draft.rows.order_by("position", "line").values_list("line", flat=True))


def state(draft: Version) -> list[tuple[object, ...]]:
    rows = MatrixRow.objects.filter(version=draft).order_by("position", "line")
    return list(rows.values_list("line", "keys", "results", "faults", "valid_to", "is_active", "note"))


def test_typing_adding_duplicating_and_deleting_are_undone_and_redone(cast: Cast, draft: Version) -> None:
    states = [state(draft)]
    change(cast, draft, typed=[Typed(1, {"per_kilo": "2,25", "days": "x"}), Typed(2, {"destination_uf": "PR"})])
    states.append(state(draft))
    change(cast, draft, added=[Added(1, {"per_kilo": "9"}), Added(1, copy_of=2), Added(None, {"per_kilo": "7"})])
    states.append(state(draft))
    assert lines(draft) == [1, 3, 4, 2, 5]
    assert MatrixRow.objects.get(version=draft, line=4).keys == {"destination_uf": "PR", "weight": "0..10"}
    change(cast, draft, deleted=[2, 3])
    states.append(state(draft))
    draft.refresh_from_db()
    assert (lines(draft), draft.row_count) == ([1, 4, 5], 3)
    for expected in reversed(states[:-1]):
        editing.undo(cast.alice, draft.pk, now=NOW)
        assert state(draft) == expected
    with pytest.raises(NothingToUndo):
        editing.undo(cast.alice, draft.pk, now=NOW)
    for expected in states[1:]:
        editing.redo(cast.alice, draft.pk)
        assert state(draft) == expected
    editing.undo(cast.alice, draft.pk, now=NOW)
    change(cast, draft, typed=[Typed(1, {"_note": "outra"})])
    with pytest.raises(NothingToUndo, match="refazer"):
        editing.redo(cast.alice, draft.pk)


def test_the_table_of_a_draft_follows_its_edits(cast: Cast, draft: Version) -> None:
    before = any_table(draft)
    assert any_table(draft) is before
    change(cast, draft, typed=[Typed(1, {"per_kilo": "3"})])
    assert str(any_table(draft).decide({}, NOW.date())["per_kilo"]) == "3"
    editing.undo(cast.alice, draft.pk, now=NOW)
    assert any_table(draft) is before


def test_rows_squeezed_in_one_place_keep_their_order(cast: Cast, draft: Version) -> None:
    for _ in range(14):
        change(cast, draft, added=[Added(1, {"per_kilo": "1"})])
    assert lines(draft) == [1, *range(16, 2, -1), 2]


def test_steps_from_before_a_squeeze_are_undone_and_redone_in_place(cast: Cast, draft: Version) -> None:
    change(cast, draft, added=[Added(None, {"per_kilo": "3"}), Added(2, {"per_kilo": "2"})])
    assert lines(draft) == [1, 2, 4, 3]
    change(cast, draft, deleted=[4])
    change(cast, draft, typed=[Typed(3, {"_note": "antes"})], deleted=[2])
    for _ in range(14):
        change(cast, draft, added=[Added(1, {"per_kilo": "1"}), Added(None, {"per_kilo": "5"})])
    squeezed = lines(draft)
    assert squeezed == [1, *range(31, 3, -2), 3, *range(6, 33, 2)]
    for _ in range(15):
        editing.undo(cast.alice, draft.pk, now=NOW)
    assert lines(draft) == [1, 2, 3]
    for _ in range(15):
        editing.redo(cast.alice, draft.pk)
    assert lines(draft) == squeezed


def test_a_validity_without_end_is_written_as_other_systems_do(cast: Cast, draft: Version) -> None:
    change(cast, draft, typed=[Typed(1, {"_from": "01/01/2026", "_to": "31/12/9999"})])
    row = MatrixRow.objects.get(version=draft, line=1)
    assert (row.valid_from, row.valid_to, row.faults) == (date(2026, 1, 1), None, {})


def test_codes_are_checked_and_names_understood(cast: Cast, draft: Version) -> None:
    change(cast, draft, typed=[Typed(1, {"destination_uf": "paraná"}), Typed(2, {"destination_uf": "XX"})])
    first, second = MatrixRow.objects.filter(version=draft).order_by("line")
    assert first.keys["destination_uf"] == "PR"
    assert second.faults == {"destination_uf": ["XX", "UF “XX” não existe."]}
    with pytest.raises(NotPublishable, match="1 linha com erro"):
        publishing.publish(cast.alice, draft, valid_from=None, reason="Tentativa", now=NOW)


def test_what_is_refused(cast: Cast, draft: Version) -> None:
    with pytest.raises(RowGone):
        change(cast, draft, typed=[Typed(99, {"per_kilo": "1"})])
    with pytest.raises(NotAllowed):
        editing.change(cast.bruno, draft.pk, Change(deleted=[1]), label="x", now=NOW)
    discard_draft(cast.alice, draft)
    with pytest.raises(NotADraft):
        change(cast, draft, deleted=[1])
    recover_draft(cast.alice, FREIGHT.code, draft.pk)
    change(cast, draft, deleted=[1])
    published = Version.objects.get(number=1)
    with pytest.raises(NotADraft):
        change(cast, published, deleted=[1])


def test_comparing_tells_lines_and_cells(cast: Cast, draft: Version) -> None:
    change(cast, draft, typed=[Typed(1, {"per_kilo": "2"})], added=[Added(None, {"per_kilo": "5"})], deleted=[2])
    based_on = draft.based_on
    assert based_on
    found = compare(cast.alice, based_on, draft)
    assert (found.added, found.removed, found.changed) == (1, 1, 1)
    told = {line.line: (line.sort, [(c.column.name, c.before, c.after) for c in line.cells]) for line in found.lines}
    assert told[1] == ("changed", [("per_kilo", "1,50", "2,00")])
    assert told[2][0] == "removed"
    assert told[3] == ("added", [("per_kilo", "", "5,00")])
    assert compare(cast.alice, draft, draft).is_same


def test_the_grid_pages_by_position_and_filters_by_any_column(cast: Cast, draft: Version) -> None:
    change(
        cast,
        draft,
        added=[Added(None, {"per_kilo": str(number), "destination_uf": "SP"}) for number in range(1, 251)],
    )
    first = grid_page(cast.alice, draft, Wanted({}), today=NOW.date())
    position, line = map(int, first.following.split("-"))
    second = grid_page(cast.alice, draft, Wanted({}, after=(position, line)), today=NOW.date())
    assert [row.line for row in (*first.rows, *second.rows)] == list(range(1, 201))
    position, line = map(int, second.previous.split("-"))
    back = grid_page(cast.alice, draft, Wanted({}, before=(position, line)), today=NOW.date())
    assert [row.line for row in back.rows] == [row.line for row in first.rows]

    def found(**filters: str) -> list[int]:
        return [row.line for row in grid_page(cast.alice, draft, Wanted(filters), today=NOW.date()).rows]

    assert found(per_kilo="17,00") == [19]
    assert found(destination_uf="RJ") == [2]
    assert found(destination_uf="em branco") == [1]
    assert found(destination_uf="SP", per_kilo="3") == [5]


def sheet(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_an_exported_sheet_comes_back_the_same(cast: Cast, draft: Version, tmp_path: Path) -> None:
    typed = {"_to": "31/12/2026", "_note": "Só este ano", "free": "sim", "_active": "não"}
    change(cast, draft, typed=[Typed(2, typed)])
    before = state(draft)
    path = tmp_path / "matriz.xlsx"
    assert write_version(cast.alice, draft, path) == 2
    brought = sheets.bring(cast.alice, draft.pk, path, file_name="matriz.xlsx", replace=True, now=NOW)
    assert (brought.unchanged, brought.added, brought.changed, brought.removed, brought.faulty) == (2, 0, 0, 0, 0)
    assert brought.sentence == "Nada muda: a planilha diz o que o rascunho já tem."
    assert not draft.edits.filter(label__startswith="Planilha").exists()
    assert state(draft) == before


def test_a_sheet_is_taken_as_one_step_with_its_faults(cast: Cast, draft: Version, tmp_path: Path) -> None:
    before = state(draft)
    path = sheet(
        tmp_path / "frete.xlsx",
        ["UF de destino", "Peso", "Por quilo (R$)", "Dias", "Cor"],
        ["RJ", "0 a 10", 1.75, 2, "azul"],
        ["Paraná", "10,001 a 20", 2.5, None, None],
        ["ZZ", "muito", "caro", 3, None],
    )
    brought = sheets.bring(cast.alice, draft.pk, path, file_name="frete.xlsx", replace=True, now=NOW)
    assert (brought.changed, brought.added, brought.removed, brought.faulty) == (1, 2, 1, 1)
    assert "Colunas não usadas: Cor." in brought.remarks
    rows = {row.line: row for row in MatrixRow.objects.filter(version=draft)}
    assert rows[2].results == {"per_kilo": "1.75", "days": "2", "free": "1"}
    assert rows[3].keys == {"destination_uf": "PR", "weight": "10.001..20"}
    assert set(rows[4].faults) == {"destination_uf", "weight", "per_kilo"}
    editing.undo(cast.alice, draft.pk, now=NOW)
    assert state(draft) == before
    path = sheet(tmp_path / "de-novo.xlsx", ["Linha", "Por quilo (R$)"], [1, 3], [1, 4], [2, 5])
    brought = sheets.bring(cast.alice, draft.pk, path, file_name="de-novo.xlsx", replace=False, now=NOW)
    assert (brought.changed, brought.added) == (2, 1)
    assert brought.remarks == ["A linha 3 da planilha repete o número de outra, e entrou como linha nova."]
    editing.undo(cast.alice, draft.pk, now=NOW)
    assert state(draft) == before
    assert queries.draft_of(cast.alice, FREIGHT.code) == draft


def test_a_sheet_brought_by_a_job_that_was_killed_at_its_end_is_brought_once(
    cast: Cast, draft: Version, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    sheet(tmp_path / "frete.xlsx", ["UF de destino", "Por quilo (R$)"], ["XX", 1.75])
    params = {"version": draft.pk, "code": draft.kind, "number": draft.number, "rows": 1, "replace": False}
    run = enqueue(cast.alice, sheets.BRING, "Importar", {**params, "file": "frete.xlsx", "name": "frete.xlsx"})
    said = []
    for _ in range(2):
        runner.execute(run.pk)
        run.refresh_from_db()
        said.append((run.status, run.message))
        JobRun.objects.filter(pk=run.pk).update(status="running", finished_at=None)
    assert said[0] == said[1] == ("done", "1 nova, 0 alteradas, 0 iguais. 1 com erro: corrija na grade ou na planilha.")
    assert draft.rows.count() == 3


def test_a_sheet_that_a_job_could_not_bring_is_not_kept(
    cast: Cast, draft: Version, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    path = sheet(tmp_path / "outra.xlsx", ["Nome", "Telefone"], ["Ana", "19"])
    params = {"version": draft.pk, "code": draft.kind, "number": draft.number, "rows": 1, "replace": False}
    run = enqueue(cast.alice, sheets.BRING, "Importar", {**params, "file": path.name, "name": path.name})
    runner.execute(run.pk)
    run.refresh_from_db()
    assert (run.status, path.exists()) == ("failed", False)
    assert "Nenhuma coluna desta planilha é da matriz" in run.message


def test_a_sheet_of_something_else_is_refused_whole(cast: Cast, draft: Version, tmp_path: Path) -> None:
    path = sheet(tmp_path / "outra.xlsx", ["Nome", "Telefone"], ["Ana", "19"])
    with pytest.raises(UnusableFile, match="Nenhuma coluna desta planilha é da matriz"):
        sheets.bring(cast.alice, draft.pk, path, file_name="outra.xlsx", replace=False, now=NOW)
    assert not draft.edits.filter(label__startswith="Planilha").exists()
