"""What the tests of products start from: the company's default tables and short words to put products on the shelf."""

from datetime import date
from decimal import Decimal

from tests.cast import Cast
from vinculo.catalogue.actions.founding import create_default_tables
from vinculo.catalogue.models import Brand, ConversionFactor, Line, LineType, Product, ProductEstablishment, Unit
from vinculo.organization.models import Establishment


class Shelf:
    """`shelf.product("FO-1", "Filtro de óleo", brand="Mann")` makes what it needs on the way."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        if not Unit.objects.filter(company=cast.company).exists():
            create_default_tables(cast.company.pk)

    def unit(self, code: str = "UN") -> Unit:
        return Unit.objects.get(company=self.cast.company, code=code)

    def brand(self, name: str) -> Brand:
        return Brand.objects.get_or_create(company=self.cast.company, name=name)[0]

    def line(self, name: str) -> Line:
        kind = LineType.objects.get(company=self.cast.company, name="Comercial")
        code = name.upper().replace(" ", "-")[:20]
        return Line.objects.get_or_create(company=self.cast.company, name=name, defaults={"code": code, "type": kind})[
            0
        ]

    def product(
        self,
        code: str,
        description: str = "",
        *,
        unit: str = "UN",
        brand: str = "",
        line: str = "",
        **fields: object,
    ) -> Product:
        return Product.objects.create(
            company=self.cast.company,
            code=code,
            description=description or f"Produto {code}",
            unit=self.unit(unit),
            brand=self.brand(brand) if brand else None,
            line=self.line(line) if line else None,
            **fields,
        )

    def factor(self, product: Product, from_unit: str, to_unit: str, numerator: int | str) -> ConversionFactor:
        """One `from_unit` of the product holds `numerator` of `to_unit`, since long ago."""
        return ConversionFactor.objects.create(
            company=self.cast.company,
            product=product,
            from_unit=self.unit(from_unit),
            to_unit=self.unit(to_unit),
            numerator=Decimal(numerator),
            valid_from=date(2020, 1, 1),
        )

    def at(self, product: Product, establishment: Establishment, **fields: object) -> ProductEstablishment:
        """The row of the product at a branch."""
        return ProductEstablishment.objects.create(
            company=self.cast.company, product=product, establishment=establishment, **fields
        )
