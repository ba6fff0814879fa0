"""Short sentences that confirm what happened, with a way back when there is one.

A toast is a Django message whose extra tag is the address that undoes the work. A whole page renders the waiting
messages; an HTMX fragment carries them in its `HX-Trigger` header (see `ToastMiddleware`).
"""

from enum import IntEnum

from django.contrib import messages
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest


class Tone(IntEnum):
    """Tone of a toast; the values are Django's message levels."""

    INFO = constants.INFO
    SUCCESS = constants.SUCCESS
    WARNING = constants.WARNING
    DANGER = constants.ERROR


def toast(request: HttpRequest, text: str, *, undo_url: str | None = None, tone: str = "success") -> None:
    """Show `text` after this answer. `undo_url` is POSTed to when the person presses "Desfazer".

    `tone` is one of info, success, warning, danger.
    """
    messages.add_message(request, Tone[tone.upper()], text, extra_tags=undo_url or "")


def tone_of(message: Message) -> str:
    """The tone a waiting message is shown in."""
    return next((tone.name.lower() for tone in Tone if tone == message.level), "info")
