"""Why the organisation says no. The text of each is a sentence fit for the person."""


class Refused(Exception):
    """An action of the organisation was refused."""


class LastAdministrator(Refused):
    """The change would leave the company without anyone able to manage users and roles."""

    def __init__(self) -> None:
        super().__init__(
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

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class MailNotSent(Refused):
    """The mail server did not take the message."""
