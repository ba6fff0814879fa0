"""The pages of the person's own account. Only the pages of django-allauth that the product uses are here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, re_path

from vinculo.foundation.access import authenticated, public
from vinculo.organization.views import account as own

LibraryView = Callable[..., HttpResponseBase]


def _page(view: LibraryView) -> LibraryView:
    """A page of the library that answers 422 when it gives a refused form back."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 200:
            response.status_code = 422
        return response

    return answer


urlpatterns = [
    path("", own.home, name="account_home"),
    path("nome", own.rename, name="account_rename"),
    path("entrar/", public(own.sign_in(_page(account.login))), name="account_login"),
    path("sair/", public(account.logout), name="account_logout"),
    path("inativa/", public(account.account_inactive), name="account_inactive"),
    path("confirmar-identidade/", authenticated(_page(account.reauthenticate)), name="account_reauthenticate"),
    path("senha/trocar/", authenticated(_page(account.password_change)), name="account_change_password"),
    path("senha/esqueci/", public(_page(account.password_reset)), name="account_reset_password"),
    path("senha/esqueci/enviado/", public(own.reset_asked), name="account_reset_password_done"),
    re_path(
        r"^senha/nova/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(_page(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path("senha/pronta/", public(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    path("segundo-fator/", own.second_factor, name="mfa_index"),
    path("segundo-fator/entrar/", public(_page(mfa.authenticate)), name="mfa_authenticate"),
    path("segundo-fator/confirmar-identidade/", authenticated(_page(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path("segundo-fator/ligar/", authenticated(_page(totp.activate_totp)), name="mfa_activate_totp"),
    path("segundo-fator/desligar/", authenticated(_page(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("segundo-fator/codigos/", authenticated(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "segundo-fator/codigos/novos/",
        authenticated(_page(recovery_codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "segundo-fator/codigos/arquivo/",
        authenticated(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("sessoes/", authenticated(_page(sessions.list_usersessions)), name="usersessions_list"),
]
