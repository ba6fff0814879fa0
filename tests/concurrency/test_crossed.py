"""A writing that refers to a record which a merge takes away in that moment: a sentence, and nothing half-written."""

from threading import Event, Thread

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.cast import BACKEND, create_cast
from tests.identity.people import NOW, twins
from vinculo.customers.models import Note
from vinculo.foundation import audit
from vinculo.identity import actions
from vinculo.identity.verbs import Verb

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_note_on_a_record_that_is_being_merged_says_so() -> None:
    cast = create_cast()
    survivor, loser = twins(cast)
    merged, sent = Event(), Event()

    def merge() -> None:
        try:
            with audit.writing(cast.bruno, Verb.MERGED):
                actions.merge(cast.bruno, survivor.pk, loser.pk, from_loser=[], now=NOW)
                merged.set()
                sent.wait(timeout=0.5)
        finally:
            connections.close_all()

    client = Client()
    client.force_login(cast.user("sofia"), backend=BACKEND)
    merging = Thread(target=merge)
    merging.start()
    assert merged.wait(timeout=10)
    before = Note.objects.count()
    answer = client.post(reverse("customers:add_note", args=[loser.pk]), {"body": "Ligou agora"})
    sent.set()
    merging.join()
    assert (answer.status_code, "Outra pessoa chegou antes" in answer.content.decode()) == (409, True)
    assert Note.objects.count() == before
