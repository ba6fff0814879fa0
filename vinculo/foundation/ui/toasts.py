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


# At the end of the address of a toast whose button says "Refazer".
REDO = "#refazer"


def toast(
    request: HttpRequest, text: str, *, undo_url: str | None = None, redo_url: str = "", tone: str = "success"
) -> None:
    """Show `text` after this answer. `undo_url` is POSTed to when the person presses "Desfazer", `redo_url`, of
    what was just undone, when they press "Refazer".

    `tone` is one of info, success, warning, danger.
    """
    way = f"{redo_url}{REDO}" if redo_url else undo_url or ""
    messages.add_message(request, Tone[tone.upper()], text, extra_tags=way)


def tone_of(message: Message) -> str:
    """The tone a waiting message is shown in."""
    return next((tone.name.lower() for tone in Tone if tone == message.level), "info")
