"""The words a product is found by, gathered by the database from four tables."""

from tests.catalogue.shelf import Shelf
from vinculo.catalogue.models import Product


def found(words: str) -> list[str]:
    return sorted(Product.objects.filter(search_vector__words=words).values_list("code", flat=True))


def test_words_come_from_the_product_and_its_brand_and_line(shelf: Shelf) -> None:
    shelf.product("FO-12.3/A", "Filtro de óleo do motor", brand="Tecfil", line="Filtração", manufacturer_code="PSL 55")
    shelf.product("PF-9", "Pastilha de freio dianteira", brand="Cobreq")
    assert found("oleo FILTR") == ["FO-12.3/A"]
    assert found("tecfil filtracao") == ["FO-12.3/A"]
    assert found("fo123a") == ["FO-12.3/A"]
    assert found("psl55") == ["FO-12.3/A"]
    assert found("freio pastilha") == ["PF-9"]
    assert found("freio tecfil") == []


def test_a_renamed_brand_is_found_by_its_new_name(shelf: Shelf) -> None:
    product = shelf.product("X1", "Lâmpada", brand="Filips")
    brand = shelf.brand("Filips")
    brand.name = "Osram"
    brand.save()
    assert found("osram") == ["X1"]
    assert found("lampada filips") == []
    product.brand = None
    product.save()
    assert found("osram") == []
