"""The line of a JSON file on which a place stands, so that a fault can be found in a long file."""

import re
from collections.abc import Iterator
from json import JSONDecoder

STEP = re.compile(r"\[(\d+)\]|([^.\[]+)")
SPACE = re.compile(r"[ \t\n\r,:]*")
DECODER = JSONDecoder()


def line_of(text: str, place: str) -> int:
    """The line of `case.consents[1].until`, or of what it stands in where it is not there.

    `text` is JSON that was read already. Within a list a step may also be an id: `findings.F1`.
    """
    at = _after_space(text, 0)
    for index, name in STEP.findall(place):
        found = _step(text, at, index or name)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _step(text: str, at: int, wanted: str) -> int | None:
    """Return where the value of one key, one number or one id begins."""
    if text[at] == "{":
        return next((value for key, value in _members(text, at) if key == wanted), None)
    if text[at] == "[":
        for number, value in enumerate(_items(text, at)):
            if wanted == str(number) or _id(text, value) == wanted:
                return value
    return None


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    at = _after_space(text, at + 1)
    while text[at] != "}":
        # By Python's own reader, so that a brace within a text does not lead astray.
        key, end = DECODER.raw_decode(text, at)
        value = _after_space(text, end)
        yield key, value
        at = _after_space(text, _end_of(text, value))


def _items(text: str, at: int) -> Iterator[int]:
    at = _after_space(text, at + 1)
    while text[at] != "]":
        yield at
        at = _after_space(text, _end_of(text, at))


def _id(text: str, at: int) -> object:
    value, _end = DECODER.raw_decode(text, at)
    return value.get("id") if isinstance(value, dict) else None


def _end_of(text: str, at: int) -> int:
    return DECODER.raw_decode(text, at)[1]


def _after_space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at
