"""What a command says where the database is damaged or away: one line, and what to do."""

from urllib.parse import parse_qs, urlsplit

from fanal.commands import django_setup
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say
from fanal.database import failures

DAMAGED, UNREACHABLE = 4, 5
IS_DAMAGED = say(
    "the database is damaged ({what}). Stop the server, write nothing more, move the damaged "
    "database aside, and put the last backup back: `fanal restore FILE`"
)
IS_AWAY = say(
    "the database {where} cannot be reached ({what}): nothing was done. Is it running, and does "
    "the setting `database` name it?"
)


def code_of(problem: BaseException) -> int | None:
    """The exit code for such a failure; None for any other."""
    if failures.damage(problem):
        return DAMAGED
    return UNREACHABLE if failures.unreachable(problem) else None


def printable(problem: BaseException) -> BadInput:
    """The line, without the password that an address of a database may hold."""
    if what := failures.damage(problem):
        return BadInput("", say(IS_DAMAGED.template, what=what))
    what = failures.unreachable(problem)
    return BadInput("", _away(what or ""))


def _away(what: str) -> Sentence:
    parts = urlsplit(django_setup.database_url())
    host = parse_qs(parts.query).get("host", [parts.hostname or "localhost"])[0]
    where = f"{parts.path.removeprefix('/')}@{host}"
    return say(IS_AWAY.template, where=where, what=what)
