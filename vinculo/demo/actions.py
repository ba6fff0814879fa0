"""Fill an empty database with the demonstration company."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from vinculo.customers.actions.vocabulary import learn_new_names
from vinculo.demo import company
from vinculo.demo.generator import bulk
from vinculo.demo.generator.approvals import ask_for_approvals
from vinculo.demo.generator.changes import Hands, write_changes
from vinculo.demo.generator.history import HistoryPlan, write_history
from vinculo.demo.generator.parties import COLUMNS, PartyGenerator, PartyRows
from vinculo.demo.generator.pictures import hang_pictures
from vinculo.demo.generator.places import Places
from vinculo.demo.generator.prices import set_prices
from vinculo.demo.generator.privacy import ask_for_rights
from vinculo.demo.generator.products import fill_catalogue
from vinculo.demo.generator.records import write_records
from vinculo.demo.generator.stock import fill_shelves
from vinculo.demo.generator.taxes import set_up_taxes
from vinculo.demo.generator.twins import write_twins
from vinculo.organization.models import Company
from vinculo.portfolios.actions import count_company

SEED = 20_261_122
_MANY = 50_000
# Who answers for each level of approval.
_DECIDERS = {1: "sofia@demo.example", 2: "bruno@demo.example", 3: "adele@demo.example"}

Progress = Callable[[str, int, int], None]


def is_seeded() -> bool:
    return Company.objects.filter(name=company.NAME).exists()


def seed(*, customers: int, now: datetime, report: Progress) -> None:
    """Create the company, `customers` parties and ten contacts for each, all or nothing.

    `report(what, done, total)` is called as the work goes on. The same `customers` and day give the same data.
    """
    with transaction.atomic():
        with bulk.triggers_asleep(), bulk.indexes_rebuilt(worthwhile=customers >= _MANY):
            staff = company.establish(customers=customers, seed=SEED)
            first_party = _next_party_id()
            generator = PartyGenerator(
                company_id=staff.company_id, keepers=staff.keepers, places=Places(), now=now, seed=SEED
            )
            done = 0
            for rows in generator.batches(count=customers, first_id=first_party):
                _write(rows)
                done += len(rows.parties)
                report("Clientes", done, customers)
            _move_sequence("customers_party")
            write_records(first_party, first_party + customers - 1, now=now)
            plan = HistoryPlan(staff.company_id, first_party, first_party + customers - 1, staff.desk_user_id, now)
            for done in write_history(plan):
                report("Atendimentos e contatos", done, customers)
            if customers < _MANY:
                hands = Hands(staff.desk_user_id, company.actor_of("bruno@demo.example").user_id)
                write_changes(first_party, first_party + customers - 1, hands, now=now)
            learn_new_names(staff.company_id)
            fill_catalogue(staff.company_id, now=now, seed=SEED)
            hang_pictures(staff.company_id, now=now)
            report("Produtos", 1, 1)
            fill_shelves(staff.company_id, now=now, seed=SEED)
            report("Estoque", 1, 1)
            set_up_taxes(staff.company_id, now=now)
            set_prices(company.actor_of("alice@demo.example"), now=now, seed=SEED)
            ask_for_approvals(
                company.actor_of("alice@demo.example"),
                {level: company.actor_of(email) for level, email in _DECIDERS.items()},
                now=now,
            )
            report("Preços", 1, 1)
            ask_for_rights(staff.company_id, now=now)
            report("Índices", 0, 1)
        if customers < _MANY:
            bulk.refresh_statistics()
            write_twins(staff.company_id, first_party, now=now)
        count_company(staff.company_id, now=now)
    bulk.refresh_statistics()
    report("Índices", 1, 1)


def _next_party_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(max(id), 0) + 1 from customers_party")
        first: int = cursor.fetchone()[0]
    return first


def _write(rows: PartyRows) -> None:
    batches = (rows.parties, rows.addresses, rows.phones, rows.emails, rows.references, rows.consents)
    for (table, columns), batch in zip(COLUMNS.items(), batches, strict=True):
        bulk.copy_rows(table, columns.split(), batch)


def _move_sequence(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select setval(pg_get_serial_sequence(%s, 'id'), (select max(id) from customers_party))", [table]
        )
