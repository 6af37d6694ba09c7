"""What a PDF may do to whoever opens it: run a program of its own or one of the device, send or
fetch something by itself, or hand over another file that lies inside it.

Each of these is named by a word of ISO 32000-2 (12.6.4 actions, 7.11.4 embedded files), in which
any sign can be written by its number (7.3.5), in the file or in a packed stream of objects
(7.5.7). A link that waits for a click is none of these. What cannot be unpacked here may do
anything: readers know more ways of packing, and passwords.
"""

import re
import zlib
from collections.abc import Iterator

from fanal.core.casework.office_files import FETCHES, INSIDE, PROGRAM

PDF = "application/pdf"
LARGEST, PIECE = 50_000_000, 16_000  # bytes, unpacked and packed: a small file can be endless
WORDS = {
    PROGRAM: re.compile(rb"/(JavaScript|Launch|RichMedia|Rendition)\b"),
    FETCHES: re.compile(rb"/(SubmitForm|ImportData|GoToR|GoToE)\b"),
    INSIDE: re.compile(rb"/EmbeddedFiles?\b"),
}
BY_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
OBJECTS = re.compile(rb"/ObjStm\b")
BEFORE = 1_000  # bytes: what is said of a stream stands in front of it


def risks_of_pdf(kind: str, content: bytes) -> set[str]:
    """Return those of PROGRAM, FETCHES and INSIDE that a PDF holds; for any other file none."""
    if kind != PDF:
        return set()
    try:
        return {
            risk
            for text in (content, *_unpacked(content))
            for risk, words in WORDS.items()
            if words.search(_plainly_named(text))
        }
    except (ValueError, zlib.error):
        return {FETCHES}


def _plainly_named(text: bytes) -> bytes:
    return BY_NUMBER.sub(lambda sign: bytes.fromhex(sign[1].decode()), text)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield each stream that can be unpacked, whatever is said of it: readers believe less of that
    than they should. Raises ValueError or zlib.error for objects that cannot be read here."""
    left = LARGEST
    for stream in STREAM.finditer(content):
        said = _plainly_named(content[max(0, stream.start() - BEFORE) : stream.start()])
        of_objects = OBJECTS.search(said.rpartition(b"endobj")[2]) is not None
        try:
            text = _unpacked_from(content, stream.end(), left)
        except zlib.error:
            # A picture that is packed in another way is no risk; objects that cannot be read may
            # hold any of these words.
            if of_objects:
                raise
            continue
        left -= len(text)
        yield text


def _unpacked_from(content: bytes, start: int, most: int) -> bytes:
    """Return a stream unpacked in pieces: zlib copies what follows it, for each of very many
    streams. Raises ValueError for more than `most` bytes."""
    unpacking, texts = zlib.decompressobj(), bytearray()
    for at in range(start, len(content), PIECE):
        texts += unpacking.decompress(content[at : at + PIECE])
        if len(texts) > most:
            raise ValueError(len(texts))
        if unpacking.eof:
            break
    return bytes(texts)
