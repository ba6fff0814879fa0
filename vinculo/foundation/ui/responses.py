"""The three ways a view answers: a page (or a named fragment of it), a redirect, a reload."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The whole page; or, for an HTMX request whose target names a partial of the template, that partial alone.

    A request with `HX-Target: rows` gets `{% partialdef rows %}` of the template when there is one. History
    restoration always gets the whole page. The answer varies on the two headers, so no cache mixes them up.
    """
    source = get_template(template)
    partial = _partial_name(request)
    if partial:
        try:
            source = get_template(f"{template}#{partial}")
        except TemplateDoesNotExist:
            partial = ""
    answer = HttpResponse(source.render(dict(context or {}), request), status=status)
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer


def redirect(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Send the browser to a URL, a URL name or an object's page, also when HTMX made the request."""
    url = resolve_url(to, *args, **kwargs)
    if "HX-Request" not in request.headers:
        return HttpResponseRedirect(url)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = url
    return answer


def refresh(request: HttpRequest, fallback: str) -> HttpResponse:
    """Reload the page the HTMX request came from; a plain request is sent to `fallback`."""
    if "HX-Request" not in request.headers:
        return HttpResponseRedirect(resolve_url(fallback))
    answer = HttpResponse(status=204)
    answer["HX-Refresh"] = "true"
    return answer


def _partial_name(request: HttpRequest) -> str:
    if "HX-Request" not in request.headers or "HX-History-Restore-Request" in request.headers:
        return ""
    return request.headers.get("HX-Target", "")
