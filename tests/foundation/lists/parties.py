"""Parties and what a page of the test list shows of them."""

import re

from django.test import Client

from tests.cast import Cast
from vinculo.customers.models import Party


def party(cast: Cast, name: str, **values: object) -> Party:
    return Party.objects.create(
        **{
            "company": cast.company,
            "establishment": cast.head,
            "kind": "person",
            "stage": "prospect",
            "name": name,
            **values,
        }
    )


def shown(client: Client, url: str = "/teste/") -> list[str]:
    page = client.get(url).content.decode()
    return re.findall(r"data-keyopen>([^<]*)</a>", page)
