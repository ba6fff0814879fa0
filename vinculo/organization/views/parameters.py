"""The parameters apps declare."""

from django.http import Http404, HttpResponse

from vinculo.foundation.access import Request, requires
from vinculo.foundation.parameters import UnknownParameter
from vinculo.foundation.ui import page, redirect, toast
from vinculo.organization.actions.parameters import set_parameter
from vinculo.organization.forms import ParameterForm
from vinculo.organization.permissions import Permission
from vinculo.organization.queries import parameters as queries


@requires(Permission.MANAGE_PARAMETERS)
def parameters(request: Request) -> HttpResponse:
    """`?q=words` looks in labels, helps, groups and keys."""
    text = request.GET.get("q", "")
    context = {"groups": queries.parameter_groups(request.actor, text), "text": text}
    return page(request, "organization/parameters.html", context)


@requires(Permission.MANAGE_PARAMETERS)
def parameter(request: Request, key: str) -> HttpResponse:
    """The value for the company and, where allowed, for each establishment."""
    try:
        row = queries.parameter_row(request.actor, key)
    except UnknownParameter as unknown:
        raise Http404("Parâmetro não encontrado.") from unknown
    establishments = queries.establishments_for_parameters(request.actor) if row.declared.by_establishment else []
    form = ParameterForm(
        request.POST or None,
        declared=row.declared,
        default_words=row.default,
        establishments=establishments,
        initial=row.typed_values(),
    )
    if request.method == "POST" and form.is_valid():
        set_parameter(request.actor, key, form.texts())
        toast(request, f"Parâmetro “{row.declared.label}” salvo.")
        return redirect(request, "organization:parameters")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/parameter.html", {"form": form, "row": row}, status=status)
