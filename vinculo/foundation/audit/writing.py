"""The one way to write: a transaction that says who writes and why."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from vinculo.foundation.access.actor import Actor
from vinculo.foundation.audit.origin import current_origin
from vinculo.foundation.audit.verbs import known_verbs

_SETTING = "vinculo.audit"


class UnknownVerb(LookupError):
    """An action used an audit verb that no app registered."""


def transaction_key() -> int:
    """The key under which the audit keeps the changes of the present transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


@contextmanager
def writing(actor: Actor | None, verb: str, *, reason: str = "") -> Iterator[None]:
    """Open a transaction whose changes are recorded under `actor` (None: the system itself), `verb` and `reason`.

    Nested calls keep the inner verb until they end. Raises `UnknownVerb` for a verb that was never registered.
    """
    if verb not in known_verbs():
        raise UnknownVerb(verb)
    origin = current_origin()
    context = {
        "actor_id": actor.user_id if actor else None,
        "actor_name": actor.name if actor else "Sistema",
        "company_id": actor.company_id if actor else None,
        "verb": verb,
        "reason": reason,
        "channel": origin.channel,
        "address": origin.address,
        "request_id": origin.request_id,
    }
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            previous = ""
            if nested:
                cursor.execute("select coalesce(current_setting(%s, true), '')", [_SETTING])
                previous = cursor.fetchone()[0]
            cursor.execute("select set_config(%s, %s, true)", [_SETTING, json.dumps(context)])
        yield
        if nested:
            with connection.cursor() as cursor:
                cursor.execute("select set_config(%s, %s, true)", [_SETTING, previous])
