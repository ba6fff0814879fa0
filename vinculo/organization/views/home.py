"""The configurator's home, the company's data, and the look-up of people."""

from itertools import groupby

from django.http import HttpResponse, JsonResponse

from vinculo.foundation.access import NotAllowed, Request, authenticated, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.shell import optional_url
from vinculo.organization import configurator, queries
from vinculo.organization.actions import structure
from vinculo.organization.forms import CompanyForm
from vinculo.organization.models import Company
from vinculo.organization.permissions import Permission


@authenticated
def home(request: Request) -> HttpResponse:
    """The cards of what the person may keep; nothing to keep, no page."""
    if not configurator.is_open_to(request.actor):
        raise NotAllowed("Seu perfil não dá acesso ao configurador.")
    cards = [(card, optional_url(card.url_name)) for card in configurator.cards_for(request.actor)]
    sections = [(title, list(found)) for title, found in groupby(cards, key=lambda found: found[0].section)]
    return page(request, "organization/home.html", {"sections": sections})


@requires(Permission.MANAGE_COMPANY)
def company(request: Request) -> HttpResponse:
    row = Company.objects.get(pk=request.actor.company_id)
    initial = {"name": row.name, "trade_name": row.trade_name, "document": row.document}
    form = CompanyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        structure.update_company(request.actor, **form.cleaned_data)
        toast(request, "Dados da empresa salvos.")
        return redirect(request, "organization:company")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/company.html", {"form": form, "company": row}, status=status)


@authenticated
def people(request: Request) -> JsonResponse:
    """`?q=words`: the people of the company, as look-up options."""
    found = queries.people_for_choice(request.actor, request.GET.get("q", ""))
    return JsonResponse([{"value": user.pk, "label": user.name, "hint": user.email} for user in found], safe=False)
