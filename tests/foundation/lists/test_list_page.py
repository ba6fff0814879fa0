import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.foundation.lists.parties import party, shown
from vinculo.customers.models import Party

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.foundation.lists.urls")]

SignIn = Callable[[str], Client]


def test_shows_the_rows_of_the_scope_in_the_usual_order(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "Bento")
    party(cast, "Álvaro")
    party(cast, "Zé", establishment=cast.branch)
    assert shown(signed_in("bruno")) == ["Álvaro", "Bento"]
    assert shown(signed_in("adele")) == ["Álvaro", "Bento", "Zé"]


def test_refuses_who_may_not_see_the_list(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in("ana").get("/teste/").status_code == 403


def test_filters_live_in_the_address(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "Ana", owner=cast.user("ana"), birth_date=date(1990, 5, 1))
    party(cast, "Bia", stage="customer", document="52998224725", birth_date=date(1990, 5, 2))
    party(cast, "Loja", kind="organization")
    browser = signed_in("bruno")
    assert shown(browser, "/teste/?situacao=customer") == ["Bia"]
    assert shown(browser, "/teste/?tipo=organization&tipo=person&q=o") == ["Loja"]
    assert shown(browser, "/teste/?nascimento_de=01/05/1990&nascimento_ate=1990-05-01") == ["Ana"]
    assert shown(browser, f"/teste/?carteira={cast.user('ana').pk}") == ["Ana"]
    assert shown(browser, "/teste/?carteira=eu") == []
    assert shown(browser, "/teste/?com_documento=nao") == ["Ana", "Loja"]


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("situacao=naoexiste", "não tem a opção"),
        ("tipo=person&tipo=x", "não tem a opção"),
        ("nascimento_de=31/02/2020", "não é uma data"),
        ("nascimento_de=2020-02-02&nascimento_ate=2019-01-01", "o fim vem antes"),
        ("nascimento=amanha-talvez", "não tem o período"),
        ("carteira=999999999999", "não existe ou não está"),
        ("carteira=1%20or%201", "não existe ou não está"),
        ("ativo=talvez", "aceita sim ou não"),
        ("ordem=password", "não se ordena"),
        ("inventado=1", "não tem o filtro"),
    ],
)
def test_ignores_what_makes_no_sense_and_says_so(cast: Cast, signed_in: SignIn, query: str, note: str) -> None:
    party(cast, "Ana")
    answer = signed_in("bruno").get(f"/teste/?{query}")
    assert answer.status_code == 200
    assert note in answer.content.decode()
    assert "Ana</a>" in answer.content.decode()


def test_survives_hostile_addresses(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "Ana")
    browser = signed_in("bruno")
    for query in (
        "q=%00%00",
        "cursor=abc",
        "cursor=",
        "linhas=-1",
        "visao=x",
        "visao=9" * 9,
        "q=" + "a" * 5000,
        "&&&=",
        "%ff=1",
    ):
        assert browser.get(f"/teste/?{query}").status_code == 200


def test_answers_htmx_with_the_region_and_its_canonical_address(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "Ana")
    answer = signed_in("bruno").get(
        "/teste/?q=ana&situacao=&tipo=", headers={"HX-Request": "true", "HX-Target": "list"}
    )
    body = answer.content.decode()
    assert body.strip().startswith('<div id="list"')
    assert "<html" not in body
    assert answer["HX-Push-Url"] == "/teste/?q=ana"


def test_escapes_what_people_typed(cast: Cast, signed_in: SignIn) -> None:
    party(cast, "<script>alert(1)</script>")
    page = signed_in("bruno").get("/teste/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_walks_forward_and_back_over_ties_and_missing_values(cast: Cast, signed_in: SignIn) -> None:
    day = date(2000, 1, 1)
    for number in range(60):
        birth = None if number % 3 == 0 else day + timedelta(days=number % 4)
        party(cast, f"Pessoa {number:02}", birth_date=birth)
    browser = signed_in("bruno")
    for sort in ("birth_date", "-birth_date", "name_key", "-name_key"):
        forward, url = [], f"/teste/?ordem={sort}&linhas=25"
        backward: list[list[str]] = []
        pages = []
        while url:
            page = browser.get(url).content.decode()
            names = re.findall(r"data-keyopen>([^<]*)</a>", page)
            pages.append(names)
            forward += names
            previous = re.search(r'href="([^"]*)" rel="prev"', page)
            following = re.search(r'href="([^"]*)" rel="next"', page)
            url = following.group(1).replace("&amp;", "&") if following else ""
        assert len(forward) == len(set(forward)) == 60
        assert previous is not None
        url = previous.group(1).replace("&amp;", "&")
        while url:
            page = browser.get(url).content.decode()
            backward.insert(0, re.findall(r"data-keyopen>([^<]*)</a>", page))
            previous = re.search(r'href="([^"]*)" rel="prev"', page)
            url = previous.group(1).replace("&amp;", "&") if previous else ""
        assert backward == pages[:-1]
        if "birth" in sort:
            births = [Party.objects.get(name=name).birth_date for name in forward]
            known = [birth for birth in births if birth]
            assert known == sorted(known, reverse=sort.startswith("-"))
            assert births[len(known) :] == [None] * 20


def test_a_tampered_or_foreign_cursor_means_the_first_page(cast: Cast, signed_in: SignIn) -> None:
    for number in range(30):
        party(cast, f"Pessoa {number:02}")
    browser = signed_in("bruno")
    page = browser.get("/teste/?linhas=25").content.decode()
    cursor = re.search(r"cursor=([^\"&]*)", page)
    assert cursor is not None
    for query in (f"cursor={cursor.group(1)[:-2]}xx", f"cursor={cursor.group(1)}&ordem=-name_key"):
        assert len(shown(browser, f"/teste/?linhas=25&{query}")) == 25
    assert len(shown(browser, f"/teste/?linhas=25&cursor={cursor.group(1)}")) == 5


def test_counts_exactly_when_small_and_about_when_large(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    party(cast, "Uma")
    assert "1 cliente<" in browser.get("/teste/").content.decode()
    Party.objects.bulk_create(
        Party(company=cast.company, establishment=cast.head, kind="person", stage="prospect", name=f"Pessoa {n}")
        for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze customers_party")
    assert re.search(r"50 de cerca de (2\.9|3\.0)\d\d clientes", browser.get("/teste/").content.decode())


def test_the_number_of_queries_does_not_grow_with_the_rows(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in("bruno")
    counts = []
    for batch in (3, 200):
        for number in range(batch):
            party(cast, f"Pessoa {batch} {number}", owner=cast.user("ana"))
        browser.get("/teste/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/teste/")
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2
    assert max(counts) <= 15
    statements = " ".join(query["sql"].lower() for query in queries.captured_queries)
    assert " offset " not in statements
