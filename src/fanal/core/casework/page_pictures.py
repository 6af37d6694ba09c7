"""A page of a document drawn as a picture, to be looked at without saving the document; and a
picture drawn anew before it is kept.

What a stranger has sent is read by libraries that have had holes, so it is read in a process of its
own (`python -m fanal.core.casework.page_pictures`), which is closed in (`confinement`) and gets the
document through a pipe. PDFium, which draws the
pages of a PDF, is the one of Chromium, without JavaScript. Nothing of the file but what can be seen
is in the picture: no place, no camera, no author.
"""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from fanal.core.casework.confinement import confine
from fanal.core.casework.pictures import (
    FORMATS,
    MOST_PIXELS,
    TOO_MANY_PIXELS,
    drawn_anew,
    upright,
)
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say

PDF = "application/pdf"
SHOWN = frozenset({PDF, *FORMATS})
WIDTHS = {"page": 900, "large": 1_800}  # of a telephone or a laptop, and to read small print
MOST_DRAWN = 12_000_000  # pixels: a page of 1,800 with the shape of a till receipt
MOST_PAGES = 500
ANEW = -1  # in place of a page: the whole picture, as it is to be kept
QUALITY = 82


class WhyNot(LabelledEnum):
    """Why a document cannot be shown."""

    KIND = "kind", say("Documents of this kind cannot be shown here.")
    BROKEN = "broken", say("This document is broken: it cannot be shown.")
    LOCKED = "locked", say("This document is locked with a password of its own.")
    TOO_LARGE = "too_large", say("This document is too large to be shown.")
    NO_PAGE = "no_page", say("This document has no such page.")
    TOO_LONG = "too_long", say("It took too long to draw this document.")


class CannotShow(Exception):
    """There is no picture of this page."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """`pages`: how many the document has; `picture`: a JPEG, empty where none was asked for."""

    pages: int
    picture: bytes = b""


def drawn(kind: str, content: bytes, page: int, width: int) -> DrawnPage:
    """The page `page`, from 1 on, at most `width` wide; 0: only how many there are; `ANEW`: the
    picture as it is to be kept.

    Raises `CannotShow`.
    """
    if page == ANEW:
        return _anew(kind, content)
    if kind == PDF:
        return _of_pdf(content, page, width)
    if kind in FORMATS:
        return _of_picture(FORMATS[kind], content, page, width)
    raise CannotShow(WhyNot.KIND)


def _anew(kind: str, content: bytes) -> DrawnPage:
    try:
        return DrawnPage(1, drawn_anew(kind, content))
    except BadInput as mistake:
        large = mistake.why is TOO_MANY_PIXELS
        raise CannotShow(WhyNot.TOO_LARGE if large else WhyNot.BROKEN) from None


def _of_picture(form: str, content: bytes, page: int, width: int) -> DrawnPage:
    if page not in (0, 1):
        raise CannotShow(WhyNot.NO_PAGE)
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise CannotShow(WhyNot.TOO_LARGE)
            if not page:
                return DrawnPage(1)
            picture.draft("RGB", (width, width))  # of a photograph only as much as is needed
            return DrawnPage(1, _jpeg(upright(picture), width))
    except Image.DecompressionBombError:
        raise CannotShow(WhyNot.TOO_LARGE) from None
    except (OSError, ValueError, SyntaxError):
        raise CannotShow(WhyNot.BROKEN) from None


def _of_pdf(content: bytes, page: int, width: int) -> DrawnPage:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        if not page:
            return DrawnPage(pages)
        if page > min(pages, MOST_PAGES):
            raise CannotShow(WhyNot.NO_PAGE)
        wide, high = document[page - 1].get_size()
        scale = _scale(wide, high, width)
        bitmap = document[page - 1].render(scale=scale, may_draw_forms=False)
        return DrawnPage(pages, _jpeg(bitmap.to_pil(), width))
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        raise CannotShow(WhyNot.LOCKED if locked else WhyNot.BROKEN) from None


def _scale(wide: float, high: float, width: int) -> float:
    """Return the scale. Raises `CannotShow` for a page that is no page of paper: an inch of it
    would be a bomb."""
    if wide < 1 or high < 1:
        raise CannotShow(WhyNot.BROKEN)
    scale = width / wide
    if wide * high * scale * scale > MOST_DRAWN:
        scale = (MOST_DRAWN / (wide * high)) ** 0.5
    if min(wide, high) * scale < 1:
        raise CannotShow(WhyNot.TOO_LARGE)
    return scale


def _jpeg(picture: Image.Image, width: int) -> bytes:
    """White where nothing is; nothing of what the file said of itself."""
    if picture.mode not in {"L", "RGB", "RGBA"}:
        picture = picture.convert(_mode(picture))
    picture.thumbnail((width, MOST_DRAWN // width))  # before it is copied: it may be large
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    plain = picture.convert("L" if picture.mode == "L" else "RGB")
    plain.info = {}
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _mode(picture: Image.Image) -> str:
    if picture.has_transparency_data:
        return "RGBA"
    return "L" if picture.mode == "1" else "RGB"


# ── The process of its own ────────────────────────────────────────────────────
def asked(kind: str, content: bytes, page: int, width: int) -> bytes:
    """Return what the process is told: a line of JSON, then the document."""
    return json.dumps([kind, page, width]).encode() + b"\n" + content


def read(data: bytes) -> DrawnPage:
    """Return what the process answered. Raises `CannotShow`."""
    line, _end, picture = data.partition(b"\n")
    try:
        values = json.loads(line)
        pages, why = int(values["pages"]), values.get("why")
    except (ValueError, KeyError, TypeError):
        raise CannotShow(WhyNot.BROKEN) from None
    if why is not None:
        raise CannotShow(WhyNot(why) if why in set(WhyNot) else WhyNot.BROKEN)
    return DrawnPage(pages, picture)


def answer(request: bytes) -> bytes:
    """The answer of the process to one request."""
    line, _end, content = request.partition(b"\n")
    kind, page, width = json.loads(line)
    try:
        done = drawn(kind, content, page, width)
    except CannotShow as cannot:
        return json.dumps({"pages": 0, "why": cannot.why}).encode() + b"\n"
    except (MemoryError, RecursionError):
        return json.dumps({"pages": 0, "why": WhyNot.TOO_LARGE}).encode() + b"\n"
    return json.dumps({"pages": done.pages}).encode() + b"\n" + done.picture


def confined(run: Callable[[bytes], bytes], data: bytes) -> bytes:
    """Run with nothing but what it needs; there is no way back from that."""
    load()
    confine()
    return run(data)


def load() -> None:
    """Load what is read from the disk while it draws, before that is closed."""
    import pypdfium2

    Image.init()
    pypdfium2.PdfDocument.new().close()


if __name__ == "__main__":
    sys.stdout.buffer.write(confined(answer, sys.stdin.buffer.read()))
