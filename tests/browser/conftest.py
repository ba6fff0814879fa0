"""A real Chromium in front of a real server: what a person does, step by step.

Starting the company takes longer than most walks through it, so the whole suite lives in one Aurora: each walk brings
its own customers and looks for them by name.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast, create_cast, sign_in_session
from tests.conftest import empty_what_was_filled
from vinculo.cases.actions.tables import create_default_tables
from vinculo.geography.actions import load_reference_data

# Playwright's synchronous interface runs an event loop in the test's thread, which Django would take for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ARGUMENTS = (
    "--no-sandbox --disable-background-networking --disable-component-update --disable-sync --no-first-run "
    "--disable-dev-shm-usage --disable-gpu"
)
PATIENCE = 15_000  # milliseconds; a loaded machine is slow, not broken
expect.set_options(timeout=PATIENCE)

OpenAs = Callable[[str, str], Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = os.environ.get("VINCULO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return {"executable_path": chromium, "args": ARGUMENTS.split()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {
        "locale": "pt-BR",
        "timezone_id": "America/Sao_Paulo",
        "viewport": {"width": 1440, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def transactional_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's, which empties the database after every test: one for the suite, emptied once."""
    with django_db_blocker.unblock():
        yield
        empty_what_was_filled()


@pytest.fixture(scope="session")
def aurora(transactional_db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The cast in a database that the server's threads see too, with the company's tables and the municipalities."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        load_reference_data()
        cast = create_cast()
        create_default_tables(cast.company.pk)
        yield cast


@pytest.fixture(scope="session")
def address(aurora: Cast) -> Iterator[str]:
    """Where the product answers, while the suite runs."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def open_as(aurora: Cast, address: str, new_context: Callable[..., BrowserContext]) -> OpenAs:
    """`open_as("ana", "/agenda/")` is a page on which Ana has signed in; it fails the test when a script fails.

    Every call is another computer: nothing is shared but the product.
    """

    def open_page(name: str, path: str) -> Page:
        context = new_context()
        key = sign_in_session(aurora.user(name))
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
        page = watched(context.new_page())
        page.goto(f"{address}{path}")
        return page

    return open_page


def watched(page: Page) -> Page:
    """The page, failing the test when one of its scripts fails."""
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
    return page


@pytest.fixture
def downloads(tmp_path: Path) -> Callable[[Page, Callable[[], None]], Path]:
    """`downloads(page, press)` presses something and gives back the file that comes."""

    def download(page: Page, press: Callable[[], None]) -> Path:
        with page.expect_download() as coming:
            press()
        target = tmp_path / coming.value.suggested_filename
        coming.value.save_as(target)
        return target

    return download
