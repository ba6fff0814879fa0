"""An engine on the command line: a JSON file in, the result and its derivation out as JSON, no database.

Exit codes: 0 done; 1 the engine refused, its sentences on the standard error; 2 the file cannot be read or does not
describe what the engine is asked; 74 (EX_IOERR) the result cannot be written; 141 (128 + SIGPIPE) whoever read the
output closed it before its end.
"""

import errno
import json
import os
import sys
from collections.abc import Callable, Sequence
from decimal import InvalidOperation, Overflow
from pathlib import Path
from typing import Any, Final, TypeVar

from vinculo.engines import plain

T = TypeVar("T")

DONE: Final = 0
REFUSED: Final = 1
BAD_INPUT: Final = 2
NOT_WRITTEN: Final = 74
PIPE_CLOSED: Final = 128 + 13
_STANDARD_INPUT: Final = "-"
_SAID: Final = {
    errno.ENOENT: "ele não existe",
    errno.EACCES: "falta permissão",
    errno.EISDIR: "é uma pasta",
    errno.ENOTDIR: "o caminho não existe",
    errno.ENOSPC: "não há espaço no disco",
}


class Refusal(Exception):
    """What an engine refused, one sentence in Portuguese for each problem."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


def run(path: str, kind: type[T], work: Callable[[T], Any]) -> int:
    """Do `work` on the value of the dataclass `kind` that the file describes (`-` is the standard input).

    `work` may raise `Refusal`. Returns the exit code.
    """
    try:
        asked = plain.load(kind, plain.parse_json(read(path)))
    except plain.BadInput as wrong:
        return told([str(wrong)], BAD_INPUT)
    return finish(lambda: work(asked))


def finish(work: Callable[[], Any]) -> int:
    """Print what `work` gives, or the sentences of the `Refusal` it raises; returns the exit code."""
    try:
        result = work()
    except Refusal as refused:
        return told(refused.sentences, REFUSED)
    except (InvalidOperation, Overflow):
        return told(["Um valor do arquivo é grande demais para a conta sair exata."], BAD_INPUT)
    try:
        json.dump(plain.dump(result), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output wants no more of it (`| head`).
        _drop_the_rest()
        return PIPE_CLOSED
    except OSError as wrong:
        _drop_the_rest()
        return told([f"Não foi possível escrever o resultado: {_why(wrong)}."], NOT_WRITTEN)
    return DONE


def _why(wrong: OSError) -> str:
    """What the system said, in Portuguese where it is usual."""
    return _SAID.get(wrong.errno or 0) or f"erro {wrong.errno} do sistema"


def _drop_the_rest() -> None:
    """What is left of the output must not be tried again at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read(path: str) -> str:
    """The text of the file. Raises `plain.BadInput` when it cannot be read."""
    try:
        if path == _STANDARD_INPUT:
            return sys.stdin.read()
        return Path(path).read_text(encoding="utf-8")
    except OSError as wrong:
        raise plain.BadInput("", f"Não foi possível ler o arquivo {path}: {_why(wrong)}.") from wrong
    except UnicodeDecodeError as wrong:
        raise plain.BadInput("", f"O arquivo {path} não está em UTF-8.") from wrong


def told(sentences: Sequence[str], code: int) -> int:
    """Say each sentence on the standard error, and give back the code."""
    for sentence in sentences:
        sys.stderr.write(f"{sentence}\n")
    return code
