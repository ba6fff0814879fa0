"""Finding products by whatever is in somebody's head: words, codes, bar codes, the customer's own code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.urls import reverse

from vinculo.catalogue import offers
from vinculo.catalogue.models import FavouriteProduct, PartnerCode, Product, ProductPicture
from vinculo.catalogue.offers import OnShelf, PriceTag
from vinculo.catalogue.permissions import Permission
from vinculo.catalogue.rules import code_key, slips
from vinculo.foundation.access import Actor
from vinculo.foundation.search import SearchHit, SearchProvider
from vinculo.kernel.brazil.separators import is_digits
from vinculo.kernel.figures import amount_in_reais, plain_number
from vinculo.kernel.text import fold

EXACT, PREFIX, WORDS = 100, 60, 40
_BY_PARTNER = (0, 4)
_SLIPPED_WORDS = 4
_WORD = "replace(vinculo_name_query(%({})s)::text, ':*', '')::tsquery"
_ENOUGH, _WORDS_SEEN, _COMMON_SEEN = 60, 200, 1000

# Each way is bounded, so that the worst text costs a few milliseconds; the smaller the way, the better the match.
_WAYS = {
    "own": "select product_id, 0 from catalogue_partnercode where party_id = %(party)s and search_code = %(key)s "
    "and company_id = %(company)s limit 5",
    "code": "select id, 1 from catalogue_product where search_code = %(key)s and company_id = %(company)s limit 5",
    "gtin": "select id, 2 from catalogue_product where gtin = any(%(gtins)s) and gtin <> '' "
    "and company_id = %(company)s limit 10",
    "reference": "select id, 3 from catalogue_product where search_reference = %(key)s and manufacturer_code <> '' "
    "and company_id = %(company)s limit 10",
    "partner": "select product_id, 4 from catalogue_partnercode where search_code = %(key)s "
    "and company_id = %(company)s limit 10",
    "code_prefix": "select id, 5 from catalogue_product where search_code like %(key_like)s "
    "and company_id = %(company)s limit 20",
    "description": "select id, 6 from catalogue_product where company_id = %(company)s "
    "and description_key like %(text_like)s order by description_key limit 30",
    "favourite": "select product_id, 7 from catalogue_favouriteproduct favourite "
    "join catalogue_product product on product.id = favourite.product_id "
    "where favourite.user_id = %(user)s and search_vector @@ vinculo_name_query(%(text)s) limit %(most)s",
    "common": "select id, 7 from (select id, search_vector from catalogue_product where company_id = %(company)s "
    "order by id limit %(common)s) as oldest where search_vector @@ vinculo_name_query(%(text)s) limit %(enough)s",
    "whole": "select id, 7 from whole",
    "rest": "select id, 7 from catalogue_by_words(%(company)s, vinculo_name_query(%(text)s), %(most)s) as id "
    "where not exists (select from whole)",
    "words": "select id, 7 from catalogue_by_words(%(company)s, vinculo_name_query(%(text)s), %(most)s) as id",
}
# A beginning such as "f" is in so many products that the index takes longest just where any few of them would do: the
# oldest products are then looked at one by one. Of several words, the finished ones are looked up as they stand; only
# when that finds nothing may each be a beginning.
_WHOLE = """whole as materialized (
        select id from catalogue_by_words(
            %(company)s, replace(vinculo_name_query(%(text)s)::text, ':*', '')::tsquery, %(enough)s) as id
        union all
        select id from catalogue_by_finished_words(
            %(company)s, replace(vinculo_name_query(%(finished)s)::text, ':*', '')::tsquery,
            vinculo_name_query(%(text)s), %(enough)s) as id
        limit %(enough)s),"""
_FIND = """
    with {whole} found(id, way) as ({ways}),
    best as (select id, min(way) as way from found group by id)
    select best.id, best.way from best join catalogue_product product on product.id = best.id
    where product.company_id = %(company)s{more}
    order by best.way < 5 desc, product.status = 'active' desc, best.way,
        exists (select from catalogue_favouriteproduct where user_id = %(user)s and product_id = best.id) desc,
        product.description_key, best.id
    limit %(limit)s
"""
_ONLY_FAVOURITES = (
    " and exists (select from catalogue_favouriteproduct where user_id = %(user)s and product_id = product.id)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A product found, with what one decides by. `partner_code` is what the customer in hand calls it."""

    product: Product
    score: int
    matched: tuple[str, str] | None
    price: PriceTag | None
    shelf: OnShelf | None
    thumbnail: str
    is_favourite: bool
    partner_code: str


