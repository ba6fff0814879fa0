from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.cases.actions import tables as actions
from vinculo.cases.permissions import Permission
from vinculo.cases.refusals import EntryInUse
from vinculo.cases.table_catalogue import PAGES, TablePage, table_page
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.organization.tables import CompanyTable


@requires(Permission.MANAGE_TABLES)
def index(request: Request) -> HttpResponse:
    return page(request, "cases/tables/index.html", {"pages": PAGES})


@requires(Permission.MANAGE_TABLES)
def table(request: Request, slug: str) -> HttpResponse:
    known = table_page(slug)
    context = {"known": known, "pages": PAGES, "entries": known.entries(request.actor)}
    return page(request, "cases/tables/table.html", context)


@requires(Permission.MANAGE_TABLES)
def add(request: Request, slug: str) -> HttpResponse:
    known = table_page(slug)
    return _form(request, known, known.model())


@requires(Permission.MANAGE_TABLES)
def edit(request: Request, slug: str, pk: int) -> HttpResponse:
    known = table_page(slug)
    return _form(request, known, get_or_404(known.entries(request.actor), pk))


@require_POST
@requires(Permission.MANAGE_TABLES)
def toggle(request: Request, slug: str, pk: int) -> HttpResponse:
    """Offer an entry again, or no longer."""
    entry = get_or_404(table_page(slug).entries(request.actor), pk)
    actions.set_entry_active(request.actor, entry, is_active=not entry.is_active)
    undo = reverse("cases_tables:toggle", args=[slug, pk])
    toast(request, f"“{entry}” {'volta a ser' if entry.is_active else 'não é mais'} oferecida.", undo_url=undo)
    return redirect(request, "cases_tables:table", slug)


@require_POST
@requires(Permission.MANAGE_TABLES)
def delete(request: Request, slug: str, pk: int) -> HttpResponse:
    entry = get_or_404(table_page(slug).entries(request.actor), pk)
    try:
        actions.delete_entry(request.actor, entry)
    except EntryInUse as refusal:
        toast(request, str(refusal), tone="warning")
    else:
        toast(request, f"“{entry}” excluída.")
    return redirect(request, "cases_tables:table", slug)


@require_POST
@requires(Permission.MANAGE_TABLES)
def move(request: Request, slug: str, pk: int) -> HttpResponse:
    """One place up or down (`direction`), among the entries that are offered."""
    known = table_page(slug)
    entry = get_or_404(known.entries(request.actor), pk)
    ids = list(known.entries(request.actor).filter(is_active=entry.is_active).values_list("pk", flat=True))
    place = ids.index(pk)
    other = place + (-1 if request.POST.get("direction") == "up" else 1)
    if 0 <= other < len(ids):
        ids[place], ids[other] = ids[other], ids[place]
        actions.reorder(request.actor, known.model, ids)
    context = {"known": known, "pages": PAGES, "entries": known.entries(request.actor), "moved": pk}
    return (
        page(request, "cases/tables/table.html", context)
        if request.htmx
        else redirect(request, "cases_tables:table", slug)
    )


def _form(request: Request, known: TablePage, entry: CompanyTable) -> HttpResponse:
    form = known.form(request.actor, entry, request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_entry(request.actor, entry, form.values(), form.linked())
        toast(request, f"“{saved}” salva.")
        return redirect(request, "cases_tables:table", known.slug)
    context = {"known": known, "entry": entry, "form": form}
    return page(request, "cases/tables/entry.html", context, status=422 if form.errors else 200)
