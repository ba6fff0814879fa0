"""The street of a CEP, asked of a service on the network when the installation names one. It may always fail."""

import json
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

_SECONDS = 2.0
_MOST_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Street:
    """`municipality_id` is the IBGE code, None when the service does not tell it."""

    street: str
    district: str
    municipality_id: int | None


def street_of(cep: str) -> Street | None:
    """What the service knows of eight digits; None when there is no service, no answer in two seconds, or no street."""
    address = settings.CEP_SERVICE.replace("{cep}", cep)
    if urlsplit(address).scheme not in ("http", "https"):
        return None
    try:
        request = Request(address, headers={"Accept": "application/json"})  # noqa: S310  (the scheme was checked)
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            told = json.loads(answer.read(_MOST_BYTES))
    except (OSError, HTTPException, ValueError):
        return None
    if not isinstance(told, dict) or not told.get("logradouro"):
        return None
    code = str(told.get("ibge", ""))
    return Street(
        str(told["logradouro"])[:150],
        str(told.get("bairro", ""))[:80],
        int(code) if len(code) == 7 and code.isascii() and code.isdigit() else None,
    )
