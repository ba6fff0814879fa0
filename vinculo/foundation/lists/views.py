"""What the list component itself answers; the lists are pages of the apps that own them."""

import json

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated, get_or_404
from vinculo.foundation.jobs.actions import enqueue
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.lists import actions, bulk, people
from vinculo.foundation.lists.address import VIEW
from vinculo.foundation.lists.definition import (
    BulkAction,
    BulkResult,
    ListDefinition,
    UnknownList,
    definition_of,
)
from vinculo.foundation.lists.filters import ME
from vinculo.foundation.lists.forms import ViewForm
from vinculo.foundation.lists.jobs import EXPORT
from vinculo.foundation.lists.models import SavedView
from vinculo.foundation.lists.selection import Selection, state_of_query
from vinculo.foundation.lists.state import SIZES, USUAL_SIZE
from vinculo.foundation.returning import safe_path
from vinculo.foundation.ui import page, redirect, refresh, toast
from vinculo.foundation.undo.actions import offer
from vinculo.kernel.text import row_number


@require_GET
@authenticated
def find_people(request: Request) -> HttpResponse:
    """The look-up of colleagues: `[{"value", "label", "hint"}]`."""
    text = request.GET.get("q", "")
    me = [{"value": ME, "label": "Eu", "hint": request.actor.name}] if ME.startswith(text.strip().lower()) else []
    found = people.matching(request.actor, text)
    answer = me + [{"value": str(pk), "label": name, "hint": email} for pk, name, email in found]
    return JsonResponse(answer, safe=False)


