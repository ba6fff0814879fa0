"""A batch of validated rows of sales tables on its way into the price book."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from vinculo.imports.customer_columns import customers_of
from vinculo.imports.importer import Outcome, Setting, Validated
from vinculo.imports.models import Remark
from vinculo.imports.remarks import Found, Severity
from vinculo.imports.sales_tables.validation import Linked
from vinculo.price_book.models import SalesTable

Key = tuple[int | None, int | None, int | None, date]


class SalesTableBatch:
    """Use inside a transaction."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def process(self, rows: Sequence[Validated], *, write: bool) -> Outcome:
        """Find the customers, criticise and, with `write`, upsert by customer, site, warehouse and first day.

        Raises `IntegrityError` when somebody else wrote one of the same links meanwhile.
        """
        standing = [(row, linked) for row in rows if not row.is_refused and isinstance(linked := row.record, Linked)]
        found, refused = customers_of(self._setting, list({each.customer for _, each in standing if each.customer}))
        outcome = Outcome(refused=len(rows) - len(standing))
        remarks: list[Remark] = []
        wanted: dict[Key, tuple[int, Linked]] = {}
        for row, each in standing:
            party = found.get(each.customer) if each.customer else None
            key = (party, each.establishment_id, each.warehouse_id, each.valid_from)
            if each.customer and each.customer in refused:
                remarks.append(Remark.of(self._setting.run_id, row.number, refused[each.customer]))
            elif key in wanted:
                words = f"Mesma tabela de venda da linha {wanted[key][0]} (é o mesmo cliente)."
                fault = Found("table", Severity.REFUSAL, words)
                remarks.append(Remark.of(self._setting.run_id, row.number, fault))
            else:
                wanted[key] = (row.number, each)
        outcome.refused += len(remarks)
        Remark.objects.bulk_create(remarks)
        self._upsert({key: each for key, (_, each) in wanted.items()}, outcome, write=write)
        return outcome

    def _upsert(self, wanted: dict[Key, Linked], outcome: Outcome, *, write: bool) -> None:
        parties = {key[0] for key in wanted if key[0] is not None}
        rows = SalesTable.objects.filter(company_id=self._setting.company_id)
        rows = rows.filter(Q(party_id__in=parties) | Q(party__isnull=True))
        if write:
            rows = rows.select_for_update(of=("self",))
        known: dict[Key, SalesTable] = {
            (row.party_id, row.establishment_id, row.warehouse_id, row.valid_from): row for row in rows
        }
        new, changed = [], []
        for key, each in wanted.items():
            row = known.get(key)
            if row is None:
                party, place, warehouse, starts = key
                new.append(
                    SalesTable(
                        company_id=self._setting.company_id,
                        party_id=party,
                        establishment_id=place,
                        warehouse_id=warehouse,
                        table_id=each.table_id or 0,
                        valid_from=starts,
                        valid_until=each.valid_until,
                    )
                )
            elif (row.table_id, row.valid_until) != (each.table_id, each.valid_until):
                row.table_id, row.valid_until = each.table_id or row.table_id, each.valid_until
                changed.append(row)
        outcome.created, outcome.updated = len(new), len(changed)
        outcome.unchanged = len(wanted) - len(new) - len(changed)
        if write:
            SalesTable.objects.bulk_create(new)
            SalesTable.objects.bulk_update(changed, ["table", "valid_until"])
