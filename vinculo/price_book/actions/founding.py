"""What a new company's price book starts with."""

from vinculo.books.verbs import Verb
from vinculo.foundation import audit
from vinculo.price_book import defaults, shipped
from vinculo.price_book.models import FreightType, PaymentMethod, PaymentMethodType, PaymentTerm, PriceTable


def create_default_tables(company_id: int) -> None:
    """Fill the tables of a company that has none yet; a company that has any keeps its own."""
    if PaymentMethodType.objects.filter(company_id=company_id).exists():
        return
    common = {"company_id": company_id, "valid_from": defaults.SINCE}
    with audit.writing(None, Verb.FOUNDED):
        types = {row.code: row for row in shipped.payment_types()}
        freights = list(shipped.freight_types())
        for row in (*types.values(), *freights):
            row.company_id = company_id
        PaymentMethodType.objects.bulk_create(types.values())
        PaymentMethod.objects.bulk_create(
            PaymentMethod(code=code, name=name, type=types[kind], **common)
            for code, name, kind in defaults.PAYMENT_METHODS
        )
        FreightType.objects.bulk_create(freights)
        PaymentTerm.objects.bulk_create(
            PaymentTerm(code=code, name=name, days=list(days), **common) for code, name, days in defaults.PAYMENT_TERMS
        )
        code, name = defaults.PRICE_TABLE
        PriceTable.objects.create(code=code, name=name, **common)
