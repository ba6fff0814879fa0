"""Pages for what went wrong: what happened, in Portuguese, and a way out."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

from vinculo.foundation.access import NotAllowed, public


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) if isinstance(exception, NotAllowed) else ""
    return render(request, "ui/errors/403.html", {"reason": reason}, status=403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    return render(request, "ui/errors/404.html", status=404)


@public
def not_a_page(request: HttpRequest) -> HttpResponse:
    """For the address of a button opened as a page: an old tab, a sign-in that leads back to it."""
    return render(request, "ui/errors/405.html", status=405)


@public
def crossed(request: HttpRequest, reason: str) -> HttpResponse:
    """For a writing that somebody else's crossed; nothing of it was kept."""
    return render(request, "ui/errors/409.html", {"reason": reason}, status=409)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's signature)
    return render(request, "ui/errors/csrf.html", status=403)


@public
def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """Rendered without the shell and without the request: whatever broke must not break the apology."""
    return HttpResponseServerError(get_template("ui/errors/500.html").render())
