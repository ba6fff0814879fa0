"""What the product changes in django-allauth: a closed door, Portuguese sentences, sealed secrets."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinculo.foundation import clock
from vinculo.organization import door
from vinculo.organization.models import AccessEvent
from vinculo.organization.queries import actor_for


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers themselves, and nobody comes in without a role somewhere."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Esta conta está inativa. Fale com o administrador da sua empresa.",
        "email_password_mismatch": "E-mail ou senha não conferem.",
        "enter_current_password": "A senha atual não confere.",
        "incorrect_code": "O código não confere. Digite o que o aplicativo mostra agora.",
        "incorrect_password": "A senha não confere.",
        "invalid_password_reset": "Este link não vale mais.",
        "too_many_login_attempts": "Foram muitas tentativas seguidas. Espere alguns minutos e tente de novo.",
        "rate_limited": "Foram muitos pedidos seguidos. Espere um minuto e tente de novo.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (the library's signature)
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by the lock-out (`lockout`), not a second time by the library."""

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """Turn away, with a reason, who has no active role at any open establishment."""
        refusal: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if refusal is None and actor_for(user.pk) is None:
            refusal = render(request, "account/account_inactive.html", {"without_place": True}, status=403)
        return refusal


class MfaAdapter(DefaultMFAAdapter):
    """Seals the secrets of the second factor with a key made of the installation's own secret."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "O código não confere. Digite o que o aplicativo mostra agora ou um código de recuperação ainda não usado."
        ),
        "rate_limited": "Foram muitas tentativas seguidas. Espere alguns minutos e tente de novo.",
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    """Tells the access log when a person ends their other sessions."""

    def end_sessions(self, sessions: list[UserSession]) -> None:
        super().end_sessions(sessions)
        if sessions:
            door.record(AccessEvent.Kind.SESSIONS_ENDED, at=clock.now(), user=sessions[0].user)


def _seal() -> Fernet:
    key = hashlib.sha256(b"vinculo.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
