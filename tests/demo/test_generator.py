"""The generator of the demonstration: deterministic, valid, coherent in time."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F, Max
from pytest_django import DjangoDbBlocker

from vinculo.approvals.models import ApprovalRequest
from vinculo.cases.models import Contact, ServiceCase
from vinculo.customers.models import Address, Email, Note, Party, PartyCustomValue, Phone
from vinculo.demo import actions
from vinculo.demo.generator.parties import Keeper, PartyGenerator, PartyRows
from vinculo.demo.generator.places import Places
from vinculo.foundation.audit.models import Change
from vinculo.identity.models import LookalikePair, Merge
from vinculo.kernel.brazil import cnpj, cpf

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
CUSTOMERS = 400
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def geography(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The country, and open access to the database, for all the tests of this file; undone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_geography", verbosity=0, stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def seeded(geography: None) -> str:
    """The demonstration, written a second time after the first was undone; the fingerprint of the first."""
    undone = transaction.savepoint()
    _seed()
    first = _fingerprint()
    transaction.savepoint_rollback(undone)
    _seed()
    return first


def _seed() -> None:
    actions.seed(customers=CUSTOMERS, now=NOW, report=lambda *_: None)


def _rows(*, count: int = 300, first_id: int = 1, seed: int = 7, now: datetime = NOW) -> list[PartyRows]:
    keepers = [Keeper(user_id=1, team_id=1, establishment_id=1, municipality_id=3509502)]
    generator = PartyGenerator(company_id=1, keepers=keepers, places=Places(), now=now, seed=seed)
    return list(generator.batches(count=count, first_id=first_id, size=100))


def _fingerprint() -> str:
    """Everything that a person would see of the generated data."""
    digest = hashlib.sha256()
    for query in (
        "select name, document, created_at, (select email from organization_user where id = owner_id) "
        "from customers_party order by id",
        "select party_id, number from customers_phone order by party_id, number",
        "select party_id, opened_at, closed_at, (select name from cases_casesubject where id = subject_id) "
        "from cases_servicecase order by party_id, opened_at, id",
        "select party_id, due_at, closed_at, description, (select name from cases_contactaction where id = action_id) "
        "from cases_contact order by party_id, due_at, id",
    ):
        with connection.cursor() as cursor:
            cursor.execute(query)
            digest.update(repr(cursor.fetchall()).encode())
    return digest.hexdigest()


@pytest.mark.usefixtures("geography")
class TestParties:
    def test_same_seed_and_day_give_the_same_rows(self) -> None:
        assert _rows() == _rows()

    def test_another_seed_gives_other_rows(self) -> None:
        assert _rows() != _rows(seed=8)

    def test_batches_hold_every_party_once(self) -> None:
        batches = _rows(count=250)
        assert [len(batch.parties) for batch in batches] == [100, 100, 50]
        assert [party[0] for batch in batches for party in batch.parties] == list(range(1, 251))

    def test_documents_are_valid_and_never_repeated(self) -> None:
        documents = [str(party[6]) for batch in _rows(count=3_000) for party in batch.parties if party[6]]
        assert len(documents) == len(set(documents))
        people = [document for document in documents if len(document) == 11]
        companies = [document for document in documents if len(document) == 14]
        assert [cpf.parse(document) for document in people] == people
        assert [cnpj.parse(document) for document in companies] == companies
        assert any(not document.isdigit() for document in companies)


@pytest.mark.usefixtures("seeded")
class TestSeed:
    def test_the_same_day_gives_the_same_data(self, seeded: str) -> None:
        assert _fingerprint() == seeded

    def test_writes_what_was_asked(self) -> None:
        again = Note.objects.filter(body__startswith="Passou na loja").count()
        assert again > 1
        assert Merge.objects.count() == 1
        assert Party.objects.count() == CUSTOMERS + again - 1
        assert LookalikePair.objects.count() >= again - 1
        assert ServiceCase.objects.count() == 3 * CUSTOMERS
        assert Contact.objects.count() == 10 * CUSTOMERS
        assert Phone.objects.filter(is_main=True).count() == Party.objects.count()
        assert Email.objects.exists()
        assert Address.objects.filter(is_main=True).exists()

    def test_some_sales_wait_for_whom_may_let_them_pass(self) -> None:
        asked = ApprovalRequest.objects.values_list("status", "path")
        # The supervisor and the manager each have one to decide, and one was decided.
        assert sorted((status, *path) for status, path in asked) == [("approved", 2), ("pending", 1), ("pending", 2)]

    def test_nothing_lies_in_the_wrong_time(self) -> None:
        assert not Contact.objects.filter(closed_at__gt=NOW).exists()
        assert not ServiceCase.objects.filter(closed_at__gt=NOW).exists()
        assert not Contact.objects.filter(created_at__gt=NOW).exists()
        assert not ServiceCase.objects.filter(opened_at__lt=F("party__created_at")).exists()

    def test_an_open_case_has_one_open_contact_and_a_closed_one_none(self) -> None:
        open_contacts = Contact.objects.filter(closed_at__isnull=True)
        assert not open_contacts.filter(case__closed_at__isnull=False).exists()
        by_case = open_contacts.values("case_id").annotate(number=Count("id")).values_list("number", flat=True)
        assert set(by_case) == {1}
        assert len(by_case) == ServiceCase.objects.filter(closed_at__isnull=True).count()

    def test_every_agenda_has_late_present_and_future_contacts(self) -> None:
        due = Contact.objects.filter(closed_at__isnull=True)
        assert due.filter(due_at__lt=NOW - timedelta(days=1)).exists()
        assert due.filter(due_at__gt=NOW + timedelta(days=1)).exists()
        assert due.filter(due_at__date=NOW.date()).exists()

    def test_every_record_has_a_past_that_leads_to_what_it_is(self) -> None:
        changes = Change.objects.filter(root_type="customers.party", channel="web", transaction_key__lt=0)
        assert not changes.filter(at__gt=NOW).exists()
        made = changes.filter(operation="I", table_name="customers_party").values_list("row_id", flat=True)
        assert set(made) >= set(
            Party.objects.filter(created_at__lt=NOW - timedelta(days=100)).values_list("pk", flat=True)
        )
        edited = changes.filter(operation="U", table_name="customers_party").order_by("id")
        present = Party.objects.in_bulk(edited.values_list("root_id", flat=True))
        last = {(each.root_id, column): value for each in edited for column, value in (each.after or {}).items()}
        assert last
        assert [key for key, value in last.items() if getattr(present[key[0]], key[1]) != value] == []

    def test_what_a_business_earns_fits_how_many_work_there(self) -> None:
        fields = {"people": "Número de funcionários", "money": "Faturamento anual"}
        found = {
            key: dict(PartyCustomValue.objects.filter(field__label=label).values_list("party_id", "value"))
            for key, label in fields.items()
        }
        both = found["people"].keys() & found["money"].keys()
        assert both
        for party_id in both:
            assert 40_000 < float(found["money"][party_id]) / int(found["people"][party_id]) < 1_200_000

    @pytest.mark.parametrize("model", [Party, Phone, ServiceCase, Contact])
    def test_the_next_row_gets_the_next_id(self, model: type[Party]) -> None:
        highest = model.objects.aggregate(highest=Max("id"))["highest"]
        with connection.cursor() as cursor:
            cursor.execute("select nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
            assert cursor.fetchone()[0] > highest
