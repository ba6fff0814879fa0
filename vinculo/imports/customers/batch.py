"""A batch of validated customer rows on its way into the database, set by set."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from vinculo.customers.contactability import HANDLES
from vinculo.customers.models import LegalBasis, Party
from vinculo.foundation import clock
from vinculo.foundation.access import Actor, Scope
from vinculo.foundation.reversal import Kept
from vinculo.imports.customers import (
    matching_sql,
    refusals_sql,
    sales,
    sales_sql,
    sections,
    sections_sql,
    staging_sql,
    writing_sql,
)
from vinculo.imports.customers.fields import CONSENTS
from vinculo.imports.customers.resembling import warn_of_lookalikes
from vinculo.imports.importer import Outcome, Setting, Validated

_CHANNELS: Final = {"channels": list(CONSENTS), "handles": [HANDLES[channel] for channel in CONSENTS]}


def keep_listed(company_id: int, kept: Sequence[Kept]) -> None:
    """What the customers who were kept refuse goes on being barred, though the import that listed it is taken back."""
    parties = [each.root_id for each in kept if each.root_type == Party._meta.label_lower]
    if parties:
        with connection.cursor() as cursor:
            cursor.execute(refusals_sql.KEEP, {"company": company_id, "kept": parties, **_CHANNELS})


class CustomerBatch:
    """Use inside a transaction: staging lasts until its end."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        actor = setting.actor
        self._parameters: dict[str, Any] = {
            "run": setting.run_id,
            "company": setting.company_id,
            "establishment": setting.establishment_id,
            "team": actor.team_id if actor and actor.scope in (Scope.TEAM, Scope.OWN) else None,
            "owner": actor.user_id if actor and actor.scope is Scope.OWN else None,
            "author": actor.user_id if actor else None,
            "today": clock.today(),
            "zone": timezone.get_current_timezone_name(),
            **_CHANNELS,
            "mark": f"(importação nº {setting.run_id})",
            "legal_basis": setting.options.get("legal_basis") or LegalBasis.CONSENT.value,
            "source": setting.options.get("source") or f"Importação nº {setting.run_id}",
        }
        has_sections, has_sales = bool(setting.mapped & sections.KEYS), bool(setting.mapped & sales.KEYS)
        has_answers = any(f"consent_{channel}" in setting.mapped for channel in CONSENTS)
        # What the sections say is reduced before it is seen whether anything is left of them.
        self._reduce_sections = (
            *(sales_sql.REDUCE if has_sales else ()),
            *(sections_sql.REDUCE if has_sections else ()),
        )
        self._write_sections = (
            *(refusals_sql.WRITE if has_answers else ()),
            *(sections_sql.WRITE if has_sections else ()),
            *(sales_sql.WRITE if has_sales else ()),
        )
        self._remarks = refusals_sql.REMARKS if has_answers else ()
        key = setting.options.get("match", "")
        self._by_key = (*matching_sql.BY_KEY[key], *matching_sql.CLASHES) if key else staging_sql.MATCH_ALIKE

    def process(self, rows: Sequence[Validated], *, write: bool) -> Outcome:
        """Match, criticise and, with `write`, upsert the rows; their remarks are added to the run's.

        The remarks of the validation are expected to be there already. Raises `IntegrityError` when somebody else wrote
        one of the same parties meanwhile: roll back and try again.
        """
        with connection.cursor() as cursor:
            self._stage(cursor, rows)
            self._match(cursor)
            for statement in (*self._remarks, writing_sql.MARK_NEW, *writing_sql.REDUCE, *self._reduce_sections):
                cursor.execute(statement, {**self._parameters, "write": write})
            if write:
                self._write(cursor)
            else:
                warn_of_lookalikes(cursor, self._parameters)
            cursor.execute(staging_sql.COUNT, self._parameters)
            return Outcome(*cursor.fetchone())

    def _stage(self, cursor: CursorWrapper, rows: Sequence[Validated]) -> None:
        cursor.execute(staging_sql.CREATE)
        with cursor.copy(f"copy staged ({', '.join(staging_sql.COLUMNS)}) from stdin") as copy:
            copy.set_types(staging_sql.TYPES)
            for row in rows:
                copy.write_row((row.number, row.is_refused, *row.record))
        cursor.execute(staging_sql.PREPARE)

    def _match(self, cursor: CursorWrapper) -> None:
        for statement in (staging_sql.MATCH, *self._by_key, *staging_sql.CONFLICTS):
            cursor.execute(statement, self._parameters)
        if self._setting.actor is not None:
            self._require_reach(cursor, self._setting.actor)
        for statement in (
            staging_sql.REFUSE,
            staging_sql.CLAIM_PARTIES,
            staging_sql.SAME_PARTY,
            staging_sql.REFUSE,
        ):
            cursor.execute(statement, self._parameters)

    def _require_reach(self, cursor: CursorWrapper, author: Actor) -> None:
        """Refuse the rows of parties the author could not open by hand."""
        visible, values = Party.objects.visible_to(author).values("id").query.sql_with_params()
        statement = staging_sql.OUT_OF_REACH.format(visible=visible).replace("%(run)s", "%s")
        cursor.execute(statement, [self._setting.run_id, *values])

    def _write(self, cursor: CursorWrapper) -> None:
        for statement in (
            writing_sql.INSERT_PARTIES,
            writing_sql.UPDATE_PARTIES,
            *writing_sql.INSERT_BELONGINGS,
            *self._write_sections,
        ):
            cursor.execute(statement, self._parameters)
