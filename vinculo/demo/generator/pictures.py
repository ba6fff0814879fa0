"""Pictures of the demonstration's products: plain drawings of each kind of part, made on the spot.

Each kind is drawn once in a few tints and shown by all its products: the storage keeps equal contents once.
"""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from math import cos, pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from vinculo.catalogue.files import KeptPicture, keep_picture
from vinculo.catalogue.models import Product, ProductPicture

_SIDE, _SHOWN = 800, 400
_PAPER, _METAL, _DARK, _SHINE = "#f6f4f1", "#aeb4ba", "#4a4f55", "#dfe3e6"
_TINTS = ("#b4552d", "#2f6690", "#3f7d4e")

Pen = ImageDraw.ImageDraw


def _ring(pen: Pen, x: float, y: float, radius: float, color: str, width: int = 0) -> None:
    box = (x - radius, y - radius, x + radius, y + radius)
    if width:
        pen.ellipse(box, outline=color, width=width)
    else:
        pen.ellipse(box, fill=color)


def _round_about(x: float, y: float, radius: float, count: int) -> list[tuple[float, float]]:
    turns = [2 * pi * step / count for step in range(count)]
    return [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]


def _canister(pen: Pen, tint: str) -> None:
    pen.rounded_rectangle((250, 200, 550, 640), 46, fill=tint)
    pen.ellipse((250, 150, 550, 250), fill=_METAL)
    pen.ellipse((340, 175, 460, 225), fill=_DARK)
    for x in range(270, 550, 40):
        pen.line((x, 560, x, 636), fill=_SHINE, width=6)


def _panel_filter(pen: Pen, tint: str) -> None:
    pen.rounded_rectangle((140, 240, 660, 560), 30, fill=tint)
    pen.rectangle((180, 280, 620, 520), fill="#f2e6cf")
    for x in range(190, 620, 26):
        pen.line((x, 284, x, 516), fill="#cdb98f", width=8)


def _disc(pen: Pen, tint: str) -> None:
    for radius, color in ((280, _METAL), (272, _SHINE), (150, tint), (70, _DARK)):
        _ring(pen, 400, 400, radius, color)
    for x, y in _round_about(400, 400, 215, 18):
        _ring(pen, x, y, 14, _METAL)
    for x, y in _round_about(400, 400, 110, 5):
        _ring(pen, x, y, 15, _DARK)


def _pads(pen: Pen, tint: str) -> None:
    for x in (140, 420):
        pen.rounded_rectangle((x, 230, x + 240, 570), 40, fill=_DARK)
        pen.rounded_rectangle((x + 28, 270, x + 212, 530), 24, fill=tint)
        pen.line((x + 120, 270, x + 120, 530), fill=_DARK, width=14)


def _strut(pen: Pen, tint: str) -> None:
    pen.rectangle((385, 90, 415, 330), fill=_METAL)
    pen.rounded_rectangle((345, 330, 455, 690), 26, fill=_DARK)
    for y in range(150, 520, 62):
        pen.line((290, y + 44, 510, y), fill=tint, width=26)
    _ring(pen, 400, 706, 46, _METAL, 20)


def _arm(pen: Pen, tint: str) -> None:
    pen.line((180, 560, 420, 260, 640, 520), fill=tint, width=80, joint="curve")
    for x, y in ((180, 560), (420, 260), (640, 520)):
        _ring(pen, x, y, 66, _DARK)
        _ring(pen, x, y, 30, _METAL)


def _belt(pen: Pen, tint: str) -> None:
    pen.rounded_rectangle((140, 220, 660, 580), 180, outline=_DARK, width=54)
    pen.rounded_rectangle((186, 266, 614, 534), 134, outline=tint, width=10)
    for x in range(240, 580, 30):
        pen.line((x, 266, x, 286), fill=_SHINE, width=10)
        pen.line((x, 514, x, 534), fill=_SHINE, width=10)


def _plug(pen: Pen, tint: str) -> None:
    pen.rounded_rectangle((375, 90, 425, 170), 16, fill=_METAL)
    pen.rounded_rectangle((345, 160, 455, 420), 30, fill="#fdfdfc", outline=_SHINE, width=6)
    pen.rectangle((345, 250, 455, 284), fill=tint)
    pen.polygon([(310, 420), (490, 420), (520, 470), (490, 520), (310, 520), (280, 470)], fill=_METAL)
    for y in range(530, 660, 22):
        pen.line((350, y, 450, y), fill=_DARK, width=12)
    pen.line((400, 660, 400, 704, 440, 704), fill=_METAL, width=14)


def _pump(pen: Pen, tint: str) -> None:
    _ring(pen, 400, 400, 240, _METAL)
    for x, y in _round_about(400, 400, 190, 6):
        pen.line((400, 400, x, y), fill=_DARK, width=40)
    _ring(pen, 400, 400, 84, tint)
    _ring(pen, 400, 400, 30, _SHINE)


def _radiator(pen: Pen, tint: str) -> None:
    pen.rounded_rectangle((120, 200, 680, 600), 24, fill=_DARK)
    for y in range(250, 560, 22):
        pen.line((170, y, 630, y), fill=_METAL, width=10)
    pen.rectangle((120, 200, 170, 600), fill=tint)
    pen.rectangle((630, 200, 680, 600), fill=tint)


def _bearing(pen: Pen, tint: str) -> None:
    for radius, color in ((270, _DARK), (220, _SHINE), (140, tint), (80, _PAPER)):
        _ring(pen, 400, 400, radius, color)
    for x, y in _round_about(400, 400, 180, 12):
        _ring(pen, x, y, 34, _METAL)


