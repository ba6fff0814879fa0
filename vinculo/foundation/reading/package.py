"""The parts of an XLSX (a ZIP of XML files), read as streams that stop as soon as they outgrow what is reasonable."""

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from xml.parsers import expat

from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import Limits

_BLOCK: Final = 256 * 1024
_DAMAGED: Final = "O arquivo XLSX está corrompido ou incompleto. Abra-o no Excel e salve de novo."
_TOO_BIG: Final = "O arquivo XLSX se expande além do razoável ao ser aberto e foi recusado por segurança."
# XML forbids these and the database keeps no null: programs that write them mean nothing by them.
_CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\r"})
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_USUAL_ENCODING: Final = re.compile(rb'^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=["\'][Uu][Tt][Ff]-8["\']')


@contextmanager
def damage_refused() -> Iterator[None]:
    """Turn what a damaged or hostile package makes zipfile and expat raise into `UnusableFile`."""
    try:
        yield
    except UnusableFile:
        raise
    except expat.ExpatError as error:
        raise UnusableFile(_DAMAGED) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError) as error:
        raise UnusableFile(_DAMAGED) from error
    except (ValueError, IndexError) as error:
        raise UnusableFile(_DAMAGED) from error


class Package:
    """An open XLSX. `blocks` enforces the limits on what really comes out, not on what the file declares."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._zip = zipfile.ZipFile(path)
        self._limits = limits
        self._parts = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}
        declared = sum(info.file_size for info in self._zip.infolist())
        if declared > limits.unpacked_bytes or any(
            self._outgrows(info, info.file_size) for info in self._parts.values()
        ):
            raise UnusableFile(_TOO_BIG)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def size(self, name: str) -> int:
        return self._parts[name.lower()].file_size

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, without control characters. Raises `UnusableFile` when they outgrow the limits."""
        info = self._parts[name.lower()]
        unpacked = 0
        dropped: bytes | None = None
        with self._zip.open(info) as part:
            while block := part.read(_BLOCK):
                if dropped is None:
                    dropped = b"" if block.startswith(_UTF_16) else _CONTROLS
                unpacked += len(block)
                if unpacked > self._limits.unpacked_bytes or self._outgrows(info, unpacked):
                    raise UnusableFile(_TOO_BIG)
                yield block.translate(None, dropped)

    def close(self) -> None:
        self._zip.close()

    def _outgrows(self, info: zipfile.ZipInfo, unpacked: int) -> bool:
        return unpacked > self._limits.ratio_free_bytes and unpacked > self._limits.ratio * max(1, info.compress_size)


def new_parser() -> expat.XMLParserType:
    """A parser that joins text pieces and refuses document types, the way in of entity bombs."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536

    def refuse(*_: object) -> None:
        raise UnusableFile(_TOO_BIG)

    parser.StartDoctypeDeclHandler = refuse
    return parser


def local(name: str) -> str:
    """An element's name without its namespace prefix."""
    return name.rpartition(":")[2]


def is_plain_xml(start: bytes) -> bool:
    """Whether a part that starts so is UTF-8 without comments, CDATA or document type, as programs ordinarily write."""
    return b"<!" not in start and _USUAL_ENCODING.match(start) is not None
