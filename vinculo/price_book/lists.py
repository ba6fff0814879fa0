"""The lists of the price book: what each table shows, by what it is found, what leaves in a spreadsheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from vinculo.books.columns import FROM, UNTIL, coded_list, exact, points, rows_of
from vinculo.books.registry import address_of
from vinculo.customers.queries import must_say_why
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import (
    BooleanFilter,
    ChoiceFilter,
    Column,
    Empty,
    ListDefinition,
)
from vinculo.foundation.lists.filters import Applied, Filter, Texts
from vinculo.foundation.ui import marks
from vinculo.kernel.figures import decimal_number, plain_number
from vinculo.price_book.customer_columns import CUSTOMER_COLUMNS, CUSTOMER_FILTER, telling_documents, with_references
from vinculo.price_book.forms.commissions import split_words
from vinculo.price_book.forms.routes import weekday_words
from vinculo.price_book.models import (
    CardType,
    Carrier,
    CommissionSplit,
    DeliveryRoute,
    FreightType,
    NegotiationScenario,
    PaymentMethod,
    PaymentMethodType,
    PaymentTerm,
    PriceTable,
    Promotion,
    SalesTable,
)
from vinculo.price_book.permissions import Permission
from vinculo.price_book.queries.coverage import is_priced, unpriced_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class _PricedFilter(BooleanFilter):
    """Few products have no price: they are found all at once, not by asking of each in the order of the list."""

    def read(self, actor: Actor, texts: Texts, today: date) -> Applied | None:
        applied = BooleanFilter.read(self, actor, texts, today)
        if applied is None or self._one(texts) == "sim":
            return applied
        return replace(applied, condition=Q(pk__among=unpriced_ids(actor)))


PRICED = _PricedFilter(key="preco", label="Preço de lista", condition=is_priced, yes="Com preço", no="Sem preço")


def _coded(
    key: str,
    title: str,
    noun: tuple[str, str],
    rows: Callable[[Actor], QuerySet[Any]],
    columns: Sequence[Column],
    empty: Empty,
    filters: Sequence[Filter] = (),
) -> ListDefinition:
    return coded_list(
        f"price_book.{key}",
        title,
        noun,
        rows,
        columns,
        empty,
        view=Permission.VIEW,
        export=Permission.EXPORT,
        filters=filters,
    )


def _money(name: str) -> Callable[[Any], str]:
    return lambda row: decimal_number(getattr(row, name), places=2)


def _place(row: Any) -> str:
    return " · ".join(filter(None, (str(row.establishment or ""), row.state_id or ""))) or "Todos"


def _served(row: DeliveryRoute) -> str:
    towns = sorted(map(str, row.municipalities.all()))
    shown = [*towns[:3], *([f"mais {len(towns) - 3}"] if len(towns) > 3 else []), *row.states]
    return ", ".join(shown) or "Todo lugar"


PRICE_TABLES = _coded(
    "price_tables",
    "Tabelas de preço",
    ("tabela", "tabelas"),
    rows_of(PriceTable, "establishment"),
    [
        Column("tipo", "Tipo", lambda row: row.get_kind_display().split(":")[0]),
        Column("lugar", "Estabelecimento e UF", _place),
        Column("casas", "Casas", lambda row: row.places, align="end"),
    ],
    Empty("Nenhuma tabela de preço", "Crie a tabela base e depois as de região e de clientes.", "table"),
    [ChoiceFilter(key="tipo", label="Tipo", field="kind", choices=PriceTable.Kind.choices)],
)

SALES_TABLES = ListDefinition(
    key="price_book.sales_tables",
    title="Tabelas de venda",
    noun=("tabela de venda", "tabelas de venda"),
    permission=Permission.VIEW,
    export_permission=Permission.EXPORT,
    export_reason=must_say_why,
    rows=lambda actor: telling_documents(
        actor, SalesTable.objects.visible_to(actor).select_related("party", "establishment", "warehouse", "table")
    ),
    prepare=with_references,
    columns=[
        Column(
            "cliente",
            "Cliente",
            lambda row: row.party.name if row.party else "Todos",
            export=lambda row: row.party.name if row.party else "",
            primary=True,
        ),
        Column(
            "local",
            "Local de faturamento",
            lambda row: str(row.establishment or "Todos"),
            export=lambda row: row.establishment.code if row.establishment else "",
        ),
        Column(
            "armazem",
            "Armazém",
            lambda row: str(row.warehouse or "Todos"),
            export=lambda row: row.warehouse.code if row.warehouse else "",
        ),
        Column("tabela", "Tabela de preço", lambda row: str(row.table), export=lambda row: row.table.code),
        *CUSTOMER_COLUMNS,
        FROM,
        UNTIL,
    ],
    default_sort="-valid_from",
    filters=[
        CUSTOMER_FILTER,
    ],
    row_url=address_of,
    empty=Empty(
        "Ninguém tem tabela própria",
        "Diga aqui por qual tabela cada cliente compra em cada local de faturamento.",
        "table",
    ),
)

SCENARIOS = _coded(
    "scenarios",
    "Cenários da negociação",
    ("cenário", "cenários"),
    rows_of(NegotiationScenario, "term"),
    [
        Column("quando", "Quando usar", lambda row: row.description),
        Column("condicao", "Condição", lambda row: row.term.name if row.term else ""),
    ],
    Empty("Nenhum cenário", "Crie o primeiro e dê preço a ele na matriz de negociação.", "percentage"),
)

PROMOTIONS = _coded(
    "promotions",
    "Promoções",
    ("promoção", "promoções"),
    rows_of(Promotion, "establishment"),
    [
        Column("lugar", "Estabelecimento e UF", _place),
        Column("soma", "Soma com outras", lambda row: row.is_cumulative),
        Column("maximo", "Máximo", lambda row: plain_number(row.most) if row.most else "", align="end"),
    ],
    Empty("Nenhuma promoção", "Crie a primeira: produtos, período e faixas de quantidade.", "discount"),
)

PAYMENT_TERMS = _coded(
    "payment_terms",
    "Condições de pagamento",
    ("condição", "condições"),
    rows_of(PaymentTerm),
    [
        Column(
            "vencimentos",
            "Vencimentos",
            lambda row: "/".join(map(str, row.days)) + (" DFM" if row.base == PaymentTerm.Base.MONTH_END else ""),
        ),
        Column("juros", "Acréscimo ou desconto", lambda row: row.get_interest_display(), default=False),
        Column("taxa", "Taxa", points("rate"), align="end", export=exact("rate")),
        Column("minimo", "Pedido mínimo", _money("minimum_order"), align="end", export=exact("minimum_order")),
        Column(
            "parcela", "Parcela mínima", _money("minimum_instalment"), align="end", export=exact("minimum_instalment")
        ),
    ],
    Empty("Nenhuma condição de pagamento", "Crie a primeira: à vista, 28 dias, 30/60/90…", "calendar-due"),
)

PAYMENT_METHODS = _coded(
    "payment_methods",
    "Formas de pagamento",
    ("forma", "formas"),
    rows_of(PaymentMethod, "type"),
    [
        Column("tipo", "Tipo", lambda row: row.type.name),
        Column("banco", "Banco ou adquirente", lambda row: row.through),
        Column("taxa", "Taxa", points("fee_percent"), align="end", export=exact("fee_percent")),
        Column("dias", "Recebe em (dias)", lambda row: row.days_to_receive, align="end"),
    ],
    Empty("Nenhuma forma de pagamento", "Cadastre como a empresa recebe.", "cash"),
)

PAYMENT_TYPES = _coded(
    "payment_types",
    "Tipos da forma de pagamento",
    ("tipo", "tipos"),
    rows_of(PaymentMethodType),
    [Column("tpag", "tPag da NF-e", lambda row: row.nfe_code)],
    Empty("Nenhum tipo", "Os tipos da NF-e vêm com a instalação.", "cash"),
)

CARD_TYPES = _coded(
    "card_types",
    "Tipos de cartão",
    ("cartão", "cartões"),
    rows_of(CardType),
    [
        Column("modalidade", "Modalidade", lambda row: row.get_kind_display()),
        Column("bandeira", "Bandeira", lambda row: row.brand),
        Column("adquirente", "Adquirente", lambda row: row.acquirer),
        Column("taxa", "Taxa", points("fee_percent"), align="end", export=exact("fee_percent")),
        Column("parcelas", "Parcelas", lambda row: row.most_instalments, align="end"),
        Column("dias", "Recebe em (dias)", lambda row: row.days_to_receive, align="end"),
    ],
    Empty("Nenhum tipo de cartão", "Cadastre as bandeiras que a empresa aceita.", "credit-card"),
)

FREIGHT_TYPES = _coded(
    "freight_types",
    "Tipos de frete",
    ("tipo de frete", "tipos de frete"),
    rows_of(FreightType),
    [
        Column("modfrete", "Na NF-e", lambda row: row.get_nfe_code_display()),
        Column("cobrado", "Cobrado na venda", lambda row: row.is_charged),
    ],
    Empty("Nenhum tipo de frete", "Os tipos da NF-e vêm com a instalação.", "truck-delivery"),
)

COMMISSION_SPLITS = _coded(
    "commission_splits",
    "Divisões da comissão",
    ("divisão", "divisões"),
    rows_of(CommissionSplit),
    [Column("partes", "Participações", lambda row: split_words(row.names, row.shares))],
    Empty("Nenhuma divisão", "Sem divisão, a comissão é toda de quem vendeu.", "users"),
)

ROUTES = _coded(
    "routes",
    "Rotas de entrega",
    ("rota", "rotas"),
    lambda actor: rows_of(DeliveryRoute, "establishment")(actor).prefetch_related("municipalities"),
    [
        Column("sai_de", "Sai de", lambda row: str(row.establishment or "Qualquer local")),
        Column("atende", "Atende", _served),
        Column("dias", "Dias de saída", lambda row: weekday_words(row.weekdays)),
        Column("corte", "Corte", lambda row: f"{row.cut_off:%H:%M}" if row.cut_off else ""),
        Column("transporte", "Dias úteis", lambda row: row.transit_days, align="end"),
    ],
    Empty("Nenhuma rota", "Sem rotas, toda entrega sai em qualquer dia útil.", "truck-delivery"),
)

CARRIERS = _coded(
    "carriers",
    "Transportadoras",
    ("transportadora", "transportadoras"),
    rows_of(Carrier),
    [
        Column("documento", "CNPJ/CPF", lambda row: marks.document_mask(row.document), export=lambda row: row.document),
        Column("modal", "Modal", lambda row: row.get_mode_display()),
        Column("ufs", "UFs", lambda row: ", ".join(row.states) or "Todas"),
    ],
    Empty("Nenhuma transportadora", "Cadastre quem leva as mercadorias.", "truck-delivery"),
)
