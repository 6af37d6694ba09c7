"""How a setting is read, from a value of TOML or the text of a variable. Each raises BadInput."""

import os
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.settings.languages import LANGUAGES

YES, NO = {"1", "yes", "true", "on"}, {"0", "no", "false", "off"}


def text(given: object) -> str:
    if not isinstance(given, str) or not given.isprintable():
        raise BadInput("", say("is a text on one line, in quotes"))
    return given


def whole_number(low: int, high: int) -> Callable[[object], int]:
    def read(given: object) -> int:
        try:
            number = int(given) if isinstance(given, str) else given
        except ValueError:
            number = None
        # In Python True is the number 1.
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            raise BadInput("", say("is a whole number from {n} to {m}", n=low, m=high))
        return number

    return read


def yes_or_no(given: object) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.lower() in YES | NO:
        return given.lower() in YES
    raise BadInput("", say("is true or false"))


def folder(given: object) -> str:
    """A path from the root: cron and systemd start commands from folders of their own."""
    path = text(given)
    if not path.startswith("/"):
        raise BadInput("", say("begins with /, not “{text}”", text=path))
    return path


def folders(given: object) -> list[str]:
    """A list; in a variable with `:` between."""
    many = given.split(os.pathsep) if isinstance(given, str) else given
    if not isinstance(many, list):
        raise BadInput("", say("is a list of texts, in square brackets"))
    return [folder(one) for one in many if one]


def languages(given: object) -> list[str]:
    """Codes of those that the interface has, the first for whoever asks for another."""
    many = given.split(",") if isinstance(given, str) else given
    known = [code for code, _name in LANGUAGES]
    if not isinstance(many, list) or not many or not set(map(str, many)) <= set(known):
        raise BadInput("", say("is a list of these: {codes}", codes=", ".join(known)))
    return [str(one) for one in many]


def time_zone(given: object) -> str:
    name = text(given)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(
            "", say("“{text}” is no time zone, as Europe/Paris is one", text=name)
        ) from None
    return name
