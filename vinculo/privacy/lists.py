"""The lists of requests and of reads of sensitive data."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vinculo.customers.models import SensitiveRead
from vinculo.foundation import clock, lists
from vinculo.foundation.access import Actor
from vinculo.foundation.lists import Column
from vinculo.foundation.ui import marks
from vinculo.privacy.models import PrivacyRequest
from vinculo.privacy.permissions import Permission
from vinculo.privacy.rules import KINDS, days_left


def _instant(instant: datetime) -> str:
    return f"{timezone.localtime(instant):%d/%m/%Y %H:%M}"


def requests(actor: Actor) -> QuerySet[PrivacyRequest]:
    return PrivacyRequest.objects.filter(company_id=actor.company_id).select_related("party")


def deadline(row: PrivacyRequest) -> SafeString:
    """The deadline of an open request, with how long is left."""
    if row.outcome != PrivacyRequest.Outcome.OPEN:
        return format_html("{}", f"{row.due_on:%d/%m/%Y}")
    left = days_left(row.due_on, timezone.localtime(clock.now()).date())
    if left < 0:
        return format_html("{} {}", f"{row.due_on:%d/%m/%Y}", marks.badge("Atrasado", "overdue"))
    words = "hoje" if left == 0 else f"{left} dia{'s' if left > 1 else ''}"
    return format_html("{} {}", f"{row.due_on:%d/%m/%Y}", marks.badge(words, "warning" if left <= 3 else "outline"))


REQUESTS = lists.ListDefinition(
    key="privacy.requests",
    title="Pedidos de titulares",
    noun=("pedido", "pedidos"),
    permission=Permission.ATTEND,
    export_permission=None,
    rows=requests,
    columns=[
        Column("protocolo", "Protocolo", lambda row: row.protocol, primary=True),
        Column("pedido", "Pedido", lambda row: row.get_kind_display()),
        Column("prazo", "Prazo", deadline),
        Column("situacao", "Situação", lambda row: row.get_outcome_display()),
        Column("quem", "Quem pediu", lambda row: row.asked_by),
        Column("cadastro", "Cadastro", lambda row: row.party.name if row.party else ""),
    ],
    default_sort="-id",
    filters=[
        lists.ChoiceFilter(key="situacao", label="Situação", field="outcome", choices=PrivacyRequest.Outcome.choices),
        lists.ChoiceFilter(key="pedido", label="Pedido", field="kind", choices=KINDS),
    ],
    row_url=lambda row: reverse("privacy:request", args=[row.pk]),
    empty=lists.Empty(
        "Nenhum pedido ainda", "Quando alguém pedir acesso, correção ou exclusão, registre aqui.", "shield"
    ),
)


def reads(actor: Actor) -> QuerySet[SensitiveRead]:
    return SensitiveRead.objects.filter(company_id=actor.company_id).select_related("user")


READS = lists.ListDefinition(
    key="privacy.reads",
    title="Leituras de dados sensíveis",
    noun=("leitura", "leituras"),
    permission=Permission.READ_LOG,
    export_permission=None,
    rows=reads,
    columns=[
        Column("quando", "Quando", lambda row: _instant(row.at), primary=True),
        Column("quem", "Quem", lambda row: row.user.name),
        Column("dado", "Dado", lambda row: row.what),
        Column("motivo", "Motivo", lambda row: row.reason),
        Column("cadastro", "Cadastro", lambda row: f"nº {row.party_id}"),
    ],
    default_sort="-id",
    filters=[lists.PersonFilter(key="quem", label="Quem", field="user_id")],
    row_url=lambda row: reverse("customers:profile", args=[row.party_id]),
    empty=lists.Empty("Nenhuma leitura registrada", "Quem vê CPF completo ou contas bancárias fica aqui.", "eye"),
)
