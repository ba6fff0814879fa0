"""Portfolios: redistribution with a look before and a way back, the dossier, the history, the indicators."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import Cast
from tests.customers.people import CPF, NOW, OTHER_CPF, THIRD_CPF, customer, prospect, reachable
from vinculo.customers import activity
from vinculo.customers.models import Complement, Party
from vinculo.foundation import clock
from vinculo.portfolios import actions, queries
from vinculo.portfolios.indicators import indicators
from vinculo.portfolios.models import PortfolioCount
from vinculo.portfolios.panels import spells
from vinculo.portfolios.rules import Counts

SignIn = Callable[[str], Client]
RULE = {"balance": "count", "reason": "Ana saiu da empresa"}


@pytest.fixture
def anas(cast: Cast) -> list[Party]:
    """Four of Ana's: three in Campinas, one of them worth more than 5,000 a year."""
    parties = [customer(cast.ana, f"Cliente {cpf[:3]}", cpf) for cpf in (CPF, OTHER_CPF, THIRD_CPF)]
    parties.append(prospect(cast.ana, "Prospect"))
    for party in parties[:3]:
        reachable(cast, party, city=cast.campinas.pk)
    Party.objects.update(owner=cast.user("ana"))
    Complement.objects.create(company=cast.company, party=parties[0], potential=9_000)
    return parties


