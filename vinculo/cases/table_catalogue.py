"""The company's tables as the configurator shows them."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from vinculo.cases.table_forms import (
    ActionForm,
    EntryForm,
    NatureEntryForm,
    ReasonForm,
    ResultForm,
    SubjectForm,
)
from vinculo.cases.tables import (
    CaseNature,
    CaseSubject,
    CaseType,
    Channel,
    ClosingReason,
    ContactAction,
    ContactResult,
    Media,
)
from vinculo.foundation.access import Actor
from vinculo.organization.tables import CompanyTable


@dataclass(frozen=True, slots=True)
class TablePage:
    """A table of the company: its address, its words and the form of its entries."""

    slug: str
    title: str
    entry: str
    help: str
    icon: str
    model: type[CompanyTable]
    form: type[EntryForm]
    prefetch: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def entries(self, actor: Actor) -> QuerySet[CompanyTable]:
        rows = self.model._default_manager.filter(company_id=actor.company_id)
        if self.related:
            rows = rows.select_related(*self.related)
        return rows.prefetch_related(*self.prefetch).order_by("-is_active", "position", "name")


PAGES = (
    TablePage(
        "tipos",
        "Tipos de atendimento",
        "tipo",
        "A grande divisão: vendas, pós-vendas, SAC.",
        "category",
        CaseType,
        EntryForm,
    ),
    TablePage(
        "naturezas",
        "Naturezas",
        "natureza",
        "Decidem a área: um atendimento sem responsável espera na fila da natureza.",
        "route",
        CaseNature,
        NatureEntryForm,
        related=("queue",),
    ),
    TablePage(
        "assuntos",
        "Assuntos",
        "assunto",
        "Do que se trata; cada um pode valer só para algumas naturezas.",
        "message-2",
        CaseSubject,
        SubjectForm,
        prefetch=("natures",),
    ),
    TablePage("midias", "Mídias", "mídia", "Como a pessoa soube da empresa.", "speakerphone", Media, EntryForm),
    TablePage(
        "meios",
        "Meios de contato",
        "meio de contato",
        "O meio usado no contato: telefone, visita.",
        "message-circle",
        Channel,
        EntryForm,
    ),
    TablePage(
        "acoes",
        "Ações de contato",
        "ação",
        "O que um contato da agenda pede que se faça.",
        "bolt",
        ContactAction,
        ActionForm,
    ),
    TablePage(
        "resultados",
        "Resultados de contato",
        "resultado",
        "O que se pode dizer ao encerrar um contato.",
        "checks",
        ContactResult,
        ResultForm,
    ),
    TablePage(
        "motivos",
        "Motivos de encerramento",
        "motivo",
        "Por que um atendimento termina, e se conta como sucesso ou venda perdida.",
        "flag",
        ClosingReason,
        ReasonForm,
        prefetch=("natures", "actions"),
    ),
)


def table_page(slug: str) -> TablePage:
    """404 for an address that is no table."""
    for page in PAGES:
        if page.slug == slug:
            return page
    raise Http404("Tabela não encontrada.")
