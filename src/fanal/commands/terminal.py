"""What a terminal is shown: words in its language, and no sign that would steer it."""

import gettext
import re
from gettext import ngettext
from importlib.resources import files
from typing import TextIO

from fanal.commands.messages import spoken
from fanal.core.words import say

# Control characters (ECMA-48: an escape moves the cursor, renames the window, asks the terminal to
# type), and those by which a line is read in another order than it is written (Unicode UAX 9).
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What argparse says by itself, so that it stands in our catalogue.
ARGPARSE = (
    say("usage: "),
    say("options"),
    say("positional arguments"),
    say("show this help message and exit"),
    say("%(prog)s: error: %(message)s\n"),
    say("the following arguments are required: %s"),
    say("unrecognized arguments: %s"),
    say("argument %(argument_name)s: %(message)s"),
    say("expected one argument"),
    say("expected at least one argument"),
    say("%(heading)s:"),
    say("ambiguous option: %(option)s could match %(matches)s"),
    say("ignored explicit argument %r"),
    say("invalid %(type)s value: %(value)r"),
    say("invalid choice: %(value)r (choose from %(choices)s)"),
)
# A plural stands in the catalogue by a call of its own.
SEVERAL = ngettext("expected %s argument", "expected %s arguments", 2)


def printable(text: str) -> str:
    """The text with every sign that would steer the terminal written out, as in \\x1b."""
    return STEERING.sub(lambda one: one[0].encode("unicode_escape").decode(), text)


class SafeTerminal:
    """A stream that shows what files say and obeys none of it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(printable(text))

    def flush(self) -> None:
        self.stream.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)


def hint(template: str, **values: object) -> str:
    """Return what a command or an option is for, in the language of the terminal."""
    return spoken(say(template, **values)).replace("%", "%%")  # argparse fills in its `%` signs


def speak() -> None:
    """Let argparse find its own words in our catalogue."""
    gettext.bindtextdomain("django", str(files("fanal.core") / "locale"))
    gettext.textdomain("django")
