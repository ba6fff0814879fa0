"""One row of a spreadsheet of products: every fault it has, and what it means if it had none."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Model

from vinculo.catalogue import nomenclature
from vinculo.catalogue.models import (
    FiscalCategory,
    FiscalGroup,
    Line,
    ProductClass,
    ProductModel,
    ProductSpecies,
    ProductType,
    Unit,
)
from vinculo.catalogue.permissions import Permission
from vinculo.foundation import clock
from vinculo.foundation.reading import Row
from vinculo.imports.importer import Identity, Setting, Validate, Validated
from vinculo.imports.products.fields import FISCAL_FIELDS, LENGTHS
from vinculo.imports.sheet_rows import RowReader
from vinculo.kernel.brazil import gtin as gtins
from vinculo.kernel.brazil.refusal import Refused
from vinculo.kernel.text import fold

# The columns of the staging table, in the order of a record; the names are those of the product's own columns.
STAGING: Final = (
    ("code", "text"),
    ("description", "text"),
    ("unit_id", "bigint"),
    ("status", "text"),
    ("manufacturer_code", "text"),
    ("gtin", "text"),
    ("keywords", "text"),
    ("technical_text", "text"),
    ("brand", "text"),
    ("model_id", "bigint"),
    ("line_id", "bigint"),
    ("product_class_id", "bigint"),
    ("type_id", "bigint"),
    ("species_id", "bigint"),
    ("ncm", "text"),
    ("cest", "text"),
    ("origin", "text"),
    ("fiscal_group_id", "bigint"),
    ("fiscal_category_id", "bigint"),
    ("anvisa_registration", "text"),
    ("sale_unit_id", "bigint"),
    ("sale_multiple", "numeric"),
    ("minimum_sale", "numeric"),
    ("maximum_discount", "numeric"),
    ("net_weight", "numeric"),
    ("gross_weight", "numeric"),
    ("warranty_months", "integer"),
    ("tracks_lots", "boolean"),
)

_STATUSES: Final = {
    **dict.fromkeys(("ativo", "ativa", "a", "sim", "s", "1", "liberado"), "active"),
    **dict.fromkeys(("bloqueado", "bloqueada", "b"), "blocked"),
    **dict.fromkeys(("inativo", "inativa", "i", "nao", "n", "0", "fora de linha", "desativado"), "inactive"),
}
# What systems write for a unit, beside its own code.
_UNIT_SPELLINGS: Final = {
    "und": "UN",
    "unid": "UN",
    "unidade": "UN",
    "ud": "UN",
    "pca": "PC",
    "peca": "PC",
    "pcs": "PC",
    "cxa": "CX",
    "caixa": "CX",
    "pct": "PT",
    "pacote": "PT",
    "lt": "L",
    "lts": "L",
    "litro": "L",
    "kgs": "KG",
    "quilo": "KG",
    "mt": "M",
    "mts": "M",
    "metro": "M",
    "jogo": "JG",
    "rolo": "RL",
}


def compile_validator(setting: Setting, mapping: Mapping[int, str]) -> Validate:
    """The function of rows for this mapping. The tables of the company are read here, once."""
    return RowValidator(setting, mapping, clock.today()).validate


class RowValidator:
    def __init__(self, setting: Setting, mapping: Mapping[int, str], today: date) -> None:
        self._row = RowReader(mapping, LENGTHS, paragraphs=frozenset({"technical_text"}))
        self._today = today
        company = setting.company_id
        self._units = _by_key(Unit, company, "code")
        for spelling, code in _UNIT_SPELLINGS.items():
            if fold(code) in self._units:
                self._units.setdefault(spelling, self._units[fold(code)])
        self._models = _by_key(ProductModel, company, "name")
        self._lines = _by_key(Line, company, "code", "name")
        self._classes = _by_key(ProductClass, company, "code", "name", "path")
        self._types = _by_key(ProductType, company, "name")
        self._species = _by_key(ProductSpecies, company, "code", "name")
        self._groups = _by_key(FiscalGroup, company, "code", "name")
        self._categories = _by_key(FiscalCategory, company, "code", "name")
        actor = setting.actor
        self._may_edit_fiscal = actor is None or actor.may(Permission.EDIT_FISCAL)
        self._may_block = actor is None or actor.may(Permission.BLOCK)

    def validate(self, row: Row) -> Validated:
        read = self._row
        read.begin(row)
        texts = read.texts
        code = read.code("code")
        if code is None and not any(each.field == "code" for each in read.found):
            read.refuse("code", "Informe o código do produto.")
        ncm = read.read("ncm", lambda text: nomenclature.parse_ncm(_whole(text, 8), on=self._today))
        cest = read.read("cest", lambda text: nomenclature.parse_cest(_whole(text, 7)))
        if ncm and cest and not nomenclature.cest_fits(cest, ncm):
            read.warn("cest", "O convênio não lista este CEST para este NCM: confira.", texts["cest"])
        gtin = read.read("gtin", gtins.parse) if read.code("gtin") else None
        net = read.figure("net_weight", places=4, digits=12)
        gross = read.figure("gross_weight", places=4, digits=12)
        if net is not None and gross is not None and gross < net:
            read.refuse("gross_weight", "O peso bruto não pode ser menor que o líquido.", texts["gross_weight"])
        discount = read.figure("maximum_discount", places=2, digits=5)
        if discount is not None and discount > 100:
            read.refuse("maximum_discount", "O desconto vai até 100%.", texts["maximum_discount"])
        status = read.read("status", _status)
        if status is not None and not self._may_block:
            read.refuse("status", "Seu perfil não muda a situação dos produtos.", texts["status"])
        if not self._may_edit_fiscal and (mine := FISCAL_FIELDS & texts.keys()):
            read.refuse(min(mine), "Seu perfil não altera os dados fiscais dos produtos.")
        record = (
            code,
            texts.get("description"),
            read.one_of("unit", self._units, "uma unidade"),
            status,
            texts.get("manufacturer_code"),
            gtin or None,
            texts.get("keywords"),
            texts.get("technical_text"),
            texts.get("brand"),
            read.one_of("model", self._models, "um modelo"),
            read.one_of("line", self._lines, "uma linha"),
            read.one_of("product_class", self._classes, "uma classe"),
            read.one_of("type", self._types, "um tipo de produto"),
            read.one_of("species", self._species, "uma espécie"),
            ncm or None,
            cest or None,
            read.read("origin", _origin),
            read.one_of("fiscal_group", self._groups, "um agrupamento fiscal"),
            read.one_of("fiscal_category", self._categories, "uma categoria fiscal"),
            read.read("anvisa_registration", _anvisa),
            read.one_of("sale_unit", self._units, "uma unidade"),
            read.figure("sale_multiple", places=4, digits=12, above=0),
            read.figure("minimum_sale", places=4, digits=12),
            discount,
            net,
            gross,
            read.whole("warranty_months", most=600),
            read.yes_or_no("tracks_lots"),
        )
        identities = [Identity(f"code:{code.upper()}", "code", "Mesmo código", code)] if code else []
        if gtin and gtin != gtins.ABSENT and status != "inactive":
            identities.append(Identity(f"gtin:{gtin}", "gtin", "Mesmo GTIN", gtin))
        return Validated(row.number, record, identities, read.found)


def _by_key(model: type[Model], company_id: int, *names: str) -> dict[str, int]:
    """Entries in use by each of their names, folded; what two entries share names neither."""
    rows: list[tuple[Any, ...]] = list(
        model._default_manager.filter(company_id=company_id, is_active=True).values_list("pk", *names)
    )
    found: dict[str, int] = {}
    shared: set[str] = set()
    for pk, *keys in rows:
        for key in {fold(str(each)) for each in keys}:
            if found.setdefault(key, pk) != pk:
                shared.add(key)
    return {key: pk for key, pk in found.items() if key and key not in shared}


def _whole(text: str, digits: int) -> str:
    """A code from which a spreadsheet took the zero in front."""
    return text.zfill(digits) if text.isdigit() and len(text) == digits - 1 else text


def _status(text: str) -> str:
    try:
        return _STATUSES[fold(text)]
    except KeyError:
        raise Refused(f"“{text[:40]}” não é uma situação; use Ativo, Bloqueado ou Inativo.") from None


def _origin(text: str) -> str:
    code = text.strip()[:1]
    if code not in nomenclature.origins() or (len(text.strip()) > 1 and text.strip()[1] not in " -–·.,"):
        raise Refused(f"“{text[:40]}” não é uma origem; use o código de 0 a 8.")
    return code


def _anvisa(text: str) -> str:
    digits = text.replace(".", "").replace("-", "")
    if len(digits) != 13 or not digits.isdigit():
        raise Refused("O registro na ANVISA tem 13 dígitos.")
    return digits
