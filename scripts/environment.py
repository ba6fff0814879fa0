"""Make or refresh .venv from one of the locks: python3 scripts/environment.py runtime|development|browser

Runs on the machine's own Python, so it keeps to what old versions understand and refuses them itself. A lock is
installed again only when its contents changed: .venv keeps the digest of what it holds.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"


def main(lock_name: str) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this is the check
        return refuse(
            f"O Vínculo precisa do Python 3.11 ou mais novo, e este é o {sys.version_info[0]}.{sys.version_info[1]}: "
            "instale um mais novo ou diga onde ele está, como em make demo PYTHON=/caminho/python3.11."
        )
    lock = PROJECT / "requirements" / f"{lock_name}.lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f".installed-{lock_name}"
    usable = is_usable()
    if usable and stamp.exists() and stamp.read_text() == wanted:
        return 0

    if not usable:
        if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
            return refuse(
                "Falta o módulo venv deste Python: instale-o (no Debian e no Ubuntu, apt install python3-venv) "
                "e rode o comando de novo."
            )
        say("Criando o ambiente Python em .venv…")
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
            return refuse(f"O ambiente Python não pôde ser criado em {VENV}.")
    say(f"Instalando as dependências de requirements/{lock_name}.lock…")
    if install(lock) != 0:
        return refuse("As dependências não puderam ser instaladas; o motivo está logo acima.")
    stamp.write_text(wanted)
    return 0


def is_usable() -> bool:
    """Whether .venv has a Python that still runs: a moved folder or an upgraded system leaves one that does not."""
    if not PYTHON.exists():
        return False
    return subprocess.call([str(PYTHON), "-c", "import pip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def install(lock: Path) -> int:
    """Install exactly the lock, checked by hash. Wheels only: a fresh machine has no compiler."""
    options = ["-qq", "--no-input", "--disable-pip-version-check", "--only-binary=:all:", "--no-deps"]
    command = [str(PYTHON), "-m", "pip", "install", *options, "--require-hashes", "-r", str(lock)]
    return subprocess.call(command, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"})


def say(sentence: str) -> None:
    print(sentence, flush=True)


def refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
