"""Creating a cluster: all of it or nothing."""

import shutil
import subprocess

from vinculo.foundation.postgres.binaries import ENVIRONMENT, Binaries
from vinculo.foundation.postgres.errors import PostgresError
from vinculo.foundation.postgres.layout import Layout
from vinculo.foundation.postgres.profiles import Profile
from vinculo.foundation.postgres.url import DATABASE, USER


def ensure_cluster(layout: Layout, binaries: Binaries, profile: Profile) -> None:
    """Make the cluster with its database if there is none.

    It is built under another name and renamed when complete, so a process killed half-way leaves no half cluster.
    Raises `PostgresError` when it was made by another major version.
    """
    version_file = layout.cluster / "PG_VERSION"
    if version_file.exists():
        made_by = version_file.read_text().strip()
        if made_by != str(binaries.major):
            raise PostgresError(
                f"Os dados em {layout.cluster} são do PostgreSQL {made_by}, e os programas são do {binaries.major}: "
                "use os programas daquela versão ou mova a pasta."
            )
        return

    building = layout.unfinished_cluster
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    layout.account.own(building, 0o700)
    _run(
        layout,
        [
            binaries.program("initdb"),
            f"--pgdata={building}",
            f"--username={USER}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *(() if profile.durable else ("--no-sync",)),
        ],
    )
    _run(
        layout,
        [binaries.program("postgres"), "--single", "-D", str(building), "postgres"],
        statement=f"CREATE DATABASE {DATABASE};\n",
    )
    building.rename(layout.cluster)


def _run(layout: Layout, command: list[str], *, statement: str = "") -> None:
    try:
        done = subprocess.run(  # noqa: S603 - our own programs and paths
            command,
            input=statement,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
            env=ENVIRONMENT,
            **layout.account.process_arguments(),
        )
    except OSError as error:
        raise PostgresError(f"O programa {command[0]} não pôde ser executado: {error}.") from error
    if done.returncode != 0 or "ERROR:" in done.stdout or "FATAL:" in done.stdout:
        raise PostgresError(f"O PostgreSQL não conseguiu criar o banco em {layout.cluster}:\n{done.stdout.strip()}")
