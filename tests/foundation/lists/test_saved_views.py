from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.foundation.lists.parties import party, shown
from vinculo.foundation.audit.models import Change
from vinculo.foundation.lists import audiences
from vinculo.foundation.lists.models import ListPreference, SavedView

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.lists.urls")]

SignIn = Callable[[str], Client]
NEW = "/listas/tests.parties/visoes/nova/"


def save(browser: Client, name: str, **values: object) -> SavedView:
    data = {"name": name, "visibility": "own", "voltar": "/teste/", "consulta": "situacao=customer", **values}
    answer = browser.post(NEW, data)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    view = SavedView.objects.latest("pk")
    assert answer.headers["Location"] == f"/teste/?situacao=customer&visao={view.pk}"
    return view


def test_saves_filters_and_columns_under_a_name(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    view = save(browser, "Só clientes", coluna=["documento", "nome", "inventada"])
    party(cast, "Prospect")
    party(cast, "Cliente", stage="customer", document="52998224725")
    assert shown(browser, f"/teste/?{view.query}&visao={view.pk}") == ["Cliente"]
    assert view.columns == ["documento", "nome"]
    page = browser.get(f"/teste/?{view.query}&visao={view.pk}").content.decode()
    assert page.index(">CPF/CNPJ") < page.index(">Nome")
    assert "Nascimento</a></th>" not in page
    assert Change.objects.get(verb="lists.saved_view.created").actor_name == "Bruno Aurora"


def test_keeps_only_what_the_list_understands(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    data = {"name": "Torta", "visibility": "own", "voltar": "//mal.example/", "consulta": "x=1&ordem=senha&tipo=person"}
    answer = browser.post(NEW, data)
    assert SavedView.objects.get().query == "tipo=person"
    assert "mal.example" not in answer.headers["Location"]


def test_a_form_with_an_error_comes_back(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    answer = browser.post(NEW, {"name": "", "visibility": "role", "consulta": "", "voltar": "/teste/"})
    assert answer.status_code == 422
    assert "Escolha o perfil" in answer.content.decode()
    fragment = browser.get(f"{NEW}?voltar=/teste/", headers={"HX-Request": "true", "HX-Target": "dialog-host"})
    assert "<dialog" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_ones_own_view_is_nobody_elses(cast: Cast, signed_in: SignIn) -> None:
    view = save(signed_in("bruno"), "Do Bruno")
    caio = signed_in("caio")
    assert "Do Bruno" not in caio.get("/teste/").content.decode()
    for step in ("", "excluir/", "atualizar/"):
        assert caio.post(f"/listas/visoes/{view.pk}/{step}", {"name": "Roubada"}).status_code == 404
    assert shown(caio, f"/teste/?visao={view.pk}") == []


def test_a_team_view_is_seen_by_the_team(cast: Cast, signed_in: SignIn) -> None:
    save(signed_in("sofia"), "Da equipe", visibility="team")
    assert SavedView.objects.get().team_id == cast.sales.pk
    visible = [
        name
        for name in ("ana", "bruno", "carla", "davi", "sofia")
        if SavedView.objects.visible_to(cast.actor(name)).exists()
    ]
    assert visible == ["ana", "sofia"]


def test_a_role_view_opens_by_itself_for_that_role(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = cast.caio.role_name
    monkeypatch.setattr(audiences, "_role_source", [lambda _: [role]])
    party(cast, "Prospect", establishment=cast.branch)
    party(cast, "Cliente", establishment=cast.branch, stage="customer", document="52998224725")
    save(signed_in("sofia"), "Para gerentes", visibility="role", role_name=role, is_default="on")
    caio = signed_in("caio")
    assert shown(caio) == ["Cliente"]
    assert shown(caio, "/teste/?visao=0") == ["Cliente", "Prospect"]
    assert shown(caio, "/teste/?tipo=person") == ["Cliente", "Prospect"]
    assert signed_in("sofia").get("/teste/").context["list"].view is None
    own = save(caio, "Só minha", is_default="on", consulta="situacao=customer")
    assert caio.get("/teste/").context["list"].view == own


def test_sharing_wants_the_permission(cast: Cast, signed_in: SignIn) -> None:
    role = cast.user("bruno").memberships.get().role
    role.permissions = [permission for permission in role.permissions if permission != "lists.share_views"]
    role.save()
    view = SavedView.objects.create(
        company_id=cast.company.pk, owner=cast.user("sofia"), list_key="tests.parties", name="V", visibility="role",
        role_name=role.name,
    )  # fmt: skip
    bruno = signed_in("bruno")
    assert bruno.post(f"/listas/visoes/{view.pk}/", {"name": "X", "visibility": "own"}).status_code == 403
    assert bruno.post(f"/listas/visoes/{view.pk}/excluir/").status_code == 403


def test_only_one_default_per_audience(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    first, second = save(browser, "A", is_default="on"), save(browser, "B", is_default="on")
    first.refresh_from_db()
    assert (first.is_default, second.is_default) == (False, True)


def test_a_changed_view_can_be_updated_and_deleted(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    view = save(browser, "A")
    assert "Atualizar a visão" in browser.get(f"/teste/?tipo=person&visao={view.pk}").content.decode()
    data = {"consulta": "tipo=person", "coluna": "nome", "voltar": "/teste/"}
    browser.post(f"/listas/visoes/{view.pk}/atualizar/", data)
    view.refresh_from_db()
    assert (view.query, view.columns) == ("tipo=person", ["nome"])
    assert browser.post(f"/listas/visoes/{view.pk}/excluir/", {"voltar": "/teste/"}).headers["Location"] == "/teste/"
    assert not SavedView.objects.exists()


def test_columns_and_page_size_are_ones_own(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    url = "/listas/tests.parties/exibicao/"
    browser.post(url, {"coluna": ["carteira", "nome", "x"], "linhas": "25", "voltar": "/teste/?q=a"})
    for number in range(30):
        party(cast, f"Pessoa {number}")
    page = browser.get("/teste/").content.decode()
    assert page.index(">Carteira</th>") < page.index(">Nome")
    assert len(shown(browser)) == 25
    assert len(shown(signed_in("caio"))) == 0
    browser.post(url, {"padrao": "1", "voltar": "/teste/"})
    assert not ListPreference.objects.exists()
