"""Two people at one cell of a draft in the same moment, on real connections."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from tests.cast import BACKEND, create_cast
from tests.matrices.world import FREIGHT, GENERAL, NOW
from vinculo.matrices import actions
from vinculo.matrices.actions.drafts import start_draft
from vinculo.matrices.models import MatrixRow

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_type_at_once_the_second_is_told_of_the_first() -> None:
    cast = create_cast()
    first = actions.publish_rows(cast.alice, FREIGHT.code, [GENERAL], valid_from=None, reason="Início", now=NOW)
    draft = start_draft(cast.alice, FREIGHT.code, based_on=first, now=NOW)
    start = Barrier(2)

    def send(name: str, price: str) -> tuple[str, str]:
        client = Client()
        client.force_login(cast.user(name), backend=BACKEND)
        body = {"typed": [{"line": 1, "cells": {"per_kilo": price}, "known": 0}]}
        start.wait(timeout=20)
        try:
            url = f"/matrizes/test_freight/celulas/?draft={draft.pk}"
            answer = client.post(url, json.dumps(body), content_type="application/json")
            return price, answer.json()["sentence"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = dict(pool.map(send, ("alice", "adele"), ("3", "4")))
    kept = MatrixRow.objects.get(version=draft).results["per_kilo"]
    other = {"3": "4", "4": "3"}[kept]
    assert f"tinha posto “{other},00” em Por quilo, linha 1" in answers[kept]
    assert answers[other] == ""
