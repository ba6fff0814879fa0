"""The optional service of streets: what it tells is taken, whatever goes wrong stops nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.test import override_settings

from vinculo.geography.streets import Street, street_of

ANSWERS = {
    "/13010001": (200, json.dumps({"logradouro": "Rua Barreto Leme", "bairro": "Centro", "ibge": "3509502"})),
    "/13010002": (200, json.dumps({"erro": True})),
    "/13010003": (200, "<html>"),
    "/13010004": (500, ""),
    "/13010005": (200, "[]"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = ANSWERS[self.path]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{{cep}}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_street_is_taken(service: str) -> None:
    with override_settings(CEP_SERVICE=service):
        assert street_of("13010001") == Street("Rua Barreto Leme", "Centro", 3509502)


@pytest.mark.parametrize("cep", ["13010002", "13010003", "13010004", "13010005"])
def test_whatever_goes_wrong_stops_nothing(service: str, cep: str) -> None:
    with override_settings(CEP_SERVICE=service):
        assert street_of(cep) is None


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "http://127.0.0.1:1/{cep}"])
def test_without_a_service_nobody_is_asked(address: str) -> None:
    with override_settings(CEP_SERVICE=address):
        assert street_of("13010001") is None
