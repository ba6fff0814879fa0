"""What a draft may be. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from vinculo.kernel.payment_card import without_card_numbers
from vinculo.kernel.text import storable

MOST_BYTES = 100_000
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,119}")


class BadDraft(ValueError):
    """What was sent is not a draft."""


class DraftTooLarge(ValueError):
    """More than 100 kB."""


@dataclass(frozen=True, slots=True)
class Typed:
    fields: Mapping[str, list[str]]
    url: str
    title: str


def is_key(text: str) -> bool:
    return KEY.fullmatch(text) is not None


def parse(body: bytes) -> Typed:
    """The draft in a JSON body `{"fields": {name: [text, …]}, "url": "", "title": ""}`.

    Raises `BadDraft`, `DraftTooLarge`.
    """
    if len(body) > MOST_BYTES:
        raise DraftTooLarge
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadDraft from error
    fields = sent.get("fields") if isinstance(sent, dict) else None
    if not isinstance(fields, dict):
        raise BadDraft
    for texts in fields.values():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise BadDraft
    return Typed(_clean(fields), _text(sent.get("url")), _text(sent.get("title")))


def _clean(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Card numbers are kept nowhere."""
    return {_text(name): [without_card_numbers(storable(text)) for text in texts] for name, texts in fields.items()}


def _text(value: object) -> str:
    return without_card_numbers(storable(value))[:300] if isinstance(value, str) else ""
