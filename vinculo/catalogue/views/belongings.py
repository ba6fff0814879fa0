"""Rows that belong to a product, each added and changed in a dialog of its section."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.catalogue import queries
from vinculo.catalogue.actions import belongings as actions
from vinculo.catalogue.forms import rows as row_forms
from vinculo.catalogue.models import (
    Complement,
    ConversionFactor,
    Equipment,
    KitItem,
    PartnerCode,
    Product,
    ProductEstablishment,
    ProductLine,
    PromiseTransit,
    SimilarMember,
)
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.refusals import Refused
from vinculo.catalogue.reversals import offer_restore, offer_similar, offer_take_back
from vinculo.catalogue.verbs import Verb
from vinculo.catalogue.views.posting import posted
from vinculo.customers.queries import about_readable
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Request, get_or_404, requires
from vinculo.foundation.custom_fields.forms import CustomFieldsForm
from vinculo.foundation.custom_fields.rules import AnswersCollide
from vinculo.foundation.reversal import recorded
from vinculo.foundation.ui import page, redirect, toast
from vinculo.organization.models import Establishment


@dataclass(frozen=True, slots=True)
class Belonging:
    """A kind of row: its section, words, model and forms, and the verbs of the audit. `owner` is its product column."""

    section: str
    noun: str
    model: type[Any]
    form: type[row_forms.BelongingForm]
    added: Verb
    edited: Verb
    removed: Verb
    owner: str = "product"
    edit_form: type[row_forms.BelongingForm] | None = None


BELONGINGS: Mapping[str, Belonging] = {
    "fator": Belonging(
        "fatores",
        "fator de conversão",
        ConversionFactor,
        row_forms.FactorForm,
        Verb.FACTOR_ADDED,
        Verb.FACTOR_EDITED,
        Verb.FACTOR_REMOVED,
    ),
    "similar": Belonging(
        "similares",
        "similar",
        SimilarMember,
        row_forms.SimilarForm,
        Verb.SIMILAR_ADDED,
        Verb.SIMILAR_EDITED,
        Verb.SIMILAR_REMOVED,
        edit_form=row_forms.SimilarMemberForm,
    ),
    "complementar": Belonging(
        "complementares",
        "produto complementar",
        Complement,
        row_forms.ComplementForm,
        Verb.COMPLEMENT_ADDED,
        Verb.COMPLEMENT_EDITED,
        Verb.COMPLEMENT_REMOVED,
    ),
    "componente": Belonging(
        "kit",
        "componente",
        KitItem,
        row_forms.KitItemForm,
        Verb.KIT_EDITED,
        Verb.KIT_EDITED,
        Verb.KIT_EDITED,
        owner="kit",
    ),
    "linha": Belonging(
        "linhas", "linha", ProductLine, row_forms.LineForm, Verb.LINE_ADDED, Verb.LINE_ADDED, Verb.LINE_REMOVED
    ),
    "parceiro": Belonging(
        "parceiros",
        "código do parceiro",
        PartnerCode,
        row_forms.PartnerCodeForm,
        Verb.PARTNER_CODE_ADDED,
        Verb.PARTNER_CODE_EDITED,
        Verb.PARTNER_CODE_REMOVED,
    ),
    "equipamento": Belonging(
        "equipamentos",
        "equipamento",
        Equipment,
        row_forms.EquipmentForm,
        Verb.EQUIPMENT_ADDED,
        Verb.EQUIPMENT_EDITED,
        Verb.EQUIPMENT_REMOVED,
    ),
    "transito": Belonging(
        "promessa",
        "prazo de trânsito",
        PromiseTransit,
        row_forms.TransitForm,
        Verb.TRANSIT_ADDED,
        Verb.TRANSIT_EDITED,
        Verb.TRANSIT_REMOVED,
    ),
}

_BRANCH_FORMS: Mapping[str, tuple[str, type[row_forms.BelongingForm], str]] = {
    "estabelecimento": ("estabelecimentos", row_forms.BranchForm, Permission.EDIT),
    "custo": ("custos", row_forms.CostForm, Permission.EDIT_COSTS),
}


@requires(Permission.EDIT)
def add(request: Request, pk: int, kind: str) -> HttpResponse:
    belonging, product = _belonging(kind), _product(request, pk)
    row = belonging.model(**{belonging.owner: product})
    form = belonging.form(request.actor, product, posted(request)[0])

    def save() -> None:
        values = form.values()
        match row:
            case SimilarMember():
                actions.add_similar(request.actor, product, **values)
            case KitItem():
                actions.add_kit_item(request.actor, product, row, values)
            case _:
                actions.save_row(request.actor, product, row, values, belonging.added)

    return _dialog(request, product, form, f"Incluir {belonging.noun}", belonging.section, save)


@requires(Permission.EDIT)
def edit(request: Request, pk: int, kind: str, row_id: int) -> HttpResponse:
    belonging, product = _belonging(kind), _product(request, pk)
    row = get_or_404(_rows(request.actor, belonging, product), row_id)
    shape = belonging.edit_form or belonging.form
    form = shape(request.actor, product, posted(request)[0], instance=row)

    def save() -> None:
        if isinstance(row, KitItem):
            actions.add_kit_item(request.actor, product, row, form.values())
        else:
            actions.save_row(request.actor, product, row, form.values(), belonging.edited)

    remove_url = reverse("catalogue:remove_belonging", args=[pk, kind, row_id])
    return _dialog(request, product, form, f"Alterar {belonging.noun}", belonging.section, save, remove_url=remove_url)


@require_POST
@requires(Permission.EDIT)
def remove(request: Request, pk: int, kind: str, row_id: int) -> HttpResponse:
    """Removes at once; the toast offers the way back."""
    belonging, product = _belonging(kind), _product(request, pk)
    row = get_or_404(_rows(request.actor, belonging, product), row_id)
    if isinstance(row, SimilarMember):
        removed = actions.remove_similar(request.actor, product, row)
        undo_url: str | None = offer_similar(request.actor, product, removed, now=clock.now())
    else:
        actions.remove_row(request.actor, product, row, belonging.removed)
        undo_url = offer_restore(request.actor, product, row, row_id, now=clock.now())
    toast(request, f"Excluído: {belonging.noun}.", undo_url=undo_url)
    return redirect(request, "catalogue:section", pk, belonging.section)


@requires(Permission.EDIT, Permission.EDIT_COSTS)
def branch(request: Request, pk: int, establishment_id: int, kind: str) -> HttpResponse:
    """What differs at one establishment: its standing and stock limits, or its costs."""
    if kind not in _BRANCH_FORMS:
        raise Http404("Página não encontrada.")
    section, shape, permission = _BRANCH_FORMS[kind]
    request.actor.require(permission)
    product = _product(request, pk)
    place = get_or_404(Establishment.objects.filter(company_id=request.actor.company_id), establishment_id)
    row = ProductEstablishment.objects.filter(product=product, establishment=place).first()
    form = shape(request.actor, product, posted(request)[0], instance=row)

    def save() -> None:
        actions.save_branch(request.actor, product, place, form.values())

    return _dialog(request, product, form, place.name, section, save, permission=permission)


@requires(Permission.EDIT)
def promise_rule(request: Request, pk: int) -> HttpResponse:
    product = _product(request, pk)
    form = row_forms.PromiseRuleForm(request.actor, product, posted(request)[0], instance=queries.promise_rule(product))

    def save() -> None:
        actions.save_promise_rule(request.actor, product, form.values())

    return _dialog(request, product, form, "Data de promessa", "promessa", save)


@requires(Permission.EDIT)
def custom_values(request: Request, pk: int) -> HttpResponse:
    """The company's own fields, as many as are asked of a product of this type."""
    product = get_or_404(queries.products(request.actor).select_related("unit", "type", "product_class"), pk)
    form = CustomFieldsForm(
        posted(request)[0], fields=queries.custom_fields(product), values=queries.custom_answers(product)
    )

    def save() -> None:
        try:
            actions.save_custom_values(request.actor, product, form.answers(), original=form.original)
        except AnswersCollide as collision:
            told = [f"{each.label} agora é “{each.theirs or 'vazio'}”" for each in form.conflicts(collision)]
            sentence = f"Outra pessoa respondeu enquanto você editava: {'; '.join(told)}."
            raise Refused(f"{sentence} Confira e salve de novo: vale o que estiver escrito aqui.") from collision

    return _dialog(request, product, form, "Dados complementares", "complementos", save)


