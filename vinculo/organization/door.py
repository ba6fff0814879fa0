"""The log of the front door: every sign-in, refusal, exit and change of locks becomes an `AccessEvent`.

The sign-in libraries tell what happens through Django signals; here they are listened to, and a
new password chosen through the mailbox opens a locked door.
"""

from datetime import datetime
from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest

from vinculo.foundation import clock
from vinculo.organization import lockout
from vinculo.organization.models import AccessEvent, Company, User

Kind = AccessEvent.Kind


def record(
    kind: str, *, at: datetime, user: User | None = None, email: str = "", request: HttpRequest | None = None
) -> None:
    """Add an event. An e-mail nobody has is put to the account of the only company, when there is only one."""
    known = user or User.objects.filter(email__iexact=email).first()
    AccessEvent.objects.create(
        at=at,
        company_id=known.company_id if known else _only_company(),
        user=known,
        email=(known.email if known else email)[:254],
        kind=kind,
        address=request.META.get("REMOTE_ADDR", "") if request else "",
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:300] if request else "",
    )


def listen() -> None:
    """Connect to the sign-in libraries; called once, at start-up."""
    auth_signals.user_logged_in.connect(_signed_in, dispatch_uid="door.signed_in")
    auth_signals.user_logged_out.connect(_signed_out, dispatch_uid="door.signed_out")
    auth_signals.user_login_failed.connect(_failed, dispatch_uid="door.failed")
    user_locked_out.connect(_locked_out, dispatch_uid="door.locked_out")
    account_signals.password_changed.connect(_password_changed, dispatch_uid="door.password_changed")
    account_signals.password_reset.connect(_password_reset, dispatch_uid="door.password_reset")
    mfa_signals.authenticator_added.connect(_authenticator_added, dispatch_uid="door.authenticator_added")
    mfa_signals.authenticator_removed.connect(_authenticator_removed, dispatch_uid="door.authenticator_removed")
    mfa_signals.authenticator_reset.connect(_authenticator_added, dispatch_uid="door.authenticator_reset")
    mfa_signals.authentication_failed.connect(_second_factor_failed, dispatch_uid="door.second_factor_failed")


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    record(Kind.SIGNED_IN, at=clock.now(), user=user, request=request)


def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        record(Kind.SIGNED_OUT, at=clock.now(), user=user, request=request)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A wrong password. One refused by the lock-out itself is told by the lock-out."""
    if request is not None and not getattr(request, "axes_locked_out", False):
        record(Kind.FAILED, at=clock.now(), email=str(credentials.get("email") or ""), request=request)


def _locked_out(request: HttpRequest, username: str | None, **_: Any) -> None:
    record(Kind.LOCKED_OUT, at=clock.now(), email=username or "", request=request)


def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    record(Kind.PASSWORD_CHANGED, at=clock.now(), user=user, request=request)


def _password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    """Who proved to own the mailbox and chose a password may use it at once, also while locked out."""
    lockout.forget_attempts(user.email)
    record(Kind.PASSWORD_RESET, at=clock.now(), user=user, request=request)


def _authenticator_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    is_totp = authenticator.type == Authenticator.Type.TOTP
    record(Kind.SECOND_FACTOR_ON if is_totp else Kind.RECOVERY_CODES, at=clock.now(), user=user, request=request)


def _authenticator_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        record(Kind.SECOND_FACTOR_OFF, at=clock.now(), user=user, request=request)


def _second_factor_failed(request: HttpRequest, user: User, **_: Any) -> None:
    record(Kind.SECOND_FACTOR_FAILED, at=clock.now(), user=user, request=request)


def _only_company() -> int | None:
    companies = Company.objects.values_list("pk", flat=True)[:2]
    return companies[0] if len(companies) == 1 else None
