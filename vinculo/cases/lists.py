"""The list of cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString

from vinculo.cases import actions, queries
from vinculo.cases.forms import ForwardForm
from vinculo.cases.models import ServiceCase, ServiceCaseQuerySet
from vinculo.cases.permissions import Permission
from vinculo.cases.reversals import FORWARD
from vinculo.cases.search import protocols_meant
from vinculo.cases.tables import CaseNature, CaseSubject, CaseType
from vinculo.customers.queries import must_say_why
from vinculo.foundation import clock
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import (
    BulkAction,
    BulkResult,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Empty,
    ListDefinition,
    MultiChoiceFilter,
    PersonFilter,
    TextFilter,
    register,
)
from vinculo.foundation.ui import marks
from vinculo.organization.models import Team
from vinculo.organization.tables import CompanyTable

STATUSES: Mapping[str, tuple[str, Q]] = {
    "abertos": ("Em aberto", Q(closed_at__isnull=True)),
    "fila": ("Na fila, sem responsável", Q(closed_at__isnull=True, owner__isnull=True)),
    "encerrados": ("Encerrados", Q(closed_at__isnull=False)),
    "sucesso": ("Encerrados com sucesso", Q(closing_reason__outcome="success")),
    "venda-perdida": ("Venda perdida", Q(closing_reason__outcome="lost_sale", nature__is_sale=True)),
}


def _rows(actor: Actor) -> ServiceCaseQuerySet:
    rows = ServiceCase.objects.visible_to(actor).defer(*queries.PARTY_KEYS)
    return rows.select_related(*queries.CASE_FACTS, "closing_reason")


def _entries(model: type[CompanyTable]) -> Any:
    def choices(actor: Actor) -> list[tuple[str, str]]:
        return [(str(entry.pk), entry.name) for entry in queries.offered(model, actor.company_id)]

    return choices


def _teams(actor: Actor) -> list[tuple[str, str]]:
    teams = Team.objects.filter(company_id=actor.company_id, is_active=True).order_by("name")
    return [(str(team.pk), team.name) for team in teams]


def status_badge(case: ServiceCase) -> SafeString:
    if case.is_open:
        return marks.badge("Em aberto", "info") if case.owner_id else marks.badge("Na fila", "warning", "inbox")
    match case.closing_reason.outcome if case.closing_reason else "":
        case "success":
            return marks.badge("Sucesso", "success")
        case "lost_sale" if case.nature.is_sale:
            return marks.badge("Venda perdida", "danger")
        case _:
            return marks.badge("Encerrado")


def status_words(case: ServiceCase) -> str:
    if case.is_open:
        return "Em aberto" if case.owner_id else "Na fila"
    return f"Encerrado: {case.closing_reason}"


def _forward(actor: Actor, rows: Sequence[ServiceCase], values: Mapping[str, Any]) -> BulkResult:
    ids = [row.pk for row in rows]
    went, stayed = actions.forward_cases(actor, ids, values["to_user"], values["reason"], now=clock.now())
    refused = [f"{stayed} ficaram: já encerrados ou já com esta pessoa."] if stayed else []
    undo = (FORWARD, {"handovers": [handover.pk for handover in went]}) if went else None
    return BulkResult(changed=len(went), refused=refused, undo=undo)


CASES = register(
    ListDefinition(
        key="cases",
        title="Atendimentos",
        permission=Permission.VIEW,
        export_permission=Permission.EXPORT,
        export_reason=must_say_why,
        rows=_rows,
        ways=lambda actor: ServiceCase.objects.ways_to(actor),
        noun=("atendimento", "atendimentos"),
        default_sort="-opened_at",
        columns=(
            Column("protocol", "Protocolo", lambda case: case.protocol, primary=True),
            Column("party", "Cliente", lambda case: case.party.name),
            Column("status", "Situação", status_badge, export=status_words),
            Column("subject", "Assunto", lambda case: case.subject.name),
            Column("nature", "Natureza", lambda case: case.nature.name, default=False),
            Column("type", "Tipo", lambda case: case.type.name, default=False),
            Column(
                "owner",
                "Responsável",
                lambda case: marks.who(case.owner.name) if case.owner else f"Fila: {case.team or '—'}",
                export=lambda case: case.owner.name if case.owner else "",
            ),
            Column("team", "Equipe", lambda case: str(case.team or ""), default=False),
            Column("establishment", "Estabelecimento", lambda case: case.establishment.name, default=False),
            Column("media", "Mídia", lambda case: case.media.name, default=False),
            Column("channel", "Meio", lambda case: case.channel.name, default=False),
            Column(
                "opened_at",
                "Abertura",
                lambda case: marks.when(case.opened_at),
                sort="opened_at",
                export=lambda case: case.opened_at,
            ),
            Column(
                "closed_at",
                "Encerramento",
                lambda case: marks.when(case.closed_at),
                default=False,
                export=lambda case: case.closed_at,
            ),
            Column("reason", "Motivo", lambda case: str(case.closing_reason or ""), default=False),
        ),
        filters=(
            TextFilter(
                key="protocolo",
                label="Protocolo",
                placeholder="2026-000123 ou 123",
                condition=lambda text: Q(protocol__in=protocols_meant(text, clock.today().year) or [text]),
            ),
            ChoiceFilter(
                key="situacao",
                label="Situação",
                choices=[(key, words) for key, (words, _) in STATUSES.items()],
                condition=lambda key: STATUSES[key][1],
            ),
            MultiChoiceFilter(key="tipo", label="Tipo", field="type_id", choices=_entries(CaseType)),
            MultiChoiceFilter(key="natureza", label="Natureza", field="nature_id", choices=_entries(CaseNature)),
            MultiChoiceFilter(key="assunto", label="Assunto", field="subject_id", choices=_entries(CaseSubject)),
            PersonFilter(key="responsavel", label="Responsável", field="owner_id"),
            ChoiceFilter(key="equipe", label="Equipe ou fila", field="team_id", choices=_teams),
            DateRangeFilter(key="abertura", label="Abertura", field="opened_at", is_instant=True),
        ),
        bulk_actions=(
            BulkAction(
                key="forward",
                label="Encaminhar",
                icon="arrow-forward-up",
                permission=Permission.FORWARD,
                run=_forward,
                question="Encaminhar {count} para outra pessoa?",
                form=ForwardForm,
            ),
        ),
        row_url=lambda case: case.get_absolute_url(),
        row_tone=lambda case: "" if case.is_open else "muted",
        search="protocolo",
        empty=Empty(
            "Nenhum atendimento aqui",
            "Um atendimento é um assunto com um cliente: começa no perfil dele e vive até ser encerrado.",
            "messages",
            ("Novo atendimento", "cases:start"),
        ),
    )
)
