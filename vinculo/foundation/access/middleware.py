"""Puts the actor on the request, goes by the clock of their place and tells the audit where writes come from."""

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from vinculo.foundation.access.actor import Actor
from vinculo.foundation.access.loader import load_actor
from vinculo.foundation.audit.origin import Origin, arriving_from

ESTABLISHMENT_KEY = "establishment_id"


class ClientAddressMiddleware:
    """Behind the proxy that is told of in the settings, `REMOTE_ADDR` is the address the proxy saw, not its own.

    Of `X-Forwarded-For` only the last address counts: the proxy wrote it, what stands before it anybody may have sent.
    The audit, the list of sessions and the lock-out of the sign-in all go by `REMOTE_ADDR`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.BEHIND_TLS:
            seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            with suppress(ValueError):
                request.META["REMOTE_ADDR"] = str(ip_address(seen))
        return self.get_response(request)


class ActorMiddleware:
    """`request.actor` is the signed-in `Actor`, or None. The active establishment is kept in the session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        actor = self._actor(request)
        request.actor = actor  # type: ignore[attr-defined]  # the typed view of it is access.Request
        origin = Origin(channel="web", address=request.META.get("REMOTE_ADDR", ""), request_id=uuid4().hex[:16])
        with arriving_from(origin), timezone.override(actor.timezone if actor else None):
            return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor | None:
        user = request.user
        if not user.is_authenticated or user.pk is None:
            return None
        return load_actor(user.pk, request.session.get(ESTABLISHMENT_KEY))
