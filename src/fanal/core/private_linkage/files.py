"""What travels between two organisations: a header in words, then lines of bytes.

The header is checked before anything else is read, so that two files made with different projects,
versions or parameters are refused with the reason instead of giving a silent "no match".
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from fanal.core.errors import BadInput
from fanal.core.words import say

FORMAT, VERSION = "fanal between", 2
MOST_LINES = 5_000_000
# What a person calls the file of each step.
STEPS = {
    "blinded": say("a blinded list"),
    "doubled": say("an answer to a list"),
    "matched": say("what matched"),
}


@dataclass(frozen=True)
class Header:
    """`step` names the message; `parameters` the version by which names are read; `size` and
    `other`: of how many records the list of `party` and that of the other side are at most."""

    project: str
    purpose: str
    party: str
    step: str
    parameters: str
    count: int
    size: int
    other: int
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
                step=STEPS.get(str(header.step), str(header.step)),
                wanted=STEPS[step],
            ),
        )
    lines = tuple(_lines(rest.splitlines()))
    if len(lines) != header.count:
        cut = say(
            "lines in the file: {n}, in its header: {said}; it was cut",
            n=len(lines),
            said=header.count,
        )
        raise BadInput("file", cut)
    return Message(header, lines)


def read_header(first: str) -> Header:
    no_header = BadInput(
        "line 1", say("the first line is not the header of a file between organisations")
    )
    try:
        fields = dict(json.loads(first))
    except (ValueError, TypeError, RecursionError):
        raise no_header from None
    must_be_readable(fields)
    try:
        header = Header(**fields)
    except TypeError:
        raise no_header from None
    if not isinstance(header.count, int) or not 0 <= header.count <= MOST_LINES:
        raise BadInput(
            "header, count", say("the count is not a number up to {most}", most=MOST_LINES)
        )
    return header


def must_be_readable(fields: dict[str, object]) -> None:
    """Refuse another format, and files of an earlier or later version. Raises BadInput."""
    if (given := fields.get("format", FORMAT)) != FORMAT:
        raise BadInput(
            "header, format", say("the format is “{given}”, not “{ours}”", given=given, ours=FORMAT)
        )
    if (version := fields.get("version", VERSION)) != VERSION:
        differs = say(
            "the file is of version {given}; this program reads version {ours}: "
            "both sides need the same version of Fanal",
            given=version,
            ours=VERSION,
        )
        raise BadInput("header, version", differs)


def _lines(encoded: Iterable[str]) -> Iterable[bytes]:
    for number, line in enumerate(encoded, 2):
        try:
            yield base64.b64decode(line, validate=True)
        except ValueError:  # binascii.Error is one; so is what a letter outside ASCII raises
            damaged = say("line {n} is not base64: the file is damaged", n=number)
            raise BadInput(f"line {number}", damaged) from None


def same_project(ours: Header, theirs: Header) -> None:
    """Check that both are of one project, so that nothing is compared that cannot match. Raises
    BadInput that says what differs."""
    for field, word, mine, other in (
        ("project", say("the project"), ours.project, theirs.project),
        (
            "parameters",
            say("the version by which names are read"),
            ours.parameters,
            theirs.parameters,
        ),
        ("size", say("the size of our list"), ours.size, theirs.other),
        ("size", say("the size of the partner's list"), ours.other, theirs.size),
    ):
        if mine != other:
            differ = say(
                "not the same on both sides: {what}; ours is “{ours}”, theirs “{theirs}”",
                what=word,
                ours=mine,
                theirs=other,
            )
            raise BadInput(f"header, {field}", differ)
    if ours.party == theirs.party:
        raise BadInput("header, party", say("both files come from “{party}”", party=ours.party))


def answers_ours(ours: Header, answer: Header) -> None:
    """Check that the answer is to our own list: its header is ours, but the step.
    Raises BadInput."""
    if answer.party != ours.party:
        raise BadInput("header, party", say("this is not the answer to our file"))
    same_project(ours, replace(answer, party="", size=answer.other, other=answer.size))
