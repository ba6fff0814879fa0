"""The demonstration from start to stop, and what it refuses in one sentence."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from vinculo.demo.logins import LOGINS
from vinculo.demo.supervisor import (
    DEFAULT_PORT,
    Child,
    DemoRefused,
    read_plan,
    require_free_port,
    require_usable_database,
)
from vinculo.foundation.postgres.layout import layout_of
from vinculo.foundation.postgres.pid_file import read_pid_file
from vinculo.foundation.postgres.server import is_running, remove
from vinculo.foundation.postgres.url import PROJECT
from vinculo.organization.default_roles import DEFAULT_ROLES

SECONDS_TO_READY = 90
SECONDS_TO_STOP = 15


@pytest.fixture
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="vinculo-", dir="/tmp"))  # pytest's own is closed to `nobody`
    folder.chmod(0o755)
    yield folder
    remove(folder)
    shutil.rmtree(folder)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_environment_is_read_with_its_defaults() -> None:
    plan = read_plan({})
    assert (plan.port, plan.customers, plan.database_url) == (DEFAULT_PORT, 2_000, None)
    assert plan.data == PROJECT / "var"
    plan = read_plan({"DEMO_PORT": "9000", "DEMO_CUSTOMERS": "50", "DATABASE_URL": "postgres://a@b/c"})
    assert (plan.address, plan.customers, plan.database_url) == ("http://127.0.0.1:9000", 50, "postgres://a@b/c")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEMO_PORT", "0"),
        ("DEMO_PORT", "70000"),
        ("DEMO_PORT", "oito mil"),
        ("DEMO_PORT", "²"),
        ("DEMO_CUSTOMERS", "-1"),
    ],
)
def test_impossible_number_is_refused_naming_its_variable(variable: str, value: str) -> None:
    with pytest.raises(DemoRefused, match=f"{variable} deve ser um número inteiro de 1 a .* e não “{value}”"):
        read_plan({variable: value})


def test_taken_port_is_refused_naming_the_variable_that_changes_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(DemoRefused, match=f"A porta {port} já está em uso: .* DEMO_PORT="):
            require_free_port(port)


def test_database_that_does_not_answer_is_refused_with_its_reason() -> None:
    with pytest.raises(DemoRefused, match=r"conectar ao banco de DATABASE_URL: .*refused"):
        require_usable_database("postgres://vinculo@127.0.0.1:1/vinculo")


def test_every_default_role_has_a_login() -> None:
    labels = {login.role: login.label for login in reversed(LOGINS)}
    assert labels == {role.code: role.name for role in DEFAULT_ROLES}


def test_dead_child_is_started_again_after_a_growing_pause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starts = tmp_path / "starts"
    command = [sys.executable, "-c", f"open({str(starts)!r}, 'a').write('x')"]
    child = Child("O ensaio", command, environ=os.environ, log=tmp_path / "log")
    child.start()
    for now in (100.0, 100.5, 101.0, 200.0, 201.0, 202.0):
        deadline = time.monotonic() + 10
        while child.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        child.keep_alive(now)
    child.stop(time.monotonic() + 10)
    assert starts.read_text() == "xxx"
    assert [line.split("reiniciando em ")[1] for line in capsys.readouterr().out.splitlines()] == ["1 s.", "2 s."]


def test_child_that_ignores_the_request_to_stop_is_ended_by_force(tmp_path: Path) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"
    )
    log = tmp_path / "log"
    child = Child("O ensaio", [sys.executable, "-c", stubborn], environ=os.environ, log=log)
    child.start()
    while not log.read_bytes():
        time.sleep(0.01)
    child.ask_to_stop()
    child.stop(time.monotonic() + 0.2)
    assert not child.is_alive()


def test_demonstration_starts_survives_a_killed_database_stops_and_starts_again(data: Path, free_port: int) -> None:
    first = start(data, free_port)
    lines = lines_until_ready(first, free_port)
    assert any("Criando 50 clientes" in line for line in lines)
    assert stat_mode(data / "secret_key") == 0o600

    postmaster = read_pid_file(layout_of(data).pid_file)
    assert postmaster is not None
    os.kill(postmaster.pid, signal.SIGKILL)
    wait_until_ready_again(free_port, data)

    assert "O banco de dados parou; reiniciando." in stop(first)
    assert not is_running(layout_of(data))

    again = start(data, free_port)
    assert not any("Criando" in line for line in lines_until_ready(again, free_port))
    assert "os dados ficaram guardados" in stop(again)

    late = start(data, free_port)
    assert late.stdout is not None
    assert any("Preparando" in line for line in iter(late.stdout.readline, ""))
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        said, _ = late.communicate(timeout=SECONDS_TO_READY)
    assert (late.returncode, f"A porta {free_port} já está em uso" in said) == (1, True)
    assert not is_running(layout_of(data))


def start(data: Path, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"VINCULO_DATA": str(data), "DEMO_PORT": str(port), "DEMO_CUSTOMERS": "50"}
    return subprocess.Popen(
        [sys.executable, "-m", "vinculo", "demo"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def lines_until_ready(demo: subprocess.Popen[str], port: int) -> list[str]:
    assert demo.stdout is not None
    lines = []
    for line in demo.stdout:
        lines.append(line)
        if line == f"Vínculo pronto em http://127.0.0.1:{port}\n":
            return lines
    raise AssertionError("".join(lines))


def wait_until_ready_again(port: int, data: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_READY
    while not (is_running(layout_of(data)) and is_ready(port)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as response:
            return bool(response.status == 200)
    except urllib.error.HTTPError:
        return False


def stop(demo: subprocess.Popen[str]) -> str:
    demo.send_signal(signal.SIGINT)
    said, _ = demo.communicate(timeout=SECONDS_TO_STOP)
    assert demo.returncode == 0
    return said


def stat_mode(path: Path) -> int:
    return path.stat().st_mode & 0o777
