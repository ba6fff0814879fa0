"""Two records become one and two again: nothing is lost, and whoever may not is refused."""

import pytest
from django.db import connection
from django.http import Http404

from tests.cases.world import World
from tests.cast import Cast
from tests.identity.people import CPF, NOW, OTHER_CPF, party, snapshot, twins
from vinculo.cases.models import ServiceCase
from vinculo.customers import actions as customers
from vinculo.customers.models import Complement, Consent, ConsentDecision, Note, Party, Phone, Relation
from vinculo.customers.particulars import PhoneEntry
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.audit.models import Change
from vinculo.foundation.audit.queries import record_history
from vinculo.foundation.audit.tracked import tracked_tables
from vinculo.identity import actions, queries
from vinculo.identity.following import derived, references
from vinculo.identity.models import Distinction, LookalikePair
from vinculo.identity.refusals import CannotMerge, CannotUnmerge, GoneAlready


class TestMerging:
    def test_everything_follows_and_what_both_had_is_kept_once(self, cast: Cast) -> None:
        one, two = twins(cast)
        case = World(cast).case(party=two)
        merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=["trade_name", "birth_date"], now=NOW)
        survivor = Party.objects.get(pk=one.pk)
        assert not Party.objects.filter(pk=two.pk).exists()
        assert (survivor.name, survivor.trade_name, str(survivor.birth_date)) == (one.name, "Mariazinha", "1980-03-15")
        assert (survivor.document, survivor.stage, survivor.version) == (CPF, "customer", 2)
        numbers = dict(Phone.objects.filter(party=one).values_list("number", "is_main"))
        assert numbers == {"+5519987654321": True, "+551932321100": False, "+551932321200": False}
        assert [each.is_main for each in survivor.emails.order_by("id")] == [True, False]
        assert Note.objects.filter(party=one).count() == 2
        assert ServiceCase.objects.get(pk=case.pk).party_id == one.pk
        assert merge.moved["Atendimento"] == 1
        assert merge.dropped["Telefone"] == 1

    def test_the_complement_is_filled_and_a_refusal_of_contact_wins(self, cast: Cast) -> None:
        one, two = twins(cast)
        actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        complement = Complement.objects.get(party=one)
        assert (complement.occupation, complement.identity_card) == ("Médica", "123")
        assert not Consent.objects.get(party=one).is_granted
        assert ConsentDecision.objects.filter(party=one).count() == 2

    def test_relations_turn_around_and_do_not_point_to_themselves(self, cast: Cast) -> None:
        one, two = twins(cast)
        actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        relation = Relation.objects.get()
        assert (relation.party_id, relation.other.name, relation.kind) == (one.pk, "Rui Prado", "spouse")

    def test_the_document_may_come_from_the_other(self, cast: Cast) -> None:
        one, two = twins(cast)
        actions.merge(cast.bruno, two.pk, one.pk, from_loser=["document", "name"], now=NOW)
        survivor = Party.objects.get(pk=two.pk)
        assert (survivor.name, survivor.document, survivor.stage) == ("Maria da Silva", CPF, "customer")
        assert survivor.created_at == one.created_at

    def test_a_choice_that_makes_no_record_changes_nothing(self, cast: Cast) -> None:
        one, two = twins(cast)
        before = snapshot()
        with pytest.raises(CannotMerge, match="Um cliente precisa"):
            actions.merge(cast.bruno, two.pk, one.pk, from_loser=["name"], now=NOW)
        with pytest.raises(CannotMerge, match="não existe"):
            actions.merge(cast.bruno, two.pk, one.pk, from_loser=["company"], now=NOW)
        with pytest.raises(CannotMerge, match="diferentes"):
            actions.merge(cast.bruno, two.pk, two.pk, from_loser=[], now=NOW)
        assert snapshot() == before

    def test_authority_over_both_is_needed(self, cast: Cast) -> None:
        one, two = twins(cast)
        far = party(cast, "Maria Silva", owner="carla", at="branch")
        with pytest.raises(NotAllowed):
            actions.merge(cast.ana, one.pk, two.pk, from_loser=[], now=NOW)
        with pytest.raises(GoneAlready, match="fora do seu alcance"):
            actions.merge(cast.bruno, one.pk, far.pk, from_loser=[], now=NOW)
        assert Party.objects.filter(pk=far.pk).exists()

    def test_who_comes_second_is_told_who_was_first(self, cast: Cast) -> None:
        one, two = twins(cast)
        actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        with pytest.raises(GoneAlready, match=r"Maria Silva Souza acaba de ser unificado com Maria da Silva por Bruno"):
            actions.merge(cast.sofia, two.pk, one.pk, from_loser=[], now=NOW)

    def test_a_chain_leads_to_the_last(self, cast: Cast) -> None:
        one, two = twins(cast)
        three = party(cast, "Maria S.")
        actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        actions.merge(cast.bruno, three.pk, one.pk, from_loser=["document", "name"], now=NOW)
        found = queries.survivor_of(cast.company.pk, two.pk)
        assert found is not None
        assert found.survivor_id == three.pk
        everyone = [one.pk, two.pk, three.pk]
        assert queries.survivors_of(cast.company.pk, everyone) == {one.pk: three.pk, two.pk: three.pk}
        assert queries.survivors_of(cast.company.pk + 1, everyone) == {}


