"""Uploaded sheets do not stay: they hold what the registry holds, and more, where nobody would look for it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from vinculo.customers.contactability import handles_of, spellings
from vinculo.customers.models import Party
from vinculo.foundation import clock
from vinculo.foundation.audit.models import Change
from vinculo.foundation.personal_data import Row, Trace
from vinculo.imports.models import CommittedBatch, Remark, Run
from vinculo.imports.parameters import SHEET_DAYS
from vinculo.organization.models import Company
from vinculo.organization.queries import parameter_value

_RECORD = "customers.party"


def discard(run: Run, *, now: datetime) -> bool:
    """Erase the file of a run, its critique and its report, in one transaction; False while it is being processed.

    The counts stay, and what the run wrote can still be undone: that comes from the audit.
    """
    with transaction.atomic():
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.discarded_at is not None or (locked.is_working and not locked.has_stopped):
            return False
        files = [(each.storage, str(each.name)) for each in (locked.file, locked.report) if each]
        Remark.objects.filter(run=locked).delete()
        locked.file, locked.report, locked.discarded_at = "", "", now
        if locked.state in (Run.State.MAPPING, Run.State.CHECKED):
            locked.state = Run.State.CANCELLED
        locked.save(update_fields=["file", "report", "discarded_at", "state"])

        def delete_files() -> None:
            for storage, name in files:
                storage.delete(name)

        transaction.on_commit(delete_files)
    return True


def purge(*, now: datetime) -> int:
    """Discard what has been kept for as long as its company keeps it; how many runs. Run every night."""
    done = 0
    for company_id in Company.objects.values_list("pk", flat=True):
        days = int(parameter_value(company_id, SHEET_DAYS.key))
        due = Run.objects.filter(company_id=company_id, discarded_at=None, created_at__lt=now - timedelta(days=days))
        done += sum(discard(run, now=now) for run in due.order_by("pk"))
    return done


def discarded_after(run: Run) -> datetime:
    """When the purge will take the run's file."""
    return run.created_at + timedelta(days=int(parameter_value(run.company_id, SHEET_DAYS.key)))


def runs_about(company_id: int, party_id: int) -> list[Run]:
    """The runs still kept that wrote this customer, or whose critique names them."""
    changes = Change.objects.filter(root_type=_RECORD, root_id=party_id)
    keys = set(changes.values_list("transaction_key", flat=True).distinct())
    in_batch = changes.filter(
        transaction_key=OuterRef("transaction_key"), id__gt=OuterRef("changes_after"), id__lte=OuterRef("last_change")
    )
    wrote = CommittedBatch.objects.filter(Exists(in_batch), transaction_key__in=keys).values("run_id")
    kept = Run.objects.filter(company_id=company_id, discarded_at=None)
    named = Remark.objects.filter(_naming(party_id), run__in=kept).values("run_id")
    return list(kept.filter(Q(pk__in=wrote) | Q(pk__in=named)).order_by("pk"))


def _naming(party_id: int) -> Q:
    party = Party.objects.prefetch_related("phones", "emails").get(pk=party_id)
    condition = Q(sentence__contains=f"cadastro nº {party_id} ") | Q(sentence__contains=f"cadastro nº {party_id})")
    condition |= Q(value__icontains=party.name) | Q(sentence__icontains=party.name)
    for text in spellings(handles_of(party)):
        condition |= Q(value__icontains=text) | Q(sentence__icontains=text)
    return condition


def _find(company_id: int, party_id: int) -> list[Row]:
    return [
        {
            "Planilha": run.file_name,
            "Enviada em": f"{timezone.localtime(run.created_at):%d/%m/%Y}",
            "Sai até": f"{timezone.localtime(discarded_after(run)):%d/%m/%Y}",
        }
        for run in runs_about(company_id, party_id)
    ]


def _erase(company_id: int, party_id: int) -> int:
    now = clock.now()
    return sum(discard(run, now=now) for run in runs_about(company_id, party_id))


SHEETS = Trace(
    "imports.sheets",
    "Planilhas importadas",
    _find,
    _erase,
    why="Uma planilha que não chegou a gravar nem a criticar este cadastro sai pelo prazo de guarda das planilhas.",
)
