"""The living style page: every component in every state, in the product itself."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from vinculo.foundation import clock
from vinculo.foundation.access import Request, requires
from vinculo.foundation.ui import samples
from vinculo.foundation.ui.permissions import Permission
from vinculo.foundation.ui.responses import page, refresh
from vinculo.foundation.ui.toasts import toast


@require_GET
@requires(Permission.STYLE_PAGE)
def style(request: Request) -> HttpResponse:
    return page(request, "ui/style/page.html", samples.everything(clock.now()))


@require_POST
@requires(Permission.STYLE_PAGE)
def style_form(request: Request) -> HttpResponse:
    """Validates the sample form and saves nothing: shows errors, and the toast of a success."""
    form = samples.SampleForm(request.POST, request.FILES)
    phones = samples.SamplePhones(request.POST, prefix="phones")
    valid = form.is_valid() and phones.is_valid()
    if valid:
        toast(request, "Formulário válido. Nada foi gravado: isto é uma amostra.")
        return refresh(request, "ui:style")
    context = {**samples.everything(clock.now()), "form": form, "phones": phones}
    return page(request, "ui/style/page.html", context, status=422)


@require_GET
@requires(Permission.STYLE_PAGE)
def style_lookup(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").casefold()
    return JsonResponse([city for city in samples.CITIES if words in city["label"].casefold()], safe=False)


@require_POST
@requires(Permission.STYLE_PAGE)
def style_toast(request: Request) -> HttpResponse:
    tone = request.GET.get("tone", "success")
    sentence, undo_url = samples.TOASTS.get(tone, samples.TOASTS["success"])
    toast(request, sentence, tone=tone if tone in samples.TOASTS else "success", undo_url=undo_url)
    return HttpResponse(status=204)


@require_GET
@requires(Permission.STYLE_PAGE)
def style_dialog(request: Request) -> HttpResponse:
    return page(request, "ui/style/dialog.html")
