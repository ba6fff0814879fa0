from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, requires
from vinculo.foundation.ui import redirect, toast
from vinculo.matrices.actions import drafts as actions
from vinculo.matrices.actions import shipping
from vinculo.matrices.frame import frame_of, kind_or_404
from vinculo.matrices.permissions import Permission
from vinculo.matrices.refusals import DraftExists, MatrixRefused


@require_POST
@requires(Permission.EDIT)
def start(request: Request, code: str) -> HttpResponse:
    """Open a draft from the version looked at, or an empty one; the open draft is gone to instead of a second."""
    frame = frame_of(request, code, tab="")
    try:
        draft = actions.start_draft(request.actor, code, based_on=frame.version, now=clock.now())
        toast(request, f"Rascunho da versão {draft.number} aberto.")
    except DraftExists as refusal:
        toast(request, str(refusal), tone="info")
    return redirect(request, "matrices:matrix", code)


@require_POST
@requires(Permission.EDIT)
def bring_shipped(request: Request, code: str) -> HttpResponse:
    """Put the rows that come with the product, and this matrix lacks, into the draft."""
    kind_or_404(code)
    try:
        draft, count = shipping.bring_lacking(request.actor, code, today=clock.today(), now=clock.now())
    except MatrixRefused as refusal:
        toast(request, str(refusal), tone="warning")
        return redirect(request, "matrices:matrix", code)
    if draft is None or not count:
        toast(request, "Não falta nenhuma linha das que vêm com o produto.", tone="info")
        return redirect(request, "matrices:matrix", code)
    words = "1 linha entrou" if count == 1 else f"{count} linhas entraram"
    toast(request, f"{words} no fim do rascunho da versão {draft.number}: confira e publique.")
    return redirect(request, "matrices:matrix", code)


@require_POST
@requires(Permission.EDIT)
def discard(request: Request, code: str) -> HttpResponse:
    frame = frame_of(request, code, tab="")
    if frame.draft is None:
        toast(request, "Não há rascunho aberto.", tone="warning")
        return redirect(request, "matrices:matrix", code)
    try:
        actions.discard_draft(request.actor, frame.draft)
        undo = reverse("matrices:recover_draft", args=[code, frame.draft.pk])
        toast(request, f"Rascunho da versão {frame.draft.number} descartado.", undo_url=undo)
    except MatrixRefused as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, "matrices:matrix", code)


@require_POST
@requires(Permission.EDIT)
def recover(request: Request, code: str, pk: int) -> HttpResponse:
    """Take a discarded draft up again."""
    try:
        draft = actions.recover_draft(request.actor, code, pk)
        toast(request, f"Rascunho da versão {draft.number} de volta.")
    except MatrixRefused as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, "matrices:matrix", code)
