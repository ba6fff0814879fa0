"""The context processor of the shell."""

from django.http import HttpRequest

from vinculo.foundation.ui.shell import Shell


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Nothing is computed here: fragments and sign-in pages pay nothing for the frame they do not show."""
    return {"shell": Shell(request)}
