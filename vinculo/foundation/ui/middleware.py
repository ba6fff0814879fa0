"""What every answer of the product carries: a strict content policy, and waiting toasts for HTMX fragments."""

import json
import logging
from collections.abc import Callable

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from psycopg.errors import DeadlockDetected, ForeignKeyViolation, SerializationFailure

from vinculo.foundation.ui.errors import crossed, not_a_page
from vinculo.foundation.ui.toasts import tone_of

log = logging.getLogger(__name__)
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

Answer = Callable[[HttpRequest], HttpResponseBase]


class ContentSecurityMiddleware:
    """Sends the content security policy: nothing but our own files runs or loads."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        return answer


class ButtonAddressMiddleware:
    """Explains the address of a button opened as a page, where Django leaves the page empty."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or request.method != "GET" or "HX-Request" in request.headers:
            return answer
        page = not_a_page(request)
        page.headers["Allow"] = answer.headers["Allow"]
        return page


class CrossedWritingMiddleware:
    """Explains a writing that met somebody else's: the record went away meanwhile, or each waited for the other.

    Actions lock what they consume; this is for what they only refer to, which a merge or an undone import may take. The
    log names the constraint: one that nobody crossed would be a fault of ours.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        cause = exception.__cause__ if isinstance(exception, DatabaseError) else None
        if isinstance(cause, ForeignKeyViolation):
            log.warning("a writing at %s was crossed at %s", request.path, cause.diag.constraint_name)
            return crossed(request, "Outra pessoa acabou de excluir ou unificar um dos cadastros usados aqui.")
        if isinstance(cause, DeadlockDetected | SerializationFailure):
            log.warning("a writing at %s met another: %s", request.path, type(cause).__name__)
            return crossed(request, "Outra pessoa gravava os mesmos dados neste instante.")
        return None


class PlainAddressMiddleware:
    """Takes the null character out of the query of an address: nobody types it, and PostgreSQL keeps it in no text.

    Fields of forms refuse it by themselves. Must stand before all that reads `request.GET`.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        return self.get_response(request)


class ToastMiddleware:
    """Hands waiting toasts to an HTMX fragment as an event. Must stand inside Django's `MessageMiddleware`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if "HX-Request" in request.headers and not _leads_elsewhere(answer):
            waiting = [
                {"text": str(message), "tone": tone_of(message), "undo": message.extra_tags}
                for message in messages.get_messages(request)
            ]
            if waiting:
                _add_event(answer, "toasts", waiting)
        return answer


def _leads_elsewhere(answer: HttpResponseBase) -> bool:
    """The next page will show the toasts itself."""
    headers = answer.headers
    return 300 <= answer.status_code < 400 or "HX-Redirect" in headers or "HX-Refresh" in headers


def _add_event(answer: HttpResponseBase, name: str, detail: list[dict[str, str | None]]) -> None:
    present = answer.headers.get("HX-Trigger", "")
    events = json.loads(present) if present.startswith("{") else {word: None for word in present.split(",") if word}
    # htmx makes the value an event's detail only when it is an object.
    answer.headers["HX-Trigger"] = json.dumps({**events, name: {"items": detail}})
