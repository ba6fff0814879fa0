"""The tables of the price book, declared: their pages, lists and histories come from `vinculo.books`."""

from functools import partial
from typing import Any

from vinculo.books.registry import Belongings, Book
from vinculo.price_book import lists
from vinculo.price_book.actions import write_promotion_rows
from vinculo.price_book.forms.freight import CarrierForm, FreightTypeForm
from vinculo.price_book.forms.payment import CardTypeForm, PaymentMethodForm, PaymentMethodTypeForm, PaymentTermForm
from vinculo.price_book.forms.prices import ListPriceForm, PriceTableForm, PromotionForm, PromotionRows, SalesTableForm
from vinculo.price_book.models import (
    CardType,
    Carrier,
    FreightType,
    ListPrice,
    PaymentMethod,
    PaymentMethodType,
    PaymentTerm,
    PriceTable,
    Promotion,
    SalesTable,
)
from vinculo.price_book.permissions import Permission

_PRICES, _PAYMENT, _FREIGHT = "Preços e promoções", "Pagamento", "Frete"
_book: Any = partial(Book, view=Permission.VIEW, manage=Permission.MANAGE, bring=Permission.IMPORT)

BOOKS: tuple[Book, ...] = (
    _book(
        slug="tabelas-de-preco",
        group=_PRICES,
        title="Tabelas de preço",
        entry="tabela de preço",
        help="As listas: base, de região e de clientes, com suas casas decimais.",
        icon="table",
        model=PriceTable,
        form=PriceTableForm,
        listing=lists.PRICE_TABLES,
        order=10,
    ),
    _book(
        slug="precos",
        group=_PRICES,
        title="Preços de lista",
        entry="preço",
        help="O preço de cada produto por tabela, unidade, faixa, lugar, cliente e validade.",
        icon="currency-real",
        model=ListPrice,
        form=ListPriceForm,
        listing=lists.PRICES,
        order=20,
        sheet_key=(),
    ),
    _book(
        slug="promocoes",
        group=_PRICES,
        title="Promoções",
        entry="promoção",
        help="Descontos ou preços por faixa de quantidade, em um período.",
        icon="discount",
        model=Promotion,
        form=PromotionForm,
        listing=lists.PROMOTIONS,
        belongings=Belongings(PromotionRows, "price_book/promotion_rows.html", write_promotion_rows),
        tables={
            "price_book_promotionband": "Faixa da promoção",
            "price_book_promotion_parties": "Cliente da promoção",
        },
        order=30,
        sheet_key=(),
    ),
    _book(
        slug="tabelas-de-venda",
        group=_PRICES,
        title="Tabelas de venda",
        entry="tabela de venda",
        help="Por qual tabela cada cliente compra em cada local de faturamento.",
        icon="table",
        model=SalesTable,
        form=SalesTableForm,
        listing=lists.SALES_TABLES,
        order=40,
        sheet_key=(),
    ),
    _book(
        slug="condicoes-de-pagamento",
        group=_PAYMENT,
        title="Condições de pagamento",
        entry="condição",
        help="Vencimentos, juros ou desconto, mínimos e formas aceitas.",
        icon="calendar-due",
        model=PaymentTerm,
        form=PaymentTermForm,
        listing=lists.PAYMENT_TERMS,
        tables={"price_book_paymentterm_methods": "Forma aceita"},
        order=50,
    ),
    _book(
        slug="formas-de-pagamento",
        group=_PAYMENT,
        title="Formas de pagamento",
        entry="forma",
        help="Por onde a empresa recebe, o que lhe custa e quando o dinheiro chega.",
        icon="cash",
        model=PaymentMethod,
        form=PaymentMethodForm,
        listing=lists.PAYMENT_METHODS,
        order=60,
    ),
    _book(
        slug="tipos-de-pagamento",
        group=_PAYMENT,
        title="Tipos da forma de pagamento",
        entry="tipo",
        help="Os meios de pagamento da NF-e (tPag).",
        icon="coin",
        model=PaymentMethodType,
        form=PaymentMethodTypeForm,
        listing=lists.PAYMENT_TYPES,
        order=70,
    ),
    _book(
        slug="tipos-de-cartao",
        group=_PAYMENT,
        title="Tipos de cartão",
        entry="tipo de cartão",
        help="Bandeiras, adquirentes, taxas e parcelas. Números de cartão não são guardados.",
        icon="credit-card",
        model=CardType,
        form=CardTypeForm,
        listing=lists.CARD_TYPES,
        order=80,
    ),
    _book(
        slug="tipos-de-frete",
        group=_FREIGHT,
        title="Tipos de frete",
        entry="tipo de frete",
        help="CIF, FOB e os outros da NF-e, e se o frete é cobrado na venda.",
        icon="truck-delivery",
        model=FreightType,
        form=FreightTypeForm,
        listing=lists.FREIGHT_TYPES,
        order=90,
    ),
    _book(
        slug="transportadoras",
        group=_FREIGHT,
        title="Transportadoras",
        entry="transportadora",
        help="Quem leva, por qual modal e para quais estados.",
        icon="truck-delivery",
        model=Carrier,
        form=CarrierForm,
        listing=lists.CARRIERS,
        order=100,
    ),
)

REFUSALS = {
    "one_price_per_product_place_band_and_day": (
        "product",
        "Já há um preço deste produto nesta tabela, unidade, lugar, cliente e faixa começando no mesmo dia.",
    ),
    "one_sales_table_per_customer_and_site": (
        "party",
        "Já há uma tabela de venda deste cliente e local começando no mesmo dia.",
    ),
    "carrier_document_is_unique": ("document", "Outra transportadora ativa já tem este documento."),
    "one_band_per_promotion_and_quantity": ("", "Há faixas repetidas na promoção."),
    "list_price_is_positive": ("price", "O preço precisa ser maior que zero."),
    "list_price_band_is_not_negative": ("from_quantity", "A quantidade não pode ser negativa."),
    "price_table_keeps_2_to_10_places": ("places", "O preço guarda de 2 a 10 casas decimais."),
    "promotion_limit_is_positive": ("most", "A quantidade máxima precisa ser maior que zero."),
    "payment_term_minima_are_positive": ("minimum_order", "Os mínimos não podem ser negativos."),
    "payment_method_fees_are_possible": ("fee_amount", "A tarifa não pode ser negativa."),
}
