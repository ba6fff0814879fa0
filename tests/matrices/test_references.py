"""Customers in matrices: only those whom the reader may see, and those that were merged under where they are now."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.identity.people import CPF, NOW, OTHER_CPF, party, twins
from vinculo.identity import actions
from vinculo.matrices.subjects import Subject, subject_of

pytestmark = pytest.mark.django_db


def customers() -> Subject:
    subject = subject_of("customer")
    assert subject is not None
    return subject


def test_a_document_names_only_who_may_be_read(cast: Cast) -> None:
    near = party(cast, "Maria da Silva", document=CPF)
    party(cast, "Carlos Longe", document=OTHER_CPF, owner="carla", at="branch")
    typed = ["529.982.247-25", OTHER_CPF, ""]
    assert customers().resolve(cast.bruno, typed) == {"529.982.247-25": str(near.pk)}


def test_merged_customers_have_the_name_of_where_they_are_without_a_query_each(cast: Cast) -> None:
    one, two = twins(cast)
    three = party(cast, "Maria S.")
    actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
    actions.merge(cast.bruno, three.pk, one.pk, from_loser=["document", "name"], now=NOW)
    codes = [str(one.pk), str(two.pk), str(three.pk), "999999999"]
    with CaptureQueriesContext(connection) as one_gone:
        customers().names(cast.bruno, codes[:1])
    with CaptureQueriesContext(connection) as all_of_them:
        names = customers().names(cast.bruno, codes)
    assert names == {
        str(one.pk): "Maria da Silva (unificado)",
        str(two.pk): "Maria da Silva (unificado)",
        str(three.pk): "Maria da Silva",
    }
    assert len(all_of_them) == len(one_gone)
