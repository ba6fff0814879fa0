"""The configurator's home, the company's data, and the look-up of people."""

from django.db import transaction
from django.http import HttpResponse, JsonResponse

from vinculo.foundation import clock
from vinculo.foundation.access import NotAllowed, Request, authenticated, requires
from vinculo.foundation.papers import Facts, Paper, Paragraph, pdf_response
from vinculo.foundation.ui import page, redirect, toast
from vinculo.foundation.ui.shell import optional_url
from vinculo.organization import configurator, queries
from vinculo.organization.actions import structure
from vinculo.organization.forms import CompanyForm
from vinculo.organization.letterhead import letterhead_of
from vinculo.organization.models import Company, CompanyLetterhead
from vinculo.organization.permissions import Permission

_COMPANY = ("name", "trade_name", "document")


@authenticated
def home(request: Request) -> HttpResponse:
    """The cards of what the person may keep; nothing to keep, no page."""
    if not configurator.is_open_to(request.actor):
        raise NotAllowed("Seu perfil não dá acesso ao configurador.")
    cards = [(card, optional_url(card.url_name)) for card in configurator.cards_for(request.actor)]
    sections: dict[str, list[tuple[configurator.Card, str | None]]] = {}
    for card, url in cards:
        sections.setdefault(card.section, []).append((card, url))
    return page(request, "organization/home.html", {"sections": list(sections.items())})


@requires(Permission.MANAGE_COMPANY)
def company(request: Request) -> HttpResponse:
    row = Company.objects.get(pk=request.actor.company_id)
    look = CompanyLetterhead.objects.filter(company_id=row.pk).first() or CompanyLetterhead(company=row)
    initial = {name: getattr(row, name) for name in _COMPANY} | {"line": look.line, "colour": look.colour}
    form = CompanyForm(request.POST or None, request.FILES or None, initial=initial)
    if not look.logo:
        del form.fields["remove_logo"]
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with transaction.atomic():
            structure.update_company(request.actor, **{name: typed[name] for name in _COMPANY})
            structure.update_letterhead(
                request.actor,
                line=typed["line"],
                colour=typed["colour"],
                logo=typed["logo"],
                remove_logo=typed.get("remove_logo", False),
            )
        toast(request, "Dados da empresa salvos.")
        return redirect(request, "organization:company")
    status = 422 if request.method == "POST" else 200
    return page(request, "organization/company.html", {"form": form, "company": row}, status=status)


@requires(Permission.MANAGE_COMPANY)
def letterhead_sample(request: Request) -> HttpResponse:
    """A paper with the company's letterhead, to look at."""
    paper = Paper(
        title="Documento de exemplo",
        letterhead=letterhead_of(request.actor.company_id, request.actor.establishment_id),
        blocks=[
            Paragraph("É assim que saem os documentos da empresa: fichas, propostas e relatórios."),
            Facts([("Cliente", "Maria da Silva"), ("Emitido por", request.actor.name)]),
        ],
    )
    return pdf_response(paper, name="documento de exemplo", now=clock.now())


@authenticated
def people(request: Request) -> JsonResponse:
    """`?q=words`: the people of the company, as look-up options."""
    found = queries.people_for_choice(request.actor, request.GET.get("q", ""))
    return JsonResponse([{"value": user.pk, "label": user.name, "hint": user.email} for user in found], safe=False)
