"""The types the browser tests share."""

from collections.abc import Callable

from playwright.sync_api import Page

SignIn = Callable[[str], Page]
