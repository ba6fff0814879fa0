"""The message that brings a new person in: a link, good for a few days, with which they choose a password."""

from smtplib import SMTPException
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from vinculo.organization.models import User
from vinculo.organization.refusals import MailNotSent


def password_link(user: User) -> str:
    """The path of the page where the user chooses a password; it stops working once used or after a few days."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


def send_invitation(user: User, *, invited_by: str, site: str) -> str:
    """Send the link, and return it. Raises `MailNotSent` when the mail server does not take it."""
    link = urljoin(site, password_link(user))
    text = render_to_string(
        "organization/mail/invitation.txt",
        {
            "user": user,
            "invited_by": invited_by,
            "link": link,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
            "is_new": not user.has_usable_password(),
        },
    )
    try:
        EmailMessage(subject="Seu acesso ao Vínculo", body=text, to=[user.email]).send()
    except (SMTPException, OSError) as error:
        raise MailNotSent(
            "O servidor de e-mail não aceitou o convite. Confira a configuração e envie o convite de novo."
        ) from error
    return link
