"""What travels between two organisations: a header in words, then lines of bytes.

The header is checked before anything else is read, so that two files made with different projects,
versions or parameters are refused with the reason instead of giving a silent "no match".
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from fanal.core.errors import BadInput
from fanal.core.words import say

FORMAT, VERSION = "fanal between", 1
MOST_LINES = 5_000_000
# What a person calls the file of each step.
STEPS = {
    "blinded": say("a blinded list"),
    "doubled": say("an answer to a list"),
    "question": say("a question"),
    "encoded": say("encodings for the unit"),
    "compared": say("an answer of the unit"),
}


@dataclass(frozen=True)
class Header:
    """`step` names the message; `parameters` the version by which names are read, behind a mark of
    the secret and a slash where the two share one."""

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
        raise BadInput(
            "header, step",
            say(
                "this file is {step}; wanted: {wanted}",
                step=STEPS.get(header.step, header.step),
                wanted=STEPS[step],
            ),
        )
    lines = tuple(_lines(rest.splitlines()))
    if len(lines) != header.count:
        cut = say(
            "the file has {n} lines, its header says {said}: it was cut",
            n=len(lines), said=header.count,
        )  # fmt: skip
        raise BadInput("file", cut)
    return Message(header, lines)


def read_header(first: str) -> Header:
    try:
        fields = json.loads(first)
        header = Header(**fields)
    except (json.JSONDecodeError, TypeError):
        no_header = say("the first line is not the header of a file between organisations")
        raise BadInput("line 1", no_header) from None
    if header.format != FORMAT:
        raise BadInput(
            "header, format",
            say("the format is “{given}”, not “{ours}”", given=header.format, ours=FORMAT),
        )
    if header.version != VERSION:
        differs = say(
            "the file is of version {given}; this program reads version {ours}",
            given=header.version, ours=VERSION,
        )  # fmt: skip
        raise BadInput("header, version", differs)
    if not isinstance(header.count, int) or not 0 <= header.count <= MOST_LINES:
        raise BadInput(
            "header, count", say("the count is not a number up to {most}", most=MOST_LINES)
        )
    return header


def _lines(encoded: Iterable[str]) -> Iterable[bytes]:
    for number, line in enumerate(encoded, 2):
        try:
            yield base64.b64decode(line, validate=True)
        except ValueError:  # binascii.Error is one; so is what a letter outside ASCII raises
            damaged = say("line {n} is not base64: the file is damaged", n=number)
            raise BadInput(f"line {number}", damaged) from None


def same_project(ours: Header, theirs: Header) -> None:
    """Raises BadInput that says what differs, so that nothing is compared that cannot match."""
    secret, version = ours.parameters.rpartition("/")[::2]
    their_secret, their_version = theirs.parameters.rpartition("/")[::2]
    for field, word, mine, other in (
        ("project", say("the project"), ours.project, theirs.project),
        ("parameters", say("the version by which names are read"), version, their_version),
        ("parameters", say("the secret, of which these are marks"), secret, their_secret),
    ):
        if mine != other:
            differ = say(
                "not the same on both sides: {what}; ours is “{ours}”, theirs “{theirs}”",
                what=word, ours=mine, theirs=other,
            )  # fmt: skip
            raise BadInput(f"header, {field}", differ)
    if ours.party == theirs.party:
        raise BadInput("header, party", say("both files come from “{party}”", party=ours.party))
