"""A sale of the company as the tax engine is asked it: the single place that reads the book as of a date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from vinculo.catalogue.models import Product, ProductEstablishment
from vinculo.customers.models import Complement
from vinculo.engines.decision import Fact, Table
from vinculo.engines.tax import (
    Buyer,
    CannotTax,
    Destination,
    Header,
    InvalidSale,
    Line,
    Regime,
    Sale,
    SaleTaxes,
    TaxError,
    tax,
)
from vinculo.engines.tax import (
    Nature as LineNature,
)
from vinculo.engines.tax.simples import with_rates
from vinculo.identity.buyers import RegisteredBuyer, registered_buyer
from vinculo.kernel.exact import ZERO
from vinculo.kernel.figures import percentage
from vinculo.tax_book.models import Destination as DestinationRow
from vinculo.tax_book.models import OperationNature
from vinculo.tax_book.queries.book import NoBook, book_of, seller_of
from vinculo.tax_book.queries.editions import Kept, edition
from vinculo.tax_book.rules import (
    REFORM,
    Book,
    Chosen,
    Customer,
    Deal,
    Goods,
    Nature,
    Seller,
    choose,
    policy_for,
    required_of,
)

PURPOSES = {
    Complement.FiscalCategory.RESALE: Destination.RESALE,
    Complement.FiscalCategory.INDUSTRY: Destination.INDUSTRIALISATION,
    Complement.FiscalCategory.RURAL: Destination.INDUSTRIALISATION,
    Complement.FiscalCategory.OWN_USE: Destination.CONSUMPTION,
    Complement.FiscalCategory.FINAL_CONSUMER: Destination.CONSUMPTION,
    Complement.FiscalCategory.PUBLIC: Destination.CONSUMPTION,
    Complement.FiscalCategory.FIXED_ASSET: Destination.FIXED_ASSET,
}
BUYERS = {
    Complement.TaxStatus.CONTRIBUTOR: Buyer.CONTRIBUTOR,
    Complement.TaxStatus.EXEMPT: Buyer.EXEMPT_CONTRIBUTOR,
    Complement.TaxStatus.NON_CONTRIBUTOR: Buyer.NON_CONTRIBUTOR,
}


_natures: Final = Kept[Nature](256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line to be taxed: money in reais, quantities in the unit the price is for.

    `taxable_quantity` is in the unit of per-unit taxes; None when it is the same.
    """

    product_id: int
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal = ZERO
    freight: Decimal = ZERO
    insurance: Decimal = ZERO
    other: Decimal = ZERO
    taxable_quantity: Decimal | None = None
    gross_weight: Decimal = ZERO
    shares: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedSale:
    """The sale with its rules; `cfops`, `rows` (matrix → line) go with its lines; `versions` name the matrices used.

    `problems` are what the book could not decide; `taxes` refuses the sale while there is any. `facts` are what the
    matrices were asked of each line; `notices` are sentences about what the taxes stand on: a rate that is an estimate,
    a DAS that is not known.
    """

    sale: Sale
    cfops: tuple[str, ...]
    rows: tuple[Mapping[str, int], ...]
    versions: Mapping[str, int]
    problems: tuple[TaxError, ...] = ()
    deal: Deal | None = field(default=None, repr=False)
    facts: tuple[Mapping[str, Fact], ...] = ()
    notices: tuple[str, ...] = ()

    def taxes(self) -> SaleTaxes:
        """Raises `CannotTax` with every problem."""
        if self.problems:
            raise CannotTax(self.problems)
        found = tax(self.sale)
        told = self.deal.seller.simples if self.deal else None
        return with_rates(found, told) if told else found