class TestUnmerging:
    def test_both_come_back_as_they_were(self, cast: Cast) -> None:
        one, two = twins(cast)
        case = World(cast).case(party=two)
        before = snapshot()
        merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=["trade_name", "birth_date"], now=NOW)
        undone = actions.unmerge(cast.bruno, merge, now=NOW)
        assert snapshot() == before
        assert ServiceCase.objects.get(pk=case.pk).party_id == two.pk
        assert undone.reversal is not None
        assert undone.reversal.kept_count == 0

    def test_what_was_added_since_stays_with_the_survivor_and_is_told(self, cast: Cast) -> None:
        one, two = twins(cast)
        merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=["trade_name", "birth_date"], now=NOW)
        survivor = Party.objects.get(pk=one.pk)
        customers.add_phone(cast.bruno, survivor, PhoneEntry("+5519955554444"))
        World(cast).case(party=survivor)
        gone = Phone.objects.get(party=one, number="+551932321200")
        customers.remove_phone(cast.bruno, gone)
        Party.objects.filter(pk=one.pk).update(trade_name="Dona Maria")
        undone = actions.unmerge(cast.bruno, merge, now=NOW)
        assert Phone.objects.filter(party=one, number="+5519955554444").exists()
        assert ServiceCase.objects.get().party_id == one.pk
        survivor.refresh_from_db()
        assert (survivor.trade_name, survivor.birth_date) == ("Dona Maria", None)
        assert not Phone.objects.filter(number="+551932321200").exists()
        assert undone.reversal is not None
        assert sorted(each.why for each in undone.reversal.kept.all()) == [
            "Atendimento (1): entrou depois da unificação e ficou.",
            "Cadastro, Nome fantasia: mudou depois da unificação e ficou como está.",
            "Contato (1): entrou depois da unificação e ficou.",
            "Telefone (1): entrou depois da unificação e ficou.",
            "Telefone (1): foi excluído depois da unificação e não volta.",
        ]

    def test_it_is_taken_back_once_and_the_last_of_a_chain_first(self, cast: Cast) -> None:
        one, two = twins(cast)
        three = party(cast, "Maria S.")
        first = actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        second = actions.merge(cast.bruno, three.pk, one.pk, from_loser=["document"], now=NOW)
        with pytest.raises(CannotUnmerge, match=r"Antes, desfaça a unificação de Maria da Silva em Maria S\."):
            actions.unmerge(cast.bruno, first, now=NOW)
        actions.unmerge(cast.bruno, second, now=NOW)
        actions.unmerge(cast.bruno, first, now=NOW)
        assert Party.objects.filter(pk__in=(one.pk, two.pk, three.pk)).count() == 3
        with pytest.raises(CannotUnmerge, match="já foi desfeita"):
            actions.unmerge(cast.bruno, first, now=NOW)
        again = actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        assert again.pk not in (first.pk, second.pk)

    def test_a_document_taken_meanwhile_is_said_and_nothing_changes(self, cast: Cast) -> None:
        one, two = twins(cast)
        Party.objects.filter(pk=two.pk).update(document=OTHER_CPF)
        merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        party(cast, "Outra pessoa", document=OTHER_CPF)
        before = snapshot()
        with pytest.raises(CannotUnmerge, match="agora é de outro cadastro"):
            actions.unmerge(cast.bruno, merge, now=NOW)
        assert snapshot() == before

    def test_whoever_may_not_change_the_survivor_may_not_separate(self, cast: Cast) -> None:
        one, two = twins(cast)
        merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        with pytest.raises(NotAllowed):
            actions.unmerge(cast.ana, merge, now=NOW)
        with pytest.raises(Http404):
            actions.unmerge(cast.caio, merge, now=NOW)

    def test_both_histories_tell_it(self, cast: Cast) -> None:
        one, two = twins(cast)
        merge = actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        actions.unmerge(cast.bruno, merge, now=NOW)
        for each in (one, two):
            told = {entry.what for entry in record_history(cast.adele, "customers.party", each.pk)}
            assert any("Desfez a unificação" in what for what in told)
        verbs = Change.objects.filter(root_type="customers.party", root_id=two.pk).values_list("verb", flat=True)
        assert "identity.merged" in verbs


class TestDistinctions:
    def test_a_distinction_leaves_the_queue_and_follows_a_merge(self, cast: Cast) -> None:
        one, two = twins(cast)
        three = party(cast, "Maria Silva Neta")
        LookalikePair.objects.create(company=cast.company, first=two, second=three, kind="person", points=60)
        actions.distinguish(cast.bruno, three.pk, two.pk, now=NOW)
        actions.distinguish(cast.bruno, two.pk, three.pk, now=NOW)
        assert not LookalikePair.objects.exists()
        actions.merge(cast.bruno, one.pk, two.pk, from_loser=[], now=NOW)
        distinction = Distinction.objects.get()
        assert (distinction.first_id, distinction.second_id) == (one.pk, three.pk)

    def test_only_of_records_within_reach(self, cast: Cast) -> None:
        one, _ = twins(cast)
        far = party(cast, "Maria", owner="carla", at="branch")
        with pytest.raises(Http404):
            actions.distinguish(cast.bruno, one.pk, far.pk, now=NOW)


class TestReferences:
    """What the merge relies on, of every table that refers to a customer now or one day."""

    def test_every_table_that_follows_is_under_audit(self, db: None) -> None:
        tracked = tracked_tables()
        assert [each.table for each in references() if each.table not in tracked] == []
        assert [each.table for each in derived()] == ["identity_lookalikepair", "identity_lookalikepair"]

    def test_each_column_can_be_looked_up_by_index(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                select relation.relname, attribute.attname from pg_index entry
                join pg_class relation on relation.oid = entry.indrelid
                join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum = entry.indkey[0]
                """
            )
            indexed = set(cursor.fetchall())
        assert [each for each in references() if (each.table, each.column) not in indexed] == []
