"""The products of the demonstration: about four hundred, classified, measured, replaced and put together in kits."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from random import Random

from vinculo.catalogue.models import (
    Brand,
    Complement,
    ConversionFactor,
    FiscalCategory,
    FiscalGroup,
    KitItem,
    Line,
    LineType,
    PartnerCode,
    Product,
    ProductClass,
    ProductEstablishment,
    ProductSpecies,
    ProductType,
    PromiseRule,
    SimilarGroup,
    SimilarMember,
    Unit,
)
from vinculo.customers.models import Party
from vinculo.demo.generator.product_lines import (
    CLASSES,
    FAMILIES,
    FISCAL_CATEGORIES,
    FISCAL_GROUPS,
    KITS,
    LINES,
    VEHICLES,
    Family,
)
from vinculo.kernel.brazil.gtin import check_digit
from vinculo.organization.models import Establishment
from vinculo.price_book.models import ListPrice, PriceTable

_CENT = Decimal("0.01")
# A product sells for so many times its replacement cost (after taxes, a gross margin of about a third), a kit for so
# much of what its parts cost apart.
_MARKUP = Decimal("2.2")
_KIT_SHARE = Decimal("0.95")
_GRAM = Decimal("0.001")


def fill_catalogue(company_id: int, *, now: datetime, seed: int) -> None:
    """Products with their tables, costs, prices, similars, complements, kits and partners' codes."""
    _Catalogue(company_id, now, Random(seed)).fill()


