"""Asking for what nobody else may see: at the terminal, or line by line from a pipe.

Never as an option: what is typed after the name of a command stays in the shell's history and in
the list of running programs.
"""

import sys
from getpass import getpass

from fanal.commands.messages import spoken, spoken_place
from fanal.core.errors import BadInput
from fanal.core.sealing import shares
from fanal.core.words import Sentence, say

# Clears the window and what can be scrolled back (ECMA-48; xterm's 3J).
CLEAR = "\033[2J\033[3J\033[H"


def at_terminal() -> bool:
    return sys.stdin.isatty()


class InputEnded(BadInput):
    """The pipe ended before everything was given: nothing is asked again."""


def hidden(label: Sentence) -> str:
    """Return one line that is not shown. Raises BadInput when the pipe has ended."""
    if at_terminal():
        return getpass(spoken(label))
    return _line(spoken(label))


def share(name: str) -> str:
    """The words of one share, over as many lines as it takes; the window is cleared afterwards.

    Raises BadInput that says which word cannot be right.
    """
    typed: list[str] = []
    if at_terminal():
        ask = say(
            "{name}: its {n} words, in lines as you like. They are cleared after it.",
            name=spoken_place(name),
            n=shares.WORDS,
        )
        print(spoken(ask))
    while len(typed) < shares.WORDS:
        typed += shares.words(_line("  " + spoken(say("from word {n}: ", n=len(typed) + 1))))
    if at_terminal():
        print(CLEAR, end="", flush=True)
    shares.number(" ".join(typed), name)
    return " ".join(typed)


def _line(label: str) -> str:
    if at_terminal():
        print(label, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise InputEnded(label.strip(" :\u202f"), say("was not given: the input ended"))
    return line.rstrip("\n")
