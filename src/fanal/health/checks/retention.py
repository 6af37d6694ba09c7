"""Erasures that do not end or wait long, whom a backup brought back, periods nobody decided."""

from datetime import timedelta

from django.db.models import Min, Q
from django.utils import timezone

from fanal.core.words import Sentence, say
from fanal.health.checks.base import FAILURE, WARNING, check
from fanal.retention import policy
from fanal.retention.models import Erasure, RegisterErasure
from fanal.retention.queries.deciding import waiting_erasures
from fanal.retention.queries.old_backups import (
    backup_days,
    first_that_opens,
    opened_by_old_exports,
    too_old,
)
from fanal.retention.queries.tombstones import came_back

WEEK, LATE = timedelta(days=7), timedelta(days=2)


@check(
    "people",
    FAILURE,
    say("No erasure stands unfinished"),
    say("`fanal erasures run` goes on with it and says what holds it up; look at the timer."),
)
def erasure_unfinished() -> Sentence | None:
    # Of today it may still be under way in batches.
    before = Q(agreed_on__lt=timezone.localdate())
    days = [
        model.objects.filter(before).aggregate(first=Min("agreed_on"))["first"]
        for model in (Erasure, RegisterErasure)
    ]
    first = min(filter(None, days), default=None)
    return say("since {day}", day=first) if first else None


@check(
    "people",
    WARNING,
    say("No erasure waits long for a second person"),
    say("A director, or the lead of another team, decides it under “Decisions”."),
)
def erasure_waits() -> Sentence | None:
    long = waiting_erasures().filter(asked_on__lt=timezone.localdate() - WEEK).count()
    return say("waiting for more than a week: {n}", n=long) if long else None


@check(
    "people",
    FAILURE,
    say("Nobody who was erased is here again"),
    say("A backup of before was put back. `fanal erasures again` erases them once more."),
)
def erased_are_back() -> Sentence | None:
    found = came_back()
    return say("erasures that were undone so: {n}", n=len(found)) if found else None


@check(
    "people",
    WARNING,
    say("The organisation decided how long it keeps files"),
    say("Decide it with a lawyer, and write it into retention.toml beside the data."),
)
def periods_decided() -> Sentence | None:
    if fault := policy.fault():
        return fault
    return None if policy.is_decided() else say("the defaults of Fanal hold, which no law made")


@check(
    "backups",
    WARNING,
    say("Old backups are deleted"),
    say("`fanal backup FOLDER --delete-old`: until then they hold whoever was erased since."),
)
def old_backups() -> Sentence | None:
    found = too_old()
    days = backup_days()
    return say("older than {days} days: {n}", days=days, n=len(found)) if found else None


@check(
    "backups",
    WARNING,
    say("Backups whose time is over open no more"),
    say(
        "`fanal backup FOLDER`, then `fanal keys expire`: the key of the last backup is never "
        "destroyed. On a machine that makes no backups, delete backup.key beside the data."
    ),
)
def backups_ended() -> Sentence | None:
    first, days = first_that_opens(), backup_days()
    # Two days of grace: a timer that was off over a weekend is told by another check.
    if first is None or first >= timezone.localdate() - timedelta(days=days) - LATE:
        return None
    return say("those since {day} open, with {days} days set", day=first, days=days)


@check(
    "backups",
    WARNING,
    say("No export of the key files opens a backup of somebody erased"),
    say(
        "`fanal keys export FILE` into a new file, then destroy the exports of before, wherever "
        "they lie: with one of them and two sheets she can still be read in an old backup."
    ),
)
def exports_too_old() -> Sentence | None:
    day = opened_by_old_exports()
    return say("the last is of {day}", day=day) if day else None
