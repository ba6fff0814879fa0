"""A batch of validated rows of promotions on its way into the price book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from vinculo.catalogue.models import Product
from vinculo.catalogue.queries import conversions
from vinculo.catalogue.rules import Conversions, code_key
from vinculo.foundation import clock
from vinculo.imports.customer_columns import customers_of
from vinculo.imports.importer import Outcome, Setting, Validated
from vinculo.imports.models import Remark
from vinculo.imports.promotions.validation import Effect, Offered, Target
from vinculo.imports.remarks import Found, Severity
from vinculo.price_book.models import Promotion, PromotionBand

_NO_FACTOR: Final = "Não há fator de conversão entre esta unidade e a de estoque do produto."
BandKey = tuple[str, int | None, int | None, int | None, int | None, Decimal]
CustomerKey = tuple[str, int]


@dataclass(slots=True)
class _Plan:
    """What the batch adds and changes, and which of its rows asks for it first."""

    promotions: dict[str, Promotion]
    bands: dict[BandKey, PromotionBand]
    customers: set[CustomerKey]
    new_bands: list[tuple[str, PromotionBand]] = field(default_factory=list)
    changed_bands: list[PromotionBand] = field(default_factory=list)
    new_promotions: list[Promotion] = field(default_factory=list)
    changed_promotions: dict[str, Promotion] = field(default_factory=dict)
    new_customers: list[CustomerKey] = field(default_factory=list)


class PromotionBatch:
    """Use inside a transaction."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def process(self, rows: Sequence[Validated], *, write: bool) -> Outcome:
        """Find products and customers, criticise and, with `write`, create or change promotions, bands and customers.

        Bands and customers that the file does not have stay. Raises `IntegrityError` when somebody else wrote one of
        the same promotions or bands meanwhile.
        """
        standing = [(row, each) for row in rows if not row.is_refused and isinstance(each := row.record, Offered)]
        offers = [each for _, each in standing]
        products = self._products(offers)
        factors = self._factors(offers, products)
        found, refused = customers_of(self._setting, list({each.customer for each in offers if each.customer}))
        plan = self._known(offers, write=write)
        outcome = Outcome(refused=len(rows) - len(standing))
        remarks: list[Remark] = []
        for row, each in standing:
            faults = []
            if each.target and each.target.product:
                product = products.get(each.target.product)
                if product is None:
                    sentence = "Nenhum produto tem este código."
                    faults.append(Found("product", Severity.REFUSAL, sentence, each.target.product))
                elif each.target.unit_id and not factors.factor(product.pk, each.target.unit_id, product.unit_id):
                    faults.append(Found("unit", Severity.REFUSAL, _NO_FACTOR))
            if each.customer in refused:
                faults.append(refused[each.customer])
            if each.code not in plan.promotions and "name" not in each.header:
                faults.append(Found("name", Severity.REFUSAL, "A promoção é nova: informe o nome dela."))
            if faults:
                outcome.refused += 1
                remarks += [Remark.of(self._setting.run_id, row.number, fault) for fault in faults]
                continue
            fates = self._take(plan, each, products, found[each.customer] if each.customer else None)
            if "new" in fates:
                outcome.created += 1
            elif "changed" in fates:
                outcome.updated += 1
            else:
                outcome.unchanged += 1
        Remark.objects.bulk_create(remarks)
        if write:
            _write(plan)
        return outcome

    def _take(self, plan: _Plan, each: Offered, products: dict[str, Product], party: int | None) -> set[str]:
        """Put what a row asks into the plan; what it turned out to be: `new`, `changed`, or neither."""
        fates = {self._take_header(plan, each)}
        if each.target is not None and each.effect is not None:
            fates.add(self._take_band(plan, each.code, each.target, each.effect, products))
        if party is not None and (each.code, party) not in plan.customers:
            plan.customers.add((each.code, party))
            plan.new_customers.append((each.code, party))
            fates.add("new")
        return fates

    def _take_header(self, plan: _Plan, each: Offered) -> str:
        promotion = plan.promotions.get(each.code)
        if promotion is None:
            values = {"valid_from": clock.today(), **each.header}
            promotion = Promotion(company_id=self._setting.company_id, code=each.code, **values)
            plan.promotions[each.code] = promotion
            plan.new_promotions.append(promotion)
            return "new"
        fate = "same"
        for name, value in each.header.items():
            if getattr(promotion, name) != value:
                setattr(promotion, name, value)
                if promotion.pk is not None:
                    plan.changed_promotions[each.code] = promotion
                fate = "changed"
        return fate

    def _take_band(self, plan: _Plan, code: str, target: Target, effect: Effect, products: dict[str, Product]) -> str:
        product = products[target.product].pk if target.product else None
        key = (code, product, target.line_id, target.brand_id, target.unit_id, target.from_quantity)
        band = plan.bands.get(key)
        if band is None:
            band = PromotionBand(
                company_id=self._setting.company_id,
                product_id=product,
                line_id=target.line_id,
                brand_id=target.brand_id,
                unit_id=target.unit_id,
                from_quantity=target.from_quantity,
                percent=effect.percent,
                price=effect.price,
            )
            plan.bands[key] = band
            plan.new_bands.append((code, band))
            return "new"
        if (band.percent, band.price) == (effect.percent, effect.price):
            return "same"
        band.percent, band.price = effect.percent, effect.price
        if band.pk is not None:
            plan.changed_bands.append(band)
        return "changed"

    def _products(self, offers: Iterable[Offered]) -> dict[str, Product]:
        """The products of the codes of the file, whatever their case; of two that differ by case, the exact one."""
        asked = {each.target.product for each in offers if each.target and each.target.product}
        keys = {code_key(code) for code in asked}
        rows = Product.objects.filter(company_id=self._setting.company_id, search_code__in=keys).order_by("code")
        exact = {each.code: each for each in rows.only("code", "unit_id")}
        folded = {code.upper(): each for code, each in exact.items()}
        return {code: each for code in asked if (each := exact.get(code) or folded.get(code.upper())) is not None}

    def _factors(self, offers: Iterable[Offered], products: dict[str, Product]) -> Conversions:
        """Those of the products that a band names with a unit of its own."""
        targets = [each.target for each in offers if each.target and each.target.unit_id]
        wanted = {products[target.product].pk for target in targets if target.product in products}
        return conversions(self._setting.company_id, wanted, on=clock.today())

    def _known(self, offers: Iterable[Offered], *, write: bool) -> _Plan:
        rows = Promotion.objects.filter(company_id=self._setting.company_id, code__in={each.code for each in offers})
        if write:
            rows = rows.select_for_update().order_by("pk")
        promotions = {row.code: row for row in rows}
        codes = {row.pk: row.code for row in promotions.values()}
        bands = {
            (
                codes[band.promotion_id],
                band.product_id,
                band.line_id,
                band.brand_id,
                band.unit_id,
                band.from_quantity,
            ): band
            for band in PromotionBand.objects.filter(promotion_id__in=codes)
        }
        links = Promotion.parties.through.objects.filter(promotion_id__in=codes)
        customers = {(codes[promotion], party) for promotion, party in links.values_list("promotion_id", "party_id")}
        return _Plan(promotions, bands, customers)


def _write(plan: _Plan) -> None:
    Promotion.objects.bulk_create(plan.new_promotions)
    for promotion in plan.changed_promotions.values():
        promotion.save()
    for code, band in plan.new_bands:
        band.promotion = plan.promotions[code]
    PromotionBand.objects.bulk_create([band for _, band in plan.new_bands])
    PromotionBand.objects.bulk_update(plan.changed_bands, ["percent", "price"])
    through = Promotion.parties.through
    through.objects.bulk_create(
        through(promotion_id=plan.promotions[code].pk, party_id=party) for code, party in plan.new_customers
    )
