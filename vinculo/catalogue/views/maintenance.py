"""The maintenance of a product: its sections, its forms, its standing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from vinculo.catalogue import queries
from vinculo.catalogue.actions import products as actions
from vinculo.catalogue.forms.products import (
    ADVANCED,
    IDENTITY,
    OF_SECTION,
    SIMPLE,
    Group,
    ProductForm,
    groups_of,
    names_of,
)
from vinculo.catalogue.forms.uploads import StatusForm
from vinculo.catalogue.models import FavouriteProduct, Product
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.refusals import EditConflict, Refused
from vinculo.catalogue.reversals import offer_take_back
from vinculo.catalogue.search import thumbnail_url, with_thumbnails
from vinculo.catalogue.snapshots import Snapshot, read, taken_of, written
from vinculo.catalogue.views.posting import posted
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.panels import actions_for, panels_for
from vinculo.foundation.reversal import recorded
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.conflicts import FieldConflict
from vinculo.kernel.text import row_number

ICONS = {
    "produto": "package",
    "similares": "arrows-exchange",
    "fatores": "math-function",
    "custos": "coin",
    "fiscais": "receipt",
    "tributacao": "building",
    "linhas": "hierarchy",
    "promocoes": "tag",
    "descontos": "discount",
    "alcada": "shield-check",
    "kit": "packages",
    "armazem": "building-store",
    "lotes": "stack-2",
    "estoque-programado": "calendar-plus",
    "cotas": "chart-pie",
    "unidades": "calculator",
    "complementares": "plus",
    "complementos": "adjustments",
    "formularios": "forms",
    "estabelecimentos": "building",
    "informacoes": "notes",
    "anexos": "paperclip",
    "promessa": "truck-delivery",
    "parceiros": "users-group",
    "equipamentos": "tool",
    "historico": "history",
}
MONEY_SIGN = "precos"
_STANDING = {
    "bloquear": (Product.Status.BLOCKED, "Bloquear o produto", "Produto bloqueado."),
    "inativar": (Product.Status.INACTIVE, "Inativar o produto", "Produto inativado."),
    "liberar": (Product.Status.ACTIVE, "Liberar o produto", "Produto liberado."),
}


@dataclass(frozen=True, slots=True)
class SectionLink:
    key: str
    title: str
    url: str
    icon: str
    is_current: bool

    @property
    def is_price(self) -> bool:
        return self.key == MONEY_SIGN


@requires(Permission.VIEW)
def product(request: Request, pk: int) -> HttpResponse:
    return _section(request, pk, "produto")


@requires(Permission.VIEW)
def section(request: Request, pk: int, key: str) -> HttpResponse:
    """One section: of the catalogue itself, or a panel that an app above put on the product."""
    return _section(request, pk, key)


def _section(request: Request, pk: int, key: str) -> HttpResponse:
    found = queries.product_with_tables(request.actor, pk)
    panels = panels_for(request.actor, queries.RECORD)
    current = next((panel for panel in panels if panel.key == key), None)
    if found is None or current is None:
        raise Http404("Registro não encontrado.")
    with_thumbnails([found])
    links = [
        SectionLink(
            panel.key,
            panel.title,
            reverse("catalogue:section", args=[pk, panel.key]),
            ICONS.get(panel.key, "list-details"),
            panel.key == key,
        )
        for panel in panels
    ]
    here = panels.index(current)
    context = {
        "product": found,
        "sections": links,
        "before": links[here - 1] if here else None,
        "after": links[here + 1] if here + 1 < len(links) else None,
        "current": current,
        "content": mark_safe(current.render(request, found)),  # noqa: S308  (panels return rendered templates)
        "thumbnail": thumbnail_url(found),
        "is_favourite": FavouriteProduct.objects.filter(user_id=request.actor.user_id, product_id=pk).exists(),
        "may_block": request.actor.may(Permission.BLOCK),
        "may_create": request.actor.may(Permission.CREATE),
        "actions": [(action, action.url(found)) for action in actions_for(request.actor, queries.RECORD)],
    }
    return page(request, "catalogue/product.html", context)


@requires(Permission.CREATE)
def new(request: Request) -> HttpResponse:
    """The simple form asks for what is obligatory, the advanced one for everything; changing between them keeps what
    was typed. `?copiar=7` starts from another product.
    """
    asked = request.POST.get("modo") or request.GET.get("modo", "")
    source = _copied(request)
    is_advanced = asked == "avancado" or (source is not None and asked != "simples")
    names = names_of(ADVANCED) if is_advanced else SIMPLE
    initial = _initial(source) if source else {"sale_multiple": 1, "minimum_sale": 0, "standard_discount": 0}
    is_switching = "trocar" in request.POST
    if is_switching:
        initial |= {name: value for name, value in request.POST.items() if name in names_of(ADVANCED)}
    form = ProductForm(
        request.actor,
        request.POST if request.method == "POST" and not is_switching else None,
        initial=initial,
        names=names,
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                created = actions.create_product(
                    request.actor, form.values(), now=clock.now(), copied=source is not None
                )
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            else:
                return _saved(request, form, created.pk, "produto", f"{created.code} está no cadastro.")
    context = {
        "form": form,
        "groups": _shown(form, ADVANCED if is_advanced else (Group(IDENTITY.title, IDENTITY.icon, SIMPLE),)),
        "is_advanced": is_advanced,
        "source": source,
    }
    return page(request, "catalogue/new.html", context, status=status)


@requires(Permission.EDIT, Permission.EDIT_FISCAL)
def edit(request: Request, pk: int, key: str) -> HttpResponse:
    """The fields of one section; 409 with both versions when somebody else changed the same ones meanwhile."""
    if key not in OF_SECTION:
        raise Http404("Seção não encontrada.")
    groups = groups_of(key)
    names = names_of(groups)
    actions.require_for(request.actor, names)
    found = get_or_404(Product.objects.visible_to(request.actor), pk)
    if request.method != "POST":
        form = ProductForm(request.actor, product=found, names=names)
        return _edit_page(request, found, key, form, groups, taken_of(found, names))
    base = read(request.POST.get("base", ""), names) or taken_of(found, names)
    form = ProductForm(request.actor, request.POST, product=found, names=names)
    if not form.is_valid():
        return _edit_page(request, found, key, form, groups, base, status=422)
    values = form.values()
    if request.POST.get("resolution") == "merge":
        values = {name: value for name, value in values.items() if request.POST.get(f"keep_{name}") != "theirs"}
    try:
        span = recorded(partial(actions.edit_product, request.actor, pk, values, base=base, now=clock.now()))
    except EditConflict as conflict:
        return _conflict_page(request, found, key, form, groups, base, conflict)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _edit_page(request, found, key, form, groups, base, status=422)
    needed = Permission.EDIT_FISCAL if set(names) <= actions.FISCAL else Permission.EDIT
    undo_url = offer_take_back(request.actor, found, needed, span, now=clock.now())
    return _saved(request, form, pk, key, "Produto salvo.", undo_url=undo_url)


@requires(Permission.BLOCK)
def standing(request: Request, pk: int, change: str) -> HttpResponse:
    """Blocks, inactivates or releases the product, with the reason."""
    found = get_or_404(queries.products(request.actor), pk)
    if change not in _STANDING:
        raise Http404("Página não encontrada.")
    status, title, done = _STANDING[change]
    form = StatusForm(posted(request)[0], asks_why=status == Product.Status.BLOCKED)
    answer = 200
    if request.method == "POST":
        answer = 422
        if form.is_valid():
            try:
                why = form.cleaned_data["reason"]
                span = recorded(partial(actions.set_status, request.actor, [pk], status, reason=why, now=clock.now()))
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            else:
                undo_url = offer_take_back(request.actor, found, Permission.BLOCK, span, now=clock.now())
                toast(request, done, undo_url=undo_url)
                return redirect(request, "catalogue:product", pk)
    context = {"product": found, "form": form, "title": title, "submit": title.split()[0]}
    return page(request, "catalogue/dialog.html", context, status=answer)


def _saved(
    request: Request, form: ProductForm, pk: int, key: str, sentence: str, *, undo_url: str | None = None
) -> HttpResponse:
    for warning in form.warnings():
        toast(request, warning, tone="warning")
    toast(request, sentence, undo_url=undo_url)
    return redirect(request, "catalogue:section", pk, key)


def _edit_page(
    request: Request,
    found: Product,
    key: str,
    form: ProductForm,
    groups: Sequence[Group],
    base: Snapshot,
    *,
    conflicts: Sequence[FieldConflict] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "product": found,
        "key": key,
        "form": form,
        "groups": _shown(form, groups),
        "base": written(base),
        "conflicts": conflicts,
        "last": queries.last_edit(found) if conflicts else None,
    }
    return page(request, "catalogue/edit.html", context, status=status)


def _conflict_page(
    request: Request,
    found: Product,
    key: str,
    form: ProductForm,
    groups: Sequence[Group],
    base: Snapshot,
    conflict: EditConflict,
) -> HttpResponse:
    words = queries.words_of_fields(found, conflict.fields)
    conflicts = [
        FieldConflict(
            name,
            str(form.fields[name].label),
            words(name, str(form[name].value() or "")),
            words(name, conflict.theirs[name]),
            words(name, base[name]),
        )
        for name in conflict.fields
    ]
    return _edit_page(request, found, key, form, groups, {**base, **conflict.theirs}, conflicts=conflicts, status=409)


def _shown(form: ProductForm, groups: Sequence[Group]) -> list[tuple[Group, list[Any]]]:
    return [(group, [form[name] for name in group.names if name in form.fields]) for group in groups]


def _copied(request: Request) -> Product | None:
    return Product.objects.visible_to(request.actor).filter(pk=row_number(request.GET.get("copiar")) or 0).first()


def _initial(source: Product) -> dict[str, Any]:
    """What a copy starts with: everything but what names one product."""
    own = {"code", "gtin"}
    return {name: getattr(source, name) for name in names_of(ADVANCED) if name not in own}
