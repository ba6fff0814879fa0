"""The company's tables: the defaults, and what the configurator does to them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cases.world import World
from vinculo.cases.actions.tables import create_default_tables
from vinculo.cases.table_catalogue import PAGES
from vinculo.cases.tables import CaseNature, CaseType, ClosingReason, Media

SignIn = Callable[[str], Client]


def test_the_defaults_fill_every_table_once(world: World) -> None:
    counts = {page.slug: page.model._default_manager.count() for page in PAGES}
    create_default_tables(world.cast.company.pk)
    assert all(counts.values())
    assert counts == {page.slug: page.model._default_manager.count() for page in PAGES}


@pytest.mark.parametrize("known", PAGES, ids=lambda known: known.slug)
def test_every_table_is_listed_added_to_edited_and_emptied(world: World, signed_in: SignIn, known: object) -> None:
    page = next(each for each in PAGES if each is known)
    client = signed_in("bruno")
    table = reverse("cases_tables:table", args=[page.slug])
    assert client.get(table).status_code == 200
    data = {"name": "  Linha   nova ", "is_active": "on", "icon": "mail", "outcome": "neutral"}
    assert client.post(reverse("cases_tables:add", args=[page.slug]), data).status_code == 302
    entry = page.model._default_manager.get(name="Linha nova")
    assert entry.position == page.model._default_manager.count() - 1
    edit = reverse("cases_tables:edit", args=[page.slug, entry.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, data | {"name": "Outra"}).status_code == 302
    assert client.post(reverse("cases_tables:toggle", args=[page.slug, entry.pk])).status_code == 302
    entry.refresh_from_db()
    assert (entry.name, entry.is_active) == ("Outra", False)
    assert client.post(reverse("cases_tables:delete", args=[page.slug, entry.pk])).status_code == 302
    assert not page.model._default_manager.filter(pk=entry.pk).exists()


def test_a_name_already_taken_is_refused_in_any_case(world: World, signed_in: SignIn) -> None:
    answer = signed_in("bruno").post(reverse("cases_tables:add", args=["midias"]), {"name": "GOOGLE"})
    assert answer.status_code == 422
    assert "Já existe uma linha com este nome." in answer.content.decode()


def test_an_entry_in_use_is_not_deleted(world: World, signed_in: SignIn) -> None:
    case = world.case()
    client = signed_in("bruno")
    answer = client.post(reverse("cases_tables:delete", args=["midias", case.media_id]), follow=True)
    assert "já foi usada" in answer.content.decode()
    assert Media.objects.filter(pk=case.media_id).exists()


def test_entries_change_places(world: World, signed_in: SignIn) -> None:
    second = CaseType.objects.get(name="Pós-vendas")
    url = reverse("cases_tables:move", args=["tipos", second.pk])
    client = signed_in("bruno")
    client.post(url, {"direction": "up"})
    assert list(CaseType.objects.order_by("position").values_list("name", flat=True))[:2] == ["Pós-vendas", "Vendas"]
    assert client.post(url, {"direction": "up"}).status_code == 302


def test_links_are_saved_with_their_entry(world: World, signed_in: SignIn) -> None:
    sac = CaseNature.objects.get(name="SAC")
    data = {"name": "Resolvido no ato", "is_active": "on", "outcome": "success", "natures": [sac.pk]}
    assert signed_in("bruno").post(reverse("cases_tables:add", args=["motivos"]), data).status_code == 302
    assert list(ClosingReason.objects.get(name="Resolvido no ato").natures.all()) == [sac]


def test_only_who_keeps_tables_enters(world: World, signed_in: SignIn) -> None:
    client = signed_in("ana")
    assert client.get(reverse("cases_tables:index")).status_code == 403
    assert client.get(reverse("cases_tables:table", args=["tipos"])).status_code == 403
    assert signed_in("bruno").get(reverse("cases_tables:table", args=["inexistente"])).status_code == 404
