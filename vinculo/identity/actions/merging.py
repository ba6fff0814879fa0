"""Two records become one."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, connection
from django.db.models import F

from vinculo.customers.models import Party
from vinculo.foundation import audit
from vinculo.foundation.access import Actor
from vinculo.foundation.database.breaches import broken_constraint
from vinculo.foundation.reversal import position, span_since
from vinculo.identity import queries
from vinculo.identity.choices import choosable_fields, columns_of_choice
from vinculo.identity.following import follow
from vinculo.identity.models import Merge
from vinculo.identity.permissions import Permission
from vinculo.identity.refusals import CannotMerge, GoneAlready
from vinculo.identity.verbs import Verb

_SENTENCES = {
    "document_is_unique_among_active_parties": "O CPF/CNPJ escolhido é de um terceiro cadastro ativo.",
    "document_fits_the_kind_of_party": "O CPF/CNPJ escolhido não combina com o tipo de pessoa.",
    "customer_has_a_document_or_is_foreign": "Um cliente precisa de CPF/CNPJ, ou da marca de estrangeiro.",
}


def merge(
    actor: Actor, survivor_id: int, loser_id: int, *, from_loser: Collection[str], now: datetime, reason: str = ""
) -> Merge:
    """The loser goes into the survivor: fields named in `from_loser` are taken from it, and what pointed to it follows.

    Needs authority over both.

    What both had (the same telephone) is kept once; the last word on a consent wins. Raises `GoneAlready` when one of
    them is not there (any more), `CannotMerge` when the choices make no record, `NotAllowed` without the permission.
    """
    actor.require(Permission.MERGE)
    if survivor_id == loser_id:
        raise CannotMerge("Escolha dois cadastros diferentes.")
    unknown = set(from_loser) - {field.name for field in choosable_fields()}
    if unknown:
        raise CannotMerge("Há um campo escolhido que não existe. Recarregue a página.")
    try:
        with audit.writing(actor, Verb.MERGED, reason=reason):
            return _merge(actor, survivor_id, loser_id, from_loser, now)
    except IntegrityError as error:
        sentence = _SENTENCES.get(broken_constraint(error))
        if sentence is None:
            raise
        raise CannotMerge(sentence, field="document") from error


def _merge(actor: Actor, survivor_id: int, loser_id: int, from_loser: Collection[str], now: datetime) -> Merge:
    survivor, loser = _locked(actor, survivor_id, loser_id)
    start = position()
    chosen = _chosen(survivor, loser, from_loser)
    with connection.cursor() as cursor:
        followed = follow(cursor, loser.pk, survivor.pk)
        # The row itself, not its model: what pointed to it has followed, and the database's own foreign keys prove it.
        cursor.execute("delete from customers_party where id = %s", [loser.pk])
    Party.objects.filter(pk=survivor.pk).update(**chosen, updated_at=now, version=F("version") + 1)
    span = span_since(start)
    return Merge.objects.create(
        company_id=actor.company_id,
        survivor_id=survivor.pk,
        survivor_name=survivor.name,
        loser_id=loser.pk,
        loser_name=loser.name,
        merged_by_id=actor.user_id,
        merged_at=now,
        moved={name: count for name, count in followed.moved.items() if count},
        dropped={name: count for name, count in followed.dropped.items() if count},
        span=list(span),
    )


def _locked(actor: Actor, survivor_id: int, loser_id: int) -> tuple[Party, Party]:
    """Both records, in one order whoever asks, so that two merges of one pair wait for each other."""
    rows = Party.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk__in=(survivor_id, loser_id))
    found = {each.pk: each for each in rows.order_by("pk")}
    for pk in (survivor_id, loser_id):
        if pk not in found:
            raise _gone(actor, pk)
        if found[pk].anonymized_at is not None:
            raise CannotMerge(f"{found[pk].name} foi anonimizado e não pode ser unificado.")
    return found[survivor_id], found[loser_id]


def _gone(actor: Actor, party_id: int) -> GoneAlready:
    merge = queries.latest_merge_of(actor.company_id, party_id)
    if merge is None:
        return GoneAlready("Um dos cadastros não existe ou está fora do seu alcance.")
    who = merge.merged_by.name if merge.merged_by else "Alguém"
    sentence = f"{merge.loser_name} acaba de ser unificado com {merge.survivor_name} por {who}."
    return GoneAlready(sentence, survivor_id=merge.survivor_id)


def _chosen(survivor: Party, loser: Party, from_loser: Collection[str]) -> dict[str, object]:
    """The columns to write: what was chosen from the loser, and what follows from there being one record."""
    values: dict[str, object] = {
        column: getattr(loser, column) for name in from_loser for column in columns_of_choice(name)
    }
    stages = {survivor.stage, loser.stage}
    values["stage"] = Party.Stage.CUSTOMER if Party.Stage.CUSTOMER in stages else Party.Stage.PROSPECT
    values["is_active"] = survivor.is_active or loser.is_active
    values["created_at"] = min(survivor.created_at, loser.created_at)
    return values
