"""Pictures drawn anew, so that nothing of the camera stays: place, time, device, thumbnail.

EXIF, XMP, IPTC, comments, colour profiles and whatever hangs after the end of the picture are left
behind (Exif 2.32, section 4.6: GPS IFD, DateTimeOriginal, BodySerialNumber, thumbnail).
"""

import io
import struct

from PIL import Image

from fanal.core.errors import BadInput
from fanal.core.words import say

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
MOST_PIXELS = 60_000_000  # 180 MB while it is drawn; more would be a bomb, not a photograph
QUALITY = 92

TOO_MANY_PIXELS = say("the picture has too many pixels")
BROKEN = say("the picture is broken: it cannot be read")

ORIENTATION = 0x0112  # Exif 2.32, table 4: how the camera was held
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def drawn_anew(kind: str, content: bytes) -> bytes:
    """The same picture, upright, and nothing else; what is no picture stays as it is.

    kind: the MIME type. Raises `BadInput("file", …)` for a picture that is broken or too large.
    """
    if kind not in FORMATS:
        return content
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadInput("file", TOO_MANY_PIXELS)
            return _saved(upright(picture), FORMATS[kind])
    except BadInput:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadInput("file", BROKEN) from None


def upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held. An EXIF that cannot be read, as some telephones write it, says
    nothing of that and costs no picture."""
    try:
        turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, struct.error):
        return picture
    return picture if turn is None else picture.transpose(turn)


def _saved(picture: Image.Image, form: str) -> bytes:
    plain = picture.convert(_mode(picture, form))
    plain.info = {}  # Pillow would write comments and profiles from here
    out = io.BytesIO()
    plain.save(out, form, quality=QUALITY)
    return out.getvalue()


def _mode(picture: Image.Image, form: str) -> str:
    if picture.mode in {"1", "L"}:
        return "L"
    return "RGBA" if form == "PNG" and picture.has_transparency_data else "RGB"
