"""Copies of a person's data outside the registry: files waiting for download, searches kept with lists, notices."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vinculo.customers.contactability import handles_of, spellings
from vinculo.customers.models import Party
from vinculo.foundation.audit.actions import forget_rows
from vinculo.foundation.audit.models import Export
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.lists.definition import UnknownList, definition_of
from vinculo.foundation.lists.jobs import EXPORT
from vinculo.foundation.lists.models import SavedView
from vinculo.foundation.notifications.models import Notification
from vinculo.foundation.personal_data import Row, Trace


def _files(company_id: int) -> list[JobRun]:
    """The exported lists of personal data that somebody may still download."""
    waiting = JobRun.objects.filter(company_id=company_id, kind=EXPORT).exclude(output="").order_by("pk")
    return [run for run in waiting if _is_personal(str(run.params.get("list", "")))]


def _is_personal(key: str) -> bool:
    try:
        return definition_of(key).is_personal
    except UnknownList:
        return True


def _find_files(company_id: int, party_id: int) -> list[Row]:  # noqa: ARG001  (a file is of a list, not of a person)
    return [
        {"Arquivo": run.output_name, "Sai em": f"{timezone.localtime(run.output_expires_at):%d/%m/%Y}"}
        for run in _files(company_id)
        if run.output_expires_at
    ]


def _erase_files(company_id: int, party_id: int) -> int:  # noqa: ARG001
    runs = _files(company_id)
    files = [(run.output.storage, str(run.output.name)) for run in runs]
    JobRun.objects.filter(pk__in=[run.pk for run in runs]).update(output="")

    def delete_files() -> None:
        for storage, name in files:
            storage.delete(name)

    transaction.on_commit(delete_files)
    return len(runs)


def _texts(party_id: int) -> set[str]:
    """The name and every handle, as people type them and as an address of a list holds them."""
    party = Party.objects.prefetch_related("phones", "emails").get(pk=party_id)
    plain = {party.name, *spellings(handles_of(party))}
    return plain | {quote_plus(text) for text in plain}


def _holding(column: str, texts: set[str]) -> Q:
    condition = Q()
    for text in texts:
        condition |= Q(**{f"{column}__icontains": text})
    return condition


def _searches(company_id: int, party_id: int) -> Iterator[tuple[str, QuerySet[Any], str]]:
    """Lists that were searched by the person's name or handles: what kept it, the rows, the column."""
    texts = _texts(party_id)
    yield "Exportação", Export.objects.filter(_holding("parameters__query", texts), company_id=company_id), "parameters"
    yield "Processo", JobRun.objects.filter(_holding("params__query", texts), company_id=company_id), "params"
    yield "Visão salva", SavedView.objects.filter(_holding("query", texts), company_id=company_id), "query"


def _find_searches(company_id: int, party_id: int) -> list[Row]:
    return [{"Onde": where, "Título": str(row)} for where, rows, _ in _searches(company_id, party_id) for row in rows]


def _erase_searches(company_id: int, party_id: int) -> int:
    """The search goes; that there was an export, by whom and why, stays."""
    done = 0
    for _, rows, column in _searches(company_id, party_id):
        found = list(rows)
        for row in found:
            kept = getattr(row, column)
            setattr(row, column, {**kept, "query": ""} if isinstance(kept, dict) else "")
            row.save(update_fields=[column])
            done += 1
        forget_rows(rows.model._meta.db_table, [row.pk for row in found])
    return done


def _notices(company_id: int, party_id: int) -> QuerySet[Notification]:
    name = Party.objects.values_list("name", flat=True).get(pk=party_id)
    about = Q(url__contains=f"/clientes/{party_id}/") | Q(title__icontains=name) | Q(body__icontains=name)
    return Notification.objects.filter(about, user__company_id=company_id)


def _find_notices(company_id: int, party_id: int) -> list[Row]:
    rows = _notices(company_id, party_id).select_related("user")
    return [{"Quando": f"{timezone.localtime(row.created_at):%d/%m/%Y %H:%M}", "Para": row.user.name} for row in rows]


def _erase_notices(company_id: int, party_id: int) -> int:
    return _notices(company_id, party_id).delete()[0]


COPIES = (
    Trace("lists.files", "Listas exportadas que podem conter o cadastro", _find_files, _erase_files),
    Trace("lists.searches", "Buscas guardadas com listas", _find_searches, _erase_searches),
    Trace("notifications", "Avisos a quem trabalha aqui", _find_notices, _erase_notices),
)
