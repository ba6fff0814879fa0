from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, authenticated, get_or_404
from vinculo.foundation.jobs import actions, queries
from vinculo.foundation.jobs.models import JobRun
from vinculo.foundation.jobs.permissions import Permission
from vinculo.foundation.jobs.presentation import present
from vinculo.foundation.ui import page, refresh, toast
from vinculo.foundation.undo import queries as undo
from vinculo.kernel.text import row_number

TABS = (("", "Todos"), ("andamento", "Em andamento"), ("done", "Concluídos"), ("failed", "Com falha"))


@require_GET
@authenticated
def job_list(request: Request) -> HttpResponse:
    status, everyone = request.GET.get("situacao", ""), request.GET.get("de") == "todos"
    may_see_all = request.actor.may(Permission.SEE_ALL)
    runs, following = queries.recent(
        request.actor,
        status=status,
        everyone=everyone and may_see_all,
        before=row_number(request.GET.get("antes")),
    )
    context = {
        "jobs": [present(run, request.actor, now=clock.now()) for run in runs],
        "is_moving": any(run.is_unfinished for run in runs),
        "tabs": [(key, label, key == status) for key, label in TABS],
        "status": status,
        "everyone": everyone and may_see_all,
        "may_see_all": may_see_all,
        "following": str(following) if following else "",
        "here": request.get_full_path(),
    }
    return page(request, "jobs/list.html", context)


@require_GET
@authenticated
def job_detail(request: Request, pk: int) -> HttpResponse:
    run = get_or_404(queries.visible_to(request.actor), pk)
    job = present(run, request.actor, now=clock.now())
    may_undo = bool(job.undo_url) and undo.is_open(job.undo_url, now=clock.now())
    return page(request, "jobs/detail.html", {"job": job, "may_undo": may_undo})


@require_POST
@authenticated
def cancel(request: Request, pk: int) -> HttpResponse:
    run = get_or_404(queries.visible_to(request.actor), pk)
    try:
        actions.cancel(run, now=clock.now())
        toast(request, "Cancelamento pedido.", tone="info")
    except actions.CannotCancel as refusal:
        toast(request, str(refusal), tone="warning")
    return refresh(request, reverse("jobs:detail", args=[run.pk]))


@require_GET
@authenticated
def download(request: Request, pk: int) -> HttpResponseBase:
    """The output file, to its owner alone, while it is kept."""
    run = get_or_404(JobRun.objects.of(request.actor), pk)
    if not run.has_output or run.output_expires_at is None or run.output_expires_at < clock.now():
        raise Http404("O arquivo deste processo já expirou.")
    return FileResponse(run.output.open("rb"), as_attachment=True, filename=run.output_name)


@require_GET
@authenticated
def tray(request: Request) -> HttpResponse:
    """The top bar's list of jobs."""
    runs, running = queries.for_tray(request.actor)
    jobs = [present(run, request.actor, now=clock.now()) for run in runs]
    return page(request, "jobs/tray.html", {"jobs": jobs, "running": running})
