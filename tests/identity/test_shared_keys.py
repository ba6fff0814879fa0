"""Both records have a row of the same key, in every table that allows a customer one: the merge resolves it by rule."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.cast import Cast
from tests.identity.people import NOW, party
from tests.price_book.counter import Counter
from tests.stock.depot import Depot
from vinculo.catalogue.models import PartnerCode
from vinculo.customers import models as registry
from vinculo.customers.models import Party
from vinculo.foundation.custom_fields.models import CustomField
from vinculo.identity import actions
from vinculo.identity.following import references
from vinculo.identity.models import Distinction, Merge
from vinculo.identity.refusals import CannotUnmerge
from vinculo.price_book.models import ListPrice, Promotion, SalesTable
from vinculo.stock.models import LotRequirement, Quota, QuotaTransfer, QuotaUse

DAY = date(2026, 11, 1)
# Derived from the registry, or never there when two records may be merged.
_ELSEWHERE = {"identity_lookalikepair", "privacy_erasure"}


class Twice:
    """`give(party, "1")` gives a record one row of every table whose key another record's row may have too."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.depot = cast, Depot(cast)
        self.counter = Counter(self.depot.shelf)
        self.product = self.depot.product("P-1")
        self.friend = party(cast, "Rui Prado")
        own = {"company_id": cast.company.pk, "record": "customers.party", "section": "Outros"}
        self.field = CustomField.objects.create(**own, label="Time", kind="text")
        self.promotion = Promotion.objects.create(company=cast.company, code="P", name="Promoção", valid_from=DAY)

    def give(self, to: Party, mark: str) -> None:
        more = Decimal(mark)
        rows: list[tuple[type[Any], dict[str, Any]]] = [
            (registry.Phone, {"number": "+5519987654321", "is_main": True}),
            (registry.Email, {"address": "a@x.com.br", "is_main": True}),
            (registry.Address, {"street": f"Rua {mark}", "municipality": self.cast.campinas, "is_main": True}),
            (registry.BankReference, {"bank": "341", "account": "1", "kind": "checking", "note": mark}),
            (registry.CreditCard, {"brand": "visa", "holder": f"M {mark}", "expires_month": 1, "expires_year": 2030,
                                   "last_four": "4321"}),
            (registry.Complement, {"occupation": "Médica" if mark == "1" else "", "identity_card": mark}),
            (registry.Consent, {"channel": "email", "is_granted": mark == "1", "source": "site", "decided_at": NOW}),
            (registry.PartyCustomValue, {"field": self.field, "value": f"Guarani {mark}"}),
            (registry.PartyRole, {"role": "supplier"}),
            (registry.Responsible, {"matter": "credit", "user": self.cast.user("ana" if mark == "1" else "sara")}),
            (registry.StateRegistration, {"state_id": "SP", "number": f"11004249011{mark}"}),
            (registry.Relation, {"other": self.friend, "kind": "referred"}),
            (PartnerCode, {"product": self.product, "code": "X-1", "description": mark}),
            (SalesTable, {"table": self.counter.table(f"T{mark}"), "valid_from": DAY}),
            (LotRequirement, {"minimum_days": 30 * int(more), "single_lot": mark == "1"}),
        ]  # fmt: skip
        for model, values in rows:
            model.objects.create(company=self.cast.company, party=to, **values)
        self.counter.price(self.product, mark, party=to)
        self.promotion.parties.add(to)
        self.depot.quota(self.product, 10 * int(more), dimension=Quota.Dimension.CUSTOMER, party=to)
        first, second = sorted((self.friend.pk, to.pk))
        Distinction.objects.create(company=self.cast.company, first_id=first, second_id=second, decided_at=NOW)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that points to a customer, and what hangs on quotas."""
    changing = {"version", "updated_at", "name_vector", "recorded_at"}
    tables = {each.table for each in references()} | {"customers_party", "stock_quotause", "stock_quotatransfer"}
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return {
        table: [
            {name: value for name, value in row.items() if name not in changing}
            for row in models[table]._default_manager.order_by("pk").values()
        ]
        for table in sorted(tables)
    }


@pytest.fixture
def twice(cast: Cast) -> tuple[Twice, Party, Party]:
    given = Twice(cast)
    one, two = party(cast, "Maria da Silva"), party(cast, "Maria Silva Souza")
    given.give(one, "1")
    given.give(two, "2")
    return given, one, two


def keyed_tables() -> set[str]:
    """The tables of which the database itself says that a customer may have only one row of a key."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select distinct entry.indrelid::regclass::text from pg_index entry
            join pg_constraint reference on reference.conrelid = entry.indrelid and reference.contype = 'f'
                and reference.confrelid = 'customers_party'::regclass
                and reference.conkey[1] = any (entry.indkey::int2[])
            where entry.indisunique
            """
        )
        return {table for (table,) in cursor.fetchall()}


def test_each_key_is_resolved_by_its_rule_and_comes_back(twice: tuple[Twice, Party, Party], cast: Cast) -> None:
    given, one, two = twice
    before = everything()
    assert {table for table, rows in before.items() if len(rows) > 1} >= keyed_tables() - _ELSEWHERE
    merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
    kept: list[tuple[Callable[[], Any], Any]] = [
        (lambda: registry.PartyCustomValue.objects.get().value, "Guarani 1"),
        (lambda: PartnerCode.objects.get().description, "1"),
        (lambda: SalesTable.objects.get().table.code, "T1"),
        (lambda: ListPrice.objects.get().price, 1),
        (lambda: registry.Responsible.objects.get().user_id, cast.user("ana").pk),
        (lambda: registry.StateRegistration.objects.get().number, "110042490111"),
        (lambda: registry.Complement.objects.get().identity_card, "1"),
        (lambda: registry.Consent.objects.get().is_granted, False),
        (lambda: LotRequirement.objects.values_list("minimum_days", "single_lot").get(), (60, True)),
        (lambda: Quota.objects.get().limit, 30),
        (lambda: list(given.promotion.parties.all()), [one]),
    ]
    for what, value in kept:
        assert what() == value
    actions.unmerge(cast.bruno, merge, now=NOW)
    assert everything() == before


class TestQuotas:
    def test_uses_and_reservations_follow_and_are_given_back(
        self, twice: tuple[Twice, Party, Party], cast: Cast
    ) -> None:
        given, one, two = twice
        depot, product = given.depot, given.product
        depot.put(product, 100)
        mine, theirs = Quota.objects.get(party=one), Quota.objects.get(party=two)
        depot.reserve(product, 9, party=one.pk)
        depot.reserve(product, 18, party=two.pk)
        QuotaTransfer.objects.create(
            company=cast.company, from_quota=theirs, to_quota=mine, quantity=1, reason="Sobra", at=NOW
        )
        before = everything()
        merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        assert Quota.objects.values_list("limit", "used").get() == (30, 27)
        assert QuotaUse.objects.filter(quota=mine).count() == 2
        actions.unmerge(cast.bruno, merge, now=NOW)
        assert everything() == before

    def test_a_quota_used_beyond_what_was_ones_own_holds_them_together(
        self, twice: tuple[Twice, Party, Party], cast: Cast
    ) -> None:
        given, one, two = twice
        given.depot.put(given.product, 100)
        actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        given.depot.reserve(given.product, 25, party=one.pk)
        before = everything()
        with pytest.raises(CannotUnmerge, match="Aumente o limite da cota"):
            actions.unmerge(cast.bruno, Merge.objects.get(), now=NOW)
        assert everything() == before
