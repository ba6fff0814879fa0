"""A sale told by the company's own codes, for the command line: the rules come from the tax book."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from vinculo.catalogue.models import Product
from vinculo.customers.models import Party
from vinculo.engines.command import Refusal
from vinculo.engines.tax import Buyer, CannotTax, Destination, Header, SaleTaxes
from vinculo.engines.tax.command import sentences
from vinculo.kernel.brazil.separators import without_separators
from vinculo.kernel.exact import ZERO
from vinculo.organization.models import Establishment
from vinculo.tax_book.queries import Item, NoBook, sale
from vinculo.tax_book.rules import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A line by the code of its product; money in reais."""

    product: str
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal = ZERO
    freight: Decimal = ZERO
    insurance: Decimal = ZERO
    other: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSale:
    """A sale of `establishment` (its code) to `customer` (CPF or CNPJ), or to who `buyer_uf` and `buyer` describe."""

    on: date
    establishment: str
    lines: tuple[AskedLine, ...]
    nature: str = "VENDA"
    customer: str | None = None
    buyer_uf: str = ""
    buyer: Buyer = Buyer.CONTRIBUTOR
    destination: Destination | None = None
    header: Header | None = None
    company: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedTaxes:
    """The taxes found, with the CFOP of each line and the matrix rows that decided it."""

    cfops: tuple[str, ...]
    rows: tuple[Any, ...]
    taxes: SaleTaxes


def taxed(asked: AskedSale) -> BookedTaxes:
    """Tax the sale by the book as of its date. Raises `Refusal` with what is missing."""
    establishment = _establishment(asked)
    company_id = establishment.company_id
    products = dict(
        Product.objects.filter(company_id=company_id, code__in=[line.product for line in asked.lines]).values_list(
            "code", "pk"
        )
    )
    unknown = sorted({line.product for line in asked.lines} - set(products))
    if unknown:
        raise Refusal([f"O produto {code} não está no catálogo." for code in unknown])
    try:
        booked = sale(
            company_id,
            establishment_id=establishment.pk,
            customer=_customer(company_id, asked),
            nature=asked.nature,
            on=asked.on,
            items=[
                Item(
                    product_id=products[line.product],
                    quantity=line.quantity,
                    unit_price=line.unit_price,
                    discount=line.discount,
                    freight=line.freight,
                    insurance=line.insurance,
                    other=line.other,
                )
                for line in asked.lines
            ],
            destination=asked.destination,
            header=asked.header,
        )
        return BookedTaxes(cfops=booked.cfops, rows=booked.rows, taxes=booked.taxes())
    except NoBook as missing:
        raise Refusal([missing.sentence]) from missing
    except CannotTax as refused:
        raise Refusal(sentences(refused)) from refused


def _establishment(asked: AskedSale) -> Establishment:
    rows = Establishment.objects.filter(code=asked.establishment, is_active=True)
    if asked.company is not None:
        rows = rows.filter(company_id=asked.company)
    found = list(rows[:2])
    if not found:
        raise Refusal([f"O estabelecimento {asked.establishment} não existe."])
    if len(found) > 1:
        raise Refusal(["Há mais de uma empresa com este estabelecimento: informe o campo company."])
    return found[0]


def _customer(company_id: int, asked: AskedSale) -> Customer | int:
    if asked.customer is None:
        if not asked.buyer_uf:
            raise Refusal(["Informe o cliente (customer) ou a UF de quem compra (buyer_uf)."])
        return Customer(uf=asked.buyer_uf, buyer=asked.buyer)
    document = without_separators(asked.customer)
    party = Party.objects.filter(company_id=company_id, document=document).values_list("pk", flat=True).first()
    if party is None:
        raise Refusal([f"Não há cliente com o documento {asked.customer}."])
    return party
