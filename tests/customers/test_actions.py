from dataclasses import replace
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.http import Http404

from tests.cast import Cast
from tests.customers.people import CNPJ, CPF, LETTERED_CNPJ, NOW, OTHER_CPF, customer, organization, person, prospect
from vinculo.customers import actions, queries
from vinculo.customers.actions import consents
from vinculo.customers.models import Address, Consent, Note, Party, Phone
from vinculo.customers.particulars import AddressEntry, EmailEntry, PhoneEntry, ReferenceEntry, Registration
from vinculo.customers.refusals import AlreadyThere, DocumentTaken, EditConflict, Locked, LookalikesFound, Unfit
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.audit.models import Change


def verbs(party: Party) -> set[str]:
    return set(Change.objects.filter(root_type="customers.party", root_id=party.pk).values_list("verb", flat=True))


class TestRegistering:
    def test_a_prospect_needs_only_a_name_and_belongs_to_the_seller_who_registers(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        assert (party.stage, party.owner_id, party.team_id) == ("prospect", cast.ana.user_id, cast.sales.pk)
        assert party.created_at == NOW
        assert verbs(party) == {"customers.party.prospect_registered"}

    def test_what_the_reception_registers_belongs_to_nobody_yet(self, cast: Cast) -> None:
        assert prospect(cast.rita, "Maria").owner_id is None

    def test_a_customer_without_document_is_refused_unless_foreign(self, cast: Cast) -> None:
        with pytest.raises(Unfit, match="CPF"):
            actions.register_customer(cast.ana, Registration(person("Maria")), now=NOW)
        foreign = Registration(person("John Smith", is_foreign=True, foreign_document="AB123"))
        assert actions.register_customer(cast.ana, foreign, now=NOW).stage == "customer"

    def test_alphanumeric_cnpj_is_kept(self, cast: Cast) -> None:
        assert customer(cast.ana, "Letras Ltda.", LETTERED_CNPJ).document == LETTERED_CNPJ

    def test_a_document_is_registered_once_and_the_holder_is_named(self, cast: Cast) -> None:
        customer(cast.carla, "Maria da Silva")
        with pytest.raises(DocumentTaken, match=r"CPF já cadastrado: Maria da Silva \(carteira de Carla Aurora\)"):
            customer(cast.ana, "Outra Maria")

    def test_a_probable_double_waits_for_a_conscious_answer(self, cast: Cast) -> None:
        known = prospect(cast.ana, "Maria da Silva", "+5519987654321")
        again = Registration(person("Maria"), phones=(PhoneEntry("+551987654321"),))
        with pytest.raises(LookalikesFound) as found:
            actions.register_prospect(cast.ana, again, now=NOW)
        assert found.value.lookalikes[0].reasons == ("mesmo telefone", "um nome contém o outro")
        answered = replace(again, distinct_from=frozenset({known.pk}))
        assert actions.register_prospect(cast.ana, answered, now=NOW).pk

    def test_the_permission_is_needed(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            prospect(cast.alice, "Maria")


class TestEditing:
    def test_two_edits_of_different_fields_are_both_kept(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria Sousa")
        original = queries.particulars_of(party)
        actions.edit_party(
            cast.bruno, party, replace(original, classification="A"), original=original, version=1, now=NOW
        )
        actions.edit_party(
            cast.ana, party, replace(original, name="Maria Souza"), original=original, version=1, now=NOW
        )
        party.refresh_from_db()
        assert (party.name, party.classification, party.version) == ("Maria Souza", "A", 3)

    def test_two_edits_of_one_field_conflict_and_nothing_is_written(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria Sousa")
        original = queries.particulars_of(party)
        actions.edit_party(
            cast.bruno, party, replace(original, name="Maria Souza"), original=original, version=1, now=NOW
        )
        with pytest.raises(EditConflict) as conflict:
            actions.edit_party(cast.ana, party, replace(original, name="Mariah"), original=original, version=1, now=NOW)
        [collision] = conflict.value.disagreements
        assert (collision.mine, collision.theirs, collision.original) == ("Mariah", "Maria Souza", "Maria Sousa")
        assert conflict.value.by == "Bruno Aurora"
        party.refresh_from_db()
        assert party.name == "Maria Souza"

    def test_the_document_of_a_customer_changes_only_with_the_managers_permission(self, cast: Cast) -> None:
        party = customer(cast.ana, "Maria")
        original = queries.particulars_of(party)
        changed = replace(original, document=OTHER_CPF)
        with pytest.raises(Locked):
            actions.edit_party(cast.ana, party, changed, original=original, version=1, now=NOW)
        assert (
            actions.edit_party(cast.bruno, party, changed, original=original, version=1, now=NOW).document == OTHER_CPF
        )

    def test_a_customer_cannot_lose_its_document(self, cast: Cast) -> None:
        party = customer(cast.ana, "Maria")
        original = queries.particulars_of(party)
        with pytest.raises(Unfit):
            actions.edit_party(
                cast.bruno, party, replace(original, document=None), original=original, version=1, now=NOW
            )

    def test_another_ones_document_is_refused_with_the_name(self, cast: Cast) -> None:
        customer(cast.ana, "Maria")
        party = prospect(cast.ana, "José")
        original = queries.particulars_of(party)
        with pytest.raises(DocumentTaken, match="Maria"):
            actions.edit_party(cast.ana, party, replace(original, document=CPF), original=original, version=1, now=NOW)

    def test_what_is_out_of_scope_cannot_be_edited(self, cast: Cast) -> None:
        party = prospect(cast.carla, "Maria")
        original = queries.particulars_of(party)
        with pytest.raises(Http404):
            actions.edit_party(cast.ana, party, original, original=original, version=1, now=NOW)


class TestPromoting:
    def test_a_prospect_with_a_document_becomes_a_customer(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        promoted = actions.promote_to_customer(cast.ana, party, person("Maria", document=CPF), now=NOW)
        assert (promoted.stage, promoted.document) == ("customer", CPF)
        assert "customers.party.promoted" in verbs(party)

    def test_without_document_it_stays_a_prospect(self, cast: Cast) -> None:
        with pytest.raises(Unfit):
            actions.promote_to_customer(cast.ana, prospect(cast.ana, "Maria"), person("Maria"), now=NOW)

    def test_a_taken_document_is_refused(self, cast: Cast) -> None:
        customer(cast.ana, "Maria")
        with pytest.raises(DocumentTaken):
            actions.promote_to_customer(cast.ana, prospect(cast.ana, "José"), person("José", document=CPF), now=NOW)

    def test_a_customer_cannot_be_promoted_again(self, cast: Cast) -> None:
        with pytest.raises(Unfit, match="já é cliente"):
            actions.promote_to_customer(cast.ana, customer(cast.ana, "Maria"), person("Maria", document=CPF), now=NOW)


class TestUse:
    def test_deactivating_and_reactivating(self, cast: Cast) -> None:
        party = customer(cast.ana, "Maria")
        actions.deactivate(cast.bruno, party, reason="Pediu", now=NOW)
        with pytest.raises(Unfit):
            actions.deactivate(cast.bruno, party, reason="Pediu", now=NOW)
        actions.reactivate(cast.bruno, party, now=NOW)
        with pytest.raises(Unfit):
            actions.reactivate(cast.bruno, party, now=NOW)
        party.refresh_from_db()
        assert party.is_active

    def test_reactivating_is_refused_when_the_document_has_a_new_holder(self, cast: Cast) -> None:
        party = customer(cast.ana, "Maria")
        actions.deactivate(cast.bruno, party, reason="Engano", now=NOW)
        twin = Registration(person("Maria Nova", document=CPF), distinct_from=frozenset({party.pk}))
        actions.register_customer(cast.ana, twin, now=NOW)
        with pytest.raises(DocumentTaken, match="Maria Nova"):
            actions.reactivate(cast.bruno, party, now=NOW)

    def test_a_deactivation_is_undone_by_its_author_where_nobody_reactivated(self, cast: Cast) -> None:
        maria, jose = prospect(cast.ana, "Maria"), prospect(cast.ana, "José")
        done = actions.deactivate_many(cast.bruno, [maria.pk, jose.pk], reason="Engano", now=NOW)
        moment = Change.objects.filter(root_id=maria.pk, verb="customers.party.deactivated").get().at
        actions.reactivate(cast.bruno, jose, now=NOW)
        with pytest.raises(Unfit):
            actions.undo_deactivation(cast.sofia, done.undo_key, now=moment)
        assert actions.undo_deactivation(cast.bruno, done.undo_key, now=moment) == 1
        maria.refresh_from_db()
        assert maria.is_active

    def test_a_deactivation_is_not_undone_over_a_later_one(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        done = actions.deactivate(cast.bruno, party, reason="Engano", now=NOW)
        moment = Change.objects.filter(root_id=party.pk, verb="customers.party.deactivated").get().at
        actions.reactivate(cast.bruno, party, now=NOW)
        actions.deactivate(cast.adele, party, reason="Faliu", now=NOW)
        with pytest.raises(Unfit):
            actions.undo_deactivation(cast.bruno, done.undo_key, now=moment)
        party.refresh_from_db()
        assert not party.is_active

    def test_a_deactivation_is_not_undone_over_a_new_holder_of_the_document(self, cast: Cast) -> None:
        party = customer(cast.ana, "Maria")
        done = actions.deactivate(cast.bruno, party, reason="Engano", now=NOW)
        twin = Registration(person("Maria Nova", document=CPF), distinct_from=frozenset({party.pk}))
        actions.register_customer(cast.ana, twin, now=NOW)
        moment = Change.objects.filter(root_id=party.pk, verb="customers.party.deactivated").get().at
        with pytest.raises(Unfit, match="outro cadastro ativo"):
            actions.undo_deactivation(cast.bruno, done.undo_key, now=moment)

    def test_a_seller_may_not_deactivate(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            actions.deactivate(cast.ana, prospect(cast.ana, "Maria"), reason="x", now=NOW)


class TestPortfolio:
    def test_a_new_owner_brings_establishment_and_team_and_can_be_undone(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        change = actions.assign_owner(cast.bruno, party, cast.user("carla"), now=NOW)
        party.refresh_from_db()
        assert (party.owner_id, party.establishment_id, party.team_id) == (
            cast.carla.user_id,
            cast.branch.pk,
            cast.branch_sales.pk,
        )
        moment = Change.objects.filter(root_id=party.pk, verb="customers.party.owner_changed").get().at
        assert actions.undo_owner_change(cast.bruno, change.undo_key, now=moment) == 1
        party.refresh_from_db()
        assert (party.owner_id, party.establishment_id, party.team_id) == (
            cast.ana.user_id,
            cast.head.pk,
            cast.sales.pk,
        )

    def test_only_its_author_undoes_it_and_only_for_a_while(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        change = actions.assign_owner(cast.bruno, party, None, now=NOW)
        moment = Change.objects.filter(root_id=party.pk, verb="customers.party.owner_changed").get().at
        with pytest.raises(Unfit):
            actions.undo_owner_change(cast.sofia, change.undo_key, now=moment)
        with pytest.raises(Unfit):
            actions.undo_owner_change(cast.bruno, change.undo_key, now=moment + timedelta(minutes=16))

    def test_the_permission_and_a_working_owner_are_needed(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        with pytest.raises(NotAllowed):
            actions.assign_owner(cast.ana, party, cast.user("carla"), now=NOW)
        gone = cast.user("carla")
        gone.is_active = False
        with pytest.raises(Unfit):
            actions.assign_owner(cast.bruno, party, gone, now=NOW)

    def test_many_at_once_move_only_what_is_within_scope(self, cast: Cast) -> None:
        here, there = prospect(cast.ana, "Maria"), prospect(cast.carla, "José")
        change = actions.assign_owner_to_many(cast.bruno, [here.pk, there.pk], cast.user("davi"), now=NOW)
        assert change.parties == 1


class TestBelongings:
    def test_the_first_phone_is_the_main_one_and_removing_it_promotes_the_next(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        first = actions.add_phone(cast.ana, party, PhoneEntry("+5519987654321"))
        second = actions.add_phone(cast.ana, party, PhoneEntry("+551932345678"))
        assert (first.is_main, second.is_main) == (True, False)
        actions.remove_phone(cast.ana, first)
        second.refresh_from_db()
        assert second.is_main

    def test_a_new_main_phone_takes_the_place(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria", "+5519987654321")
        actions.add_phone(cast.ana, party, PhoneEntry("+551932345678", is_main=True))
        assert Phone.objects.get(party=party, is_main=True).number == "+551932345678"

    def test_the_same_phone_or_email_twice_is_refused(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria", "+5519987654321")
        with pytest.raises(AlreadyThere, match="telefone"):
            actions.add_phone(cast.ana, party, PhoneEntry("+5519987654321"))
        email = actions.add_email(cast.ana, party, EmailEntry("maria@a.com.br"))
        other = actions.add_email(cast.ana, party, EmailEntry("outra@a.com.br"))
        with pytest.raises(AlreadyThere, match="e-mail"):
            actions.edit_email(cast.ana, other, EmailEntry(email.address))

    def test_an_external_code_names_its_holder(self, cast: Cast) -> None:
        actions.add_reference(cast.ana, prospect(cast.ana, "Maria"), ReferenceEntry("dms", "10"))
        with pytest.raises(AlreadyThere, match="O código 10 de dms já é de Maria"):
            actions.add_reference(cast.ana, prospect(cast.ana, "José"), ReferenceEntry("dms", "10"))

    def test_a_removed_address_comes_back_for_its_remover_only(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        address = actions.add_address(cast.ana, party, AddressEntry(cast.campinas.pk, "Rua A"))
        row_id = address.pk
        actions.remove_address(cast.ana, address)
        with pytest.raises(Unfit):
            actions.restore_removed(cast.bruno, party, "customers_address", row_id)
        actions.restore_removed(cast.ana, party, "customers_address", row_id)
        assert Address.objects.get(pk=row_id).is_main

    def test_a_main_phone_put_back_is_the_main_one_again_unless_another_was_chosen(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria", "+5519987654321")
        first, second = Phone.objects.get(party=party), actions.add_phone(cast.ana, party, PhoneEntry("+551932345678"))
        pk = first.pk
        actions.remove_phone(cast.ana, first)
        actions.restore_removed(cast.ana, party, "customers_phone", pk)
        assert Phone.objects.get(party=party, is_main=True).pk == pk
        actions.remove_phone(cast.ana, Phone.objects.get(pk=pk))
        third = actions.add_phone(cast.ana, party, PhoneEntry("+551932345679", is_main=True))
        actions.restore_removed(cast.ana, party, "customers_phone", pk)
        assert Phone.objects.get(party=party, is_main=True) == third
        assert set(Phone.objects.filter(party=party)) == {second, third, Phone(pk=pk)}

    def test_other_tables_are_not_restored(self, cast: Cast) -> None:
        with pytest.raises(Unfit):
            actions.restore_removed(cast.ana, prospect(cast.ana, "Maria"), "customers_party", 1)

    def test_what_is_out_of_scope_gets_no_belongings(self, cast: Cast) -> None:
        party = prospect(cast.carla, "Maria")
        with pytest.raises(Http404):
            actions.add_phone(cast.ana, party, PhoneEntry("+5519987654321"))
        with pytest.raises(Http404):
            actions.write_note(cast.ana, party, "Oi", now=NOW)


class TestNotes:
    def test_only_the_author_edits_and_removes_and_the_removal_can_be_undone(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        note = actions.write_note(cast.ana, party, " Prefere a tarde ", now=NOW)
        assert note.body == "Prefere a tarde"
        with pytest.raises(Unfit):
            actions.edit_note(cast.bruno, note, "Outra")
        with pytest.raises(Unfit):
            actions.remove_note(cast.bruno, note)
        actions.edit_note(cast.ana, note, "Prefere a manhã")
        row_id = note.pk
        actions.remove_note(cast.ana, note)
        actions.restore_removed(cast.ana, party, "customers_note", row_id)
        assert Note.objects.get(pk=row_id).body == "Prefere a manhã"


class TestConsents:
    def test_the_last_word_of_a_channel_stays(self, cast: Cast) -> None:
        party = prospect(cast.ana, "Maria")
        for is_granted in (True, False):
            answer = actions.AnswerEntry("email", is_granted=is_granted, source="Balcão", decided_at=NOW)
            actions.record_consent(cast.ana, party, answer, now=NOW)
        assert Consent.objects.get(party=party, channel="email").is_granted is False

    def test_a_refusal_and_its_place_on_the_list_are_kept_together_or_not_at_all(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        party = prospect(cast.ana, "Maria", "+5519987654321")
        monkeypatch.setattr(consents, "_suppress", Mock(side_effect=OperationalError))
        answer = actions.AnswerEntry("phone", is_granted=False, source="Balcão", decided_at=NOW)
        with pytest.raises(OperationalError):
            actions.record_consent(cast.ana, party, answer, now=NOW)
        assert not Consent.objects.exists()

    def test_no_consent_of_the_future(self, cast: Cast) -> None:
        answer = actions.AnswerEntry("email", True, "Balcão", NOW + timedelta(days=1))
        maria = prospect(cast.ana, "Maria")
        with pytest.raises(Unfit):
            actions.record_consent(cast.ana, maria, answer, now=NOW)


def test_another_branch_of_a_registered_company_is_only_pointed_out(cast: Cast) -> None:
    customer(cast.ana, "Casa Matriz Ltda.", CNPJ)
    branch = Registration(organization("Casa Filial Ltda.", document="11222333000262"))
    assert actions.register_customer(cast.ana, branch, now=NOW).pk
