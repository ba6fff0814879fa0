"""The administrator's pages of the company's own fields."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.custom_fields import actions, queries
from vinculo.foundation.custom_fields.forms import DefinitionForm
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.foundation.custom_fields.permissions import Permission
from vinculo.foundation.custom_fields.records import CustomizedRecord, customized_record, customized_records
from vinculo.foundation.ui import page, redirect, toast

_FIELDS = ("label", "section", "audience", "kind", "help_text", "is_mandatory", "is_printed")


@requires(Permission.MANAGE)
def index(request: Request) -> HttpResponse:
    """The fields of the first record type."""
    records = customized_records()
    if not records:
        raise Http404("Nenhum cadastro aceita campos adicionais.")
    return _table(request, records[0])


@requires(Permission.MANAGE)
def record_fields(request: Request, key: str) -> HttpResponse:
    return _table(request, _record(key))


@requires(Permission.MANAGE)
def create(request: Request, key: str) -> HttpResponse:
    record = _record(key)
    form = DefinitionForm(request.POST or None, record=record, company_id=request.actor.company_id)
    return _form(request, record, form, None)


@requires(Permission.MANAGE)
def edit(request: Request, pk: int) -> HttpResponse:
    field = _field(request, pk)
    record = _record(field.record)
    initial = {name: getattr(field, name) for name in _FIELDS} | {"options": "\n".join(field.options)}
    form = DefinitionForm(
        request.POST or None, record=record, company_id=request.actor.company_id, is_used=True, initial=initial
    )
    return _form(request, record, form, field)


@require_POST
@requires(Permission.MANAGE)
def toggle(request: Request, pk: int) -> HttpResponse:
    """Asked, or no longer."""
    field = _field(request, pk)
    try:
        actions.set_active(request.actor, field, is_active=not field.is_active)
    except actions.FieldRefused as refused:
        toast(request, refused.sentence, tone="warning")
    else:
        toast(request, f"“{field.label}” {'não é mais perguntado' if field.is_active else 'volta a ser perguntado'}.")
    return redirect(request, "custom_fields:record", field.record)


@require_POST
@requires(Permission.MANAGE)
def move(request: Request, pk: int) -> HttpResponse:
    """One place up or down (`direction`)."""
    field = _field(request, pk)
    ids = [each.pk for each in queries.all_fields(request.actor, field.record)]
    place = ids.index(pk)
    other = place + (-1 if request.POST.get("direction") == "up" else 1)
    if 0 <= other < len(ids):
        ids[place], ids[other] = ids[other], ids[place]
        actions.reorder(request.actor, field.record, ids)
    return redirect(request, "custom_fields:record", field.record)


@require_POST
@requires(Permission.MANAGE)
def delete(request: Request, pk: int) -> HttpResponse:
    field = _field(request, pk)
    try:
        actions.delete_field(request.actor, field)
    except actions.FieldRefused as refused:
        toast(request, refused.sentence, tone="warning")
    else:
        toast(request, f"“{field.label}” excluído.")
    return redirect(request, "custom_fields:record", field.record)


def _table(request: Request, record: CustomizedRecord) -> HttpResponse:
    audiences = {audience.key: audience.label for audience in record.audiences_of(request.actor.company_id)}
    fields = [
        (field, audiences.get(field.audience, "Todos")) for field in queries.all_fields(request.actor, record.key)
    ]
    context = {"record": record, "records": customized_records(), "fields": fields}
    return page(request, "custom_fields/table.html", context)


def _form(request: Request, record: CustomizedRecord, form: DefinitionForm, field: CustomField | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            if field:
                actions.edit_field(request.actor, field, form.cleaned_data)
            else:
                actions.create_field(request.actor, record.key, form.cleaned_data)
        except actions.FieldRefused as refused:
            form.add_error("label", refused.sentence)
        else:
            toast(request, f"“{form.cleaned_data['label']}” salvo.")
            return redirect(request, "custom_fields:record", record.key)
    context = {"record": record, "form": form, "field": field}
    return page(request, "custom_fields/field.html", context, status=422 if form.errors else 200)


def _record(key: str) -> CustomizedRecord:
    record = customized_record(key)
    if record is None:
        raise Http404("Este cadastro não aceita campos adicionais.")
    return record


def _field(request: Request, pk: int) -> CustomField:
    return get_or_404(CustomField.objects.filter(company_id=request.actor.company_id), pk)
