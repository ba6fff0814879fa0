"""The texts that the cells of an XLSX point at by number: in memory while few, otherwise in a temporary file."""

import marshal
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import IO, Final

from vinculo.imports.reading.errors import UnusableFile
from vinculo.imports.reading.limits import MEGABYTE
from vinculo.imports.reading.package import Package, local, new_parser

PART: Final = "xl/sharedStrings.xml"
_IN_MEMORY_BYTES: Final = 24 * MEGABYTE
_BLOCK_STRINGS: Final = 1024
_BLOCKS_KEPT: Final = 96
_LONGEST: Final = 32_767


class SpooledStrings:
    """Texts by number, in blocks of 1,024 in a temporary file. Cells point at neighbours, so few blocks are kept."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  (lives as long as the object)
        self._offsets = array("Q", [0])
        self._kept: OrderedDict[int, list[str]] = OrderedDict()
        block: list[str] = []
        for text in texts:
            block.append(text)
            if len(block) == _BLOCK_STRINGS:
                self._store(block)
                block = []
        self._store(block)

    def __getitem__(self, number: int) -> str:
        block, position = divmod(number, _BLOCK_STRINGS)
        kept = self._kept.get(block)
        if kept is None:
            kept = self._kept[block] = self._load(block)
            if len(self._kept) > _BLOCKS_KEPT:
                self._kept.popitem(last=False)
        return kept[position]

    def _store(self, block: list[str]) -> None:
        self._file.write(marshal.dumps(block))
        self._offsets.append(self._file.tell())

    def _load(self, block: int) -> list[str]:
        start, end = self._offsets[block], self._offsets[block + 1]
        self._file.seek(start)
        texts: list[str] = marshal.loads(self._file.read(end - start))  # noqa: S302  (written by this object)
        return texts


def open_shared_strings(package: Package) -> Callable[[int], str]:
    """The look-up of a shared text by its number."""
    if PART not in package:
        return [].__getitem__
    if package.size(PART) <= _IN_MEMORY_BYTES:
        return list(_texts(package)).__getitem__
    return SpooledStrings(_texts(package)).__getitem__


def _texts(package: Package) -> Iterator[str]:
    """Each `<si>` in turn; the runs of a rich text joined, phonetic guides left out."""
    ready: list[str] = []
    pieces: list[str] = []
    state = {"in_text": False, "in_phonetic": False}

    def start(name: str, _: dict[str, str]) -> None:
        name = local(name)
        if name == "t":
            state["in_text"] = not state["in_phonetic"]
        elif name == "si":
            pieces.clear()
        elif name == "rPh":
            state["in_phonetic"] = True

    def end(name: str) -> None:
        name = local(name)
        if name == "t":
            state["in_text"] = False
        elif name == "si":
            ready.append("".join(pieces)[:_LONGEST])
        elif name == "rPh":
            state["in_phonetic"] = False

    def text(data: str) -> None:
        if state["in_text"]:
            pieces.append(data)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    for block in package.blocks(PART):
        parser.Parse(block)
        if not ready and sum(map(len, pieces)) > 64 * _LONGEST:
            raise UnusableFile("A planilha tem uma célula grande demais.")
        yield from ready
        ready.clear()
    parser.Parse(b"", True)
    yield from ready
