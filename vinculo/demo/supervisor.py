"""`make demo`: one process that starts the database, the pages and the background work, watches them and stops them.

The supervisor imports no Django: whatever needs it runs in a child. Children live in sessions of their own, so Ctrl+C
reaches only the supervisor, which stops them in order: pages and work first, the database last.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import psycopg

from vinculo.demo import logins
from vinculo.foundation.postgres import PostgresError, Server, ensure_running
from vinculo.foundation.postgres.url import PROJECT, data_folder, parse
from vinculo.foundation.postgres.version import require_supported

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_CUSTOMERS = 2_000
CONNECT_SECONDS = 10
START_SECONDS = 60.0
STOP_SECONDS = 8.0
WATCH_SECONDS = 0.5
# A child that keeps dying is started again ever more slowly.
LONGEST_PAUSE_SECONDS = 30.0


class DemoRefused(Exception):
    """The demonstration cannot start; the text is one sentence for the person at the terminal."""


class Interrupted(Exception):
    """Someone asked to stop while the demonstration was being prepared."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the environment asks for."""

    port: int
    customers: int
    data: Path
    database_url: str | None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> Path:
        """What the pages and the background work have to say, so that the terminal stays calm."""
        return self.data / "demo.log"


def main(environ: Mapping[str, str]) -> int:
    """Run the demonstration until Ctrl+C or SIGTERM; 0 after a clean stop, 1 when refused."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        plan = read_plan(environ)
        require_free_port(plan.port)
        if plan.database_url is not None:
            parse(plan.database_url)
            require_usable_database(plan.database_url)
        Demo(plan, environ).run()
    except (DemoRefused, PostgresError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def read_plan(environ: Mapping[str, str]) -> Plan:
    """DEMO_PORT, DEMO_CUSTOMERS, VINCULO_DATA and DATABASE_URL. Raises `DemoRefused` for a value that cannot be."""
    return Plan(
        port=_integer(environ, "DEMO_PORT", default=DEFAULT_PORT, lowest=1, highest=65_535),
        customers=_integer(environ, "DEMO_CUSTOMERS", default=DEFAULT_CUSTOMERS, lowest=1, highest=1_000_000),
        data=data_folder(environ),
        database_url=environ.get("DATABASE_URL", "").strip() or None,
    )


def _integer(environ: Mapping[str, str], name: str, *, default: int, lowest: int, highest: int) -> int:
    written = environ.get(name, "").strip()
    if not written:
        return default
    if not (written.isascii() and written.isdigit() and lowest <= int(written) <= highest):
        raise DemoRefused(f"{name} deve ser um número inteiro de {lowest} a {highest}, e não “{written}”.")
    return int(written)


def require_free_port(port: int) -> None:
    """Raise `DemoRefused` when the port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise DemoRefused(f"Esta conta não pode usar a porta {port}: escolha outra em DEMO_PORT.") from error
        except OSError as error:
            raise DemoRefused(
                f"A porta {port} já está em uso: feche o programa que a ocupa ou escolha outra, "
                "por exemplo DEMO_PORT=8010 make demo."
            ) from error


def require_usable_database(url: str) -> None:
    """Raise `DemoRefused` when nobody answers at `url`, `UnsupportedServer` when the server there is too old."""
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise DemoRefused(f"Não foi possível conectar ao banco de DATABASE_URL: {reason}") from error
    require_supported(version)