def words_condition(text: str) -> Q:
    """The condition of a list's search box: every word begins one of the product's, or the text is one of its codes."""
    compact = code_key(text)
    condition = Q(search_vector__words=text)
    return condition | Q(search_vector__words=compact) if _is_code(text) else condition


def find(
    actor: Actor,
    text: str,
    *,
    limit: int = 20,
    party_id: int | None = None,
    only_favourites: bool = False,
    with_offers: bool = True,
) -> list[Found]:
    """The best products for a text, with price for a customer and stock where those are known, in few queries.

    Without a text the actor's favourites are found.
    """
    text = " ".join(text.replace("\x00", "").split())[:100]
    if not text:
        marked = FavouriteProduct.objects.filter(user_id=actor.user_id).values("product_id")
        rows = Product.objects.visible_to(actor).filter(pk__in=marked).order_by("description_key")[:limit]
        return _seen(
            actor, [(pk, 7) for pk in rows.values_list("pk", flat=True)], text, party_id, with_offers=with_offers
        )
    if len(text) < 2:
        return []
    ranked = _ranked(actor, text, limit, party_id, only_favourites=only_favourites)
    return _seen(actor, ranked, text, party_id, with_offers=with_offers)


def find_products(actor: Actor, text: str, limit: int) -> list[SearchHit]:
    """The provider of the universal search; prices and stock are for the search of products, where one decides."""
    return [_hit(found) for found in find(actor, text, limit=min(limit, 20), with_offers=False)]


def option(found: Found) -> dict[str, object]:
    """The line of a look-up."""
    product = found.product
    return {
        "value": product.pk,
        "label": f"{product.code} · {product.description}",
        "hint": " · ".join(_facts(found)),
    }


def _ranked(
    actor: Actor, text: str, limit: int, party_id: int | None, *, only_favourites: bool
) -> list[tuple[int, int]]:
    key, folded = code_key(text), fold(text)
    if not folded:
        return []
    names = ["description"]
    if _is_code(text):
        names += ["code", "reference", "partner", "code_prefix", *(["own"] if party_id else [])]
        names += ["gtin"] if is_digits(key) and 8 <= len(key) <= 14 else []
    inputs: dict[str, Any] = {
        "company": actor.company_id,
        "user": actor.user_id,
        "party": party_id,
        "key": key,
        "gtins": [key, key.zfill(13), key.zfill(14), key.lstrip("0")],
        "key_like": f"{key}%",
        "text_like": f"{folded}%",
        "text": text,
        "finished": folded.rpartition(" ")[0],
        "most": _WORDS_SEEN,
        "enough": _ENOUGH,
        "common": _COMMON_SEEN,
        "limit": limit,
    }
    if only_favourites:
        return _rows([*names, "favourite"], _ONLY_FAVOURITES, inputs)
    # The index of words reads every entry that begins so: it is asked only when the cheaper ways found too little.
    found = _rows([*names, "favourite", "common"], "", inputs)
    if len(found) >= limit:
        return found
    found = _rows([*names, "favourite", *(["whole", "rest"] if " " in folded else ["words"])], "", inputs)
    return found or _slips(folded, inputs)


def _slips(folded: str, inputs: Mapping[str, Any]) -> list[tuple[int, int]]:
    """When nothing was found: products with words a slip of the fingers away, two letters swapped or one too many."""
    words = folded.split()
    if len(words) > _SLIPPED_WORDS or not all(word.isalpha() for word in words):
        return []
    groups = [slips(word) for word in words]
    if all(len(group) == 1 for group in groups):
        return []
    meant: dict[str, str] = {}
    parts = []
    for place, group in enumerate(groups):
        names = {f"slip_{place}_{number}": word for number, word in enumerate(group)}
        parts.append(f"({' || '.join(map(_WORD.format, names))})")
        meant |= names
    query = " && ".join(parts)
    with connection.cursor() as cursor:
        way = f"select id, 7 from catalogue_by_words(%(company)s, {query}, %(most)s) as id"  # noqa: S608  (our own text)
        cursor.execute(_FIND.format(whole="", ways=way, more=""), {**inputs, **meant})
        ranked: list[tuple[int, int]] = cursor.fetchall()
    return ranked


