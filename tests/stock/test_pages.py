"""The pages of stock as their users meet them: grids, refusals beside what is wrong, ways out, who may what."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.stock.depot import Depot
from vinculo.foundation import clock
from vinculo.stock.forms import read_lines, write_line
from vinculo.stock.models import Balance, Lot, LotRequirement, Posting, Quota, Reservation, ScheduledReceipt, Warehouse
from vinculo.stock.queries.entry import EnteredLine
from vinculo.stock.queries.reconciliation import differences

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true", "HX-Target": "grid"}


def add(client: Client, url: str, lines: list[str], **entry: str) -> object:
    return client.post(url, {"add": "1", "line": lines, **entry}, headers=HTMX)


def carried(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('name="line" value="')[1:]]


def test_a_receipt_is_entered_by_keyboard_with_a_new_lot(depot: Depot, signed_in: SignIn) -> None:
    plain, by_lot = depot.product("P-1"), depot.product("P-2", tracks_lots=True, gtin="7891234567895")
    bruno, url = signed_in("bruno"), reverse("stock:receive")
    first = add(bruno, url, [], entry_code="p1", entry_quantity="10")
    assert first["HX-Trigger-After-Settle"] == '{"line-added": null}'
    lines = carried(first.content.decode())
    again = add(bruno, url, lines, entry_code="P-1", entry_quantity="2")
    lines = carried(again.content.decode())
    assert [line.quantity for line in read_lines(lines)] == [12]
    missing = add(bruno, url, lines, entry_code="7891234567895", entry_quantity="5")
    assert missing.status_code == 422
    assert "Este produto é controlado por lote: informe o lote." in missing.content.decode()
    told = {"entry_lot": "ab1", "entry_made": "01/02/2026", "entry_expires": "01/02/2028"}
    lines = carried(add(bruno, url, lines, entry_code="7891234567895", entry_quantity="5", **told).content.decode())
    saved = bruno.post(url, {"warehouse": depot.main.pk, "reason": "", "document": "NF 10", "line": lines})
    posting = Posting.objects.get()
    assert saved.headers["Location"] == posting.get_absolute_url()
    lot = Lot.objects.get()
    assert (lot.number, lot.expires_on, lot.received_on) == ("AB1", date(2028, 2, 1), clock.today())
    assert depot.balance(plain).on_hand == 12
    assert depot.balance(by_lot, lot=lot).on_hand == 5
    page = bruno.get(posting.get_absolute_url()).content.decode()
    assert "NF 10" in page
    assert "Estornar" in page


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"entry_code": "", "entry_quantity": "1"}, "Digite ou leia o código do produto."),
        ({"entry_code": "nada", "entry_quantity": "1"}, "Nenhum produto tem o código “nada”."),
        ({"entry_code": "P-1", "entry_quantity": "abc"}, "Digite uma quantidade"),
        ({"entry_code": "P-1", "entry_quantity": "0"}, "A quantidade precisa ser maior que zero."),
        ({"entry_code": "P-1", "entry_quantity": "1,5"}, "A unidade UN aceita 0 casas decimais."),
        ({"entry_code": "P-1", "entry_quantity": "1", "entry_unit": "XX"}, "A unidade “XX” não existe."),
        ({"entry_code": "P-1", "entry_quantity": "1", "entry_lot": "L1"}, "não é controlado por lote"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(depot: Depot, signed_in: SignIn, entry: dict[str, str], sentence: str) -> None:
    depot.product("P-1")
    answer = add(signed_in("bruno"), reverse("stock:issue"), [], **entry)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_what_a_grid_carries_is_not_trusted(depot: Depot, signed_in: SignIn) -> None:
    product = depot.product()
    line = EnteredLine(product.pk, product.unit_id, Decimal("12.5"), "L|1", None, date(2027, 1, 31))
    assert read_lines([write_line(line), "lixo", "1|2|NaN|||", "9" * 30 + "|1|1|||", "1|1|1e99|||"])[0] == line
    forged = [f"{product.pk}|{product.unit_id}|-5|||", "999999|1|3|||", f"{product.pk}|{product.unit_id}|NaN|||"]
    for text in forged:
        answer = signed_in("bruno").post(
            reverse("stock:receive"), {"warehouse": depot.main.pk, "reason": "x", "document": "", "line": [text]}
        )
        assert answer.status_code == 422
    assert not Posting.objects.exists()


def test_a_refused_issue_keeps_every_line_and_marks_the_one(depot: Depot, signed_in: SignIn) -> None:
    first, second = depot.product("P-1"), depot.product("P-2")
    depot.put(first, 10)
    depot.put(second, 1)
    lines = [write_line(EnteredLine(each.pk, each.unit_id, Decimal("5.0000"))) for each in (first, second)]
    answer = signed_in("bruno").post(
        reverse("stock:issue"), {"warehouse": depot.main.pk, "reason": "Perda", "document": "", "line": lines}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "P-2: pediu 5 UN, e o saldo livre em Central é de 1 UN." in html
    assert carried(html) == lines
    assert html.index('<tr class="overdue">') > html.index("P-1")
    assert depot.balance(first).on_hand == 10


def test_a_count_shows_the_difference_before_it_is_posted(depot: Depot, signed_in: SignIn) -> None:
    product = depot.product()
    depot.put(product, 10)
    bruno, url = signed_in("bruno"), reverse("stock:count")
    shown = bruno.post(
        url, {"add": "1", "warehouse": depot.main.pk, "entry_code": "P-1", "entry_quantity": "7"}, headers=HTMX
    )
    html = shown.content.decode()
    assert "−3" in html
    bruno.post(url, {"warehouse": depot.main.pk, "reason": "Inventário", "document": "", "line": carried(html)})
    assert depot.balance(product).on_hand == 7
    undone = bruno.get(reverse("stock:home")).content.decode().split("/desfazer/")[1].split("/")[0]
    bruno.post(f"/desfazer/{undone}/")
    assert depot.balance(product).on_hand == 10
    assert differences() == []


def test_a_count_beyond_authority_is_sent_from_the_grid_and_approved_on_its_page(
    depot: Depot, signed_in: SignIn
) -> None:
    product = depot.product(cost="1000")
    depot.put(product, 10)
    sofia, url = signed_in("sofia"), reverse("stock:count")
    line = write_line(EnteredLine(product.pk, product.unit_id, Decimal(7)))
    asked = {"warehouse": depot.main.pk, "reason": "Inventário", "document": "", "line": [line]}
    refused = sofia.post(url, asked)
    assert refused.status_code == 422
    assert "Enviar para aprovação" in refused.content.decode()
    page = sofia.post(url, {**asked, "ask": "1"})["Location"]
    assert "−3" in sofia.get(page).content.decode()
    assert sofia.post(f"{page}aprovar/").status_code == 403
    assert "R$" in signed_in("bruno").get(page).content.decode()
    signed_in("bruno").post(f"{page}aprovar/")
    assert depot.balance(product).on_hand == 7


def test_short_stock_offers_ways_out_and_one_key_takes_them(depot: Depot, signed_in: SignIn) -> None:
    product = depot.product()
    depot.put(product, 2)
    depot.put(product, 9, into=depot.back)
    ana, url = signed_in("ana"), reverse("stock:reserve")
    asked = {
        "product": product.pk,
        "quantity": "5",
        "unit": "",
        "warehouse": depot.main.pk,
        "lot": "",
        "party": "",
        "reason": "Pedido 7",
        "document": "",
        "expires_at": "",
        "receipt": "",
    }
    short = ana.post(url, asked)
    html = short.content.decode()
    assert short.status_code == 422
    assert "P-1: pediu 5 UN, e em Central só há 2 UN." in html
    way = f"warehouse:{depot.back.pk}"
    assert way in html
    ana.post(url, {**asked, "take": way})
    reservation = Reservation.objects.get()
    assert (reservation.warehouse, reservation.quantity, reservation.owner) == (depot.back, 5, depot.cast.user("ana"))
    assert "Pedido 7" in ana.get(reservation.get_absolute_url()).content.decode()
    ana.post(reverse("stock:release", args=[reservation.pk]), {"reason": "Cliente desistiu"})
    reservation.refresh_from_db()
    assert (reservation.status, reservation.end_reason) == ("released", "Cliente desistiu")


def test_a_receipt_still_to_come_is_scheduled_promised_and_arrives(depot: Depot, signed_in: SignIn) -> None:
    product = depot.product(tracks_lots=True)
    bruno = signed_in("bruno")
    day = clock.today().replace(year=clock.today().year + 1)
    told = {"product": product.pk, "quantity": "10", "unit": "", "warehouse": depot.main.pk, "document": "PC 1"}
    bruno.post(reverse("stock:new_receipt"), {**told, "supplier": "", "expected_on": f"{day:%d/%m/%Y}"})
    receipt = ScheduledReceipt.objects.get()
    assert receipt.expected_on == day
    late = bruno.post(reverse("stock:new_receipt"), {**told, "supplier": "", "expected_on": "01/01/2020"})
    assert "A previsão precisa ser hoje ou depois." in late.content.decode()
    arrival = {"quantity": "4", "document": "NF 5", "lot": "x9", "manufactured_on": "", "expires_on": "01/01/2030"}
    bruno.post(reverse("stock:arrive", args=[receipt.pk]), arrival)
    receipt.refresh_from_db()
    assert (receipt.received, receipt.free) == (4, 6)
    assert Lot.objects.get().number == "X9"
    bruno.post(reverse("stock:close_receipt", args=[receipt.pk]))
    receipt.refresh_from_db()
    assert receipt.closed_at is not None


def test_quotas_warehouses_and_demands_are_kept_by_the_analyst(depot: Depot, signed_in: SignIn) -> None:
    product = depot.product()
    alice = signed_in("alice")
    told = {"product": product.pk, "dimension": "class", "classification": "A", "limit": "50"}
    refused = alice.post(reverse("stock:new_quota"), {**told, "classification": "", "starts_on": "01/12/2026"})
    assert "Diga para quem é a cota: classe de cliente." in refused.content.decode()
    alice.post(reverse("stock:new_quota"), {**told, "starts_on": "01/12/2026", "ends_on": "31/12/2026"})
    quota = Quota.objects.get()
    assert "Classe A" in alice.get(quota.get_absolute_url()).content.decode()
    alice.post(reverse("stock:quota_limit", args=[quota.pk]), {"limit": "60"})
    quota.refresh_from_db()
    assert quota.limit == 60
    place = {"code": "C1", "name": "Consignado", "establishment": depot.cast.head.pk, "kind": "consigned"}
    alice.post(reverse("stock:new_warehouse"), {**place, "is_active": "on"})
    assert Warehouse.objects.get(code="C1").sells is False
    twice = alice.post(reverse("stock:new_warehouse"), {**place, "is_active": "on"})
    assert "Já existe um armazém com este código." in twice.content.decode()
    alice.post(reverse("stock:requirements"), {"classification": "A", "minimum_days": "90"})
    assert LotRequirement.objects.get().minimum_days == 90
    both = alice.post(
        reverse("stock:requirements"), {"classification": "A", "party": depot.customer().pk, "minimum_days": "9"}
    )
    assert "Escolha o cliente ou a classe, um dos dois." in both.content.decode()


LISTS = (
    "balances",
    "movements",
    "reservations",
    "receipts",
    "lots",
    "warehouses",
    "low",
    "quotas",
    "home",
    "indicators",
)


def test_every_page_shows_what_there_is_in_a_constant_number_of_queries(
    depot: Depot, signed_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    bruno = signed_in("bruno")
    for number in range(6):
        product = depot.product(f"P-{number}", tracks_lots=True)
        row = product.establishments.get(establishment=depot.cast.head)
        row.minimum, row.maximum = 50, 80
        row.save()
        depot.put(product, 20, lot=depot.lot(product, f"L{number}", date(2026, 12, 20)))
        depot.reserve(product, 3)
        depot.coming(product, 40)
        depot.quota(product, 9, dimension="branch", establishment=depot.cast.head)
    for name in LISTS:
        with django_assert_max_num_queries(16):
            html = bruno.get(reverse(f"stock:{name}")).content.decode()
        assert "P-5" in html or name in ("warehouses", "home", "indicators")
    page = bruno.get(reverse("stock:product", args=[product.pk])).content.decode()
    for words in ("L5", "Reservas ativas", "A chegar", "Cotas", "Últimos movimentos"):
        assert words in page
    panel = bruno.get(product.get_absolute_url())
    assert panel.status_code == 200
    lot = Lot.objects.get(product=product)
    for _ in range(12):
        depot.put(product, 1, lot=lot)
    with django_assert_max_num_queries(16):
        assert bruno.get(lot.get_absolute_url()).content.decode().count('data-label="Saldo depois"') == 13


def test_another_branch_is_out_of_sight(depot: Depot, signed_in: SignIn) -> None:
    product = depot.product()
    posting = depot.put(product, 7)
    reservation = depot.reserve(product, 2)
    carla = signed_in("carla")
    for address in (posting.get_absolute_url(), reservation.get_absolute_url(), depot.main.get_absolute_url()):
        assert carla.get(address).status_code == 404
    assert "P-1" not in carla.get(reverse("stock:balances")).content.decode()
    assert Balance.objects.visible_to(depot.cast.carla).count() == 0


def test_who_only_sells_neither_counts_nor_moves(depot: Depot, signed_in: SignIn) -> None:
    ana = signed_in("ana")
    for name in ("count", "receive", "issue", "transfer", "convert", "new_receipt", "new_quota", "new_warehouse"):
        assert ana.get(reverse(f"stock:{name}")).status_code == 403
    assert ana.get(reverse("stock:reserve")).status_code == 200
