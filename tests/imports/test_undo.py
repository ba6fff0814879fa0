"""Undo and redo of an import: creates and updates go back, what was touched since is kept and named."""

from datetime import UTC, datetime

import pytest

from tests.cases.world import World
from tests.cast import Cast
from tests.customers.people import prospect
from tests.imports.conftest import ImportFile, Sheet, remarks
from vinculo.customers import actions as customers
from vinculo.customers.actions import AnswerEntry
from vinculo.customers.contactability import not_to_use
from vinculo.customers.models import (
    Address,
    Consent,
    ConsentDecision,
    Email,
    ExternalReference,
    Note,
    Party,
    Phone,
    Suppression,
)
from vinculo.customers.particulars import PhoneEntry
from vinculo.customers.queries import particulars_of
from vinculo.foundation import clock
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.audit.models import Change
from vinculo.foundation.jobs import JobCancelled
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.reversal.models import Reversal
from vinculo.imports import actions, jobs, undoing
from vinculo.imports.models import Run
from vinculo.imports.processing import process, reset

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HEADERS = [
    "Código",
    "Nome",
    "CPF",
    "E-mail",
    "Telefone",
    "CEP",
    "Logradouro",
    "Número",
    "Obs",
    "Aceita e-mail",
    "Classe",
]
TABLES = (Party, Address, Phone, Email, ExternalReference, Note, Consent, ConsentDecision)
CPFS = ("52998224725", "11144477735", "12345678909", "39053344705", "98765432100")


