"""What an office document may do to whoever opens it: fetch something from outside, which tells
whoever made it where and when it was opened; run a program of its own, or ask one of the device
(DDE); or hold another file.

OOXML names what lies outside in its relationships (ECMA-376, part 2: TargetMode) and in fields of
its text (part 1, 17.16.5), OpenDocument in links of its parts (OASIS ODF 1.3, part 3: xlink:href);
a link that waits for a click is none of these, nor the template of a computer, of which
OpenDocument keeps the path. What cannot be read here may do anything: office programs mend what
is broken.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

FETCHES, PROGRAM, INSIDE = "fetches", "program", "inside"
OFFICE = "application/zip"
LARGEST, MOST_PARTS = 50_000_000, 5_000  # bytes, unpacked: a small file can be endless
MOST_EVENTS, DEEPEST = 2_000_000, 1_000  # of one part: a start and an end for each element
MODE, LINK = "TargetMode", "{http://www.w3.org/1999/xlink}href"
RELATIONS = ".rels"
OPENDOCUMENT = ("content.xml", "styles.xml", "meta.xml")
WITH_FIELDS = re.compile(r"^word/[^/]+\.xml$|^xl/externalLinks/[^/]+\.xml$", re.IGNORECASE)
FIELD = {"instrText", "fldSimple"}  # a text can be split over several of them
FIELD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instr"
FETCHING_FIELD = re.compile(r"\bINCLUDE(TEXT|PICTURE)\b|\bIMPORT\b", re.IGNORECASE)
DDE_FIELD = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
DDE = {"ddeLink", "dde-source", "dde-link", "dde-connection-decl"}
ON_THIS_COMPUTER = re.compile(r"\s*file:/{3}(?![/\\])|\s*[a-z]:", re.IGNORECASE)
TEMPLATE = "template"
CLICKED = {"a"}  # of texts and of drawings
OUTSIDE = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
PROGRAMS = re.compile(r"(^|/)vbaproject\.bin$|^basic/|^scripts/|(^|/)activex/", re.IGNORECASE)
FILES_INSIDE = re.compile(r"(^|/)embeddings/[^/]+\.bin$", re.IGNORECASE)
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
    """FETCHES, PROGRAM and INSIDE, of an office document; of any other file none."""
    if kind != OFFICE:
        return set()
    try:
        with ZipFile(BytesIO(content)) as document:
            return _risks(document)
    except UNREADABLE:
        # The word that warns: what cannot be looked through is not called harmless.
        return {FETCHES}


def _risks(document: ZipFile) -> set[str]:
    names = document.namelist()
    looked_at = [name for name in names if _is_looked_at(name)]
    size = sum(document.getinfo(name).file_size for name in looked_at)
    # By what the archive says of itself, before anything is unpacked: a zip bomb costs nothing
    # then.
    if len(names) > MOST_PARTS or size > LARGEST:
        raise ValueError(size)
    risks = {PROGRAM} if any(PROGRAMS.search(name) for name in names) else set()
    risks |= {INSIDE} if any(FILES_INSIDE.search(name) for name in names) else set()
    return risks.union(*(_risks_of_part(name, document.read(name)) for name in looked_at))


def _is_looked_at(name: str) -> bool:
    ends = name.lower().endswith((RELATIONS, *OPENDOCUMENT))
    return ends or WITH_FIELDS.search(name) is not None


def _risks_of_part(name: str, text: bytes) -> set[str]:
    if name.lower().endswith(RELATIONS):
        return {FETCHES} if any(map(_is_outside, _elements(text))) else set()
    risks, fields = set[str](), list[str]()
    for element in _elements(text):
        local = element.tag.rpartition("}")[2]
        if local in FIELD:
            fields.append(element.get(FIELD_TEXT) or element.text or "")
        if local in DDE:
            risks.add(PROGRAM)
        if _is_fetched(local, element.get(LINK, "")):
            risks.add(FETCHES)
    return risks | _risks_of_fields("".join(fields))


def _is_outside(relation: ElementTree.Element) -> bool:
    # Every other relation to the outside is followed as the document is opened (a template, a
    # picture).
    return relation.get(MODE) == "External" and not relation.get("Type", "").endswith("/hyperlink")


def _is_fetched(local: str, link: str) -> bool:
    if local == TEMPLATE and ON_THIS_COMPUTER.match(link):
        return False
    return OUTSIDE.match(link) is not None and local not in CLICKED


def _risks_of_fields(text: str) -> set[str]:
    risks = {FETCHES} if FETCHING_FIELD.search(text) else set[str]()
    return risks | ({PROGRAM} if DDE_FIELD.search(text) else set())


def _elements(text: bytes) -> Iterator[ElementTree.Element]:
    """Yield each as it ends, and forget it then. Raises ValueError for a document type, in whose
    entities a small text has no end, for UTF-16, in which it could not be seen here, and for very
    many elements: of 40 kB packed they took 2 GB."""
    if b"<!DOCTYPE" in text or b"\x00" in text:
        raise ValueError
    around: list[ElementTree.Element] = []
    events = ElementTree.iterparse(BytesIO(text), events=("start", "end"))  # noqa: S314 (no document type)
    for number, (event, element) in enumerate(events):
        if number > MOST_EVENTS or len(around) > DEEPEST:
            raise ValueError(number)
        if event == "start":
            around.append(element)
            continue
        around.pop()
        yield element
        if around:
            # The parent holds each child until the part is read: of 40 kB packed they took 2 GB.
            del around[-1][:]
