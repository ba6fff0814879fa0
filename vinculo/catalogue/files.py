"""Pictures and files that people send: checked by their content, kept under names of our own."""

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from vinculo.catalogue.refusals import Refused

MOST_PICTURE_BYTES: Final = 10 * 1024 * 1024
MOST_FILE_BYTES: Final = 20 * 1024 * 1024
_MOST_PIXELS: Final = 40_000_000
_BOMBS: Final = (Image.DecompressionBombWarning, Image.DecompressionBombError)
_LARGE, _SMALL = (1600, 1600), (240, 240)
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")

# Kinds of file that may be attached: name ending, its media type, how its content begins.
_KINDS: Final = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    ".odt": ("application/vnd.oasis.opendocument.text", (b"PK\x03\x04",)),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", (b"PK\x03\x04",)),
    ".zip": ("application/zip", (b"PK\x03\x04",)),
    ".txt": ("text/plain; charset=utf-8", ()),
    ".csv": ("text/csv; charset=utf-8", ()),
}


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """Names in the storage, and the size of the large one in pixels."""

    file: str
    thumbnail: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class KeptFile:
    file: str
    name: str
    kind: str
    size: int


def keep_picture(company_id: int, upload: UploadedFile[Any]) -> KeptPicture:
    """Decodes the picture and writes it anew, large and small: nothing hidden in the file survives.

    Raises `Refused` for what is no picture, is too large, or has too many pixels.
    """
    if (upload.size or 0) > MOST_PICTURE_BYTES:
        raise Refused("A imagem passa de 10 MB.", field="file")
    content = upload.read()
    with _readable(content) as picture:
        upright = ImageOps.exif_transpose(picture)
        has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        plain = upright.convert("RGBA" if has_alpha else "RGB")
        large = ImageOps.contain(plain, _LARGE) if max(plain.size) > max(_LARGE) else plain
        small = ImageOps.contain(plain, _SMALL)
        kind = "PNG" if has_alpha else "JPEG"
        names = [_stored(company_id, _encoded(image, kind), kind.lower()) for image in (large, small)]
        return KeptPicture(names[0], names[1], large.width, large.height)


def keep_file(company_id: int, upload: UploadedFile[Any]) -> KeptFile:
    """Raises `Refused` for a kind that is not accepted, a content that is not of its kind, or a file too large."""
    name = PurePath((upload.name or "").replace("\\", "/")).name[-150:]
    ending = PurePath(name).suffix.lower()
    if ending not in _KINDS:
        raise Refused("Tipo de arquivo não aceito: envie PDF, imagem, texto, documento ou planilha.", field="file")
    if (upload.size or 0) > MOST_FILE_BYTES:
        raise Refused("O arquivo passa de 20 MB.", field="file")
    content = upload.read()
    kind, beginnings = _KINDS[ending]
    is_text = not beginnings
    if (beginnings and not content.startswith(beginnings)) or (is_text and b"\x00" in content):
        raise Refused(f"O conteúdo do arquivo não é de um {ending[1:].upper()}.", field="file")
    if not content:
        raise Refused("O arquivo está vazio.", field="file")
    return KeptFile(_stored(company_id, content, ending[1:]), name, kind, len(content))


def media_type(file: str) -> str:
    """The media type of a kept picture, by its name."""
    return "image/png" if file.endswith(".png") else "image/jpeg"


@contextmanager
def _readable(content: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise Refused("A imagem tem pontos demais: reduza-a para até 40 megapixels.", field="file")
                picture.load()
                yield picture
    except (*_BOMBS, UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused("O arquivo não é uma imagem JPEG, PNG, WebP ou GIF que se possa ler.", field="file") from error


def _encoded(image: Image.Image, kind: str) -> bytes:
    written = BytesIO()
    image.info.clear()  # comments, profiles and places would travel with it
    image.save(written, kind, optimize=True, **({"quality": 85} if kind == "JPEG" else {}))
    return written.getvalue()


def _stored(company_id: int, content: bytes, ending: str) -> str:
    """Names are digests: the same content is kept once, and no name tells anything."""
    digest = hashlib.sha256(content).hexdigest()[:40]
    name = f"products/{company_id}/{digest[:2]}/{digest}.{ending}"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))
