"""The book a process keeps is the book of the database, whoever changed it and however."""

from datetime import date
from decimal import Decimal

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from vinculo.tax_book.models import EstablishmentRegime, InternalRate
from vinculo.tax_book.queries import book_of
from vinculo.tax_book.queries.book import seller_of

TODAY = date(2026, 11, 26)
# What is read of a book that is kept: its stamp and the matrices in force.
KEPT = 2


def internal_rate(book: Cast) -> Decimal:
    return book_of(book.company.pk, on=TODAY, origin="SP", uf="SP").internal["SP"].rate


def test_a_book_that_did_not_change_is_not_read_again(book: Cast) -> None:
    first = book_of(book.company.pk, on=TODAY, origin="SP", uf="BA")
    with CaptureQueriesContext(connection) as taken:
        again = book_of(book.company.pk, on=TODAY, origin="SP", uf="BA")
    assert again.classifications is first.classifications
    assert len(taken) == KEPT
    assert set(book_of(book.company.pk, on=TODAY, origin="SP", uf="RJ").internal) == {"RJ"}


def test_any_change_is_seen_at_once_and_so_is_its_undoing(book: Cast) -> None:
    assert internal_rate(book) == 18
    rates = InternalRate.objects.filter(company=book.company, state="SP")
    with transaction.atomic():
        rates.update(rate=19)
        assert internal_rate(book) == 19
        transaction.set_rollback(True)
    assert internal_rate(book) == 18
    with transaction.atomic():
        rates.update(rate=20)
    assert internal_rate(book) == 20, "what was rolled back is not what came after it"


def test_sql_that_puts_triggers_to_sleep_is_seen_too(book: Cast) -> None:
    assert internal_rate(book) == 18
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("update tax_book_internalrate set rate = 17 where state_id = 'SP'")
        cursor.execute("set local session_replication_role = origin")
    assert internal_rate(book) == 17


def test_a_seller_is_kept_until_its_regime_or_its_establishment_changes(book: Cast) -> None:
    first = seller_of(book.company.pk, book.head.pk, on=TODAY)
    with CaptureQueriesContext(connection) as taken:
        assert seller_of(book.company.pk, book.head.pk, on=TODAY) is first
    assert len(taken) == 1
    EstablishmentRegime.objects.filter(establishment=book.head).update(pays_ipi=not first.pays_ipi)
    assert seller_of(book.company.pk, book.head.pk, on=TODAY).pays_ipi is not first.pays_ipi
    book.head.code = "77"
    book.head.save()
    assert seller_of(book.company.pk, book.head.pk, on=TODAY).establishment == "77"
