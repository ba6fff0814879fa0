"""Pictures made to do harm, and damaged ones, are refused with a sentence wherever a picture may be sent."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from vinculo.catalogue.files import keep_picture
from vinculo.catalogue.refusals import Refused
from vinculo.organization.logos import BadLogo, read_logo


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _bomb() -> bytes:
    """A few bytes that say they are 60,000 points high and wide."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0")) + _chunk(b"IEND", b"")


def _cut() -> bytes:
    written = BytesIO()
    Image.effect_noise((64, 64), 50).save(written, "PNG")
    return written.getvalue()[:-600]


@pytest.mark.parametrize("content", [_bomb(), _cut()], ids=["bomb", "cut"])
def test_a_bomb_and_a_file_cut_short_are_no_pictures(content: bytes) -> None:
    with pytest.raises(BadLogo, match="não é uma imagem"):
        read_logo(BytesIO(content))
    with pytest.raises(Refused, match="não é uma imagem"):
        keep_picture(1, SimpleUploadedFile("foto.png", content))
