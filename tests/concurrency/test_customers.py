"""Two people at the telephones of one customer at once, on real connections: both are kept, one is the main one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.cast import create_cast
from tests.customers.people import prospect
from vinculo.customers import actions
from vinculo.customers.models import Phone
from vinculo.customers.particulars import PhoneEntry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*attempts: Callable[[], object]) -> None:
    start = Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            attempt()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        list(pool.map(run, attempts))


def test_two_first_telephones() -> None:
    cast = create_cast()
    party = prospect(cast.ana, "Maria")
    at_once(
        lambda: actions.add_phone(cast.ana, party, PhoneEntry("+5519987654321")),
        lambda: actions.add_phone(cast.bruno, party, PhoneEntry("+551932345678")),
    )
    phones = Phone.objects.filter(party=party)
    assert (phones.count(), phones.filter(is_main=True).count()) == (2, 1)
