"""What a check is, and how it is made: one small function that says what is wrong, or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import Error

from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import Sentence, say


class Outcome(StrEnum):
    """How a check ended, from good to bad."""

    FINE = "fine"
    UNKNOWN = "unknown"
    WARNING = "warning"
    FAILURE = "failure"


ORDER = list(Outcome)
# Which row it is says nothing to whoever reads it; the checks of the key files say why.
BROKEN = say("could not be looked at: what it reads was sealed under another key, or changed")
WARNING, FAILURE = Outcome.WARNING, Outcome.FAILURE


class NotKnown(Exception):
    """A fact that cannot be told from here; the sentence says why."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


Look = Callable[[], Sentence | None]


@dataclass(frozen=True)
class HealthCheck:
    """One check of the installation.

    `title`: what is looked at. `severity`: how bad it is where something is wrong. `remedy`: what
    to do then. `slow`: it reads all of something, so that no page waits for it.
    """

    name: str
    group: str
    severity: Outcome
    title: Sentence
    remedy: Sentence
    look: Look
    slow: bool = False


@dataclass(frozen=True)
class CheckResult:
    """What one check found; `said` is nothing where all is well."""

    check: HealthCheck
    outcome: Outcome
    said: Sentence | None = None
    refused_by_database: bool = False


GROUPS = {
    "keys": say("Key files and recovery"),
    "backups": say("Backups"),
    "server": say("Server and settings"),
    "machine": say("This machine"),
    "database": say("Database"),
    "journal": say("Journal and attested records"),
    "mail": say("Timer and mail"),
    "people": say("People and teams"),
}
CHECKS: dict[str, HealthCheck] = {}


def check(
    group: str, severity: Outcome, title: Sentence, remedy: Sentence, *, slow: bool = False
) -> Callable[[Look], Look]:
    """Make a check of the function below, under its name."""

    def keep(look: Look) -> Look:
        # The name of the function is the name of the check, so none stands in two places.
        name = look.__name__
        CHECKS[name] = HealthCheck(name, group, severity, title, remedy, look, slow)
        return look

    return keep


def result_of(one: HealthCheck) -> CheckResult:
    """Look. A check that cannot look is no reason to leave out the others."""
    try:
        answer = one.look()
    except NotKnown as unknown:
        return CheckResult(one, Outcome.UNKNOWN, unknown.why)
    except BrokenSeal:
        return CheckResult(one, Outcome.UNKNOWN, BROKEN)
    except (BadInput, Refused, Error, OSError) as problem:
        why = say("could not be looked at: {why}", why=" ".join(str(problem).split()))
        return CheckResult(one, Outcome.UNKNOWN, why, isinstance(problem, Error))
    return CheckResult(one, one.severity if answer else Outcome.FINE, answer)


def worst(results: Iterable[CheckResult]) -> Outcome:
    return max((result.outcome for result in results), key=ORDER.index, default=Outcome.FINE)


def named(what: Sentence, names: Iterable[str], most: int = 8) -> Sentence | None:
    """Return `what` and whom or which it is of, or nothing where it is of nobody."""
    found = sorted(names)
    if not found:
        return None
    listed = ", ".join(found[:most]) + (" …" if len(found) > most else "")
    return say("{what}: {names}", what=what, names=listed)
