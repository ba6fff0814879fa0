"""Offering a way back, and taking it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from vinculo.foundation.access import Actor
from vinculo.foundation.undo.models import UndoOffer
from vinculo.foundation.undo.registry import Undone, UndoRefused, handler_of

LASTS = timedelta(minutes=15)


def offer(actor: Actor, kind: str, payload: Mapping[str, Any], label: str, *, now: datetime) -> str:
    """The address that reverses the action when POSTed to, within 15 minutes, once, by the actor alone.

    `payload` is JSON for the handler of `kind`; `label` says afterwards what was undone ("Exclusão desfeita.").
    Part of the present transaction. Raises `UnknownUndo`.
    """
    handler_of(kind)
    created = UndoOffer.objects.create(
        user_id=actor.user_id,
        company_id=actor.company_id,
        kind=kind,
        payload=dict(payload),
        label=label,
        expires_at=now + LASTS,
    )
    return reverse("undo:take", args=[created.pk])


def take(actor: Actor, undo_offer: UndoOffer, *, now: datetime) -> Undone:
    """Reverse the action. Raises `UndoRefused` when it is too late, was done already, or cannot be."""
    try:
        with transaction.atomic():
            return _take(actor, undo_offer.pk, now)
    except IntegrityError as error:
        raise UndoRefused("Algo de que isto depende mudou ou foi excluído depois: não se desfaz mais.") from error


def _take(actor: Actor, offer_id: UUID, now: datetime) -> Undone:
    locked = UndoOffer.objects.select_for_update().get(pk=offer_id)
    if locked.used_at is not None:
        raise UndoRefused("Esta ação já foi desfeita.")
    if locked.expires_at < now:
        raise UndoRefused("Passou o prazo de 15 minutos para desfazer.")
    locked.used_at = now
    locked.save(update_fields=["used_at"])
    undone = handler_of(locked.kind)(actor, locked.payload, now)
    # What came back may point to what is gone: the database says so now, not after the answer.
    connection.check_constraints()
    return replace(undone, words=undone.words or locked.label) if undone else Undone(words=locked.label)


def purge(*, now: datetime) -> None:
    UndoOffer.objects.filter(expires_at__lt=now).delete()
