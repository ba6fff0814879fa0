"""A batch of counted balances on its way into the ledger: one posting for each establishment of the batch."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from vinculo.catalogue.models import Product, Unit
from vinculo.catalogue.rules import code_key
from vinculo.foundation import clock
from vinculo.imports.importer import Outcome, Setting, Validated
from vinculo.imports.models import Remark
from vinculo.imports.stock_balances.validation import Counted
from vinculo.kernel.figures import plain_number
from vinculo.stock.actions.posting import Change, Key, locked_balances, write_posting
from vinculo.stock.inputs import Why
from vinculo.stock.models import Balance, Lot, Posting, Warehouse
from vinculo.stock.queries.units import Factors, factors_of
from vinculo.stock.words import amount

SOURCE = "imports.run:{}"


@dataclass(slots=True)
class _Row:
    """A row, and what it means once its product and lot are known. Refused rows keep `product` None."""

    number: int
    counted: Counted
    product: Product | None = None
    unit: Unit | None = None
    lot: Lot | None = None

    @property
    def key(self) -> Key:
        assert self.product is not None
        assert self.unit is not None
        return (self.product.pk, self.counted.warehouse_id, self.unit.pk, self.lot.pk if self.lot else None)


class BalanceBatch:
    """Use inside a transaction. Balances are locked in the order of the ledger, so that sales wait and none is lost."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._remarks: list[Remark] = []

    def process(self, rows: Sequence[Validated], *, write: bool) -> Outcome:
        """Criticise and, with `write`, post the differences. A check reads the balances and locks nothing."""
        self._remarks = []
        sound = [_Row(row.number, row.record[0]) for row in rows if not row.is_refused and row.record]  # type: ignore[arg-type]  # a record holds one Counted
        now = clock.now()
        self._find_products(sound, on=timezone.localdate(now))
        self._find_lots([row for row in sound if row.product], on=timezone.localdate(now), write=write)
        good = [row for row in sound if row.product]
        outcome = Outcome(refused=len(rows) - len(good))
        balances = self._balances(good, write=write)
        changes: dict[int, list[Change]] = defaultdict(list)
        places = dict(
            Warehouse.objects.filter(pk__in={r.counted.warehouse_id for r in good}).values_list(
                "pk", "establishment_id"
            )
        )
        seen: dict[Key, int] = {}
        for row in good:
            balance = balances.get(row.key) if row.lot is None or row.lot.pk else None
            on_hand, reserved = (balance.on_hand, balance.reserved) if balance else (Decimal(0), Decimal(0))
            quantity = row.counted.quantity
            if row.lot is None or row.lot.pk:
                first = seen.setdefault(row.key, row.number)
                if first != row.number:
                    self._refuse(row, "product", f"É o mesmo saldo da linha {first}.", row.counted.product)
                    outcome.refused += 1
                    continue
            if quantity < reserved:
                self._refuse(
                    row, "quantity", f"Há {amount(reserved)} reservado: libere as reservas antes.", str(quantity)
                )
                outcome.refused += 1
                continue
            if quantity == on_hand:
                outcome.unchanged += 1
            elif on_hand == 0:
                outcome.created += 1
            else:
                outcome.updated += 1
            if write and quantity != on_hand:
                changes[places[row.counted.warehouse_id]].append(Change(row.key, quantity - on_hand))
        Remark.objects.bulk_create(self._remarks)
        refused = {each.row for each in self._remarks if each.severity == Remark.Severity.REFUSAL}
        outcome.warned = len({each.row for each in self._remarks} - refused)
        for establishment_id, differences in sorted(changes.items()):
            self._post(establishment_id, differences)
        return outcome

    def _post(self, establishment_id: int, changes: Sequence[Change]) -> None:
        setting = self._setting
        write_posting(
            setting.actor,
            Posting.Kind.IMPORT,
            changes,
            Why(f"Importação nº {setting.run_id}"),
            company_id=setting.company_id,
            establishment_id=establishment_id,
            now=clock.now(),
            source=SOURCE.format(setting.run_id),
        )

    def _find_products(self, rows: Sequence[_Row], *, on: date) -> None:
        wanted = {row.counted.product for row in rows}
        found: dict[str, Product] = {}
        products = (
            Product.objects.filter(
                Q(search_code__in={code_key(code) for code in wanted}) | Q(gtin__in=wanted),
                company_id=self._setting.company_id,
            )
            .select_related("unit")
            .only("code", "gtin", "tracks_lots", "kit_mode", "unit__code", "unit__decimals")
        )
        for product in products:
            found.setdefault(product.gtin, product)
        for product in products:
            found[product.code.upper()] = product
        units = Unit.objects.in_bulk({row.counted.unit_id for row in rows if row.counted.unit_id})
        mixed = {
            meant.pk
            for row in rows
            if (meant := found.get(row.counted.product)) and row.counted.unit_id not in (None, meant.unit_id)
        }
        factors = factors_of(self._setting.company_id, mixed, on=on)
        for row in rows:
            self._understand(row, found.get(row.counted.product), units, factors)

    def _understand(self, row: _Row, product: Product | None, units: dict[int, Unit], factors: Factors) -> None:
        counted = row.counted
        if product is None:
            return self._refuse(row, "product", "Nenhum produto tem este código ou GTIN.", counted.product)
        if product.kit_mode == Product.KitMode.SINGLE:
            words = "É um kit, e o estoque fica nos componentes: importe o saldo de cada um deles."
            return self._refuse(row, "product", words, counted.product)
        unit = units[counted.unit_id] if counted.unit_id else product.unit
        if not factors.between(product.pk, unit.pk, product.unit_id):
            return self._refuse(row, "unit", f"Não há fator de {unit.code} para {product.unit.code}.", unit.code)
        if counted.quantity != round(counted.quantity, unit.decimals):
            words = f"A unidade {unit.code} aceita {unit.decimals} casas decimais."
            return self._refuse(row, "quantity", words, plain_number(counted.quantity))
        if product.tracks_lots and not counted.lot:
            return self._refuse(row, "lot", "Este produto é controlado por lote: informe o lote.")
        if counted.lot and not product.tracks_lots:
            return self._refuse(row, "lot", "Este produto não é controlado por lote.", counted.lot)
        row.product, row.unit = product, unit
        return None

    def _find_lots(self, rows: Sequence[_Row], *, on: date, write: bool) -> None:
        """The lots of the rows, warned of when past their day; those nobody knows are made (in a check, imagined)."""
        with_lot = [row for row in rows if row.counted.lot and row.product]
        known = {
            (lot.product_id, lot.number): lot
            for lot in Lot.objects.filter(
                product_id__in={row.product.pk for row in with_lot if row.product},
                number__in={row.counted.lot for row in with_lot},
            )
        }
        new: dict[tuple[int, str], Lot] = {}
        for row in with_lot:
            assert row.product is not None
            counted, key = row.counted, (row.product.pk, row.counted.lot)
            lot = known.get(key) or new.get(key)
            if lot is None:
                lot = new[key] = Lot(
                    company_id=self._setting.company_id,
                    product=row.product,
                    number=counted.lot,
                    manufactured_on=counted.manufactured_on,
                    expires_on=counted.expires_on,
                )
            elif counted.expires_on and lot.expires_on and counted.expires_on != lot.expires_on:
                words = f"O lote já existe com validade {lot.expires_on:%d/%m/%Y}."
                row.product = None
                self._refuse(row, "expires_on", words, f"{counted.expires_on:%d/%m/%Y}")
                continue
            row.lot = lot
            if lot.expires_on and lot.expires_on < on and counted.quantity:
                self._remark(row, "lot", f"O lote venceu em {lot.expires_on:%d/%m/%Y}.", lot.number, is_warning=True)
        if write and new:
            Lot.objects.bulk_create(new.values(), ignore_conflicts=True)
            kept = Lot.objects.filter(product_id__in={pk for pk, _ in new}, number__in={number for _, number in new})
            for lot in kept:
                if (lot.product_id, lot.number) in new:
                    new[lot.product_id, lot.number].pk = lot.pk

    def _balances(self, rows: Sequence[_Row], *, write: bool) -> dict[Key, Balance]:
        keys = {row.key for row in rows if row.lot is None or row.lot.pk}
        if write:
            return locked_balances(keys) if keys else {}
        there = Balance.objects.filter(
            product_id__in={key[0] for key in keys}, warehouse_id__in={key[1] for key in keys}
        )
        return {
            key: row for row in there if (key := (row.product_id, row.warehouse_id, row.unit_id, row.lot_id)) in keys
        }

    def _refuse(self, row: _Row, field: str, sentence: str, value: str = "") -> None:
        self._remark(row, field, sentence, value, is_warning=False)

    def _remark(self, row: _Row, field: str, sentence: str, value: str, *, is_warning: bool) -> None:
        self._remarks.append(
            Remark(
                run_id=self._setting.run_id,
                row=row.number,
                field=field,
                severity=Remark.Severity.WARNING if is_warning else Remark.Severity.REFUSAL,
                sentence=sentence,
                value=value,
            )
        )
