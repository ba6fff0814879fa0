"""The compiled tables a process keeps."""

from threading import Event, Thread

import pytest

from vinculo.engines.decision import Table
from vinculo.matrices.kinds import kind_of
from vinculo.matrices.queries import table_of_version


def test_threads_that_ask_at_once_share_one_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()
    made: list[Table] = []

    def compile_slowly(code: str, version_id: int) -> Table:
        begun.set()
        go_on.wait(5)
        made.append(Table(kind_of(code), (), version=version_id))
        return made[-1]

    monkeypatch.setitem(table_of_version.__globals__, "compile_version", compile_slowly)
    got: list[Table] = []
    threads = [Thread(target=lambda: got.append(table_of_version("freight", -1))) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert begun.wait(5)
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert len(made) == 1
    assert got == made * 4


def test_a_failed_compiling_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((ConnectionError("gone"), Table(kind_of("freight"), (), version=-2)))

    def compile_once(code: str, version_id: int) -> Table:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setitem(table_of_version.__globals__, "compile_version", compile_once)
    with pytest.raises(ConnectionError):
        table_of_version("freight", -2)
    assert table_of_version("freight", -2).version == -2
