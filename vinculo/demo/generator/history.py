"""Cases and contacts of generated parties, written by the database itself: ten million rows leave no time for less."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from vinculo.cases.tables import Channel, Media
from vinculo.demo.generator.plots import plots, steps

_SQL = (Path(__file__).parent / "history.sql").read_text()
_BATCH = 20_000

FUNCTIONS = """
create or replace function pg_temp.pick(row_key bigint, salt int, choices int)
returns int language sql immutable as $$
    select (abs(hashint8extended(row_key, salt) % 1000003) % choices)::int
$$;
create or replace function pg_temp.at_work(instant timestamptz, row_key bigint)
returns timestamptz language sql stable as $$
    select (date_trunc('day', instant at time zone 'America/Sao_Paulo') + interval '8 hours'
            + pg_temp.pick(row_key, 99, 20) * interval '30 minutes') at time zone 'America/Sao_Paulo'
$$;
"""
_DESCRIPTIONS = [
    "Cliente pediu retorno com os valores atualizados.",
    "Conversamos sobre as condições de pagamento; vai consultar a família.",
    "Agradeceu o contato e confirmou o interesse.",
    "Pediu para ligar depois das 14h, está em reunião pela manhã.",
    "Enviado o material por e-mail; aguardando confirmação.",
    "Prefere ser atendido pela mesma pessoa da última vez.",
    "Quer resolver antes da viagem de fim de ano.",
    "Para ele o prazo pesa mais que o preço.",
    "Elogiou o atendimento da recepção.",
    "Confirmou presença na data combinada.",
]
_PERCEPTIONS = [
    "",
    "",
    "",
    "Bem receptivo.",
    "Decidido, só falta a aprovação do banco.",
    "Insatisfeito com o prazo.",
    "Ainda pesquisando.",
]
_SATURDAY = 5
# Days from today on which open contacts fall due: late, today, ahead.
_OFFSETS = [-6, -4, -3, -2, -1, -1, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 12, 14]


@dataclass(frozen=True, slots=True)
class HistoryPlan:
    """Which parties get a history: ids `first_party`..`last_party`. `desk_user_id` keeps those without owner."""

    company_id: int
    first_party: int
    last_party: int
    desk_user_id: int
    now: datetime


def write_history(plan: HistoryPlan) -> Iterator[int]:
    """Write the cases and contacts in batches, yielding how many parties are done."""
    cases, contacts = plots(plan.company_id), steps(plan.company_id)
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        cursor.execute("select coalesce(max(id), 0) + 1 from cases_servicecase")
        first_case = cursor.fetchone()[0]
        parameters = {
            "types": [plot.type_id for plot in cases],
            "natures": [plot.nature_id for plot in cases],
            "subjects": [plot.subject_id for plot in cases],
            "reasons": [plot.reason_id for plot in cases],
            "actions": [step.action_id for step in contacts],
            "purposes": [step.purpose for step in contacts],
            "results": [step.result_id for step in contacts],
            "media": _ids(Media, plan.company_id),
            "channels": _ids(Channel, plan.company_id),
            "descriptions": _DESCRIPTIONS,
            "perceptions": _PERCEPTIONS,
            "offsets": _working_offsets(plan.now),
            "now": plan.now,
            "desk": plan.desk_user_id,
            "first_case": first_case,
            "first_party": plan.first_party,
        }
        for start in range(plan.first_party, plan.last_party + 1, _BATCH):
            end = min(start + _BATCH - 1, plan.last_party)
            cursor.execute(_SQL, parameters | {"from_party": start, "to_party": end})
            yield end - plan.first_party + 1
        cursor.execute(
            "select setval(pg_get_serial_sequence('cases_servicecase', 'id'), (select max(id) from cases_servicecase))"
        )


def _working_offsets(now: datetime) -> list[int]:
    """Nobody books a contact for the weekend; today stays, whatever day it is."""
    today = timezone.localdate(now)
    return [days for days in _OFFSETS if days == 0 or (today + timedelta(days)).weekday() < _SATURDAY]


def _ids(table: type[Media | Channel], company_id: int) -> list[int]:
    return [entry.pk for entry in table._default_manager.filter(company_id=company_id).order_by("pk")]
