"""How django-axes locks a person out at one address, by the parameters of their company, and what the person reads."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinculo.foundation import clock
from vinculo.organization.models import User
from vinculo.organization.parameters import LOCKOUT_ATTEMPTS, LOCKOUT_MINUTES
from vinculo.organization.queries.parameters import parameter_value

Credentials = dict[str, Any] | None


def typed_email(request: HttpRequest | None, credentials: Credentials = None) -> str:
    """The e-mail of an attempt, in lower case: what attempts are counted by, together with the address."""
    given = credentials or {}
    found = given.get("email") or given.get("login") or given.get("username")
    if not found and request is not None:
        found = request.POST.get("login", "")
    return str(found or "").strip().lower()[:254]


def failure_limit(request: HttpRequest | None, credentials: Credentials) -> int:
    return _value(typed_email(request, credentials), LOCKOUT_ATTEMPTS.key, LOCKOUT_ATTEMPTS.default)


def cool_off(request: HttpRequest | None) -> timedelta:
    """How long a lock-out lasts."""
    user = getattr(request, "user", None)
    email = user.email if isinstance(user, User) else typed_email(request)
    return timedelta(minutes=_value(email, LOCKOUT_MINUTES.key, LOCKOUT_MINUTES.default))


def locked_out(request: HttpRequest, _answer: HttpResponse | None, credentials: Credentials) -> HttpResponse:
    """The page for who is locked out: why, and how long until they may try again."""
    email = typed_email(request, credentials)
    last = (
        AccessAttempt.objects.filter(username=email, ip_address=request.META.get("REMOTE_ADDR"))
        .order_by("-attempt_time")
        .first()
    )
    duration = cool_off(request)
    left = (last.attempt_time + duration - clock.now()) if last else duration
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    return render(request, "account/locked_out.html", {"minutes": minutes, "email": email}, status=429)


def locked_until(user: User) -> datetime | None:
    """Until when the door stays closed to this person at one address at least; None when it is open everywhere."""
    limit = _value(user.email, LOCKOUT_ATTEMPTS.key, LOCKOUT_ATTEMPTS.default)
    addresses = (
        AccessAttempt.objects.filter(username=user.email.lower(), expiration__expires_at__gt=clock.now())
        .order_by()
        .values("ip_address")
        .annotate(failures=Sum("failures_since_start"), until=Max("expiration__expires_at"))
    )
    return max((address["until"] for address in addresses if address["failures"] >= limit), default=None)


def forget_attempts(email: str) -> None:
    """Open the door at every address: the wrong passwords of this person no longer count."""
    AccessAttempt.objects.filter(username=email.lower()).delete()


def _value(email: str, key: str, default: int) -> int:
    company_id = (
        User.objects.filter(email__iexact=email).values_list("company_id", flat=True).first() if email else None
    )
    return int(parameter_value(company_id, key)) if company_id else default
