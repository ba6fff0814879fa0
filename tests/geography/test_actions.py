from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.db import connection

from vinculo.geography import actions
from vinculo.geography.models import CepRange, Municipality, State
from vinculo.kernel.brazil.phone import AREA_CODES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_the_tables_are_whole() -> None:
    assert State.objects.count() == 27
    assert Municipality.objects.count() == 5571
    assert CepRange.objects.count() == 5587
    assert Municipality.objects.filter(is_capital=True).count() == 27
    assert set(Municipality.objects.values_list("ddd", flat=True)) == AREA_CODES


def test_a_second_load_changes_nothing() -> None:
    before = _everything()
    assert actions.load_reference_data() == actions.Loaded(states=27, municipalities=5571, cep_ranges=5587)
    assert _everything() == before


def test_a_load_repairs_what_was_changed_and_drops_ranges_that_no_longer_exist() -> None:
    before = _everything()
    Municipality.objects.filter(pk=3509502).update(name="Campo", name_key="campo", cep_count=0)
    CepRange.objects.create(municipality_id=3509502, first="00000001", last="00000002")
    CepRange.objects.filter(municipality_id=3550308).delete()
    actions.load_reference_data()
    assert _everything() == before


def test_cep_ranges_never_overlap() -> None:
    ranges = list(CepRange.objects.order_by("first").values_list("first", "last"))
    assert all(last < next_first for (_, last), (next_first, _) in pairwise(ranges))


def test_the_name_key_is_the_one_the_database_computes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from geography_municipality where name_key <> vinculo_fold(name)")
        assert cursor.fetchone() == (0,)


def test_the_command_tells_what_it_loaded() -> None:
    output = StringIO()
    call_command("load_geography", stdout=output)
    assert output.getvalue() == "27 estados, 5571 municípios e 5587 faixas de CEP prontos.\n"


def _everything() -> tuple[list[object], ...]:
    return (
        list(State.objects.order_by("code").values_list()),
        list(Municipality.objects.order_by("id").values_list()),
        list(CepRange.objects.order_by("first").values_list("first", "last", "municipality_id")),
    )