def rows(*more: str, classes: str = "") -> list[list[str]]:
    return [
        [f"C{place}", f"Pessoa {['Um', 'Dois', 'Três', 'Quatro', 'Cinco'][place]}", cpf, f"p{place}@x.com.br",
         f"(19) 3232-10{place:02}", "13010-000", "Rua Um", str(place), "vip", "S", classes]
        for place, cpf in enumerate(CPFS)
    ]  # fmt: skip


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row as it is, save what every writing changes."""
    return {
        model._meta.db_table: [
            {name: value for name, value in row.items() if name not in ("version", "updated_at", "name_vector")}
            for row in model.objects.order_by("id").values()
        ]
        for model in TABLES
    }


def quietly(done: int, total: int) -> None:
    assert done <= total


def reverse(cast: Cast, run: Run, *, redo: bool = False) -> Reversal:
    actions.start_reversal(cast.adele, run, redo=redo)
    return undoing.take_back(cast.adele, run, redo=redo, now=NOW, report=quietly)


@pytest.fixture
def imported(sheet: Sheet, import_file: ImportFile) -> Run:
    run = import_file(sheet(HEADERS, rows()), origin="dms", batch_rows=2)
    Run.objects.filter(pk=run.pk).update(state=Run.State.DONE)
    return run


def done(run: Run) -> Run:
    Run.objects.filter(pk=run.pk).update(state=Run.State.DONE)
    run.refresh_from_db()
    return run


def test_an_untouched_import_goes_away_whole_comes_back_whole_and_goes_again(cast: Cast, imported: Run) -> None:
    full = everything()
    undone = reverse(cast, imported)
    assert (undone.records, undone.kept_count) == (5, 0)
    assert not any(model.objects.exists() for model in TABLES)
    redone = reverse(cast, imported, redo=True)
    assert (redone.records, redone.kept_count) == (5, 0)
    assert everything() == full
    assert reverse(cast, imported).records == 5
    assert not Party.objects.exists()


def test_updates_go_back_to_what_was_there_and_come_again(
    cast: Cast, imported: Run, sheet: Sheet, import_file: ImportFile
) -> None:
    before = everything()
    changed = [[*row[:4], "(19) 98888-77" + row[0][1:].zfill(2), *row[5:9], "N", "B"] for row in rows()]
    second = done(import_file(sheet(HEADERS, changed, "b.xlsx"), origin="dms"))
    assert (second.created, second.updated) == (0, 5)
    assert Phone.objects.count() == 10
    after = everything()
    assert reverse(cast, second).records == 5
    assert everything() == before
    assert reverse(cast, second, redo=True).records == 5
    assert everything() == after  # one answer of each person more, not two


LISTED = ["Nome", "CPF", "Telefone", "E-mail", "Aceita WhatsApp", "Aceita e-mail", "Origem dos dados"]
LINE = "+5519987654321"


def on_the_list() -> set[tuple[str, str, str]]:
    return set(Suppression.objects.filter(released_at=None).values_list("channel", "hint", "source"))


def test_a_refusal_of_a_file_reaches_every_record_with_the_same_handle_and_goes_with_the_import(
    cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    family = prospect(cast.ana, "Irmã da Ana")
    customers.add_phone(cast.ana, family, PhoneEntry("+551987654321"))  # without the ninth digit
    row = ["Ana Lima", CPFS[0], "(19) 98765-4321", "ana@x.com.br", "Não", "Não", "Feira"]
    other = ["Rui Lima", CPFS[1], "(19) 98765-4321", "", "Não", "", "Balcão"]
    first = done(import_file(sheet(LISTED, [row, other]), batch_rows=1))
    source = f"Feira (importação nº {first.pk})"
    assert on_the_list() == {("whatsapp", "•••4321", source), ("email", "a•••@x.com.br", source)}
    assert not_to_use([family.pk])[family.pk].whatsapp == {"+551987654321"}
    assert not_to_use([family.pk])[family.pk].phone == set()
    # A later file that says yes takes nobody off, and says so; the same file again changes nothing.
    yes = import_file(sheet(LISTED, [["Bia Reis", CPFS[2], "(19) 98765-4321", "", "Sim", "", ""]], "b.xlsx"))
    assert [field for _, field, text in remarks(yes, "warning") if "continua nela" in text] == ["consent_whatsapp"]
    again = import_file(sheet(LISTED, [row, other], "c.xlsx"))
    assert (again.unchanged, on_the_list()) == (
        2,
        {("whatsapp", "•••4321", source), ("email", "a•••@x.com.br", source)},
    )
    # Somebody says no at the counter too: that word stays when the file goes, with what else that record refuses.
    ana = Party.objects.get(document=CPFS[0])
    now = clock.now()
    customers.record_consent(cast.bruno, ana, AnswerEntry("email", False, "Balcão", now), now=now)
    Party.objects.filter(document=CPFS[2]).delete()
    undone = reverse(cast, first)
    assert (undone.records, [each.root_type for each in undone.kept.all()]) == (
        1,
        ["customers.party", "customers.suppression"],
    )
    assert on_the_list() == {("email", "a•••@x.com.br", "Balcão"), ("whatsapp", "•••4321", "Feira")}
    reverse(cast, first, redo=True)
    assert not_to_use([family.pk])[family.pk].whatsapp == {"+551987654321"}


def test_what_was_touched_since_is_kept_and_named(cast: Cast, imported: Run) -> None:
    one, two, three, *_ = Party.objects.order_by("id")
    customers.edit_party(
        cast.bruno, one, particulars_of(one), original=particulars_of(one), version=one.version, now=NOW
    )  # nothing changed: not touched
    customers.add_phone(cast.bruno, two, PhoneEntry("+5519977776666"))
    customers.write_note(cast.adele, three, "Cliente antigo", now=NOW)
    reversal = reverse(cast, imported)
    assert (reversal.records, reversal.kept_count) == (3, 2)
    assert set(Party.objects.values_list("pk", flat=True)) == {two.pk, three.pk}
    assert Phone.objects.filter(party=two).count() == 2
    kept = {each.root_id: (each.label, each.who, each.why) for each in reversal.kept.all()}
    assert kept[two.pk] == ("Pessoa Dois", "Bruno Aurora", "Incluiu um telefone depois disso.")
    imported.refresh_from_db()
    assert imported.message == "3 registros desfeitos; 2 mantidos porque mudaram depois."


def test_a_record_something_refers_to_is_kept(cast: Cast, imported: Run) -> None:
    party = Party.objects.order_by("id").first()
    assert party is not None
    World(cast).case(cast.bruno, party=party, owner="bruno")
    reversal = reverse(cast, imported)
    assert [(each.root_id, each.why) for each in reversal.kept.all()] == [(party.pk, "Está em uso: atendimento.")]
    assert Party.objects.filter(pk=party.pk, phones__isnull=False).exists()


def test_a_value_that_is_somebody_elses_now_keeps_its_record(
    cast: Cast, imported: Run, sheet: Sheet, import_file: ImportFile
) -> None:
    first = Party.objects.order_by("id").first()
    assert first is not None
    customers.deactivate(cast.adele, first, reason="", now=NOW)
    again = done(import_file(sheet([*HEADERS, "Ativo"], [[*rows()[0], "Sim"]], "c.xlsx"), origin="dms"))
    assert again.updated == 1
    reverse(cast, again)
    first.refresh_from_db()
    assert not first.is_active
    Party.objects.create(company=cast.company, establishment=cast.head, kind="person", stage="customer", name="Outro",
                         document=first.document)  # fmt: skip
    redone = reverse(cast, again, redo=True)
    assert redone.records == 0
    assert [each.why for each in redone.kept.all()] == ["Um valor dele agora é de outro registro."]


class Killed(Exception):
    pass


def test_what_stops_half_way_goes_on_where_it_stopped(cast: Cast, imported: Run) -> None:
    full = everything()
    actions.start_reversal(cast.adele, imported, redo=False)

    def kill(done: int, total: int) -> None:
        if (done, total) == (1, 3):
            raise Killed

    with pytest.raises(Killed):
        undoing.take_back(cast.adele, imported, redo=False, now=NOW, report=kill)
    assert [Party.objects.count(), Phone.objects.count(), Address.objects.count()] == [3, 3, 3]
    imported.refresh_from_db()
    assert imported.state == Run.State.UNDOING
    assert (undoing.last_reversal(imported), undoing.give_up(imported)) == (None, False)
    reversal = undoing.take_back(cast.adele, imported, redo=False, now=NOW, report=quietly)
    assert (reversal.records, reversal.kept_count, len(reversal.spans)) == (5, 0, 3)
    assert not any(model.objects.exists() for model in TABLES)
    assert reverse(cast, imported, redo=True).records == 5
    assert everything() == full


def test_a_run_stopped_and_taken_up_from_its_first_row_goes_back_whole(
    cast: Cast, sheet: Sheet, import_file: ImportFile
) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Killed

    with pytest.raises(Killed):
        import_file(sheet(HEADERS, rows()), origin="dms", batch_rows=2, between_batches=stop)
    run = Run.objects.get()
    reset(run, Run.State.WRITING)
    process(run, cast.adele, write=True, batch_rows=2)
    run = done(run)
    assert (run.created, run.unchanged) == (3, 2)
    full = everything()
    assert reverse(cast, run).records == 5
    assert not any(model.objects.exists() for model in TABLES)
    assert reverse(cast, run, redo=True).records == 5
    assert everything() == full


def test_one_that_was_cancelled_before_its_first_slice_never_was(cast: Cast, imported: Run) -> None:
    full = everything()
    actions.start_reversal(cast.adele, imported, redo=False)

    def cancel(done: int, total: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        undoing.take_back(cast.adele, imported, redo=False, now=NOW, report=cancel)
    assert undoing.give_up(imported)
    done(imported)
    assert everything() == full
    assert reverse(cast, imported).records == 5


def test_half_an_import_stays_half_an_import_whatever_becomes_of_its_undoing(cast: Cast, imported: Run) -> None:
    actions.finish(imported, Run.State.CANCELLED, "Cancelada a pedido.", now=NOW)
    actions.start_reversal(cast.adele, imported, redo=False)
    imported.refresh_from_db()
    job = JobRun.objects.get(pk=imported.job_id)
    JobRun.objects.filter(pk=job.pk).update(cancel_requested=True)
    job.refresh_from_db()
    with pytest.raises(JobCancelled):
        jobs.undo_import(job, Reporter(job, cast.adele))
    imported.refresh_from_db()
    assert (imported.state, imported.message) == (Run.State.CANCELLED, "O desfazer foi cancelado a pedido; nada mudou.")
    reverse(cast, imported)
    reverse(cast, imported, redo=True)
    imported.refresh_from_db()
    assert imported.state == Run.State.CANCELLED


def test_the_same_file_again_changes_nothing_also_after_a_redo(
    cast: Cast, imported: Run, sheet: Sheet, import_file: ImportFile
) -> None:
    reverse(cast, imported)
    reverse(cast, imported, redo=True)
    full = everything()
    again = import_file(sheet(HEADERS, rows(), "d.xlsx"), origin="dms")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)
    assert everything() == full


def test_the_history_says_who_undid_it(cast: Cast, imported: Run) -> None:
    party = Party.objects.order_by("id").first()
    assert party is not None
    reverse(cast, imported)
    last = Change.objects.filter(root_type="customers.party", root_id=party.pk).latest("id")
    assert (last.operation, last.verb, last.actor_id) == ("D", undoing.UNDONE, cast.adele.user_id)
    assert f"Importação nº {imported.pk}" in last.reason


def test_a_run_is_undone_once_and_by_whoever_may(cast: Cast, imported: Run) -> None:
    with pytest.raises(NotAllowed):
        actions.start_reversal(cast.ana, imported, redo=False)
    with pytest.raises(actions.NotNow):
        actions.start_reversal(cast.adele, imported, redo=True)
    reverse(cast, imported)
    with pytest.raises(actions.NotNow):
        actions.start_reversal(cast.adele, imported, redo=False)
    with pytest.raises(undoing.CannotReverse):
        undoing.take_back(cast.adele, imported, redo=False, now=NOW, report=quietly)
