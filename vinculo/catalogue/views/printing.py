"""Labels and price lists, as PDF."""

from django.http import HttpResponse

from vinculo.catalogue import offers, queries
from vinculo.catalogue.forms.printing import LabelsForm, PriceListForm
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.printing import labels, price_list
from vinculo.foundation import clock
from vinculo.foundation.access import Request, requires
from vinculo.foundation.papers import pdf_response
from vinculo.foundation.papers.labels import render_labels
from vinculo.foundation.ui import page


@requires(Permission.VIEW)
def product_labels(request: Request) -> HttpResponse:
    """`?produto=7` starts with a product."""
    asked = request.GET.get("produto", "")
    code = queries.product_label(request.actor, asked).partition(" · ")[0]
    is_asked = "codes" in request.GET
    form = LabelsForm(request.actor, request.GET if is_asked else None, initial={"codes": f"{code} 1" if code else ""})
    if is_asked and form.is_valid():
        chosen = labels(request.actor, form.cleaned_data["codes"], with_price=form.cleaned_data["with_price"])
        made = render_labels(chosen, form.chosen_layout(), skip=form.cleaned_data["skip"], now=clock.now())
        return HttpResponse(
            made,
            content_type="application/pdf",
            headers={"Content-Disposition": 'inline; filename="etiquetas.pdf"', "Cache-Control": "private, no-store"},
        )
    return page(request, "catalogue/labels.html", {"form": form}, status=422 if is_asked else 200)


@requires(Permission.VIEW)
def prices(request: Request) -> HttpResponse:
    """The price list of a customer, or the general one."""
    is_asked = "gerar" in request.GET
    form = PriceListForm(request.actor, request.GET if is_asked else None)
    if is_asked and form.is_valid() and offers.knows_prices():
        chosen = form.cleaned_data
        paper = price_list(request.actor, chosen["party"], [line.pk for line in chosen["lines"]], today=clock.today())
        return pdf_response(paper, name=f"lista de precos {chosen['party'] or ''}", now=clock.now())
    context = {"form": form, "knows_prices": offers.knows_prices()}
    return page(request, "catalogue/price_list.html", context, status=422 if form.errors else 200)
