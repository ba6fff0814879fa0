"""Every URL of the product, walked: each declares its access, and keeps out whom it should."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from tests.catalogue.shelf import Shelf
from tests.customers.people import prospect
from vinculo.foundation.access.decorators import ACCESS
from vinculo.organization.models import Role


@dataclass(frozen=True)
class Door:
    name: str
    access: object
    arguments: tuple[str, ...]

    def url(self) -> str:
        """An address behind this door, with arguments no record answers to."""
        samples = {
            "key": "nada",
            "uidb36": "0",
            "code": "XX",
            "cep": "13010000",
            "root_type": "customers.party",
            "offer_id": str(UUID(int=0)),
        }
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
    signing_in = {name for name in public if name.startswith(("account_", "mfa_"))}
    assert public - signing_in == {"alive", "ready"}


def test_a_stranger_is_sent_to_the_sign_in_page(db: None) -> None:
    sign_in = reverse("account_login")
    stranger = Client()
    assert [
        answer
        for answer in _knock(stranger, [door for door in DOORS if door.access != "public"])
        if answer.status != 405 and not (answer.status == 302 and answer.location.startswith(sign_in))
    ] == []


def test_a_role_without_permissions_opens_nothing(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    Role.objects.filter(code="seller").update(permissions=[])
    guarded = [door for door in DOORS if isinstance(door.access, tuple)]
    assert [answer for answer in _knock(signed_in("ana"), guarded) if answer.status not in (403, 405)] == []


def test_a_record_that_does_not_exist_is_not_an_error(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    with_arguments = [door for door in DOORS if door.arguments]
    assert [answer for answer in _knock(signed_in("adele"), with_arguments) if answer.status >= 500] == []


def test_an_administrator_opens_every_page(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    pages = [door for door in DOORS if not door.arguments and door.name not in ("ready", "account_logout")]
    answers = _knock(signed_in("adele"), pages, methods=("get",))
    assert [answer for answer in answers if answer.status not in (200, 302, 400, 404, 405, 422)] == []


def test_a_record_with_nothing_beside_it_opens_every_page_of_it(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    party, product = prospect(cast.adele, "Alguém"), Shelf(cast).product("N-1", "Alguma coisa")
    bare = {"customers": party.pk, "identity": party.pk, "privacy": party.pk, "catalogue": product.pk}
    pages = [
        reverse(door.name, args=[bare[door.name.split(":")[0]]])
        for door in DOORS
        if door.arguments == ("pk",) and door.name.split(":")[0] in bare
    ]
    adele = signed_in("adele")
    answers = {url: adele.get(url).status_code for url in pages}
    assert {url: status for url, status in answers.items() if status not in (200, 302, 404, 405)} == {}
    assert answers[reverse("customers:related", args=[party.pk])] == 200


@dataclass(frozen=True)
class Answer:
    method: str
    url: str
    status: int
    location: str


def _knock(client: Client, doors: list[Door], methods: tuple[str, ...] = ("get", "post")) -> list[Answer]:
    """What each door answers; one database transaction serves them all, for the doors tried here change nothing."""
    answers = []
    for door in doors:
        for method in methods:
            response = getattr(client, method)(door.url())
            answers.append(Answer(method, door.url(), response.status_code, response.headers.get("Location", "")))
    return answers
