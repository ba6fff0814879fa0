"""A logo somebody sends: checked, made small, and always kept as PNG written by ourselves."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from vinculo.kernel.refusal import Refused

MOST_BYTES = 2 * 1024 * 1024
_MOST_PIXELS = 20_000_000
_FITS = (800, 240)


class BadLogo(Refused):
    """What was sent cannot be a logo."""


def read_logo(sent: BinaryIO) -> bytes:
    """The picture as PNG of at most 800 by 240 pixels. `BadLogo` for other files, too large ones and broken ones."""
    content = sent.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BadLogo("O logotipo passa de 2 MB. Envie uma imagem menor.")
    try:
        picture: Image.Image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
        if picture.width * picture.height > _MOST_PIXELS:
            raise BadLogo("A imagem tem pontos demais. Envie uma de até 20 megapixels.")
        picture.load()
        picture.thumbnail(_FITS)
        if picture.mode not in ("RGB", "RGBA", "L", "LA"):
            picture = picture.convert("RGBA")
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadLogo("Este arquivo não é uma imagem PNG ou JPEG que se possa ler.") from error
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
