"""The head of the company's printed documents."""

from vinculo.foundation.papers import Letterhead
from vinculo.kernel.brazil import cnpj
from vinculo.organization.models import Company, CompanyLetterhead, Establishment


def letterhead_of(company_id: int, establishment_id: int | None = None) -> Letterhead:
    """Name, CNPJ, contact line, colour and logo; with an establishment, also its name and its own CNPJ."""
    company = Company.objects.get(pk=company_id)
    place = Establishment.objects.filter(company_id=company_id, pk=establishment_id or 0).first()
    kept = CompanyLetterhead.objects.filter(company_id=company_id).first()
    document = (place and place.document) or company.document
    identity = [place.name if place else "", f"CNPJ {cnpj.mask(document)}" if document else ""]
    lines = [" · ".join(part for part in identity if part), kept.line if kept else ""]
    return Letterhead(
        name=company.name,
        lines=[line for line in lines if line],
        colour=kept.colour if kept else Letterhead("").colour,
        logo=bytes(kept.logo) if kept and kept.logo else b"",
    )
