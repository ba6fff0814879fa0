"""Many products changed at once: what changes, what does not, and the way back, at once and by a job."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.identity.people import party
from vinculo.catalogue.lists import PRODUCTS
from vinculo.catalogue.models import Product
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.audit.models import Export
from vinculo.foundation.jobs import JobCancelled, runner
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.presentation import present
from vinculo.foundation.jobs.reporter import Reporter
from vinculo.foundation.lists import BulkResult, bulk
from vinculo.foundation.lists.selection import Selection
from vinculo.foundation.undo import UndoRefused, handler_of
from vinculo.foundation.undo.actions import offer, take
from vinculo.foundation.undo.models import UndoOffer
from vinculo.price_book.actions.founding import create_default_tables
from vinculo.price_book.actions.repricing import Repricing, foresee, reprice, sum_up
from vinculo.price_book.models import ListPrice, PriceTable


def action(cast: Cast, key: str) -> bulk.BulkAction:
    return bulk.action_of(cast.alice, PRODUCTS, key)


def test_a_change_of_line_is_undone_where_nobody_changed_it_since(shelf: Shelf, cast: Cast) -> None:
    first, second, third = shelf.product("A", line="Um"), shelf.product("B"), shelf.product("C", line="Dois")
    two = shelf.line("Dois")
    result = action(cast, "line").run(cast.alice, [first, second, third], {"line": two})
    assert (result.changed, result.refused) == (2, ["Já estavam assim: 1."])
    assert set(Product.objects.values_list("line__name", flat=True)) == {"Dois"}
    Product.objects.filter(pk=second.pk).update(line=shelf.line("Três"))
    assert result.undo is not None
    kind, payload = result.undo
    handler_of(kind)(cast.alice, payload, clock.now())
    names = dict(Product.objects.values_list("code", "line__name"))
    assert names == {"A": "Um", "B": "Três", "C": "Dois"}
    with pytest.raises(UndoRefused):
        handler_of(kind)(cast.alice, payload, clock.now())


def test_what_would_change_is_seen_row_by_row_before_it_does(
    shelf: Shelf, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    create_default_tables(cast.company.pk)
    own = {
        "company": cast.company,
        "table": PriceTable.objects.get(),
        "unit": shelf.unit(),
        "valid_from": date(2026, 1, 1),
    }
    first, second = shelf.product("A", line="Um"), shelf.product("B", line="Dois")
    ListPrice.objects.create(**own, product=first, price=Decimal("33.33"))
    chosen = {"linha": [first.pk, second.pk], "voltar": "/produtos/", "confirmado": "1", "ver": "0"}

    def seen(key: str, **values: object) -> str:
        answer = signed_in("alice").post(reverse("lists:bulk", args=["products", key]), chosen | values)
        return answer.content.decode().partition('<ul class="sums">')[2].partition("</table>")[0]

    line = seen("line", line=shelf.line("Dois").pk)
    assert ("A Produto A" in line, "Um" in line, "B Produto B" in line) == (True, True, False)
    assert "1 produto muda; 1 já está assim." in line
    prices = seen("reprice", percent="10", starts=f"{clock.today():%d/%m/%Y}", table="", with_customers="")
    assert "Preços que mudam: 1. Produtos: 1." in prices
    assert "1 produto sem preço nesse dia fica como está." in prices
    assert ("33,33" in prices, "36,663" in prices) == (True, True)
    assert seen("block", reason="Recall").count("Bloqueado") == 2
    assert ListPrice.objects.count() == 1
    assert set(Product.objects.values_list("line__name", "status")) == {("Um", "active"), ("Dois", "active")}


def test_an_undo_that_would_bring_back_what_was_deleted_since_is_refused(shelf: Shelf, cast: Cast) -> None:
    product = shelf.product("A", line="Um")
    done = action(cast, "line").run(cast.alice, [product], {"line": shelf.line("Dois")})
    shelf.line("Um").delete()
    assert done.undo is not None
    offer(cast.alice, *done.undo, "Desfeito.", now=clock.now())
    with pytest.raises(UndoRefused, match="foi excluído depois"):
        take(cast.alice, UndoOffer.objects.get(), now=clock.now())
    product.refresh_from_db()
    assert product.line == shelf.line("Dois")


def test_few_rows_are_changed_all_or_none(shelf: Shelf, cast: Cast) -> None:
    product = shelf.product("A")

    def half(_actor: Actor, rows: Sequence[Product], _values: Mapping[str, Any]) -> BulkResult:
        rows[0].delete()
        raise OperationalError

    broken = replace(action(cast, "line"), run=half)
    with pytest.raises(OperationalError):
        bulk.carry_out(cast.alice, PRODUCTS, broken, Selection((product.pk,), False, ""), values={}, raw_values="")
    assert Product.objects.filter(pk=product.pk).exists()


def test_blocking_many_keeps_the_reason_and_comes_back(shelf: Shelf, cast: Cast) -> None:
    product = shelf.product("A")
    refused = action(cast, "block").run(cast.alice, [product], {"reason": " "})
    assert (refused.changed, refused.undo) == (0, None)
    done = action(cast, "block").run(cast.alice, [product], {"reason": "Recall"})
    product.refresh_from_db()
    assert (product.status, product.block_reason) == ("blocked", "Recall")
    assert done.undo is not None
    handler_of(done.undo[0])(cast.alice, done.undo[1], clock.now())
    product.refresh_from_db()
    assert (product.status, product.block_reason) == ("active", "")


def test_prices_move_by_a_percentage_from_a_day_on_and_come_back_by_the_job_s_own_undo(
    shelf: Shelf, cast: Cast
) -> None:
    create_default_tables(cast.company.pk)
    table = PriceTable.objects.get()
    own = {"company": cast.company, "table": table, "unit": shelf.unit()}
    old, today = date(2026, 1, 1), clock.today()
    products = [shelf.product(f"P{number}") for number in range(3)]
    for product, price in zip(products, ("10", "33.33", "0.01"), strict=True):
        ListPrice.objects.create(**own, product=product, price=Decimal(price), valid_from=old)
    ListPrice.objects.create(**own, product=products[0], price=Decimal(20), valid_from=today)
    raw = f"percent=3&starts={today:%d/%m/%Y}&table=&with_customers="
    asked = bulk.carry_out(
        cast.alice, PRODUCTS, action(cast, "reprice"), Selection((), True, ""), values={}, raw_values=raw
    )
    assert isinstance(asked, JobRun)
    runner.execute(asked.pk)
    asked.refresh_from_db()
    assert asked.result["changed"] == 3
    now = dict(ListPrice.objects.filter(valid_from=today).values_list("product__code", "price"))
    assert now == {"P0": Decimal("20.6"), "P1": Decimal("34.3299"), "P2": Decimal("0.0103")}
    assert ListPrice.objects.filter(valid_from=old).count() == 3
    offer = UndoOffer.objects.get()
    assert asked.result["undo_url"].endswith(f"{offer.pk}/")
    take(cast.alice, offer, now=clock.now())
    assert list(ListPrice.objects.filter(valid_from=today).values_list("price", flat=True)) == [Decimal(20)]
    asked.refresh_from_db()
    assert present(asked, cast.alice, now=clock.now()).status == "Desfeito"


def test_prices_of_customers_one_may_not_read_are_neither_told_nor_moved(shelf: Shelf, cast: Cast) -> None:
    create_default_tables(cast.company.pk)
    near, far = party(cast, "Perto"), party(cast, "Longe", owner="carla", at="branch")
    product, today = shelf.product("P"), clock.today()
    own = {"company": cast.company, "table": PriceTable.objects.get(), "unit": shelf.unit(), "product": product}
    for buyer in (None, near, far):
        ListPrice.objects.create(**own, party=buyer, price=Decimal(10), valid_from=date(2026, 1, 1))
    rise = Repricing(Decimal(50), today, table_id=None, with_customers=True)
    assert [each.party for each in foresee(cast.bruno, [product.pk], rise)] == ["Perto", ""]
    assert sum_up(cast.bruno, [product.pk], rise).prices == 2
    assert reprice(cast.bruno, [product.pk], rise)[0] == 2
    assert set(ListPrice.objects.filter(valid_from=today).values_list("party__name", "price")) == {
        (None, Decimal(15)),
        ("Perto", Decimal(15)),
    }


@pytest.mark.parametrize(
    ("stop", "status", "told"),
    [(JobCancelled(), "cancelled", "Cancelado a pedido."), (IntegrityError(), "failed", "Parou por um erro do banco")],
)
def test_what_was_done_before_a_job_stopped_short_can_be_undone(
    shelf: Shelf, cast: Cast, monkeypatch: pytest.MonkeyPatch, stop: Exception, status: str, told: str
) -> None:
    for code in ("A", "B", "C"):
        shelf.product(code, line="Um")
    raw = f"line={shelf.line('Dois').pk}"
    asked = bulk.carry_out(
        cast.alice, PRODUCTS, action(cast, "line"), Selection((), True, ""), values={}, raw_values=raw
    )
    assert isinstance(asked, JobRun)
    monkeypatch.setattr(bulk, "BATCH", 2)
    monkeypatch.setattr(Reporter, "check_cancelled", Mock(side_effect=[None, stop]))
    runner.execute(asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.message.startswith(told)) == (status, True)
    assert asked.message.endswith("Feito antes de parar: 2 produtos.")
    take(cast.alice, UndoOffer.objects.get(), now=clock.now())
    assert set(Product.objects.values_list("line__name", flat=True)) == {"Um"}


def test_everything_that_would_change_is_paged_and_written_to_a_sheet_without_changing_it(
    shelf: Shelf, cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(bulk, "FORESEEN", 2)
    for code in ("A", "B", "C"):
        shelf.product(code, line="Um")
    values, whole = {"line": shelf.line("Dois")}, Selection((), True, "")
    first = bulk.foreseen(cast.alice, PRODUCTS, action(cast, "line"), whole, values)
    assert first is not None
    assert ([each.what[0] for each in first.seen], first.is_first) == (["A", "B"], True)
    assert first.after is not None
    rest = bulk.foreseen(cast.alice, PRODUCTS, action(cast, "line"), whole, values, after=first.after)
    assert rest is not None
    assert ([each.what[0] for each in rest.seen], rest.after) == (["C"], None)
    raw = f"line={shelf.line('Dois').pk}"
    asked = bulk.export_foresight(cast.alice, PRODUCTS, action(cast, "line"), whole, raw_values=raw)
    orphan = tmp_path / "jobs" / str(cast.company.pk) / str(asked.pk) / "output_killed"
    orphan.parent.mkdir(parents=True)
    orphan.write_text("kept by an attempt that died")
    runner.execute(asked.pk)
    asked.refresh_from_db()
    assert (asked.status, asked.result["rows"]) == ("done", 3)
    assert list(Export.objects.values_list("list_key", "rows")) == [("products", 3)]
    assert [path.name for path in orphan.parent.iterdir()] == [Path(asked.output.name).name]
    assert set(Product.objects.values_list("line__name", flat=True)) == {"Um"}
