"""The forms of django-allauth with our labels, hints and controls; what they check is the library's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

PASSWORD_HINT = "Pelo menos 10 caracteres. Uma frase curta é fácil de lembrar e difícil de adivinhar."  # noqa: S105  (a hint)


def _describe(field: forms.Field, label: str, hint: str = "", **attributes: Any) -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self.fields["login"], "E-mail", autofocus=True, autocomplete="username")
        _describe(self.fields["password"], "Senha", autocomplete="current-password")
        _describe(self.fields["remember"], "Manter conectado neste computador")


class PasswordChangeForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self.fields["oldpassword"], "Senha atual", autocomplete="current-password", autofocus=True)
        _describe_new_password(self)


class PasswordLinkForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self.fields["email"], "E-mail", autofocus=True, autocomplete="email")


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_new_password(self)


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(self.fields["password"], "Senha", autocomplete="current-password", autofocus=True)


class SecondFactorForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self)


class SecondFactorAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_code(self)


class ActivateSecondFactorForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe(
            self.fields["code"],
            "Código mostrado pelo aplicativo",
            inputmode="numeric",
            autocomplete="one-time-code",
            maxlength="6",
            autofocus=True,
        )


def _describe_new_password(form: forms.Form) -> None:
    _describe(form.fields["password1"], "Nova senha", PASSWORD_HINT, autocomplete="new-password")
    _describe(form.fields["password2"], "Nova senha, de novo", autocomplete="new-password")


def _describe_code(form: forms.Form) -> None:
    hint = "Os seis dígitos do aplicativo, ou um dos seus códigos de recuperação."
    _describe(form.fields["code"], "Código", hint, autocomplete="one-time-code", inputmode="numeric", autofocus=True)
