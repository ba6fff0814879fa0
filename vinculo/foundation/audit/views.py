"""Reading the audit: the company's changes, one record's history, the exports."""

from datetime import datetime, timedelta

from django.http import Http404, HttpResponse, QueryDict
from django.utils.http import urlencode

from vinculo.foundation.access import NotAllowed, Request, Scope, authenticated, requires
from vinculo.foundation.audit import queries
from vinculo.foundation.audit.forms import ChangeFilterForm, PastForm
from vinculo.foundation.audit.past import PastSection, TooMuchSince, past_of
from vinculo.foundation.audit.permissions import Permission
from vinculo.foundation.audit.records import record_type
from vinculo.foundation.ui import page
from vinculo.kernel.text import row_number

_EXPORTS_A_PAGE = 50
_HISTORY_A_PAGE = 20


@requires(Permission.READ)
def changes(request: Request) -> HttpResponse:
    """The changes of the whole company, newest first."""
    _require_company_scope(request)
    form = ChangeFilterForm(request.actor, request.GET)
    if not form.is_valid():
        return page(request, "audit/changes.html", {"form": form, "entries": [], "next_url": ""}, status=422)
    entries, cursor = queries.changes_page(request.actor, form.wanted(), before=row_number(request.GET.get("before")))
    is_filtered = any(form.data.values())
    context = {"form": form, "entries": entries, "next_url": _older(request.GET, cursor), "is_filtered": is_filtered}
    return page(request, "audit/changes.html", context)


@requires(Permission.READ)
def exports(request: Request) -> HttpResponse:
    """Who took which list out of the product, newest first."""
    _require_company_scope(request)
    rows = queries.last_exports(request.actor, before=row_number(request.GET.get("before")), limit=_EXPORTS_A_PAGE)
    cursor = rows[-1].pk if len(rows) == _EXPORTS_A_PAGE else None
    return page(request, "audit/exports.html", {"exports": rows, "next_url": _older(request.GET, cursor)})


@authenticated
def history(request: Request, root_type: str, root_id: int) -> HttpResponse:
    """The history of one record, as a fragment for its "Histórico" panel or as a page of its own."""
    known = record_type(root_type)
    if known is None or not known.visible(request.actor, root_id):
        raise Http404("Registro não encontrado.")
    entries = queries.record_history(
        request.actor, root_type, root_id, before=row_number(request.GET.get("before")), limit=_HISTORY_A_PAGE
    )
    cursor = entries[-1].id if len(entries) == _HISTORY_A_PAGE else None
    context = {
        "entries": entries,
        "known": known,
        "root_id": root_id,
        "title": known.title(request.actor, root_id),
        "record_url": known.url(root_id) if known.url else "",
        "next_url": _older(request.GET, cursor),
    }
    return page(request, _history_template(request), context)


@authenticated
def past(request: Request, root_type: str, root_id: int) -> HttpResponse:
    """What a record looked like at the end of a day (`day`), or just before one of its changes (`antes`)."""
    known = record_type(root_type)
    if known is None or not known.visible(request.actor, root_id):
        raise Http404("Registro não encontrado.")
    entry = queries.change_of(root_type, root_id, row_number(request.GET.get("antes")))
    form = PastForm(request.GET if "day" in request.GET else None)
    at, status = None, 200
    if entry is not None:
        at = entry.at - timedelta(microseconds=1)
    elif form.is_valid():
        at = form.instant()
    elif form.is_bound:
        status = 422
    sections, refusal = _sections(request, root_type, root_id, at)
    context = {
        "known": known,
        "root_id": root_id,
        "title": known.title(request.actor, root_id),
        "record_url": known.url(root_id) if known.url else "",
        "form": form,
        "entry": entry,
        "at": at,
        "sections": sections,
        "differing": [section for section in sections if section.differing],
        "kept": [section for section in sections if section.kept],
        "kept_rows": sum(len(section.kept) for section in sections),
        "refusal": refusal,
    }
    return page(request, "audit/past.html", context, status=status)


def _sections(request: Request, root_type: str, root_id: int, at: datetime | None) -> tuple[list[PastSection], str]:
    if at is None:
        return [], ""
    try:
        return past_of(request.actor, root_type, root_id, at=at), ""
    except TooMuchSince as refusal:
        return [], str(refusal)


def _history_template(request: Request) -> str:
    if not request.htmx:
        return "audit/history.html"
    return "audit/history_items.html" if "before" in request.GET else "audit/history_panel.html"


def _require_company_scope(request: Request) -> None:
    if request.actor.scope is not Scope.COMPANY:
        raise NotAllowed("A auditoria mostra a empresa toda; o alcance do seu perfil é menor.")


def _older(data: QueryDict, cursor: int | None) -> str:
    """The address of the page that follows, with the filters kept; empty at the end."""
    if cursor is None:
        return ""
    kept = {key: str(value) for key, value in data.items() if key != "before" and value}
    return "?" + urlencode({**kept, "before": str(cursor)})
