"""Data folders and people for the launcher's tests, which start real servers of their own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vinculo.foundation.postgres.account import server_account
from vinculo.foundation.postgres.binaries import VARIABLE, find_binaries
from vinculo.foundation.postgres.server import remove, stop_now


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty data folder that any account can reach, with nothing left of it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vinculo-", dir="/tmp"))  # pytest's own is closed to `nobody`
    folder.chmod(0o755)
    yield folder
    remove(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def module_data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="vinculo-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    remove(folder)
    shutil.rmtree(folder)


@pytest.fixture
def used_data(module_data: Path) -> Iterator[Path]:
    """A stopped cluster shared by tests that only need some cluster."""
    yield module_data
    stop_now(module_data)


@pytest.fixture
def as_ordinary_user() -> Iterator[Callable[[Callable[[], None], Path], int]]:
    """Run a function in a child process of an ordinary account, which owns the folder; returns its exit status."""

    def run(function: Callable[[], None], folder: Path) -> int:
        account = server_account()
        os.environ.setdefault(VARIABLE, str(find_binaries(os.environ, account).folder))
        os.chown(folder, account.uid, account.gid)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                if account.drops_root:
                    os.setgroups([])
                    os.setgid(account.gid)
                    os.setuid(account.uid)
                function()
                status = 0
            finally:
                os._exit(status)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    had = os.environ.get(VARIABLE)
    yield run
    if had is None:
        os.environ.pop(VARIABLE, None)