@pytest.fixture
def only_activity(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes one piece of SQL the only activity there is."""
    sources: dict[str, activity.ActivitySource] = {}
    monkeypatch.setattr(activity, "_sources", sources)
    return lambda sql: activity.register(activity.ActivitySource("test", "teste", sql))


def owners() -> list[str]:
    return sorted(name.split()[0] for name in Party.objects.values_list("owner__name", flat=True))


class TestRedistribution:
    address = "/carteiras/redistribuir/"

    def test_nothing_moves_before_it_was_seen_and_all_of_it_comes_back(
        self, cast: Cast, signed_in: SignIn, anas: list[Party]
    ) -> None:
        bruno = signed_in("bruno")
        davi, sofia = cast.user("davi"), cast.user("sofia")
        typed = {**RULE, "from_owner": cast.user("ana").pk, "receivers": [davi.pk, sofia.pk]}
        preview = bruno.post(self.address, typed).content.decode()
        assert owners() == ["Ana"] * 4
        assert "mudaram desde a prévia" not in preview
        assert all(party.name in preview for party in anas)
        seen = re.findall(r'name="seen" value="(\w+)"', preview)[0]
        # Somebody leaves the portfolio meanwhile: what was seen no longer holds.
        Party.objects.filter(pk=anas[3].pk).update(owner=cast.user("sara"))
        assert "mudaram desde a prévia" in bruno.post(self.address, typed | {"seen": seen}).content.decode()
        Party.objects.filter(pk=anas[3].pk).update(owner=cast.user("ana"))
        assert bruno.post(self.address, typed | {"seen": seen}).status_code == 302
        assert owners() == ["Davi", "Davi", "Sofia", "Sofia"]
        page = bruno.get("/carteiras/").content.decode()
        assert "4 clientes mudaram de carteira" in page
        bruno.post("/desfazer/" + page.split("/desfazer/")[1].split('"')[0])
        assert owners() == ["Ana"] * 4

    @pytest.mark.parametrize(
        ("more", "found"),
        [
            ({"states": ["SP"]}, 3),
            ({"states": ["PR"]}, 0),
            ({"least_potential": "5.000,00"}, 1),
            ({"idle_days": "30"}, 3),
        ],
    )
    def test_the_rule_finds_whom_it_says(
        self,
        cast: Cast,
        signed_in: SignIn,
        anas: list[Party],
        only_activity: Callable[[str], None],
        more: dict[str, object],
        found: int,
    ) -> None:
        only_activity(f"select company_id, id as party_id, now() as at from customers_party where id = {anas[1].pk}")
        typed = {**RULE, "from_owner": cast.user("ana").pk, "receivers": [cast.user("davi").pk], **more}
        page = signed_in("bruno").post(self.address, typed).content.decode()
        assert (f"Redistribuir {found} cliente" in page) is bool(found)

    def test_what_makes_no_sense_is_refused(self, cast: Cast, signed_in: SignIn, anas: list[Party]) -> None:
        bruno, ana = signed_in("bruno"), cast.user("ana").pk
        for wrong in (
            {"receivers": [cast.user("davi").pk]},
            {"from_owner": ana, "receivers": [ana]},
            {"from_owner": ana, "receivers": []},
            {"from_owner": ana, "only_unowned": "on", "receivers": [cast.user("davi").pk]},
        ):
            assert bruno.post(self.address, {**RULE, **wrong}).status_code == 422
        assert signed_in("ana").get(self.address).status_code == 403


def test_the_dossier_on_screen_and_on_paper(cast: Cast, signed_in: SignIn, anas: list[Party]) -> None:
    address = f"/carteiras/{cast.user('ana').pk}/dossie/"
    page = signed_in("bruno").get(address).content.decode()
    assert page.index("Cliente 529") < page.index("Cliente 111")
    assert "SP: 3" in page
    assert signed_in("bruno").get(f"{address}?pdf").content.startswith(b"%PDF")
    # Caio manages the other branch: of Ana's portfolio he sees nothing.
    assert "Cliente 529" not in signed_in("caio").get(address).content.decode()


def test_who_kept_a_customer_and_since_when(cast: Cast, signed_in: SignIn, anas: list[Party]) -> None:
    bruno = signed_in("bruno")
    bruno.post(f"/clientes/{anas[0].pk}/carteira/", {"owner": cast.user("davi").pk, "reason": "Férias"})
    found = spells(Party.objects.get(pk=anas[0].pk))
    assert [spell.owner for spell in found][:2] == ["Davi Aurora", "Ana Aurora"]
    assert (found[0].team, found[0].reason, found[0].by) == ("Oficina", "Férias", "Bruno Aurora")
    assert found[0].since == found[1].until
    assert "Férias" in bruno.get(f"/clientes/{anas[0].pk}/painel/portfolio/").content.decode()


class TestIndicators:
    def test_the_counts_agree_with_the_rows(
        self, cast: Cast, anas: list[Party], only_activity: Callable[[str], None]
    ) -> None:
        now = clock.now()
        old, lost, active = anas[0], anas[1], anas[2]
        Party.objects.update(created_at=now - timedelta(days=1))
        Party.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=400))
        reachable(cast, old, phone="+5519987654321", email="a@b.com.br")
        only_activity(
            " union all ".join(
                f"select {cast.company.pk}::bigint as company_id, {party.pk}::bigint as party_id, "
                f"now() - interval '{days} days' as at"
                for party, days in ((lost, 200), (active, 200), (active, 3))
            )
        )
        for _ in range(2):
            actions.count_company(cast.company.pk, now=now)
        row = PortfolioCount.objects.get(owner=cast.user("ana"))
        assert row.counts == Counts(
            records=4, records_before=1, active=1, was_active=2, lost=1, with_phone=1, with_email=1
        )
        assert row.potential == 9_000

    def test_each_sees_the_portfolios_in_reach(self, cast: Cast, signed_in: SignIn, anas: list[Party]) -> None:
        prospect(cast.carla, "De Curitiba")
        actions.count_company(cast.company.pk, now=NOW)
        counted = queries.last_counted(cast.bruno)
        assert counted
        day = counted.day
        assert sum(line.counts.records for line in queries.portfolio_lines(cast.bruno, day)) == 4
        assert sum(line.counts.records for line in queries.portfolio_lines(cast.adele, day)) == 5
        page = signed_in("adele").get("/carteiras/indicadores/").content.decode()
        assert "Como se calcula" in page
        assert signed_in("ana").get("/carteiras/indicadores/").status_code == 403

    def test_the_list_behind_each_figure_holds_as_many(
        self, cast: Cast, signed_in: SignIn, anas: list[Party], only_activity: Callable[[str], None]
    ) -> None:
        """For Adele, who sees the company, and for Bruno, whose figures are of his establishment alone."""
        elsewhere = prospect(cast.carla, "De Curitiba")
        now = clock.now()
        reachable(cast, anas[0], phone="+5519987654321", email="a@b.com.br")
        Party.objects.update(created_at=now - timedelta(days=400))
        Party.objects.filter(pk=anas[3].pk).update(created_at=now - timedelta(days=29), owner=None)
        only_activity(
            " union all ".join(
                f"select {cast.company.pk}::bigint as company_id, {party.pk}::bigint as party_id, "
                f"now() - interval '{days} days' as at"
                for party, days in ((anas[1], 200), (anas[2], 200), (anas[2], 3), (elsewhere, 5))
            )
        )
        actions.count_company(cast.company.pk, now=now)
        for person, told in (("adele", "5 1 2 3 1 2 1 4 1 4"), ("bruno", "4 1 1 3 1 2 1 3 1 3")):
            browser, actor = signed_in(person), cast.actor(person)
            counted = queries.last_counted(actor)
            assert counted
            made = indicators(actor, counted.day)
            behind = [each for figure in made.figures for each in figure.behind]
            assert " ".join(each.words.split()[0] for each in behind) == told
            for each in behind:
                assert len(browser.get(each.url).context["list"].rows) == int(each.words.split()[0]), each.words
            for bar in made.sizes:
                assert len(browser.get(bar.url).context["list"].rows) == bar.value, bar.label
            assert (made.months[0].value, made.months[-1].value) == (made.counts.records - 1, made.counts.records)
