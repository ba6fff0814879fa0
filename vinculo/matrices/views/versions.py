"""The history of a matrix; publishing, going back, calling off."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vinculo.engines.decision import Sort, analyse
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast
from vinculo.matrices import queries
from vinculo.matrices.actions import publishing
from vinculo.matrices.forms import PublishForm
from vinculo.matrices.frame import frame_of, kind_or_404
from vinculo.matrices.permissions import Permission
from vinculo.matrices.queries.comparing import compare
from vinculo.matrices.queries.tables import any_table
from vinculo.matrices.refusals import MatrixRefused, Moved


@require_GET
@requires(Permission.VIEW)
def history(request: Request, code: str) -> HttpResponse:
    frame = frame_of(request, code, tab="versoes")
    context = {
        "frame": frame,
        "versions": queries.versions(request.actor, code)[:200],
        "publications": queries.publications(request.actor, code)[:200],
    }
    return page(request, "matrices/versions.html", context)


@requires(Permission.PUBLISH)
def publish(request: Request, code: str) -> HttpResponse:
    """What the draft changes and what is wrong with it; then from when, and why."""
    frame = frame_of(request, code, tab="versoes")
    if frame.draft is None:
        toast(request, "Não há rascunho para publicar.", tone="warning")
        return redirect(request, "matrices:versions", code)
    seen = queries.last_edit_of(frame.draft)
    initial = {"valid_from": frame.today if frame.in_force else None, "last_edit": seen}
    form = PublishForm(request.POST or None, initial=initial)
    analysis = analyse(any_table(frame.draft), on=frame.today)
    ties = analysis.counts[Sort.TIE]
    if request.method == "POST" and form.is_valid():
        if ties and not form.cleaned_data["accept_ties"]:
            form.add_error("accept_ties", _ties_told(ties))
        else:
            chosen = form.cleaned_data
            try:
                publishing.publish(
                    request.actor,
                    frame.draft,
                    valid_from=chosen["valid_from"],
                    reason=chosen["reason"],
                    now=clock.now(),
                    last_edit=seen if chosen["last_edit"] is None else chosen["last_edit"],
                )
                starts = chosen["valid_from"]
                coming = f": decide a partir de {starts:%d/%m/%Y}" if starts and starts > frame.today else ""
                toast(request, f"Versão {frame.draft.number} publicada{coming}.")
                return redirect(request, "matrices:versions", code)
            except Moved as refusal:
                # What is shown now is the draft as it is: that is what may be published next.
                form = PublishForm({**request.POST.dict(), "last_edit": seen}, initial=initial)
                form.add_error(None, str(refusal))
            except MatrixRefused as refusal:
                form.add_error(None, str(refusal))
    comparison = compare(request.actor, frame.in_force.version, frame.draft) if frame.in_force else None
    context = {"frame": frame, "form": form, "counts": analysis.counts, "ties": ties, "comparison": comparison}
    return page(request, "matrices/publish.html", context, status=422 if form.errors else 200)


def _ties_told(ties: int) -> str:
    said = "1 empate: corrija-o" if ties == 1 else f"{ties} empates: corrija-os"
    return f"Há {said}, ou confirme que publica assim mesmo."


@requires(Permission.PUBLISH)
def publish_again(request: Request, code: str) -> HttpResponse:
    """Go back to the published version `versao`."""
    frame = frame_of(request, code, tab="versoes")
    if frame.version is None or frame.version.is_draft:
        toast(request, "Só se volta a uma versão que já foi publicada.", tone="warning")
        return redirect(request, "matrices:versions", code)
    form = PublishForm(request.POST or None, initial={"valid_from": frame.today})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            publishing.publish_again(
                request.actor, frame.version, valid_from=chosen["valid_from"], reason=chosen["reason"], now=clock.now()
            )
            toast(request, f"De volta à versão {frame.version.number}.")
            return redirect(request, "matrices:versions", code)
        except MatrixRefused as refusal:
            form.add_error(None, str(refusal))
    comparison = compare(request.actor, frame.in_force.version, frame.version) if frame.in_force else None
    context = {"frame": frame, "form": form, "comparison": comparison, "is_return": True}
    return page(request, "matrices/publish.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.PUBLISH)
def withdraw(request: Request, code: str, pk: int) -> HttpResponse:
    publication = get_or_404(queries.publications(request.actor, kind_or_404(code).code), pk)
    try:
        publishing.withdraw(request.actor, publication, today=clock.today(), now=clock.now())
        toast(request, "Publicação agendada cancelada.")
    except MatrixRefused as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, reverse("matrices:versions", args=[code]))