@require_http_methods(["GET", "POST"])
@authenticated
def new_view(request: Request, key: str) -> HttpResponse:
    definition = _definition(request, key)
    sent = request.POST if request.method == "POST" else request.GET
    back = {"voltar": safe_path(sent.get("voltar", "/")), "consulta": sent.get("consulta", "")}
    form = ViewForm(request.actor, request.POST or None, initial={"is_pinned": True})
    columns = [column for column in sent.getlist("coluna") if column in definition.by_key]
    if request.method == "POST" and form.is_valid():
        query = state_of_query(request.actor, definition, back["consulta"]).address.query
        view = actions.create_view(request.actor, key, form.choices, query=query, columns=columns)
        toast(request, f"Visão “{view.name}” salva.")
        return redirect(request, _url_of(view, back["voltar"]))
    context = {"form": form, "back": back, "columns": columns, "key": key}
    return page(request, "lists/view_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@authenticated
def edit_view(request: Request, pk: int) -> HttpResponse:
    view = get_or_404(SavedView.objects.visible_to(request.actor), pk)
    actions.require_editable(request.actor, view)
    sent = request.POST if request.method == "POST" else request.GET
    back = {"voltar": safe_path(sent.get("voltar", "/"))}
    initial = {name: getattr(view, name) for name in ("name", "visibility", "role_name", "is_pinned", "is_default")}
    form = ViewForm(request.actor, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.update_view(request.actor, view, form.choices)
        toast(request, f"Visão “{view.name}” salva.")
        return redirect(request, _url_of(view, back["voltar"]))
    context = {"form": form, "back": back, "view": view}
    return page(request, "lists/view_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@authenticated
def replace_view(request: Request, pk: int) -> HttpResponse:
    view = get_or_404(SavedView.objects.visible_to(request.actor), pk)
    definition = _definition(request, view.list_key)
    columns = [column for column in request.POST.getlist("coluna") if column in definition.by_key]
    query = state_of_query(request.actor, definition, request.POST.get("consulta", "")).address.query
    actions.replace_query(request.actor, view, query=query, columns=columns)
    toast(request, f"Visão “{view.name}” atualizada.")
    return redirect(request, _url_of(view, safe_path(request.POST.get("voltar", "/"))))


@require_POST
@authenticated
def delete_view(request: Request, pk: int) -> HttpResponse:
    view = get_or_404(SavedView.objects.visible_to(request.actor), pk)
    actions.delete_view(request.actor, view)
    toast(request, f"Visão “{view.name}” excluída.")
    return redirect(request, safe_path(request.POST.get("voltar", "/")))


@require_POST
@authenticated
def save_display(request: Request, key: str) -> HttpResponse:
    definition = _definition(request, key)
    view = SavedView.objects.visible_to(request.actor).filter(pk=row_number(request.POST.get(VIEW)) or 0).first()
    if request.POST.get("padrao"):
        actions.forget_preference(request.actor, key, view=view)
    else:
        columns = [column for column in request.POST.getlist("coluna") if column in definition.by_key]
        size = row_number(request.POST.get("linhas"))
        page_size = size if size in SIZES else USUAL_SIZE
        actions.save_preference(request.actor, key, view=view, columns=columns, page_size=page_size)
    return redirect(request, safe_path(request.POST.get("voltar", "/")))


@require_POST
@authenticated
def export(request: Request, key: str) -> HttpResponse:
    definition = _definition(request, key)
    request.actor.require(definition.export_permission or "")
    kind = "csv" if request.POST.get("formato") == "csv" else "xlsx"
    query = state_of_query(request.actor, definition, request.POST.get("consulta", "")).address.query
    columns = [column for column in request.POST.getlist("coluna") if column in definition.by_key]
    reason = request.POST.get("motivo", "").replace("\x00", "").strip()[:200]
    if not reason and definition.must_say_why(request.actor):
        toast(request, "Diga o motivo da exportação: a lista leva dados pessoais.", tone="warning")
        return _back(request)
    params = {"list": key, "query": query, "columns": columns, "format": kind, "reason": reason}
    run = enqueue(request.actor, EXPORT, f"Exportação: {definition.title}", params)
    toast(request, "Exportação iniciada. Você será avisado quando o arquivo ficar pronto.", tone="info")
    return _started(request, run)


@require_POST
@authenticated
def bulk_action(request: Request, key: str, action_key: str) -> HttpResponse:
    """First the preview; posted again from it, the work."""
    definition = _definition(request, key)
    try:
        action = bulk.action_of(request.actor, definition, action_key)
    except bulk.UnknownBulkAction as error:
        raise Http404("Ação desconhecida.") from error
    selection = Selection.posted(request.POST)
    is_confirmed, looks = "confirmado" in request.POST, "ver" in request.POST
    after = row_number(request.POST.get("ver")) or 0
    form = action.form(request.actor, request.POST if is_confirmed else None) if action.form else None
    if not is_confirmed or (form and not form.is_valid()):
        sight = bulk.foreseen(request.actor, definition, action, selection, {}) if form is None else None
        return _preview(request, definition, action, selection, form, sight, status=422 if is_confirmed else 200)
    values = form.cleaned_data if form else {}
    if looks:
        sight = bulk.foreseen(request.actor, definition, action, selection, values, after=after)
        return _preview(request, definition, action, selection, form, sight, status=200)
    raw_values = bulk.posted_values(action, request.actor, request.POST)
    if "planilha" in request.POST and action.foresee is not None:
        request.actor.require(definition.export_permission or "")
        run = bulk.export_foresight(request.actor, definition, action, selection, raw_values=raw_values)
        toast(request, "A planilha do que muda está sendo escrita. Acompanhe em Processos.", tone="info")
        return _started(request, run)
    try:
        outcome = bulk.carry_out(request.actor, definition, action, selection, values=values, raw_values=raw_values)
    except bulk.NothingSelected as refusal:
        toast(request, str(refusal), tone="warning")
        return _back(request)
    if isinstance(outcome, JobRun):
        toast(request, "A ação foi iniciada. Acompanhe em Processos.", tone="info")
        return _started(request, outcome)
    _say(request, definition, action, outcome)
    return _back(request)


def _definition(request: Request, key: str) -> ListDefinition:
    """The list, for those who may see it; 404 for a list that is not."""
    try:
        definition = definition_of(key)
    except UnknownList as error:
        raise Http404("Lista desconhecida.") from error
    request.actor.require(definition.permission)
    return definition


def _preview(
    request: Request,
    definition: ListDefinition,
    action: BulkAction,
    selection: Selection,
    form: forms.Form | None,
    sight: bulk.Foresight | None,
    *,
    status: int,
) -> HttpResponse:
    """`sight` is None before anybody asked what would change."""
    total = selection.total(request.actor, definition)
    context = {
        "list_key": definition.key,
        "action": action,
        "form": form,
        "foresees": action.foresee is not None,
        "sight": sight,
        "may_export": definition.may_export(request.actor),
        "looks_at": bulk.FORESEEN,
        "selection": selection,
        "ids": [str(pk) for pk in selection.ids],
        "has_rows": total.number > 0,
        "question": action.question.format(count=total.words(definition.noun)),
        "back": {"voltar": safe_path(request.POST.get("voltar", "/"))},
    }
    return page(request, "lists/bulk_preview.html", context, status=status)


def _say(request: Request, definition: ListDefinition, action: BulkAction, result: BulkResult) -> None:
    undo_url = None
    if result.undo:
        kind, payload = result.undo
        undo_url = offer(request.actor, kind, payload, f"{action.label}: desfeito.", now=clock.now())
    tone = "success" if result.changed and not result.refused else "warning"
    toast(request, bulk.summary(action, result, definition.noun), undo_url=undo_url, tone=tone)


def _started(request: Request, run: JobRun) -> HttpResponse:
    """Stay on the page and let the top bar show the job; without HTMX, go and see it."""
    if not request.htmx:
        return redirect(request, "jobs:detail", run.pk)
    answer = HttpResponse(status=204)
    answer["HX-Trigger"] = json.dumps({"jobs-changed": None, "close-dialog": None})
    return answer


def _back(request: Request) -> HttpResponse:
    return refresh(request, safe_path(request.POST.get("voltar", "/")))


def _url_of(view: SavedView, path: str) -> str:
    query = "&".join(part for part in (view.query, f"{VIEW}={view.pk}") if part)
    return f"{path.partition('?')[0]}?{query}"
