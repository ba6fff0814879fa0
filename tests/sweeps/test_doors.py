"""Every URL of the product, walked: each declares its access, and keeps out whom it should."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from vinculo.foundation.access.decorators import ACCESS
from vinculo.organization.models import Role


@dataclass(frozen=True)
class Door:
    name: str
    access: object
    arguments: tuple[str, ...]

    def url(self) -> str:
        """An address behind this door, with arguments no record answers to."""
        samples = {"key": "nada", "uidb36": "0", "code": "XX", "cep": "13010000", "root_type": "customers.party"}
        return reverse(self.name, kwargs={argument: samples.get(argument, "999999") for argument in self.arguments})


def all_doors() -> list[Door]:
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda door: door.name)


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Door]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, inner)
        else:
            arguments = tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)
            yield Door(f"{prefix}{pattern.name}", getattr(pattern.callback, ACCESS, None), arguments)


DOORS = all_doors()


def test_every_door_has_a_name_and_declares_its_access() -> None:
    undeclared = [door.name for door in DOORS if door.access is None or door.name.endswith("None")]
    assert undeclared == []


def test_few_doors_are_public() -> None:
    public = {door.name for door in DOORS if door.access == "public"}
    assert all(name.startswith(("account_", "mfa_", "health:")) for name in public), public


@pytest.mark.parametrize("door", [door for door in DOORS if door.access != "public"], ids=lambda door: door.name)
def test_a_stranger_is_sent_to_the_sign_in_page(door: Door, db: None) -> None:
    for method in ("get", "post"):
        response = getattr(Client(), method)(door.url())
        assert response.status_code in (302, 405), f"{method} {door.url()} answered {response.status_code}"
        if response.status_code == 302:
            assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("door", [door for door in DOORS if isinstance(door.access, tuple)], ids=lambda door: door.name)
def test_a_role_without_permissions_opens_nothing(door: Door, cast: Cast, signed_in: Callable[[str], Client]) -> None:
    Role.objects.filter(code="seller").update(permissions=[])
    client = signed_in("ana")
    for method in ("get", "post"):
        response = getattr(client, method)(door.url())
        assert response.status_code in (403, 405), f"{method} {door.url()} answered {response.status_code}"


@pytest.mark.parametrize("door", [door for door in DOORS if door.arguments], ids=lambda door: door.name)
def test_a_record_that_does_not_exist_is_not_an_error(
    door: Door, cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("adele")
    for method in ("get", "post"):
        response = getattr(client, method)(door.url())
        assert response.status_code < 500, f"{method} {door.url()} answered {response.status_code}"


@pytest.mark.parametrize("door", [door for door in DOORS if not door.arguments], ids=lambda door: door.name)
def test_an_administrator_opens_every_page(door: Door, cast: Cast, signed_in: Callable[[str], Client]) -> None:
    response = signed_in("adele").get(door.url())
    assert response.status_code in (200, 302, 400, 404, 405, 422), f"{door.url()} answered {response.status_code}"