def _dialog(
    request: Request,
    product: Product,
    form: forms.BaseForm,
    title: str,
    section: str,
    save: Callable[[], None],
    *,
    permission: str = Permission.EDIT,
    remove_url: str = "",
) -> HttpResponse:
    """The form as a dialog (or a page of its own); saved, back to the section, with the way back at hand."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                span = recorded(save)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            else:
                undo_url = offer_take_back(request.actor, product, permission, span, now=clock.now())
                toast(request, "Salvo.", undo_url=undo_url)
                return redirect(request, "catalogue:section", product.pk, section)
    context = {"product": product, "form": form, "title": title, "section": section, "remove_url": remove_url}
    return page(request, "catalogue/dialog.html", context, status=status)


def _product(request: Request, pk: int) -> Product:
    return get_or_404(queries.products(request.actor).select_related("unit"), pk)


def _rows(actor: Actor, belonging: Belonging, product: Product) -> Any:
    """The rows of the kind within the product's reach; of similars, everybody in its groups; of customers, those whose
    contents the actor may read."""
    if belonging.model is SimilarMember:
        return queries.similar_members(product)
    rows: Any = belonging.model._default_manager.filter(**{belonging.owner: product})
    return rows.filter(about_readable(actor)) if belonging.model in (PartnerCode, Equipment) else rows


def _belonging(kind: str) -> Belonging:
    if kind not in BELONGINGS:
        raise Http404("Registro não encontrado.")
    return BELONGINGS[kind]
