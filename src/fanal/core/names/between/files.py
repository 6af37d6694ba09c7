"""What travels between two organisations: a header in words, then lines of bytes.

The header is checked before anything else is read, so that two files made with different projects,
versions or parameters are refused with the reason instead of giving a silent "no match".
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from fanal.core.errors import BadInput

FORMAT, VERSION = "fanal between", 1
MOST_LINES = 5_000_000


@dataclass(frozen=True)
class Header:
    """`step` names the message; `parameters` the fingerprint of the keys or encodings used."""

    project: str
    purpose: str
    party: str
    step: str
    parameters: str
    count: int
    format: str = FORMAT
    version: int = VERSION


@dataclass(frozen=True)
class Message:
    """One file: its header and its lines, in an order that matters."""

    header: Header
    lines: tuple[bytes, ...]

    def to_text(self) -> str:
        head = json.dumps(asdict(self.header), ensure_ascii=False)
        return "\n".join([head, *(base64.b64encode(line).decode() for line in self.lines), ""])


def read(text: str, *, step: str) -> Message:
    """The message in `text`. Raises BadInput that names the header field or the line."""
    first, _, rest = text.partition("\n")
    header = read_header(first)
    if header.step != step:
        raise BadInput("header, step", f"this file is {header.step!r}, wanted {step!r}")
    lines = tuple(_lines(rest.splitlines()))
    if len(lines) != header.count:
        raise BadInput(
            "file", f"has {len(lines)} lines, its header says {header.count}: it was cut"
        )
    return Message(header, lines)


def read_header(first: str) -> Header:
    try:
        fields = json.loads(first)
        header = Header(**fields)
    except (json.JSONDecodeError, TypeError):
        raise BadInput("line 1", "is not the header of a file between organisations") from None
    if header.format != FORMAT:
        raise BadInput("header, format", f"is {header.format!r}, not {FORMAT!r}")
    if header.version != VERSION:
        raise BadInput("header, version", f"is {header.version}, this program reads {VERSION}")
    if not isinstance(header.count, int) or not 0 <= header.count <= MOST_LINES:
        raise BadInput("header, count", f"is not a number up to {MOST_LINES}")
    return header


def _lines(encoded: Iterable[str]) -> Iterable[bytes]:
    for number, line in enumerate(encoded, 2):
        try:
            yield base64.b64decode(line, validate=True)
        except binascii.Error:
            raise BadInput(f"line {number}", "is not base64: the file is damaged") from None


def same_project(ours: Header, theirs: Header) -> None:
    """Raises BadInput that says what differs, so that nothing is compared that cannot match."""
    for field, word in (
        ("project", "project"),
        ("parameters", "parameters (keys, version or secret)"),
    ):
        mine, other = getattr(ours, field), getattr(theirs, field)
        if mine != other:
            raise BadInput(f"header, {field}", f"{word} differ: ours {mine!r}, theirs {other!r}")
    if ours.party == theirs.party:
        raise BadInput("header, party", f"both files come from {ours.party!r}")
