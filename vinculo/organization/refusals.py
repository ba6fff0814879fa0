"""Why the organisation says no. The text of each is a sentence fit for the person."""

from vinculo.kernel import refusal


class Refused(refusal.Refused):
    """A refusal of this room."""


class LastAdministrator(Refused):
    """The change would leave the company without anyone able to manage users and roles."""

    sentence = (
        "A empresa ficaria sem ninguém que possa cadastrar usuários e editar perfis. "
        "Dê essas permissões a outra pessoa ativa primeiro."
    )


class OwnAccount(Refused):
    """People do not close their own door."""


class BeyondAuthority(Refused):
    """People grant, and manage in others, only what they hold themselves."""


class InUse(Refused):
    """The record is still needed by others."""


class AlreadyTaken(Refused):
    """A unique value belongs to another record; `field` names it."""


class MailNotSent(Refused):
    """The mail server did not take the message."""