def _lamp(pen: Pen, tint: str) -> None:
    pen.polygon([(140, 300), (660, 240), (620, 560), (220, 560)], fill=_SHINE, outline=_DARK, width=14)
    _ring(pen, 330, 430, 92, tint)
    _ring(pen, 330, 430, 56, "#fff6d8")
    _ring(pen, 520, 410, 66, _METAL)


def _bulb(pen: Pen, tint: str) -> None:
    _ring(pen, 400, 320, 170, "#fff3c4")
    pen.line((360, 380, 380, 300, 420, 300, 440, 380), fill=tint, width=10)
    pen.rounded_rectangle((330, 470, 470, 640), 20, fill=_METAL)
    for y in (510, 550, 590):
        pen.line((330, y, 470, y), fill=_DARK, width=10)


def _blade(pen: Pen, tint: str) -> None:
    pen.arc((60, 260, 740, 940), 205, 335, fill=_DARK, width=34)
    pen.arc((84, 296, 716, 928), 205, 335, fill=_METAL, width=12)
    pen.rounded_rectangle((360, 200, 440, 300), 18, fill=tint)


def _battery(pen: Pen, tint: str) -> None:
    pen.rectangle((220, 210, 300, 260), fill=_METAL)
    pen.rectangle((500, 210, 580, 260), fill=_METAL)
    pen.rounded_rectangle((150, 250, 650, 620), 26, fill=_DARK)
    pen.rectangle((150, 350, 650, 500), fill=tint)
    pen.line((230, 425, 290, 425), fill=_SHINE, width=16)
    pen.line((510, 425, 570, 425), fill=_SHINE, width=16)
    pen.line((540, 395, 540, 455), fill=_SHINE, width=16)


def _bottle(pen: Pen, tint: str) -> None:
    pen.rounded_rectangle((440, 110, 540, 190), 18, fill=_DARK)
    pen.polygon([(300, 250), (430, 180), (560, 180), (560, 300), (300, 300)], fill=tint)
    pen.rounded_rectangle((250, 260, 560, 690), 40, fill=tint)
    pen.rounded_rectangle((285, 400, 525, 610), 18, fill=_PAPER)
    pen.line((320, 460, 490, 460), fill=tint, width=18)
    pen.line((320, 510, 450, 510), fill=_METAL, width=12)


def _tyre(pen: Pen, tint: str) -> None:
    for radius, color in ((290, _DARK), (170, _METAL), (150, _SHINE), (50, tint)):
        _ring(pen, 400, 400, radius, color)
    for x, y in _round_about(400, 400, 140, 5):
        pen.line((400, 400, x, y), fill=_METAL, width=36)
    for x, y in _round_about(400, 400, 262, 30):
        _ring(pen, x, y, 9, _PAPER)


def _wrench(pen: Pen, tint: str) -> None:
    pen.line((240, 580, 560, 240), fill=tint, width=76)
    _ring(pen, 580, 220, 110, tint)
    pen.polygon([(580, 220), (740, 150), (680, 60)], fill=_PAPER)
    _ring(pen, 226, 594, 70, tint)
    _ring(pen, 226, 594, 30, _PAPER)


def _box(pen: Pen, tint: str) -> None:
    pen.polygon([(400, 130), (660, 250), (400, 370), (140, 250)], fill="#dcc5a0")
    pen.polygon([(140, 250), (400, 370), (400, 690), (140, 560)], fill="#c5a878")
    pen.polygon([(660, 250), (400, 370), (400, 690), (660, 560)], fill="#b29462")
    pen.polygon([(240, 204), (320, 168), (580, 288), (500, 324)], fill=tint)


_DRAWINGS: dict[str, Callable[[Pen, str], None]] = {
    **dict.fromkeys(("FO", "FB"), _canister),
    **dict.fromkeys(("FA", "FC"), _panel_filter),
    **dict.fromkeys(("OL", "AD", "FD", "LI"), _bottle),
    **dict.fromkeys(("BJ", "TE"), _arm),
    "PF": _pads,
    "DF": _disc,
    "EM": _disc,
    "AM": _strut,
    "CD": _belt,
    "VI": _plug,
    "BI": _plug,
    "BA": _pump,
    "RD": _radiator,
    "RO": _bearing,
    "FR": _lamp,
    "PL": _blade,
    "LA": _bulb,
    "BT": _battery,
    "PN": _tyre,
    "SV": _wrench,
}


def hang_pictures(company_id: int, *, now: datetime) -> None:
    """One picture for every product, by the family that its code begins with; a kit is a box."""
    kept: dict[tuple[Callable[[Pen, str], None], str], KeptPicture] = {}
    rows = []
    for pk, code in Product.objects.filter(company_id=company_id).order_by("pk").values_list("pk", "code"):
        drawing = _DRAWINGS.get(code.split("-")[0], _box)
        tint = _TINTS[pk % len(_TINTS)]
        if (drawing, tint) not in kept:
            kept[drawing, tint] = keep_picture(company_id, _drawn(drawing, tint))
        picture = kept[drawing, tint]
        rows.append(
            ProductPicture(
                company_id=company_id,
                product_id=pk,
                file=picture.file,
                thumbnail=picture.thumbnail,
                width=picture.width,
                height=picture.height,
                caption="Ilustração",
                added_at=now,
            )
        )
    ProductPicture.objects.bulk_create(rows)


def _drawn(drawing: Callable[[Pen, str], None], tint: str) -> SimpleUploadedFile:
    image = Image.new("RGB", (_SIDE, _SIDE), _PAPER)
    drawing(ImageDraw.Draw(image), tint)
    written = BytesIO()
    image.resize((_SHOWN, _SHOWN), Image.Resampling.LANCZOS).save(written, "PNG")
    return SimpleUploadedFile("drawing.png", written.getvalue())
