"""A supervisor authorising at somebody else's screen: with their own sign-in; nobody's session changes."""

from allauth.mfa.base.forms import BaseAuthenticateForm
from django.contrib.auth import authenticate
from django.http import HttpRequest

from vinculo.approvals.refusals import ApprovalRefused
from vinculo.foundation.access import Actor
from vinculo.organization.models import User
from vinculo.organization.queries import actor_for
from vinculo.organization.queries.people import with_second_factor


def supervisor(request: HttpRequest, *, email: str, password: str, code: str, at: Actor) -> Actor:
    """The actor of whoever these are the credentials of, in the company of `at`.

    Wrong passwords count for the lock-out as at the door. Raises `ApprovalRefused` with the same sentence for a person
    that does not exist and for a wrong password.
    """
    user = authenticate(request, email=email, password=password)
    if not isinstance(user, User) or user.company_id != at.company_id:
        raise ApprovalRefused("E-mail ou senha não conferem.")
    if with_second_factor([user.pk]):
        if not code.strip():
            raise ApprovalRefused("Digite o código do segundo fator desta pessoa.")
        if not BaseAuthenticateForm({"code": code.strip()}, user=user).is_valid():
            raise ApprovalRefused("O código não confere. Digite o que o aplicativo mostra agora.")
    actor = actor_for(user.pk, at.establishment_id)
    if actor is None:
        raise ApprovalRefused("Esta pessoa não tem perfil ativo em nenhum estabelecimento.")
    return actor