def _rows(names: Sequence[str], more: str, inputs: Mapping[str, Any]) -> list[tuple[int, int]]:
    """(product, way) by the named ways, the best first."""
    ways = " union all ".join(f"({_WAYS[name]})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(whole=_WHOLE if "whole" in names else "", ways=ways, more=more), inputs)
        ranked: list[tuple[int, int]] = cursor.fetchall()
    return ranked


def _seen(
    actor: Actor, ranked: Sequence[tuple[int, int]], text: str, party_id: int | None, *, with_offers: bool
) -> list[Found]:
    ways = dict(ranked)
    products = _products(actor, list(ways))
    codes = _partner_codes(ways, code_key(text), party_id)
    tags = offers.prices(actor, products, party_id) if with_offers else {}
    shelves = offers.stock(actor, products) if with_offers else {}
    return [
        Found(
            product=product,
            score=_score(ways[product.pk]),
            matched=_matched(product, ways[product.pk], codes),
            price=tags.get(product.pk),
            shelf=shelves.get(product.pk),
            thumbnail=reverse("catalogue:thumbnail", args=[product.picture_id]) if product.picture_id else "",
            is_favourite=product.is_favourite,
            partner_code=next(
                (code.code for code in codes.get(product.pk, ()) if party_id and code.party_id == party_id), ""
            ),
        )
        for product in products
    ]


def _products(actor: Actor, ids: Sequence[int]) -> list[Any]:
    """The products in the order of their ids, with what a line of the search shows: one query."""
    pictures = ProductPicture.objects.filter(product_id=OuterRef("pk")).order_by("position", "id")
    marked = FavouriteProduct.objects.filter(user_id=actor.user_id, product_id=OuterRef("pk"))
    rows = (
        Product.objects.select_related("unit", "sale_unit", "brand", "line")
        .only(
            *("code", "description", "status", "gtin", "manufacturer_code", "kit_mode"),
            *("unit__code", "sale_unit__code", "brand__name", "line__name"),
        )
        .annotate(picture_id=Subquery(pictures.values("pk")[:1]), is_favourite=Exists(marked))
        .in_bulk(ids)
    )
    return [rows[pk] for pk in ids if pk in rows]


def _partner_codes(ways: Mapping[int, int], key: str, party_id: int | None) -> dict[int, list[PartnerCode]]:
    """By product: what the customer in hand calls it, and the codes it was found by. No query when neither is shown."""
    if not party_id and not any(way in _BY_PARTNER for way in ways.values()):
        return {}
    codes = PartnerCode.objects.filter(Q(search_code=key) | Q(party_id=party_id), product_id__in=list(ways))
    found: dict[int, list[PartnerCode]] = {}
    for code in codes.select_related("party").only("code", "search_code", "product_id", "party__name"):
        found.setdefault(code.product_id, []).append(code)
    return found


def with_thumbnails(products: Sequence[Product]) -> None:
    """Fetches the pictures of the products of one page, in one query."""
    prefetch_related_objects(
        products, Prefetch("pictures", ProductPicture.objects.order_by("position", "id"), to_attr="shown_pictures")
    )


def thumbnail_url(product: Product) -> str:
    """The address of the small picture of a product given to `with_thumbnails`; empty when it has none."""
    pictures: Sequence[ProductPicture] = getattr(product, "shown_pictures", ())
    return reverse("catalogue:thumbnail", args=[pictures[0].pk]) if pictures else ""


def _is_code(text: str) -> bool:
    """Whether a text may be a code: something with a digit in it, or one short word."""
    return any(character.isdigit() for character in text) or (" " not in text and len(text) <= 40)


def _score(way: int) -> int:
    return EXACT if way < 5 else PREFIX if way < 7 else WORDS


def _matched(product: Product, way: int, codes: dict[int, list[PartnerCode]]) -> tuple[str, str] | None:
    match way:
        case 2:
            return "GTIN", product.gtin
        case 3:
            return "Código do fabricante", product.manufacturer_code
        case 0 | 4:
            code = next(iter(codes.get(product.pk, ())), None)
            return (f"Código de {code.party.name}", code.code) if code else None
        case _:
            return None


def _facts(found: Found) -> list[str]:
    product = found.product
    parts = [str(product.brand or ""), "" if product.is_active else product.get_status_display().lower()]
    if found.partner_code:
        parts.append(f"cliente: {found.partner_code}")
    if found.price:
        parts.append(f"{amount_in_reais(found.price.amount)}/{found.price.unit}")
    if found.shelf:
        parts.append(f"{plain_number(found.shelf.available)} {product.unit.code} disponíveis")
    return [part for part in parts if part]


def _hit(found: Found) -> SearchHit:
    product = found.product
    return SearchHit(
        kind="catalogue.product",
        title=product.description,
        subtitle=" · ".join(["Produto", product.code, *_facts(found)]),
        url=product.get_absolute_url(),
        icon="package",
        score=found.score if product.is_active else found.score - 20,
        matched=found.matched,
        tone="" if product.is_active else "muted",
    )


PROVIDER = SearchProvider("products", "Produtos", Permission.VIEW, find_products)
