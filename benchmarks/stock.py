"""Stock at ten million movements: the figures are taken by a process of its own, over a data folder of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure
from vinculo.foundation.postgres import DURABLE, ensure_running
from vinculo.foundation.postgres.url import PROJECT

_CHILD = "import django; django.setup(); from benchmarks.stock_room import main; main({movements})"


def measure(room: Path, movements: int) -> list[Figure]:
    """The figures at so many movements; the folder of each number of movements is made once and used again."""
    data = room / f"stock-{movements}"
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with ensure_running(data, DURABLE):
        answer = subprocess.run(
            [sys.executable, "-c", _CHILD.format(movements=movements)],
            cwd=PROJECT,
            env={**kept, "VINCULO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return [Figure(**figure) for figure in json.loads(answer.stdout.splitlines()[-1])]
