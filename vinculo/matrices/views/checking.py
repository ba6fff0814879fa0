"""What is wrong with a version, and what it changes of another."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from vinculo.engines.decision import Sort, analyse
from vinculo.foundation.access import Request, requires
from vinculo.foundation.ui import page
from vinculo.kernel.text import row_number
from vinculo.matrices import queries
from vinculo.matrices.codes import closed_lists, words_for
from vinculo.matrices.frame import frame_of
from vinculo.matrices.permissions import Permission
from vinculo.matrices.queries.comparing import compare
from vinculo.matrices.queries.grid import rows_of_lines
from vinculo.matrices.queries.tables import any_table

_TITLES = {
    Sort.TIE: (
        "Empates",
        "empate,empates",
        "danger",
        "Nenhuma das linhas seria escolhida: o caso ficaria sem resposta.",
    ),
    Sort.OVERLAP: (
        "Sobreposições",
        "sobreposição,sobreposições",
        "warning",
        "Uma linha toma o lugar da outra a partir de uma data.",
    ),
    Sort.GAP: ("Buracos", "buraco,buracos", "info", "Casos vizinhos têm linha, e estes não."),
}
_MOST_FAULTY = 200


@require_GET
@requires(Permission.VIEW)
def checking(request: Request, code: str) -> HttpResponse:
    """Faults, ties, overlaps and gaps, each leading to its lines."""
    frame = frame_of(request, code, tab="verificar")
    if frame.version is None:
        return page(request, "matrices/nothing.html", {"frame": frame})
    table = any_table(frame.version)
    pairs = {(name, value) for row in table.rows for name, value in row.keys.items()} if len(table) < 5000 else set()
    words = words_for(request.actor, frame.kind, pairs)
    analysis = analyse(table, closed_lists(request.actor, frame.kind), on=frame.today, words=words)
    faulty = []
    if frame.fault_count:
        lines = frame.version.rows.exclude(faults={}).order_by("position").values_list("line", flat=True)
        faulty = rows_of_lines(request.actor, frame.version, list(lines[:_MOST_FAULTY]))
    context = {
        "frame": frame,
        "faulty": faulty,
        "analysis": analysis,
        "groups": [
            (title, words, tone, help_text, analysis.counts[sort], analysis.of(sort))
            for sort, (title, words, tone, help_text) in _TITLES.items()
        ],
        "is_clean": not frame.fault_count and not any(analysis.counts.values()),
    }
    return page(request, "matrices/checking.html", context)


@require_GET
@requires(Permission.VIEW)
def comparing(request: Request, code: str) -> HttpResponse:
    """What `versao` changes of `com` (the one in force when the address does not say)."""
    frame = frame_of(request, code, tab="versoes")
    known = list(queries.versions(request.actor, code))
    number = row_number(request.GET.get("com"))
    other = next((each for each in known if each.number == number), None)
    if number and other is None:
        raise Http404("Versão não encontrada.")
    other = other or (frame.in_force.version if frame.in_force else None)
    comparison = None
    if frame.version is not None and other is not None:
        comparison = compare(request.actor, other, frame.version, from_line=row_number(request.GET.get("depois")) or 0)
    context = {"frame": frame, "versions": known, "other": other, "comparison": comparison}
    return page(request, "matrices/comparing.html", context)
