"""What the codes of the commercial matrices refer to: products and their groups, terms, carriers, sellers."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q

from vinculo.catalogue.models import Brand, Line, Product, ProductClass
from vinculo.foundation.access import Actor
from vinculo.kernel.text import row_number
from vinculo.matrices import subjects
from vinculo.organization.models import User
from vinculo.price_book.models import (
    Carrier,
    CommissionSplit,
    FreightType,
    NegotiationScenario,
    PaymentTerm,
    PriceTable,
)

_FOUND = 20


def register_references() -> None:
    for key, label, model in (
        ("payment_term", "Condição de pagamento", PaymentTerm),
        ("negotiation_scenario", "Cenário", NegotiationScenario),
        ("freight_type", "Tipo de frete", FreightType),
        ("carrier", "Transportadora", Carrier),
        ("commission_split", "Divisão da comissão", CommissionSplit),
        ("price_table", "Tabela de preço", PriceTable),
        ("product_line", "Linha", Line),
        ("product_class", "Classe do produto", ProductClass),
    ):
        subjects.register_list(key, label=label, domain=_coded(model))
    subjects.register_list("brand", label="Marca", domain=_brands)
    subjects.register("product", label="Produto", names=_product_names, find=_find_products, resolve=_resolve_products)
    subjects.register("seller", label="Vendedor", names=_seller_names, find=_find_sellers)


def _coded(model: Any) -> Callable[[int], list[tuple[str, str]]]:
    def domain(company_id: int) -> list[tuple[str, str]]:
        return list(model.objects.filter(company_id=company_id).order_by("code").values_list("code", "name"))

    return domain


def _brands(company_id: int) -> list[tuple[str, str]]:
    names = Brand.objects.filter(company_id=company_id).order_by("name").values_list("name", flat=True)
    return [(name, name) for name in names]


def _product_names(actor: Actor, codes: Sequence[str]) -> dict[str, str]:
    rows = Product.objects.visible_to(actor).filter(code__in=codes)
    return dict(rows.values_list("code", "description"))


def _find_products(actor: Actor, words: str) -> list[tuple[str, str]]:
    rows = Product.objects.visible_to(actor)
    if words.strip():
        rows = rows.filter(search_vector__words=words)
    return list(rows.order_by("description_key").values_list("code", "description")[:_FOUND])


def _resolve_products(actor: Actor, texts: Sequence[str]) -> dict[str, str]:
    """The code meant by a GTIN or by a code in other letters."""
    folded = {text.strip().upper(): text for text in texts}
    rows = Product.objects.visible_to(actor).filter(Q(code__in=folded) | Q(gtin__in=folded))
    found = {}
    for code, gtin in rows.values_list("code", "gtin"):
        for known in (code, gtin):
            if known in folded:
                found[folded[known]] = code
    return found


def _seller_names(actor: Actor, codes: Sequence[str]) -> dict[str, str]:
    numbers = [number for code in codes if (number := row_number(code)) is not None]
    rows = User.objects.filter(company_id=actor.company_id, pk__in=numbers)
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def _find_sellers(actor: Actor, words: str) -> list[tuple[str, str]]:
    rows = User.objects.filter(company_id=actor.company_id, is_active=True, name__icontains=words.strip())
    return [(str(pk), name) for pk, name in rows.order_by("name").values_list("pk", "name")[:_FOUND]]
