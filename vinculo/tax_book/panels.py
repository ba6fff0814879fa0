"""What the tax book shows on the page of a product: how it is taxed."""

from typing import Any

from django.template.loader import render_to_string

from vinculo.foundation import clock
from vinculo.foundation.access import Request
from vinculo.foundation.panels import Panel
from vinculo.organization.models import Establishment
from vinculo.tax_book.permissions import Permission
from vinculo.tax_book.queries import NoBook
from vinculo.tax_book.queries.standing import standings


def render(request: Request, product: Any) -> str:
    """The rules of an ordinary sale of the product, from the establishment of whoever looks."""
    actor = request.actor
    try:
        found = standings(actor.company_id, actor.establishment_id, product.pk, on=clock.today())
    except NoBook as missing:
        return render_to_string("tax_book/standing.html", {"refusal": missing.sentence})
    place = Establishment.objects.get(company_id=actor.company_id, pk=actor.establishment_id)
    context = {
        "standings": found,
        "establishment": place.name,
        "is_service": any(each.iss.text for each in found),
        "pays_ipi": any(each.ipi.text for each in found),
    }
    return render_to_string("tax_book/standing.html", context)


PRODUCT = Panel(
    record="catalogue.product",
    key="tributacao",
    title="Tributação",
    order=62,
    permission=Permission.VIEW,
    render=render,
    slow=True,
)
