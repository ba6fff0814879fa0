"""The list of kept cases."""

from django.db.models import Q

from vinculo.foundation.access import Actor
from vinculo.foundation.lists import BooleanFilter, Column, Empty, ListDefinition, TextFilter
from vinculo.foundation.ui import marks
from vinculo.simulator.models import CaseQuerySet, SimulatedCase
from vinculo.simulator.permissions import Permission


def rows(actor: Actor) -> CaseQuerySet:
    return SimulatedCase.objects.visible_to(actor).select_related("kept_by")


def _state(case: SimulatedCase) -> object:
    if case.run_at is None:
        return marks.badge("Não reexecutado", "outline")
    if case.differences:
        words = "1 valor mudou" if case.differences == 1 else f"{case.differences} valores mudaram"
        return marks.badge(words, "warning", "alert-triangle")
    return marks.badge("Igual", "success", "check")


CASES = ListDefinition(
    key="simulator.cases",
    title="Casos do simulador",
    noun=("caso", "casos"),
    permission=Permission.USE,
    export_permission=Permission.SAVE,
    rows=rows,
    ways=lambda actor: SimulatedCase.objects.ways_to(actor),
    columns=[
        Column("nome", "Caso", lambda case: case.name, primary=True),
        Column("nota", "Para que serve", lambda case: case.note),
        Column("itens", "Itens", lambda case: case.lines, align="end"),
        Column("estado", "Última execução", _state, export=lambda case: case.differences if case.run_at else None),
        Column("guardado", "Guardado em", lambda case: case.kept_at, sort="kept_at"),
        Column("por", "Por", lambda case: case.kept_by.name),
        Column("reexecutado", "Reexecutado em", lambda case: case.run_at),
    ],
    default_sort="-kept_at",
    search="busca",
    filters=[
        TextFilter(key="busca", label="Busca", placeholder="Nome", condition=lambda text: Q(name__icontains=text)),
        BooleanFilter(
            key="mudou",
            label="Resultado",
            condition=lambda changed: Q(differences__gt=0) if changed else Q(differences=0),
            yes="Mudou",
            no="Não mudou",
        ),
    ],
    row_url=lambda case: case.get_absolute_url(),
    empty=Empty(
        "Nenhum caso guardado",
        "Simule uma venda e guarde-a: ela mostra depois o que uma mudança de regra mexeu.",
        "calculator",
        ("Simular uma venda", "simulator:compose"),
    ),
)
