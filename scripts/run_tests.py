"""`make test`: every test that needs no browser, then the browser tests where a Chromium is found.

With VINCULO_REQUIRE_BROWSER=1 a machine without Chromium is a failure rather than a loud remark.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROCESSES = 2


def main() -> int:
    """Both parts run even when the first one fails, so that one run tells everything; the worst status is returned."""
    environment = {**os.environ, "VINCULO_DATA": str(PROJECT / "var" / "test")}
    results = [_pytest("tests", "--ignore=tests/browser", "-n", str(PROCESSES), environment=environment)]

    chromium = _find_chromium()
    if chromium is None:
        _say_loudly(
            "OS TESTES DE NAVEGADOR NÃO RODARAM: nenhum Chromium foi encontrado.",
            "Instale-o (no Debian, apt install chromium) ou informe o caminho em VINCULO_CHROMIUM.",
        )
        if os.environ.get("VINCULO_REQUIRE_BROWSER") == "1":
            results.append(1)
    else:
        print(f"\nTestes de navegador, com {chromium}", flush=True)
        installed = subprocess.run([sys.executable, "scripts/environment.py", "browser"], cwd=PROJECT, check=False)
        results.append(installed.returncode or _pytest("tests/browser", environment=environment | {
            "VINCULO_CHROMIUM": chromium,
        }))  # fmt: skip
    return max(results)


def _pytest(*arguments: str, environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "--create-db", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


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