def sale(
    company_id: int,
    *,
    establishment_id: int,
    customer: Customer | int,
    nature: str,
    on: date,
    items: Sequence[Item],
    destination: Destination | str | None = None,
    header: Header | None = None,
    goods: Mapping[int, Goods] | None = None,
    tables: Mapping[str, Table] | None = None,
    stamp: UUID | None = None,
) -> BookedSale:
    """The sale to be taxed as of the day `on`, in a constant number of queries.

    `customer` is the id of a party or a `Customer` composed by hand; `nature` the code of the nature of operation;
    `destination` a purpose, the code of a row of the table of destinations, or None for what the customer's fiscal
    category says. `goods` are the products by id, for who has read them already; `tables` the matrices, all of them,
    for who has read those in force or tries others; `stamp` the edition of the book, for who has
    asked it. Raises `NoBook` when the establishment has no regime on the day, the nature or the destination is not in
    the book, or the customer has no address.
    """
    stamp = stamp or edition()
    buyer = _on_record(company_id, customer) if isinstance(customer, int) else customer
    seller = seller_of(company_id, establishment_id, on=on, stamp=stamp)
    deal = Deal(
        seller=seller,
        customer=buyer,
        destination=_destination(company_id, buyer, destination, on),
        nature=nature_of(company_id, nature, on, stamp=stamp),
    )
    book = book_of(company_id, on=on, origin=seller.uf, uf=buyer.uf, stamp=stamp, matrices=tables)
    if goods is None:
        goods = goods_of(company_id, establishment_id, [item.product_id for item in items])
    chosen: list[Chosen] = []
    lines: list[Line] = []
    problems: list[TaxError] = []
    by_goods: dict[int, Chosen] = {}
    for number, item in enumerate(items, 1):
        product = goods.get(item.product_id)
        if product is None:
            problems.append(InvalidSale("O produto não existe mais.", number))
            continue
        choice = by_goods.get(item.product_id)
        if choice is None:
            choice = by_goods[item.product_id] = choose(book, deal, product)
        problems += [type(problem)(problem.sentence, number) for problem in choice.problems]
        chosen.append(choice)
        lines.append(_line(item, product, choice))
    return BookedSale(
        sale=Sale(
            on=on,
            regime=seller.regime,
            seller_uf=seller.uf,
            buyer_uf=buyer.uf,
            buyer=buyer.buyer,
            lines=tuple(lines),
            destination=deal.destination,
            header=header or Header(),
            policy=policy_for(book, deal),
            required=required_of(book, seller),
        ),
        cfops=tuple(choice.cfop for choice in chosen),
        rows=tuple(choice.rows for choice in chosen),
        versions={code: table.version for code, table in book.tables.items()},
        problems=tuple(problems),
        deal=deal,
        facts=tuple(choice.facts for choice in chosen),
        notices=(*_without_das(seller), *_estimates(book, chosen)),
    )


def _without_das(seller: Seller) -> tuple[str, ...]:
    """What a seller of Simples whose rates are not found goes without."""
    if seller.regime not in (Regime.SIMPLES, Regime.SIMPLES_ABOVE_LIMIT) or seller.simples is not None:
        return ()
    return (
        "Sem anexo, ou sem faixa do Simples Nacional para a receita do estabelecimento: o DAS não entra na margem e o "
        "comprador não toma crédito. Corrija em Tabelas → Regime dos estabelecimentos.",
    )


def _estimates(book: Book, chosen: Sequence[Chosen]) -> tuple[str, ...]:
    """The rates used that the law has not set yet, each with its source."""
    if not any(choice.rules.ibs_cbs and choice.rules.ibs_cbs.is_estimate for choice in chosen):
        return ()
    return tuple(
        f"A alíquota {words} usada, {percentage(rate.rate)}, é estimada e pode ser mudada em Tabelas → Alíquotas de IBS"
        f" e CBS. {rate.source}."
        for tax, words in REFORM.items()
        if (rate := book.reform.get(tax)) is not None and rate.is_estimate and rate.rate
    )


def customer_of(buyer: RegisteredBuyer) -> Customer:
    """A buyer on record as the taxes see it: where its main address is, what it is to ICMS, its fiscal category.

    Without a fiscal standing on record, who has a state registration in its own state contributes, anybody else does
    not. Raises `NoBook` without an address.
    """
    if not buyer.uf:
        raise NoBook(f"{buyer.name} não tem endereço: a UF decide os impostos.")
    standing = BUYERS.get(Complement.TaxStatus(buyer.tax_status)) if buyer.tax_status else None
    return Customer(
        uf=buyer.uf,
        buyer=standing or (Buyer.CONTRIBUTOR if buyer.is_registered else Buyer.NON_CONTRIBUTOR),
        category=buyer.fiscal_category,
        key=str(buyer.id),
        municipality=buyer.municipality,
        former_keys=tuple(map(str, buyer.former)),
    )


