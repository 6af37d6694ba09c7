"""How a setting is read, from a value of TOML or the text of a variable. Each raises BadInput."""

import os
import re
from collections.abc import Callable
from email.utils import parseaddr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.settings.languages import LANGUAGES

# A name, or an address with at least two colons: one alone would be that of a port. No part of
# either is empty.
HOST = re.compile(
    r"(?!.*\.\.)(?:[\w.-]+|\[?[0-9a-f:.]*:[0-9a-f.]*:[0-9a-f:.]*\]?)", re.ASCII | re.IGNORECASE
)
PORTS = 65_536
YES, NO = {"1", "yes", "true", "on"}, {"0", "no", "false", "off"}


def text(given: object) -> str:
    if not isinstance(given, str) or not given.isprintable():
        raise BadInput("", say("is a text on one line, in quotes"))
    return given


def host(given: object) -> str:
    """The name of a machine alone: what stands before or behind it would be taken for the name."""
    name = text(given)
    if not HOST.fullmatch(name):
        raise BadInput("", say("is a name alone, as notes.example.org, not “{text}”", text=name))
    return name


def host_or_none(given: object) -> str:
    return "" if given == "" else host(given)


def listens(given: object) -> str:
    """Where a server listens: an address and a port, or a socket."""
    place = text(given)
    machine, _, port = place.rpartition(":")
    if place.startswith("unix:/") or (
        HOST.fullmatch(machine) and port.isdecimal() and 0 < int(port) < PORTS
    ):
        return place
    raise BadInput(
        "", say("is 127.0.0.1:8000 or unix:/run/fanal.sock, or alike, not “{text}”", text=place)
    )


def mail_address(given: object) -> str:
    _name, address = parseaddr(text(given))
    before, _, machine = address.rpartition("@")
    if not before or not HOST.fullmatch(machine):
        raise BadInput("", say("“{text}” is no address", text=str(given)))
    return str(given)


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
