from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from vinculo.geography import actions


@pytest.fixture(scope="module")
def reference_data(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped tables, loaded once for the module in a transaction that each test nests in and that is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        actions.load_reference_data()
        yield
        transaction.set_rollback(True)