class Child:
    """A process that should be running: started, restarted when it dies, stopped with everything it started."""

    def __init__(self, label: str, command: list[str], *, environ: Mapping[str, str], log: Path) -> None:
        self.label = label
        self._command = command
        self._environ = environ
        self._log = log
        self._pause = 1.0
        self._start_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own programs
                self._command,
                cwd=PROJECT,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def keep_alive(self, now: float) -> None:
        """Say when the process has died, and start it again after a pause that grows with every death."""
        if self._process is None:
            if now >= self._start_at:
                self.start()
        elif (status := self._process.poll()) is not None:
            print(f"{self.label} parou (código {status}); reiniciando em {self._pause:.0f} s.", flush=True)
            self._process = None
            self._start_at = now + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def ask_to_stop(self) -> None:
        if self._process is not None:
            self._process.terminate()

    def stop(self, give_up_at: float) -> None:
        """Wait for the process to end, and end its whole group by force when the time is over."""
        if self._process is None:
            return
        try:
            self._process.wait(timeout=max(0.0, give_up_at - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Demo:
    """The database, the pages and the background work of one demonstration."""

    def __init__(self, plan: Plan, environ: Mapping[str, str]) -> None:
        self._plan = plan
        self._server: Server | None = None
        self._environ = {
            **environ,
            "VINCULO_DATA": str(plan.data),
            "VINCULO_DEBUG": "0",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        python = sys.executable
        manage = str(PROJECT / "manage.py")
        self._prepare = [python, manage, "prepare_demo", "--customers", str(plan.customers)]
        self._web = Child(
            "O servidor de páginas",
            [python, "-m", "gunicorn", *self._gunicorn()],
            environ=self._environ,
            log=plan.log,
        )
        self._worker = Child(
            "O processo de tarefas",
            [python, manage, "run_worker"],
            environ=self._environ,
            log=plan.log,
        )

    def run(self) -> None:
        """Everything from start to clean stop."""
        try:
            self._start()
            self._watch()
        except Interrupted:
            print("\nEncerrando…", flush=True)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            self._stop()
        print("Vínculo encerrado; os dados ficaram guardados.", flush=True)

    def _start(self) -> None:
        self._plan.data.mkdir(parents=True, exist_ok=True)
        self._plan.log.write_bytes(b"")
        if self._plan.database_url is None:
            print("Iniciando o banco de dados…", flush=True)
            self._server = ensure_running(self._plan.data)
        print("Preparando o banco e os arquivos…", flush=True)
        self._run_preparation()
        print("Iniciando as páginas e os processos em segundo plano…", flush=True)
        require_free_port(self._plan.port)  # another program may have taken it while the data was made
        self._worker.start()
        self._web.start()
        self._wait_for_pages()
        print(f"\nVínculo pronto em {self._plan.address}\n", flush=True)
        print(f"Entre com (perfil, e-mail, senha):\n\n{logins.table()}\n", flush=True)
        print(f"O registro fica em {self._plan.log}. Ctrl+C encerra tudo.", flush=True)

    def _run_preparation(self) -> None:
        with subprocess.Popen(  # noqa: S603 - our own program
            self._prepare, cwd=PROJECT, env=self._environ, stdin=subprocess.DEVNULL, start_new_session=True
        ) as preparation:
            try:
                status = preparation.wait()
            except Interrupted:
                preparation.terminate()
                raise
        if status != 0:
            raise DemoRefused("A preparação da demonstração não terminou; o motivo está logo acima.")

    def _wait_for_pages(self) -> None:
        give_up_at = time.monotonic() + START_SECONDS
        while not self._pages_answer():
            if not self._web.is_alive():
                raise DemoRefused(f"O servidor de páginas não iniciou; o motivo está no fim de {self._plan.log}.")
            if time.monotonic() > give_up_at:
                raise DemoRefused(f"O servidor de páginas não respondeu em {START_SECONDS:.0f} s.")
            time.sleep(0.1)

    def _pages_answer(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self._plan.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _watch(self) -> None:
        while True:
            self._keep_database_alive()
            for child in (self._worker, self._web):
                child.keep_alive(time.monotonic())
            time.sleep(WATCH_SECONDS)

    def _keep_database_alive(self) -> None:
        """Start the embedded server again when it was killed; it recovers every committed row."""
        if self._server is None or self._server.is_running():
            return
        print("O banco de dados parou; reiniciando.", flush=True)
        dead, self._server = self._server, ensure_running(self._plan.data)
        dead.stop()
        self._worker.ask_to_stop()  # the worker's listener does not connect again by itself; a new worker does

    def _stop(self) -> None:
        children = (self._web, self._worker)
        for child in children:
            child.ask_to_stop()
        give_up_at = time.monotonic() + STOP_SECONDS
        for child in children:
            child.stop(give_up_at)
        if self._server is not None:
            self._server.stop()

    def _gunicorn(self) -> list[str]:
        return [
            "config.wsgi:application",
            f"--bind={HOST}:{self._plan.port}",
            "--worker-class=gthread",
            "--workers=2",
            "--threads=4",
            "--preload",
            "--timeout=60",
            "--graceful-timeout=4",
            "--log-level=warning",
            "--no-control-socket",
        ]


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted
