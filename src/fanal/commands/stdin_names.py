"""Names from standard input: after a command they stand in the list of processes of the machine."""

import sys
from collections.abc import Iterable

from fanal.core.errors import BadInput
from fanal.core.words import say

FROM_INPUT = "-"
HELP = say("- reads from standard input, one name a line: no name is left in the shell’s history")


def names() -> list[tuple[int, str]]:
    """Return each name of standard input, with the number of its line. Raises BadInput for none."""
    found = [(number, line) for number, line in enumerate(lines(), 1) if line]
    if not found:
        raise BadInput("", say("no name stands in standard input"))
    return found


def instead_of_dashes(words: Iterable[tuple[str, str]]) -> list[str]:
    """The texts of places; each dash is the next name of standard input. Raises BadInput, with the
    place, where too few or too many stand there."""
    words = list(words)
    if all(text != FROM_INPUT for _place, text in words):
        return [text for _place, text in words]
    waiting = [line for line in lines() if line]
    texts = []
    for place, text in words:
        if text == FROM_INPUT and not waiting:
            raise BadInput(place, say("no name stands in standard input"))
        texts.append(waiting.pop(0) if text == FROM_INPUT else text)
    if waiting:
        raise BadInput("", say("more names stand in standard input than are asked for"))
    return texts


def lines() -> list[str]:
    try:
        return [line.strip() for line in sys.stdin.buffer.read().decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError as problem:
        raise BadInput(f"byte {problem.start}", say("the file is not UTF-8 text")) from None
