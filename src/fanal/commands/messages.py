"""The sentences of the rules in the language of the terminal."""

import errno
import gettext
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files

from fanal.core.errors import BadInput, Refused
from fanal.core.places import place_in_words
from fanal.core.words import Number, Sentence, Translatable, is_sentence, say

LANGUAGES = ("en", "fr", "vi")
# What the doctor says of one thing, for a command that prints it by the way.
LOOK = say("look: {title}: {said}. {remedy}")
HOMES = (
    "fanal.core",
    "fanal.keys",
    "fanal.audit",
    "fanal.authority",
    "fanal.health",
    "fanal.retention",
    "unseen",
    "scriptnames",
)
# Other refusals of the system are said in its own words, which are English.
SYSTEM: dict[int, Sentence] = {
    errno.ENOENT: say("there is no such file"),
    errno.EISDIR: say("this is a folder, not a file"),
    errno.ENOTDIR: say("a part of this path is not a folder"),
    errno.EACCES: say("this account has no right to it"),
    errno.EPERM: say("this account has no right to it"),
    errno.EROFS: say("nothing can be written here"),
    errno.ENOSPC: say("the disk is full"),
    errno.EDQUOT: say("the disk is full"),  # as far as this account may fill it
    errno.EFBIG: say(
        "the disk takes no file of this size: one with FAT32, as most sticks are, takes 4 GB"
    ),
    errno.ENAMETOOLONG: say("this name is too long"),
    errno.EADDRINUSE: say("something else listens there"),
    errno.EADDRNOTAVAIL: say("this machine has no such address"),
}
PLACES = {
    "First sheet": say("First sheet"),
    "Second sheet": say("Second sheet"),
    "Another sheet": say("Another sheet"),
    "sheets": say("sheets"),
    "pass-phrase": say("pass-phrase"),
    "name": say("name"),
    "weights": say("weights"),
    "register": say("register"),
    "question": say("question"),
    "situation": say("situation"),
    "lists": say("lists"),
    "groups": say("groups"),
}


def language() -> str:
    """The language that the environment asks for, as gettext reads it; English for any other."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := os.environ.get(name, "").split(":")[0]:
            return wanted[:2] if wanted[:2] in LANGUAGES else "en"
    return "en"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The rules and commands, then those whose refusals and reasons the commands say."""
    first, *others = (
        gettext.translation("django", str(files(home) / "locale"), [language], fallback=True)
        for home in HOMES
    )
    for other in others:
        first.add_fallback(other)
    return first


def spoken(words: Translatable | str) -> str:
    """A sentence in that language; a plain text as it is."""
    if is_sentence(words):
        return words.translated(catalogue(language()).gettext)
    return str(words)


def joiner() -> Callable[[Iterable[Translatable]], str]:
    """Return what says several reasons on one line: asked once which language, for
    millions of lines."""
    translated = catalogue(language()).gettext
    return lambda reasons: "; ".join(reason.translated(translated) for reason in reasons)


def in_words(problem: BadInput | Refused | OSError) -> str:
    """Place and reason, or the reasons of a refusal, on one line."""
    if isinstance(problem, OSError):
        where = problem.filename or spoken(say("system"))
        return f"{where}: {spoken(system_says(problem))}"
    if isinstance(problem, Refused):
        reasons = "; ".join(spoken(reason) for reason in problem.reasons)
        return spoken(say("refused: {reasons}", reasons=reasons))
    why = spoken(problem.why)
    return f"{spoken_place(problem.where)}: {why}" if problem.where else why


def system_says(problem: OSError) -> Sentence | str:
    return SYSTEM.get(problem.errno or 0, problem.strerror or str(problem))


def people(number: float) -> str:
    """A whole number, its thousands set apart as the language sets them."""
    return figure(number, ",.0f")


def figure(number: float, spec: str) -> str:
    """A number by itself, as in a cell of a table."""
    return format(Number(number, catalogue(language()).gettext), spec)


def limits(level: float, low: float, high: float) -> str:
    """An interval as a text answer shows it."""
    ends = say("({low} – {high} at {level:.0%})", low=people(low), high=people(high), level=level)
    return spoken(ends)


def seen(n: int) -> str:
    return spoken(say("{n} seen", n=people(n)))


def spoken_place(where: str) -> str:
    """A place in the language of the terminal; a name of an option or a file as it is."""
    if where in PLACES:
        return spoken(PLACES[where])
    return place_in_words(where, spoken)


def moment(iso: str) -> str:
    """A moment that was noted in UTC, as the clock of the organisation showed it."""
    from django.utils import timezone

    return f"{timezone.localtime(datetime.fromisoformat(iso)):%Y-%m-%d %H:%M}"
