"""Asking, deciding, delegating; and every way round an approval that is closed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.approvals.world import KIND, NOW, TODAY, answer, ask, prepare, write
from tests.cast import Cast
from vinculo.approvals import actions, queries
from vinculo.approvals.actions.deciding import expire
from vinculo.approvals.actions.levels import Holder, save_level
from vinculo.approvals.models import ApprovalDecision, ApprovalRequest, Level
from vinculo.approvals.parameters import STYLE
from vinculo.approvals.queries import Figure, Standing
from vinculo.approvals.refusals import ApprovalRefused, ContentChanged, Expired, NotNeeded, OutOfReach
from vinculo.engines.approval import Judgement
from vinculo.engines.decision import Row
from vinculo.foundation.access import NotAllowed
from vinculo.foundation.audit.models import Change
from vinculo.foundation.notifications.models import Notification
from vinculo.matrices.actions import publish_rows
from vinculo.organization.actions.roles import delete_role
from vinculo.organization.models import Membership, ParameterValue, Role, User
from vinculo.organization.refusals import InUse


@pytest.fixture
def world(cast: Cast) -> Cast:
    return prepare(cast)


def judged(cast: Cast, *figures: Figure) -> Judgement:
    return queries.judge_document(cast.company.pk, cast.head.pk, figures, on=TODAY)


def standing(cast: Cast, pk: int = 1, days: int = 0) -> Standing:
    return queries.standing(cast.company.pk, KIND, pk, now=NOW + timedelta(days=days)).standing


def test_limits_come_from_the_matrix_and_say_so(world: Cast) -> None:
    answer = judged(world, Figure("discount", Decimal("12.5")), Figure("gross_margin", Decimal(20)))
    assert answer.path == (2,)
    assert answer.needs[0].passing == "Desconto até 5% passa sem alçada."
    assert "quem faz o documento decide até 5% (Matriz Alçada, linha 1)." in answer.lines[0]
    assert judged(world, Figure("discount", Decimal(5))).passes


def test_a_more_specific_limit_wins_and_a_tie_lets_nothing_through(world: Cast) -> None:
    rows = [
        Row(1, {"level": "0", "criterion": "discount"}, {"limit": Decimal(5)}),
        Row(2, {"level": "0", "criterion": "discount", "customer_class": "A"}, {"limit": Decimal(9)}),
        Row(3, {"level": "1", "criterion": "discount"}, {"limit": Decimal(20)}),
        Row(4, {"level": "0", "criterion": "term"}, {"limit": Decimal(30)}),
        Row(5, {"level": "0", "criterion": "term"}, {"limit": Decimal(90)}),
    ]
    publish_rows(world.alice, "approval_limit", rows, valid_from=None, reason="Por classe", now=NOW)
    assert judged(world, Figure("discount", Decimal(9), facts={"customer_class": "A"})).passes
    assert not judged(world, Figure("discount", Decimal(9), facts={"customer_class": "B"})).passes
    tied = judged(world, Figure("term", Decimal(1)))
    assert not tied.passes
    assert "as linhas 4 e 5 empatam" in tied.needs[0].reason
    assert tied.needs[0].passing == ""


def test_a_line_that_leaves_its_limit_blank_lets_nothing_through(world: Cast) -> None:
    rows = [
        Row(1, {"level": "0", "criterion": "discount"}, {"limit": Decimal(5)}),
        Row(2, {"level": "0", "criterion": "discount", "customer_class": "A"}, {}),
        Row(3, {"level": "1", "criterion": "discount"}, {"limit": Decimal(20)}),
    ]
    publish_rows(world.alice, "approval_limit", rows, valid_from=None, reason="Pela metade", now=NOW)
    [need] = judged(world, Figure("discount", Decimal(1), facts={"customer_class": "A"})).needs
    assert need.reason == (
        "Desconto de 1%; não se sabe até onde quem faz o documento decide (Matriz Alçada, linha 2, não diz o limite)."
    )


def test_an_approval_holds_for_what_was_judged_and_nothing_else(world: Cast) -> None:
    request = ask(world)
    assert (request.pending_level, standing(world)) == (1, Standing.PENDING)
    assert answer(world.sofia, request).status == "approved"
    assert standing(world) is Standing.APPROVED
    write(world, 1, {"quantity": 10.0, "term": "30/60", "price": 90.50})
    assert standing(world) is Standing.APPROVED
    for changed in (
        {"price": 90.4, "quantity": 10, "term": "30/60"},
        {"price": 90.5, "quantity": 11, "term": "30/60"},
        {"price": 90.5, "quantity": 10, "term": "30/60/90"},
        {"price": 90.5, "quantity": 10, "term": "30/60", "freight": 0},
        None,
    ):
        write(world, 1, changed)
        assert standing(world) is Standing.STALE
    write(world, 1, {"price": 90.5, "quantity": 10, "term": "30/60"})
    write(world, 2, {"price": 90.5, "quantity": 10, "term": "30/60"})
    assert (standing(world), standing(world, 2)) == (Standing.APPROVED, Standing.NONE)
    assert standing(world, days=16) is Standing.EXPIRED


def test_a_change_between_asking_and_deciding_voids_the_request(world: Cast) -> None:
    request = ask(world)
    write(world, 1, {"price": 80, "quantity": 10, "term": "30/60"})
    with pytest.raises(ContentChanged, match="price: de 90,5 para 80"):
        answer(world.sofia, request)
    request.refresh_from_db()
    assert (request.status, request.pending_level) == ("void", None)
    assert not ApprovalDecision.objects.exists()
    newest = Change.objects.filter(table_name="approvals_approvalrequest").latest("id")
    assert (newest.verb, newest.actor_id) == ("approvals.request.voided", world.sofia.user_id)
    assert Notification.objects.filter(user=world.user("ana"), title__startswith="Alçada sem efeito").exists()


def test_a_room_may_void_at_once(world: Cast) -> None:
    answer(world.sofia, ask(world))
    assert not actions.void_if_changed(world.ana, world.company.pk, KIND, 1, now=NOW)
    write(world, 1, {"price": 80})
    assert actions.void_if_changed(world.ana, world.company.pk, KIND, 1, now=NOW)
    assert ApprovalRequest.objects.get().status == "void"


def test_nobody_decides_what_they_made_nor_out_of_turn_nor_twice(world: Cast) -> None:
    own = ask(world, by="sofia")
    with pytest.raises(ApprovalRefused, match="Ninguém aprova"):
        answer(world.sofia, own)
    with pytest.raises(IntegrityError, match="nobody decides what they made"), transaction.atomic():
        ApprovalDecision.objects.create(request=own, level=1, user=world.user("sofia"), approved=True, decided_at=NOW)
    for person in (world.ana, world.alice):
        with pytest.raises(NotAllowed):
            answer(person, own)
    beyond = ask(world, "15")
    with pytest.raises(ApprovalRefused, match="outro nível"):
        answer(world.sofia, beyond)
    with pytest.raises(ApprovalRefused, match="outro nível"):
        answer(world.caio, beyond)
    answer(world.bruno, beyond)
    with pytest.raises(ApprovalRefused, match="já está aprovado"):
        answer(world.bruno, beyond)


def test_a_chain_asks_each_level_in_turn(world: Cast) -> None:
    ParameterValue.objects.create(company=world.company, key=STYLE.key, value="chained")
    request = ask(world, "15")
    assert request.path == [1, 2]
    with pytest.raises(ApprovalRefused, match="outro nível"):
        answer(world.bruno, request)
    assert answer(world.sofia, request).pending_level == 2
    assert Notification.objects.filter(user=world.user("bruno")).exists()
    save_level(world.alice, Level.objects.get(number=2), "Gerente", [Holder(user_id=world.user("sofia").pk)])
    with pytest.raises(ApprovalRefused, match="já deu o seu visto"):
        answer(world.sofia, request)
    request.refresh_from_db()
    assert request.status == "pending"


def test_a_refusal_needs_a_reason_and_ends_the_request(world: Cast) -> None:
    request = ask(world)
    with pytest.raises(ApprovalRefused, match="Diga por que"):
        actions.decide(world.sofia, request.pk, approve=False, reason=" ", today=TODAY, now=NOW)
    assert answer(world.sofia, request, approve=False).status == "refused"
    assert standing(world) is Standing.REFUSED


def test_a_role_that_answers_for_a_level_is_not_deleted(world: Cast) -> None:
    supervisor = Role.objects.get(company=world.company, code="supervisor")
    Membership.objects.filter(role=supervisor).delete()
    with pytest.raises(InUse, match="nível de alçada"):
        delete_role(world.adele, supervisor)


def test_saving_a_level_writes_only_the_holders_that_changed(world: Cast) -> None:
    level = Level.objects.get(number=1)
    role, bruno = level.holders.get(), Holder(user_id=world.user("bruno").pk)

    def changes(*holders: Holder) -> list[str]:
        written = Change.objects.filter(table_name="approvals_levelholder").order_by("id")
        before = written.count()
        save_level(world.alice, level, level.name, holders)
        return list(written.values_list("operation", flat=True))[before:]

    same = Holder(role_id=role.role_id)
    assert changes(same) == []
    assert changes(same, bruno) == ["I"]
    assert changes(bruno) == ["D"]
    assert list(level.holders.values_list("user", flat=True)) == [bruno.user_id]


def test_a_manager_decides_in_the_place_of_the_supervisor(world: Cast) -> None:
    assert answer(world.bruno, ask(world)).status == "approved"


def test_delegation_lasts_its_days_and_says_in_whose_name(world: Cast) -> None:
    request = ask(world, "15")
    actions.delegate(
        world.bruno,
        world.user("sofia").pk,
        first_day=TODAY,
        last_day=TODAY + timedelta(days=3),
        reason="Férias",
        today=TODAY,
        now=NOW,
    )
    assert list(queries.awaiting(world.sofia, on=TODAY)) == [request]
    assert list(queries.awaiting(world.sofia, on=TODAY + timedelta(days=4))) == []
    answer(world.sofia, request)
    decision = ApprovalDecision.objects.get()
    assert (decision.user, decision.holder, decision.level) == (world.user("sofia"), world.user("bruno"), 2)
    with pytest.raises(ApprovalRefused, match="não decide alçadas"):
        actions.delegate(
            world.bruno, world.user("ana").pk, first_day=TODAY, last_day=TODAY, reason="x", today=TODAY, now=NOW
        )


def test_the_next_level_of_a_chain_is_told_by_the_delegations_of_that_day(world: Cast) -> None:
    ParameterValue.objects.create(company=world.company, key=STYLE.key, value="chained")
    request = ask(world, "15")
    tomorrow = TODAY + timedelta(days=1)
    actions.delegate(
        world.bruno,
        world.user("adele").pk,
        first_day=tomorrow,
        last_day=tomorrow,
        reason="Férias",
        today=TODAY,
        now=NOW,
    )
    answer(world.sofia, request, now=NOW + timedelta(days=1))
    told = Notification.objects.filter(title__startswith="Alçada: ", user=world.user("adele"))
    assert told.get().url == request.get_absolute_url()


def test_a_revoked_delegation_gives_nothing(world: Cast) -> None:
    ask(world, "15")
    given = actions.delegate(
        world.bruno, world.user("sofia").pk, first_day=TODAY, last_day=TODAY, reason="x", today=TODAY, now=NOW
    )
    with pytest.raises(ApprovalRefused, match="Só quem delegou"):
        actions.revoke(world.sofia, given.pk, now=NOW)
    actions.revoke(world.bruno, given.pk, now=NOW)
    assert list(queries.awaiting(world.sofia, on=TODAY)) == []


def test_delegating_does_not_open_a_way_to_approve_ones_own(world: Cast) -> None:
    request = ask(world, "15", by="bruno")
    actions.delegate(
        world.bruno, world.user("sofia").pk, first_day=TODAY, last_day=TODAY, reason="x", today=TODAY, now=NOW
    )
    with pytest.raises(ApprovalRefused, match="quem fez o documento"):
        answer(world.sofia, request)


def test_nobodys_authority_answers_twice(world: Cast) -> None:
    ParameterValue.objects.create(company=world.company, key=STYLE.key, value="chained")
    request = ask(world, "15")
    actions.delegate(
        world.bruno, world.user("adele").pk, first_day=TODAY, last_day=TODAY, reason="x", today=TODAY, now=NOW
    )
    save_level(world.alice, Level.objects.get(number=1), "Supervisor", [Holder(user_id=world.user("bruno").pk)])
    answer(world.bruno, request)
    with pytest.raises(ApprovalRefused, match="de quem já deu o seu visto"):
        answer(world.adele, request)
    request.refresh_from_db()
    assert request.pending_level == 2


def test_what_waits_is_found_in_as_many_queries_for_any_number_of_places(world: Cast) -> None:
    request = ask(world)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert list(queries.awaiting(world.sofia, on=TODAY)) == [request]
        counts.append(len(asked))
        role = Membership.objects.get(user=world.user("sofia"), establishment=world.head).role
        Membership.objects.get_or_create(user=world.user("sofia"), establishment=world.branch, role=role)
    assert counts[0] == counts[1]


def test_time_runs_out(world: Cast) -> None:
    request = ask(world)
    later = NOW + timedelta(days=6)
    with pytest.raises(Expired):
        answer(world.sofia, request, now=later)
    assert Notification.objects.filter(user=world.user("ana"), title__startswith="Alçada vencida").exists()
    other = ask(world, now=later)
    assert expire(now=later + timedelta(days=6)) == 1
    assert [each.status for each in (request, other) if each.refresh_from_db() is None] == ["expired", "expired"]


def test_what_needs_nobody_and_what_nobody_can(world: Cast) -> None:
    with pytest.raises(NotNeeded):
        ask(world, "5")
    Level.objects.filter(number=3).delete()
    with pytest.raises(OutOfReach, match="Nenhum nível tem limite que cubra: Desconto"):
        ask(world, "25")


def test_a_new_request_takes_the_place_of_the_old(world: Cast) -> None:
    first = ask(world)
    second = ask(world)
    first.refresh_from_db()
    assert (first.status, second.status) == ("void", "pending")
    actions.cancel(world.ana, second.pk, now=NOW)
    assert standing(world) is Standing.STALE
    with pytest.raises(ApprovalRefused, match="Só quem pediu"):
        actions.cancel(world.ana, second.pk, now=NOW)


def test_people_see_what_is_theirs_to_see(world: Cast) -> None:
    request = ask(world)

    def sees(name: str) -> bool:
        return queries.readable_requests(world.actor(name), on=TODAY).filter(pk=request.pk).exists()

    people = ("ana", "sofia", "bruno", "alice", "carla", "caio", "rita")
    assert {name for name in people if sees(name)} == {"ana", "sofia", "bruno", "alice"}
    assert list(queries.awaiting(world.sofia, on=TODAY)) == [request]
    assert list(queries.awaiting(world.ana, on=TODAY)) == []


def delegated(world: Cast, giver: str, receiver: str) -> None:
    actions.delegate(
        world.actor(giver), world.user(receiver).pk, first_day=TODAY, last_day=TODAY, reason="x", today=TODAY, now=NOW
    )


def test_one_authority_answers_a_chain_once_by_whatever_hands(world: Cast) -> None:
    """Bruno answers for both levels and lends them to Sofia: his second word is not hers to give, Adele's is."""
    ParameterValue.objects.create(company=world.company, key=STYLE.key, value="chained")
    save_level(world.alice, Level.objects.get(number=1), "Supervisor", [Holder(user_id=world.user("bruno").pk)])
    request = ask(world, "15")
    answer(world.bruno, request)
    delegated(world, "bruno", "sofia")
    with pytest.raises(ApprovalRefused, match="de quem já deu o seu visto"):
        answer(world.sofia, request)
    save_level(
        world.alice,
        Level.objects.get(number=2),
        "Gerente",
        [Holder(user_id=world.user("bruno").pk), Holder(user_id=world.user("adele").pk)],
    )
    delegated(world, "adele", "sofia")
    assert answer(world.sofia, request).status == "approved"
    assert ApprovalDecision.objects.get(level=2).holder == world.user("adele")


def test_the_authority_of_whoever_left_goes_with_them(world: Cast) -> None:
    save_level(world.alice, Level.objects.get(number=2), "Gerente", [Holder(user_id=world.user("bruno").pk)])
    request = ask(world, "15")
    delegated(world, "bruno", "sofia")
    User.objects.filter(pk=world.user("bruno").pk).update(is_active=False)
    assert list(queries.awaiting(world.sofia, on=TODAY)) == []
    with pytest.raises(ApprovalRefused, match="outro nível"):
        answer(world.sofia, request)
