"""The outbox a person reads when no mail server is configured."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from vinculo.demo import outbox


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def test_a_message_is_kept_with_its_accents_and_links(folder: Path) -> None:
    EmailMessage("Nova senha", "Olá, Conceição: http://127.0.0.1/conta/", to=["ana@aurora.example"]).send()
    (letter,) = outbox.letters(folder)
    assert letter.subject == "Nova senha"
    assert letter.recipients == "ana@aurora.example"
    assert letter.body.strip() == "Olá, Conceição: http://127.0.0.1/conta/"


def test_a_folder_that_does_not_exist_is_an_empty_outbox(tmp_path: Path) -> None:
    assert outbox.letters(tmp_path / "nowhere") == []


def test_administrators_read_it_and_sellers_do_not(folder: Path, signed_in: Callable[[str], Client]) -> None:
    EmailMessage("<b>Convite</b>", "texto", to=["ana@aurora.example"]).send()
    answer = signed_in("adele").get("/caixa-de-saida/")
    assert answer.status_code == 200
    assert "&lt;b&gt;Convite&lt;/b&gt;" in answer.text
    assert signed_in("ana").get("/caixa-de-saida/").status_code == 403