def _on_record(company_id: int, party_id: int) -> Customer:
    buyer = registered_buyer(company_id, party_id)
    if buyer is None:
        raise NoBook("O cliente não existe.")
    return customer_of(buyer)


def _destination(company_id: int, customer: Customer, asked: Destination | str | None, on: date) -> Destination:
    if isinstance(asked, Destination):
        return asked
    if asked:
        row = DestinationRow.objects.filter(company_id=company_id, code=asked).in_force(on).first()
        if row is None:
            raise NoBook(f"A destinação {asked} não está na tabela.")
        return Destination(row.purpose)
    if customer.category:
        return PURPOSES[Complement.FiscalCategory(customer.category)]
    return Destination.RESALE if customer.buyer.contributes else Destination.CONSUMPTION


def nature_of(company_id: int, code: str, on: date, *, stamp: UUID | None = None) -> Nature:
    """The nature of operation of a code on a day. Raises `NoBook` when it is not in the book."""
    return _natures.get((company_id, code, on), stamp or edition(), lambda: _read_nature(company_id, code, on))


def _read_nature(company_id: int, code: str, on: date) -> Nature:
    if not code:
        raise NoBook("Informe a natureza de operação.")
    row = OperationNature.objects.filter(company_id=company_id, code=code).in_force(on).first()
    if row is None:
        raise NoBook(f"A natureza de operação {code} não está na tabela.")
    return Nature(
        code=row.code,
        has_receivable=row.has_receivable,
        is_return=row.kind == OperationNature.Kind.RETURN,
        icms=row.icms,
        csosn=row.csosn,
        ipi=row.ipi,
        reform=row.reform,
        icms_source=row.icms_source,
        ipi_source=row.ipi_source,
        reform_source=row.reform_source,
        cfop_state=row.cfop_state,
        cfop_interstate=row.cfop_interstate,
        cfop_abroad=row.cfop_abroad,
        cfop_state_st=row.cfop_state_st,
        cfop_interstate_st=row.cfop_interstate_st,
        cfop_consumer_interstate=row.cfop_consumer_interstate,
    )


def goods_of(company_id: int, establishment_id: int, ids: Sequence[int]) -> dict[int, Goods]:
    """What the matrices see of each product; the fiscal group of the establishment goes before the product's own."""
    here = ProductEstablishment.objects.filter(
        company_id=company_id, establishment_id=establishment_id, product_id__in=set(ids), fiscal_group__isnull=False
    )
    own_groups = dict(here.values_list("product_id", "fiscal_group__code"))
    rows = Product.objects.filter(company_id=company_id, pk__in=set(ids)).values_list(
        "pk", "code", "ncm", "cest", "origin", "fiscal_group__code", "fiscal_category__code", "type__is_service"
    )
    return {
        pk: Goods(
            code=code,
            ncm=ncm,
            cest=cest,
            origin=origin,
            fiscal_group=own_groups.get(pk) or group or "",
            category=category or "",
            is_service=bool(is_service),
        )
        for pk, code, ncm, cest, origin, group, category, is_service in rows
    }


def goods_from(products: Iterable[Product], here: Mapping[int, ProductEstablishment]) -> dict[int, Goods]:
    """The same of products at hand, whose `fiscal_group`, `fiscal_category` and `type` are loaded; `here` are what an
    establishment says of them, with its `fiscal_group`. No query."""
    found = {}
    for product in products:
        row = here.get(product.pk)
        group = row.fiscal_group if row is not None and row.fiscal_group else product.fiscal_group
        found[product.pk] = Goods(
            code=product.code,
            ncm=product.ncm,
            cest=product.cest,
            origin=product.origin,
            fiscal_group=group.code if group else "",
            category=product.fiscal_category.code if product.fiscal_category else "",
            is_service=bool(product.type and product.type.is_service),
        )
    return found


def _line(item: Item, goods: Goods, choice: Chosen) -> Line:
    return Line(
        quantity=item.quantity,
        unit_price=item.unit_price,
        rules=choice.rules,
        discount=item.discount,
        freight=item.freight,
        insurance=item.insurance,
        other=item.other,
        taxable_quantity=item.taxable_quantity,
        gross_weight=item.gross_weight,
        shares=item.shares,
        nature=LineNature.SERVICE if goods.is_service else LineNature.GOODS,
        name=goods.code,
    )
