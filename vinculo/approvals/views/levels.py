"""The levels of authority, and delegations."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from vinculo.approvals import actions, queries
from vinculo.approvals.actions.levels import save_level
from vinculo.approvals.forms import DelegationForm, HolderFormSet, LevelForm, initial_holders
from vinculo.approvals.models import Level
from vinculo.approvals.permissions import Permission
from vinculo.approvals.queries.levels import levels as all_levels
from vinculo.approvals.refusals import ApprovalRefused
from vinculo.foundation import clock
from vinculo.foundation.access import Request, get_or_404, requires
from vinculo.foundation.ui import page, redirect, toast


@requires(Permission.MANAGE)
def levels(request: Request) -> HttpResponse:
    return page(request, "approvals/levels.html", {"levels": all_levels(request.actor.company_id)})


@requires(Permission.MANAGE)
def add_level(request: Request) -> HttpResponse:
    return _level(request, Level())


@requires(Permission.MANAGE)
def edit_level(request: Request, pk: int) -> HttpResponse:
    return _level(request, get_or_404(Level.objects.filter(company_id=request.actor.company_id), pk))


def _level(request: Request, level: Level) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = LevelForm(posted, initial={"name": level.name})
    lines = HolderFormSet(
        posted, initial=initial_holders(level), prefix="holders", form_kwargs={"actor": request.actor}
    )
    if posted is not None and form.is_valid() and lines.is_valid():
        kept = [line.holder() for line in lines if not line.cleaned_data.get("DELETE")]
        try:
            saved = save_level(request.actor, level, form.cleaned_data["name"], [each for each in kept if each])
            toast(request, f"Nível {saved} salvo.")
            return redirect(request, "approvals:levels")
        except ApprovalRefused as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors or lines.total_error_count() else 200
    return page(request, "approvals/level.html", {"level": level, "form": form, "lines": lines}, status=status)


@requires(Permission.DELEGATE, Permission.DECIDE)
def delegations(request: Request) -> HttpResponse:
    """The delegations one gave and received, and a form for another."""
    form = DelegationForm(request.POST or None, actor=request.actor, initial={"first_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            given = actions.delegate(
                request.actor,
                typed["receiver"],
                first_day=typed["first_day"],
                last_day=typed["last_day"],
                reason=typed["reason"],
                today=clock.today(),
                now=clock.now(),
            )
            toast(request, f"Alçada delegada a {given.receiver.name}.")
            return redirect(request, "approvals:delegations")
        except ApprovalRefused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "given": queries.delegations(request.actor)[:100],
        "today": clock.today(),
        "may_delegate": request.actor.may(Permission.DELEGATE),
    }
    return page(request, "approvals/delegations.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.DELEGATE)
def revoke(request: Request, pk: int) -> HttpResponse:
    get_or_404(queries.delegations(request.actor), pk)
    try:
        actions.revoke(request.actor, pk, now=clock.now())
        toast(request, "Delegação encerrada.")
    except ApprovalRefused as refusal:
        toast(request, str(refusal), tone="warning")
    return redirect(request, "approvals:delegations")