class _Catalogue:
    def __init__(self, company_id: int, now: datetime, random: Random) -> None:
        self._company = company_id
        self._now = now
        self._random = random
        self._units = {unit.code: unit for unit in Unit.objects.filter(company_id=company_id)}
        self._types = {each.name: each for each in ProductType.objects.filter(company_id=company_id)}
        self._species = {each.code: each for each in ProductSpecies.objects.filter(company_id=company_id)}
        self._number = 0

    def fill(self) -> None:
        self._tables()
        made = {family: list(self._family(family)) for family in FAMILIES}
        products = [product for family in FAMILIES for product, _, _ in made[family]]
        Product.objects.bulk_create(products)
        self._commerce([row for family in FAMILIES for row in made[family]])
        by_fit = {
            (family.code, fit): [product for product, where, _ in made[family] if where == fit]
            for family in FAMILIES
            for fit in family.fitted()
        }
        self._similars(by_fit)
        self._kits(by_fit)
        self._relations(by_fit)

    def _tables(self) -> None:
        own = {"company_id": self._company}
        commercial = LineType.objects.get(**own, name="Comercial")
        self._lines = {code: Line(**own, code=code, name=name, type=commercial) for code, name in LINES}
        Line.objects.bulk_create(self._lines.values())
        self._classes: dict[str, ProductClass] = {}
        for code, name, parent in CLASSES:
            inside = self._classes.get(parent)
            self._classes[code] = ProductClass.objects.create(**own, code=code, name=name, parent=inside)
        names = sorted({brand for family in FAMILIES for brand in family.brands if brand})
        self._brands = {name: Brand(**own, name=name) for name in names}
        Brand.objects.bulk_create(self._brands.values())
        self._groups = {code: FiscalGroup(**own, code=code, name=name) for code, name in FISCAL_GROUPS}
        FiscalGroup.objects.bulk_create(self._groups.values())
        self._categories = {code: FiscalCategory(**own, code=code, name=name) for code, name in FISCAL_CATEGORIES}
        FiscalCategory.objects.bulk_create(self._categories.values())

    def _family(self, family: Family) -> Iterator[tuple[Product, str, Decimal]]:
        """Products of a family with what they fit and their cost: two or three makers for each fit."""
        for fit in family.fitted():
            base = Decimal(self._random.randint(int(family.cost[0]) * 100, int(family.cost[1]) * 100)) * _CENT
            brands = self._random.sample(family.brands, k=min(len(family.brands), self._random.choice((1, 1, 2))))
            for brand in brands:
                cost = (base * Decimal(self._random.randint(88, 118)) / 100).quantize(_CENT)
                yield self._product(family, fit, brand), fit, cost

    def _product(self, family: Family, fit: str, brand: str) -> Product:
        self._number += 1
        is_service = family.line == "SER"
        low, high = (int(Decimal(each) * 1000) for each in family.weight)
        net = Decimal(self._random.randint(low, high)) * _GRAM
        body = f"789{4900000 + self._number * 37:09d}"
        group = {"LUB": "LUB-ST", "PNE": "PNEU-ST", "SER": "SERV"}.get(
            family.line, "AUTO-ST" if family.cest else "TRIB"
        )
        return Product(
            company_id=self._company,
            code=f"{family.code}-{1000 + self._number}",
            description=family.name.format(fit),
            unit=self._units[family.unit],
            sale_unit=None,
            brand=self._brands.get(brand),
            line=self._lines[family.line],
            product_class=self._classes[family.classes],
            type=self._types["Serviço" if is_service else "Mercadoria"],
            species=self._species["09" if is_service else "00"],
            manufacturer_code="" if is_service else f"{brand[:3].upper()} {self._random.randint(1000, 99999)}",
            gtin="" if is_service else body + check_digit(body),
            ncm=family.ncm,
            cest=family.cest,
            origin=self._random.choices("0125", weights=(80, 6, 8, 6))[0],
            fiscal_group=self._groups[group],
            fiscal_category=self._categories["MONO" if family.line in ("LUB", "PNE") else "NORMAL"],
            net_weight=net if low else None,
            gross_weight=(net * Decimal("1.08")).quantize(_GRAM) if low else None,
            warranty_months=family.warranty or None,
            tracks_lots=family.tracks_lots,
            minimum_shelf_life=60 if family.tracks_lots else 0,
            maximum_discount=Decimal(self._random.choice((8, 10, 12, 15))),
            status=self._random.choices(("active", "blocked", "inactive"), weights=(95, 2, 3))[0],
            created_at=self._now,
            updated_at=self._now,
        )

    def _commerce(self, made: list[tuple[Product, str, Decimal]]) -> None:
        """Costs and limits by branch, list prices, boxes, and promise rules. A few lack a price, on purpose."""
        own = {"company_id": self._company}
        places = list(Establishment.objects.filter(**own).order_by("code"))
        today = self._now.date()
        since = today.replace(month=1, day=1)
        table = PriceTable.objects.filter(**own, kind=PriceTable.Kind.BASE).order_by("code").first()
        branches, prices, factors, rules = [], [], [], []
        boxes = {family.code: family.box for family in FAMILIES if family.box}
        for number, (product, _, cost) in enumerate(made):
            branches += [
                ProductEstablishment(
                    **own,
                    product=product,
                    establishment=place,
                    replacement_cost=cost,
                    average_cost=(cost * Decimal("0.97")).quantize(_CENT),
                    last_cost=cost,
                    cost_date=today,
                    minimum=None if product.line == self._lines["SER"] else Decimal(4),
                    maximum=None if product.line == self._lines["SER"] else Decimal(60),
                )
                for place in places
            ]
            if table is not None and number % 23:
                price = (cost * _MARKUP).quantize(Decimal("0.1")) - Decimal("0.01") * 10 + Decimal("0.09")
                prices.append(
                    ListPrice(**own, table=table, product=product, unit=product.unit, price=price, valid_from=since)
                )
            box = boxes.get(product.code.partition("-")[0])
            if box:
                factors.append(
                    ConversionFactor(
                        **own,
                        product=product,
                        from_unit=self._units["CX"],
                        to_unit=product.unit,
                        numerator=Decimal(box),
                        valid_from=since,
                    )
                )
            if number % 3 == 0:
                rules.append(PromiseRule(**own, product=product, lead_days=5 + number % 12, picking_days=1))
        ProductEstablishment.objects.bulk_create(branches)
        ListPrice.objects.bulk_create(prices)
        ConversionFactor.objects.bulk_create(factors)
        PromiseRule.objects.bulk_create(rules)

    def _similars(self, by_fit: dict[tuple[str, str], list[Product]]) -> None:
        """Makers of one part for one fit take each other's place."""
        own = {"company_id": self._company}
        several = {key: products for key, products in by_fit.items() if len(products) > 1}
        groups = {key: SimilarGroup(**own, name=products[0].description[:80]) for key, products in several.items()}
        SimilarGroup.objects.bulk_create(groups.values())
        SimilarMember.objects.bulk_create(
            SimilarMember(**own, group=groups[key], product=product, priority=priority)
            for key, products in several.items()
            for priority, product in enumerate(products, start=1)
        )

    def _kits(self, by_fit: dict[tuple[str, str], list[Product]]) -> None:
        own = {"company_id": self._company}
        kits, items = [], []
        for code, description, mode, parts in KITS:
            for number, vehicle in enumerate(VEHICLES[:6], start=1):
                kit = Product(
                    company_id=self._company,
                    code=code.format(number),
                    description=description.format(vehicle),
                    unit=self._units["KIT"],
                    line=self._lines["FIL" if "REV" in code else "FRE"],
                    product_class=self._classes["REV"],
                    type=self._types["Kit"],
                    species=self._species["00"],
                    kit_mode=mode,
                    fiscal_group=self._groups["AUTO-ST"],
                    created_at=self._now,
                    updated_at=self._now,
                )
                kits.append(kit)
                for position, (family, quantity) in enumerate(parts, start=1):
                    found = by_fit.get((family, vehicle)) or next(
                        products for (key, _), products in by_fit.items() if key == family and products
                    )
                    if position == 1:
                        kit.ncm, kit.cest = found[0].ncm, found[0].cest
                    items.append(
                        KitItem(**own, kit=kit, component=found[0], quantity=Decimal(quantity), position=position)
                    )
        Product.objects.bulk_create(kits)
        KitItem.objects.bulk_create(items)
        self._price_kits(items)

    def _price_kits(self, items: list[KitItem]) -> None:
        """A kit costs a little less than its components; with an unpriced component it has no price either."""
        company = {"company_id": self._company}
        found = list(ListPrice.objects.filter(**company, from_quantity=0).order_by("-pk"))
        prices = {each.product_id: each.price for each in found}
        parts: dict[Product, list[KitItem]] = {}
        for item in items:
            parts.setdefault(item.kit, []).append(item)
        ListPrice.objects.bulk_create(
            ListPrice(
                **company,
                table_id=found[0].table_id,
                product=kit,
                unit=kit.unit,
                price=round(sum(prices[each.component_id] * each.quantity for each in components) * _KIT_SHARE, 2),
                valid_from=found[0].valid_from,
            )
            for kit, components in parts.items()
            if all(each.component_id in prices for each in components)
        )

    def _relations(self, by_fit: dict[tuple[str, str], list[Product]]) -> None:
        """What goes together, and what a few companies call our products."""
        own = {"company_id": self._company}
        pairs = (("FO", "FA"), ("PF", "DF"), ("CD", "BA"), ("AM", "BJ"))
        Complement.objects.bulk_create(
            Complement(**own, product=product, complement=by_fit[other, vehicle][0], ratio=Decimal(1))
            for one, other in pairs
            for vehicle in VEHICLES
            for product in by_fit.get((one, vehicle), [])
            if by_fit.get((other, vehicle))
        )
        buyers = Party.objects.filter(**own, kind=Party.Kind.ORGANIZATION).order_by("pk")[:5]
        products = [product for (family, _), found in by_fit.items() if family in ("FO", "PF") for product in found][
            :20
        ]
        PartnerCode.objects.bulk_create(
            PartnerCode(**own, product=product, party=buyer, role="customer", code=f"{buyer.pk}.{100 + number}")
            for buyer in buyers
            for number, product in enumerate(products)
        )
