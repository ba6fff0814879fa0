"""Pages opened inside the measuring process, with every access rule on: for bases that no web server stands on."""

import time
from collections.abc import Mapping

from django.conf import settings
from django.test import Client, override_settings

from benchmarks.figures import percentile

_TIMES = 12
PRODUCTS = {
    "lista": "/produtos/",
    "sem_preço": "/produtos/?preco=nao&situacao=active",
    "indicadores": "/produtos/indicadores/",
}
STOCK = {
    "movimentos": "/estoque/movimentos/",
    "movimentos_do_produto": "/estoque/movimentos/?produto=BENCH-00005",
    "saldos": "/estoque/saldos/",
    "baixo": "/estoque/baixo/",
    "cobertura": "/estoque/cobertura/?dura=long",
    "indicadores": "/estoque/indicadores/",
}


def page_times(pages: Mapping[str, str]) -> dict[str, float]:
    """By name, the p95 in milliseconds of opening each address as the administrator of the demonstration."""
    # Nobody has collected the static files of a base that no web server stands on.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        return _page_times(pages)


def _page_times(pages: Mapping[str, str]) -> dict[str, float]:
    client = Client(headers={"host": next(iter(settings.ALLOWED_HOSTS), "localhost")})
    client.get("/conta/entrar/")
    client.post("/conta/entrar/", {"login": "adele@demo.example", "password": "vinculo-demo", "next": "/conta/"})
    return {name: _p95(client, path) for name, path in pages.items()}


def _p95(client: Client, path: str) -> float:
    taken = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        answer = client.get(path)
        taken.append(1000 * (time.perf_counter() - started))
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    return percentile(taken[2:], 95)
