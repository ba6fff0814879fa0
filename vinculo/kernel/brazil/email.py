"""E-mail addresses as people give them at a counter: one address, common syntax, lower case."""

import re
from functools import lru_cache
from typing import Final

from vinculo.kernel.brazil.refusal import Refused

MAXIMUM_LENGTH: Final = 254

_LOCAL: Final = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class InvalidEmail(Refused):
    """The text is not one e-mail address."""


def parse(text: str) -> str:
    """The address in `text`, in lower case. Raises `InvalidEmail` naming the rule that failed.

    Lower case throughout: RFC 5321 lets a server tell `Ana@` from `ana@`, no provider does, and two spellings of one
    address would hide a duplicate. Quoted local parts and address literals are refused as typing mistakes. A domain
    with accents is kept in its ASCII form (IDNA).
    """
    address = text.strip().lower().removeprefix("mailto:")
    if not address:
        raise InvalidEmail("Informe o e-mail.")
    if any(separator in address for separator in (" ", ",", ";")):
        raise InvalidEmail("Informe um só e-mail, sem espaços.")
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise InvalidEmail("O e-mail tem a forma nome@empresa.com.br.")
    if "@" in local:
        raise InvalidEmail("O e-mail tem um único @.")
    if len(local) > 64 or not _LOCAL.fullmatch(local):
        raise InvalidEmail("A parte antes do @ tem acento, ponto sobrando ou caractere que um e-mail não aceita.")
    address = f"{local}@{_ascii_domain(domain)}"
    if len(address) > MAXIMUM_LENGTH:
        raise InvalidEmail(f"O e-mail passa de {MAXIMUM_LENGTH} caracteres.")
    return address


@lru_cache(maxsize=10_000)
def _ascii_domain(domain: str) -> str:
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise _invalid_domain(domain) from None
    labels = ascii_domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(_LABEL.fullmatch(label) for label in labels):
        raise _invalid_domain(domain)
    return ascii_domain


def _invalid_domain(domain: str) -> InvalidEmail:
    return InvalidEmail(f"“{domain}” não é um domínio de e-mail; a forma é empresa.com.br.")
