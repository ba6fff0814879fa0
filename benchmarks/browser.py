"""A person's browser, reduced to what the measurements need: cookies, forms, and what each answer cost."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from secrets import token_hex
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

TIMEOUT_SECONDS = 120.0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_COST = re.compile(r'total;dur=([\d.]+), cpu;dur=([\d.]+), database;dur=([\d.]+);desc="(\d+)"')


class PageFailed(Exception):
    """The product answered a page with an error; the text names the page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, where it came from after redirections, and what it cost the server (times in milliseconds)."""

    url: str
    status: int
    body: str
    total: float
    cpu: float
    database: float
    queries: int

    def form_fields(self) -> dict[str, str]:
        """The hidden fields of the page's forms, the token among them."""
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.body))


class Browser:
    """One person's session with the product at `address`."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open

    def sign_in(self, email: str, password: str) -> None:
        """Raises `PageFailed` when the product does not let the person in."""
        page = self.get("/conta/entrar/")
        answer = self.post("/conta/entrar/", {"login": email, "password": password, "next": "/conta/"}, page)
        if "/conta/entrar/" in answer.url:
            raise PageFailed(f"{email} não conseguiu entrar.")

    def get(self, path: str, parameters: Mapping[str, str] | None = None, *, target: str = "") -> Answer:
        """The page, or with `target` the fragment that HTMX would ask for."""
        url = urljoin(self._address, path) + (f"?{urlencode(parameters)}" if parameters else "")
        headers = {"HX-Request": "true", "HX-Target": target} if target else {}
        return self._answer(Request(url, headers=headers))  # noqa: S310 - the product's own address

    def post(self, path: str, fields: Mapping[str, str], page: Answer, file: tuple[str, Path] | None = None) -> Answer:
        """Send a form of `page`, whose token goes along; `file` is (field, path)."""
        url = urljoin(self._address, path)
        found = _TOKEN.search(page.body)
        everything = {**fields, "csrfmiddlewaretoken": found.group(1) if found else ""}
        if file is None:
            return self._answer(Request(url, data=urlencode(everything).encode()))  # noqa: S310 - as above
        boundary = token_hex(16)
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        body = _multipart(everything, *file, boundary)
        return self._answer(Request(url, data=body, headers=headers))  # noqa: S310 - as above

    def _answer(self, request: Request) -> Answer:
        try:
            with self._open(request, timeout=TIMEOUT_SECONDS) as response:
                body = response.read().decode("utf-8", errors="replace")
                cost = _COST.search(response.headers.get("Server-Timing", ""))
                total, cpu, database, queries = cost.groups() if cost else ("0", "0", "0", "0")
                return Answer(
                    response.url, response.status, body, float(total), float(cpu), float(database), int(queries)
                )
        except HTTPError as error:
            raise PageFailed(f"{request.get_method()} {request.full_url} respondeu {error.code}.") from error


def _multipart(fields: Mapping[str, str], name: str, path: Path, boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    heading = f'Content-Disposition: form-data; name="{name}"; filename="{path.name}"'
    parts.append(f"--{boundary}\r\n{heading}\r\nContent-Type: application/octet-stream\r\n\r\n".encode())
    return b"".join((*parts, path.read_bytes(), f"\r\n--{boundary}--\r\n".encode()))
