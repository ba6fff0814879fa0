"""Erasing a person reaches what is kept about them elsewhere: merges, imports, exports, searches, notices."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.cast import Cast
from tests.customers.people import NOW, prospect, reachable
from tests.geography.conftest import reference_data
from tests.imports.conftest import ImportFile, Sheet, import_file, remarks, sheet
from tests.privacy.nowhere import assert_nowhere
from vinculo.customers.actions import suppress
from vinculo.customers.models import Complement, ExternalReference, Party, Phone, Suppression
from vinculo.foundation import personal_data
from vinculo.foundation.audit.models import Change, Export
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.lists.models import SavedView
from vinculo.foundation.notifications.actions import notify
from vinculo.foundation.notifications.models import Notification
from vinculo.foundation.personal_data import Retention
from vinculo.identity import actions as identity
from vinculo.identity.models import Merge
from vinculo.identity.refusals import CannotMerge, CannotUnmerge
from vinculo.imports import undoing
from vinculo.imports.models import Remark, Run
from vinculo.imports.retention import purge
from vinculo.privacy import actions

__all__ = ["import_file", "reference_data", "sheet"]
SECRET, NUMBER = "Zuleica Abacaxi", "+5519911112222"
HEADERS = ("Nome", "CPF", "E-mail", "Telefone", "Nascimento")


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def zuleica(cast: Cast) -> Party:
    party = reachable(cast, prospect(cast.ana, SECRET, document="11144477735"), phone=NUMBER, email="aba@caxi.com.br")
    Complement.objects.create(company=cast.company, party=party, occupation="Abacaxicultora")
    return party


def erase(cast: Cast, party: Party) -> None:
    request = actions.open_request(cast.bruno, asked_by="X", kind="erasure", received_at=NOW, now=NOW)
    actions.check_identity(cast.bruno, request, "RG", party_id=party.pk)
    request.refresh_from_db()
    actions.erase(cast.bruno, party, request=request, now=NOW)


@pytest.mark.parametrize("is_kept_by_law", [False, True])
def test_a_spreadsheet_brings_nobody_back(
    cast: Cast, sheet: Sheet, import_file: ImportFile, is_kept_by_law: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_kept_by_law:
        fiscal = Retention("Notas fiscais", "CTN, art. 173", NOW.date() + timedelta(days=900))
        monkeypatch.setattr(personal_data, "retentions", lambda *_of: [fiscal])
    secret = zuleica(cast)
    ExternalReference.objects.create(company=cast.company, party=secret, system="dms", code="7")
    suppress(cast.bruno, "document", "11144477735", "", "Procon", now=NOW)
    erase(cast, secret)
    headers = ("Nome", "CPF", "Código", "Telefone")
    run = import_file(sheet(headers, [[SECRET, "11144477735", "7", NUMBER]]), origin="dms")
    ((_, _, sentence),) = remarks(run, "refusal")
    assert sentence.startswith("O titular deste CPF/CNPJ pediu a exclusão dos seus dados")
    assert (Party.objects.count(), Phone.objects.count(), Suppression.objects.exclude(hint="").count()) == (1, 0, 0)


class TestMerges:
    @pytest.mark.parametrize("who", ["survivor", "loser"])
    def test_one_taken_back_leaves_nothing_of_one_person_in_the_other(self, cast: Cast, who: str) -> None:
        secret, other = zuleica(cast), prospect(cast.ana, "Rui Prado")
        Complement.objects.create(company=cast.company, party=other, identity_card="77")
        keep, lose = (secret, other) if who == "survivor" else (other, secret)
        chosen = [] if who == "survivor" else ["name", "document"]
        merge = identity.merge(cast.bruno, keep.pk, lose.pk, from_loser=chosen, now=NOW)
        identity.unmerge(cast.bruno, merge, now=NOW)
        erase(cast, secret)
        assert_nowhere("Abacaxi", "11144477735", "19911112222", "aba@caxi")
        other.refresh_from_db()
        assert (other.name, other.complement.identity_card) == ("Rui Prado", "77")
        assert Merge.objects.filter(survivor_name="Rui Prado").exists() is (who == "loser")
        # What the other went through before is still told.
        first = Change.objects.filter(root_id=other.pk, table_name="customers_party", operation="I").earliest("id")
        assert first.after["name"] == "Rui Prado"

    def test_who_was_erased_is_neither_taken_apart_nor_merged(self, cast: Cast) -> None:
        secret, twin, other = zuleica(cast), prospect(cast.ana, "Zu Abacaxi"), prospect(cast.ana, "Rui Prado")
        merge = identity.merge(cast.bruno, secret.pk, twin.pk, from_loser=[], now=NOW)
        erase(cast, secret)
        assert_nowhere("Abacaxi", "11144477735", "19911112222")
        with pytest.raises(CannotUnmerge, match="foi anonimizado"):
            identity.unmerge(cast.bruno, merge, now=NOW)
        for one, two in ((secret, other), (other, secret)):
            with pytest.raises(CannotMerge, match="anonimizado"):
                identity.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)


class TestSheets:
    def test_those_that_wrote_or_criticised_a_person_go_with_them(
        self,
        cast: Cast,
        sheet: Sheet,
        import_file: ImportFile,
        files: Path,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        row = [SECRET, "111.444.777-35", "aba@caxi.com.br", "(19) 91111-2222"]
        wrote = import_file(sheet(HEADERS, [[*row, "15/03/1980"]]))
        criticised = import_file(sheet(HEADERS, [[*row, "31/02/1980"], ["", "111.444.777-35"]], "b.xlsx"))
        another = import_file(sheet(HEADERS, [["Rui Prado", "529.982.247-25", "", "", "x"]], "c.xlsx"))
        party = Party.objects.get(document="11144477735")
        Run.objects.update(state=Run.State.DONE)
        taken_back = import_file(sheet((*HEADERS, "Classe"), [[*row, "15/03/1980", "A"]], "d.xlsx"))
        Party.objects.filter(pk=party.pk).update(classification="B")
        Run.objects.filter(pk=taken_back.pk).update(state=Run.State.UNDOING)
        undoing.take_back(cast.adele, taken_back, redo=False, now=NOW, report=lambda _done, _total: None)
        with django_capture_on_commit_callbacks(execute=True):
            erase(cast, party)
        # A customer with a document: the law keeps the name and the document, and nothing else keeps them.
        kept = ("customers_party", "privacy_erasure")
        assert_nowhere("Abacaxi", "11144477735", "111.444.777-35", "91111-2222", "aba@caxi", but=kept)
        for run in (wrote, criticised, taken_back):
            run.refresh_from_db()
            assert (bool(run.discarded_at), bool(run.file), run.read > 0) == (True, False, True)
        another.refresh_from_db()
        assert [path.name for path in files.rglob("*.xlsx")] == [Path(str(another.file.name)).name]
        assert Remark.objects.filter(run=another).exists()

    def test_every_one_goes_when_its_time_has_passed(
        self,
        cast: Cast,
        sheet: Sheet,
        import_file: ImportFile,
        files: Path,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        run = import_file(sheet(HEADERS, [["Rui Prado", "529.982.247-25", "", "", "x"]]))
        Run.objects.update(state=Run.State.DONE)
        with django_capture_on_commit_callbacks(execute=True):
            done = [purge(now=run.created_at + timedelta(days=30, seconds=each)) for each in (0, 1, 2)]
        assert done == [0, 1, 0]
        run.refresh_from_db()
        assert (run.read, run.refused) == (1, 1)
        assert not list(files.rglob("*.xlsx"))
        assert not Remark.objects.filter(run=run).exists()


def test_exports_searches_and_notices_go(
    cast: Cast, files: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    party, owner = zuleica(cast), cast.user("ana")
    params = {"list": "customers", "query": "nome=Zuleica+Abacaxi"}
    job = JobRun.objects.create(
        company_id=cast.company.pk, owner=owner, establishment_id=cast.head.pk, kind="lists.export", title="Exportação",
        params=params, status="done", finished_at=NOW, output_expires_at=NOW,
    )  # fmt: skip
    job.output.save("clientes.csv", ContentFile(b"Zuleica Abacaxi"))
    Export.objects.create(
        company_id=cast.company.pk, actor=owner, list_key="customers", title="Clientes", parameters=params, rows=1
    )
    SavedView.objects.create(
        company_id=cast.company.pk, owner=owner, list_key="customers", name="Aquela", query=params["query"]
    )
    notify([owner.pk], f"Novo atendimento: {SECRET}", url=f"/clientes/{party.pk}/")
    notify([owner.pk], "Outro aviso", url=f"/clientes/{party.pk}1/")
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast, party)
    assert_nowhere("Abacaxi", "11144477735", "19911112222")
    assert not [path for path in files.rglob("*") if path.is_file()]
    assert Export.objects.get().rows == 1
    assert Notification.objects.get().title == "Outro aviso"
