"""What an office document may do to whoever opens it: fetch something from outside, which tells
whoever made it where and when it was opened; or run a program of its own.

OOXML names what lies outside in its relationships (ECMA-376, part 2: TargetMode), OpenDocument in
links of its parts (OASIS ODF 1.3, part 3: xlink:href); a link that waits for a click is none of
these. What cannot be read here may do anything: office programs mend what is broken.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

FETCHES, PROGRAM = "fetches", "program"
OFFICE = "application/zip"
LARGEST, MOST_PARTS = 50_000_000, 5_000  # bytes, unpacked: a small file can be endless
MODE, LINK = "TargetMode", "{http://www.w3.org/1999/xlink}href"
RELATIONS = ".rels"
OPENDOCUMENT = ("content.xml", "styles.xml")
CLICKED = {"a"}  # of texts and of drawings
OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
PROGRAMS = re.compile(r"(^|/)vbaproject\.bin$|^basic/|^scripts/|(^|/)activex/", re.IGNORECASE)
# A password, an unknown way of packing, a part that is cut or packed wrongly.
UNREADABLE = (
    BadZipFile,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)


def risks_of(kind: str, content: bytes) -> set[str]:
    """FETCHES and PROGRAM, of an office document; of any other file none."""
    if kind != OFFICE:
        return set()
    try:
        with ZipFile(BytesIO(content)) as document:
            return _risks(document)
    except UNREADABLE:
        return {FETCHES}


def _risks(document: ZipFile) -> set[str]:
    names = document.namelist()
    looked_at = [name for name in names if name.lower().endswith((RELATIONS, *OPENDOCUMENT))]
    size = sum(document.getinfo(name).file_size for name in looked_at)
    if len(names) > MOST_PARTS or size > LARGEST:
        raise ValueError(size)
    risks = {PROGRAM} if any(PROGRAMS.search(name) for name in names) else set()
    return risks | ({FETCHES} if any(_fetches(document, name) for name in looked_at) else set())


def _fetches(document: ZipFile, name: str) -> bool:
    elements = _elements(document.read(name))
    if name.lower().endswith(RELATIONS):
        return any(
            element.get(MODE) == "External" and not element.get("Type", "").endswith("/hyperlink")
            for element in elements
        )
    return any(
        OUTSIDE.match(element.get(LINK, "")) and element.tag.rpartition("}")[2] not in CLICKED
        for element in elements
    )


def _elements(text: bytes) -> Iterator[ElementTree.Element]:
    """Raises ValueError for a document type, in whose entities a small text has no end, and for
    UTF-16, in which it could not be seen here."""
    if b"<!DOCTYPE" in text or b"\x00" in text:
        raise ValueError
    for _event, element in ElementTree.iterparse(BytesIO(text)):  # noqa: S314 (no document type)
        yield element
        element.clear()
