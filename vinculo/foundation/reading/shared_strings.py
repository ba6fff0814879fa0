"""The texts that the cells of an XLSX point at by number: in memory while few, otherwise in a temporary file."""

import marshal
import re
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Final

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import MEGABYTE, Limits
from vinculo.foundation.reading.package import Package, is_plain_xml, local, new_parser

PART: Final = "xl/sharedStrings.xml"
_IN_MEMORY_BYTES: Final = MEGABYTE
_BLOCK_STRINGS: Final = 1024
_BLOCKS_KEPT: Final = 96
_LONGEST: Final = 32_767
_PLAIN: Final = re.compile(rb'\s*<si><t(?: xml:space="preserve")?>([^<]*)</t>')


class SpooledStrings:
    """Texts by number, in blocks of 1,024 in a temporary file. Cells point at neighbours, so few blocks are kept.

    The source is read only as far as the highest number asked for.
    """

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  (lives as long as the object)
        self._offsets = array("Q", [0])
        self._kept: OrderedDict[int, list[str]] = OrderedDict()

    def __getitem__(self, number: int) -> str:
        """Raises IndexError for a number that no text has."""
        block, position = divmod(number, _BLOCK_STRINGS)
        kept = self._kept.get(block)
        if kept is None:
            while block >= len(self._offsets) - 1:
                self._store_next()
            kept = self._kept[block] = self._load(block)
            if len(self._kept) > _BLOCKS_KEPT:
                self._kept.popitem(last=False)
        return kept[position]

    def _store_next(self) -> None:
        texts = list(islice(self._texts, _BLOCK_STRINGS))
        if not texts:
            raise IndexError
        self._file.seek(self._offsets[-1])
        self._file.write(marshal.dumps(texts))
        self._offsets.append(self._file.tell())

    def _load(self, block: int) -> list[str]:
        start, end = self._offsets[block], self._offsets[block + 1]
        self._file.seek(start)
        texts: list[str] = marshal.loads(self._file.read(end - start))  # noqa: S302  (written by this object)
        return texts


def open_shared_strings(package: Package, limits: Limits) -> Callable[[int], str]:
    """The look-up of a shared text by its number."""
    if PART not in package:
        return [].__getitem__
    texts = _texts(package.blocks(PART), limits)
    if package.size(PART) <= _IN_MEMORY_BYTES:
        return list(texts).__getitem__
    return SpooledStrings(texts).__getitem__


def _texts(blocks: Iterator[bytes], limits: Limits) -> Iterator[str]:
    """Each `<si>` in turn; written in the ordinary way it is matched, otherwise parsed."""
    start = next(blocks, b"")
    if b"<si" not in start or not is_plain_xml(start):
        yield from _parsed_texts(chain([start], blocks), limits)
        return
    rest = b""
    for block in chain([start[start.index(b"<si") :]], blocks):
        pieces = (rest + block).split(b"</si>")
        rest = pieces.pop()
        if len(rest) > limits.row_bytes:
            raise UnusableFile("A planilha tem uma célula grande demais.")
        for piece in pieces:
            plain = _PLAIN.fullmatch(piece)
            if plain is None:
                yield from _parsed_texts([b"<sst>" + piece + b"</si></sst>"], limits)
            else:
                text = plain[1].decode()
                yield (unescape(text) if "&" in text else text)[:_LONGEST]
    yield from _parsed_texts([b"<sst>" + rest.replace(b"</sst>", b"") + b"</sst>"], limits)


def _parsed_texts(blocks: Iterable[bytes], limits: Limits) -> Iterator[str]:
    """The runs of a rich text are joined, phonetic guides left out."""
    ready: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(name: str, _: dict[str, str]) -> None:
        name = local(name)
        if name == "si":
            pieces.clear()
        elif name in inside:
            inside[name] = True

    def end(name: str) -> None:
        name = local(name)
        if name == "si":
            ready.append("".join(pieces)[:_LONGEST])
        elif name in inside:
            inside[name] = False

    def text(data: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(data)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    for block in blocks:
        parser.Parse(block)
        if sum(map(len, pieces)) > limits.row_bytes:
            raise UnusableFile("A planilha tem uma célula grande demais.")
        yield from ready
        ready.clear()
    parser.Parse(b"", True)
    yield from ready
