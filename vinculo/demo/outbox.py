"""The local outbox: messages that would have been sent, where no mail server is configured."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

# Django's file backend ends every message with this line.
_END = b"-" * 79


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, as text."""

    key: str
    subject: str
    sender: str
    recipients: str
    sent_at: datetime
    body: str


def letters(folder: Path, *, limit: int = 100) -> list[Letter]:
    """The newest letters of an outbox folder, newest first. A folder that does not exist is an empty outbox."""
    files = sorted(folder.glob("*.log"), reverse=True)[:limit]
    found = [letter for file in files for letter in _letters_of(file)]
    return sorted(found, key=lambda letter: letter.sent_at, reverse=True)[:limit]


def _letters_of(file: Path) -> list[Letter]:
    parts = [part.strip() for part in file.read_bytes().split(_END)]
    return [_read(f"{file.stem}-{number}", part) for number, part in enumerate(parts) if part]


def _read(key: str, content: bytes) -> Letter:
    message = message_from_bytes(content, policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return Letter(
        key=key,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        recipients=str(message["To"] or ""),
        sent_at=_instant(str(message["Date"])),
        body=str(body.get_content()) if body else "",
    )


def _instant(date: str) -> datetime:
    """Django writes the hour of the message in UTC with the offset -0000, which Python reads as "no time zone"."""
    sent_at = parsedate_to_datetime(date)
    return sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)
