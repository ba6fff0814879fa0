"""A real Chromium in front of a real server: what a person does, step by step."""

import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, create_cast, sign_in_session
from vinculo.cases.actions.tables import create_default_tables
from vinculo.geography.actions import load_reference_data

# Playwright's synchronous interface runs an event loop in the test's thread, which Django would take for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ARGUMENTS = (
    "--no-sandbox --disable-background-networking --disable-component-update --disable-sync --no-first-run "
    "--disable-dev-shm-usage --disable-gpu"
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = os.environ.get("VINCULO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return {"executable_path": chromium, "args": ARGUMENTS.split()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "pt-BR", "timezone_id": "America/Sao_Paulo", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def aurora(transactional_db: None) -> Cast:
    """The cast in a database that the server's threads see too, with the company's tables and the municipalities."""
    load_reference_data()
    cast = create_cast()
    create_default_tables(cast.company.pk)
    return cast


@pytest.fixture
def open_as(aurora: Cast, live_server: LiveServer, context: BrowserContext) -> Callable[[str, str], Page]:
    """`open_as("ana", "/agenda/")` is a page on which Ana has signed in; it fails the test when a script fails."""

    def open_page(name: str, path: str) -> Page:
        context.clear_cookies()
        key = sign_in_session(aurora.user(name))
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
        page.goto(f"{live_server.url}{path}")
        return page

    return open_page
