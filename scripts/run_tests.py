"""`make test`: every test that needs no browser and, where a Chromium is found, the browser tests beside them.

With VINCULO_REQUIRE_BROWSER=1 a machine without Chromium is a failure rather than a loud remark.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

PROJECT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROCESSES = 2


def main() -> int:
    """Both parts run to their end even when one fails, so that one run tells everything; the worst status is returned.

    They run side by side: a browser, a worker process and a server being started are waited for much of the time. What
    the browser tests say is kept apart and told when both have ended.
    """
    environment = {**os.environ, "VINCULO_DATA": str(PROJECT / "var" / "test")}
    chromium = _find_chromium()
    if chromium is None:
        status = _pytest("tests", "--ignore=tests/browser", "-n", str(PROCESSES), environment=environment).wait()
        _say_loudly(
            "OS TESTES DE NAVEGADOR NÃO RODARAM: nenhum Chromium foi encontrado.",
            "Instale-o (no Debian, apt install chromium) ou informe o caminho em VINCULO_CHROMIUM.",
        )
        return max(status, int(os.environ.get("VINCULO_REQUIRE_BROWSER") == "1"))

    installed = subprocess.run([sys.executable, "scripts/environment.py", "browser"], cwd=PROJECT, check=False)
    with tempfile.TemporaryFile() as told:
        browser = _pytest("tests/browser", environment=environment | {"VINCULO_CHROMIUM": chromium}, output=told)
        others = _pytest("tests", "--ignore=tests/browser", "-n", str(PROCESSES), environment=environment)
        statuses = [installed.returncode, others.wait(), browser.wait()]
        print(f"\nTestes de navegador, com {chromium}", flush=True)
        told.seek(0)
        shutil.copyfileobj(told, sys.stdout.buffer)
        sys.stdout.flush()
    return max(statuses)


def _pytest(*arguments: str, environment: dict[str, str], output: IO[bytes] | None = None) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "pytest", "-q", "--create-db", *arguments]
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output)


def _find_chromium() -> str | None:
    named = os.environ.get("VINCULO_CHROMIUM", "").strip()
    if named:
        return shutil.which(named)
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def _say_loudly(*sentences: str) -> None:
    rule = "!" * max(len(sentence) for sentence in sentences)
    print("\n".join(("", rule, *sentences, rule)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
