"""Whether somebody may be contacted by a channel, and how a handle is named on the list of those who may not. Pure.

Law: LGPD art. 7 (legal bases), art. 8 par. 5 and art. 18 par. 2 (a refusal counts at once). The list outlives the
record.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from vinculo.customers.rules import same_line_numbers


class Purpose(StrEnum):
    """SERVICE answers or continues what the person asked for; MARKETING offers something."""

    SERVICE = "service"
    MARKETING = "marketing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` is a sentence; empty when allowed."""

    allowed: bool
    why: str = ""


ALLOWED = Verdict(True)


def verdict(
    *, purpose: Purpose, answer: bool | None, is_suppressed: bool, is_customer: bool, is_anonymized: bool = False
) -> Verdict:
    """May this party be contacted by this channel? `answer` is its last word on the channel, None when never asked.

    A suppressed handle and a refusal stop everything. Without an answer, customers may be offered things (legitimate
    interest, with easy opposition) and prospects may not; both may be answered.
    """
    if is_anonymized:
        return Verdict(False, "Os dados deste cadastro foram anonimizados.")
    if is_suppressed:
        return Verdict(False, "Está na lista de não contatar.")
    if answer is False:
        return Verdict(False, "Não aceita contato por este canal.")
    if purpose is Purpose.MARKETING and answer is None and not is_customer:
        return Verdict(False, "Prospect sem consentimento não recebe oferta.")
    return ALLOWED


def phone_line(e164: str) -> str:
    """One telephone, one name: national digits with the ninth one; a foreign number keeps its country code."""
    if not e164.startswith("+55"):
        return e164.removeprefix("+")
    return max(same_line_numbers(e164.removeprefix("+55")), key=len)


def handle_hash(company_id: int, handle: str, value: str) -> str:
    """The name of a handle on the list, 64 hexadecimal digits. `value` is E.164, lower-case e-mail, or bare document.

    The same in SQL: `encode(sha256(convert_to(company_id || ':' || handle || ':' || value, 'UTF8')), 'hex')`, where the
    value of a telephone is `phone_line`.
    """
    name = phone_line(value) if handle == "phone" else value
    return hashlib.sha256(f"{company_id}:{handle}:{name}".encode()).hexdigest()
