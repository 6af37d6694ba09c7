"""An inspection of a shelter: announced, what it found, and that this was mended."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput, Refused
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.shelters.models import Shelter


@transaction.atomic
def announce(
    *, shelter: Shelter, on: date, checked_by: str, standard: str, version: int, by: User
) -> None:
    """Announce that somebody comes to look, in place of what was announced before. Raises Conflict;
    BadInput naming the question."""
    if on < timezone.localdate():
        raise BadInput("on", say("this day is over: record that the standards were looked at"))
    content = _said_of(checked_by, standard)
    if not content["checked_by"]:
        raise BadInput("checked_by", say("this is needed"))
    shelter.told = shelter.told | {"announced": content | {"on": on.isoformat()}}
    _keep(shelter, version, by)


@transaction.atomic
def call_off(*, shelter: Shelter, version: int, by: User) -> None:
    """Record that nobody comes. Raises Conflict: it may have been moved meanwhile."""
    shelter.told = shelter.told | {"announced": None}
    _keep(shelter, version, by)


@transaction.atomic
def add_check(
    *,
    shelter: Shelter,
    on: date,
    checked_by: str,
    standard: str,
    left: str,
    version: int,
    by: User,
    until: date | None = None,
) -> None:
    """Record that somebody looked at the standards; `left`: what has to be mended, `until` when.
    Raises Conflict; BadInput naming the question."""
    refuse_future("on", on, timezone.localdate())
    texts = _said_of(checked_by, standard)
    for field, text in texts.items():
        if not text:
            raise BadInput(field, say("this is needed"))
    content = texts | {
        "on": on.isoformat(),
        "left": check_no_place("left", long_text("left", left)),
    }
    if content["left"]:
        content["until"] = _until(until, on)
    # An inspection of before that is written down late stands by its day.
    checks = sorted([content, *shelter.checks], key=lambda one: one["on"], reverse=True)
    shelter.told = shelter.told | {"checks": checks, "announced": _still_to_come(shelter, on)}
    _keep(shelter, version, by)


def _until(until: date | None, on: date) -> str:
    # Without a day nobody is asked whether it was done.
    if until is None:
        raise BadInput("until", say("say by when it is to be put right: set a day if none was set"))
    if until < on:
        raise BadInput("until", say("this day is before the other one"))
    return until.isoformat()


def _still_to_come(shelter: Shelter, looked_on: date) -> dict[str, str] | None:
    known = shelter.announced
    # They came: what was announced for that day or before is not asked about again.
    return known if known and known["on"] > looked_on.isoformat() else None


@transaction.atomic
def mend(*, shelter: Shelter, nth: int, on: date, how: str, version: int, by: User) -> None:
    """Record that what the `nth` look left open is mended. Raises Conflict; Refused where it is
    already; BadInput naming the question."""
    refuse_future("on", on, timezone.localdate())
    checks = shelter.checks
    # By its place: `version` refuses where one was added meanwhile, which would shift them.
    check = checks[nth]
    if not check["left"] or check.get("mended_on"):
        raise Refused(say("This was answered meanwhile: look at it again."))
    if on.isoformat() < check["on"]:
        raise BadInput("on", say("this day is before the other one"))
    how = check_no_place("how", long_text("how", how, needed=say("say what was done")))
    checks[nth] = check | {"mended_on": on.isoformat(), "mended": how}
    shelter.told = shelter.told | {"checks": checks}
    _keep(shelter, version, by)


def _said_of(checked_by: str, standard: str) -> dict[str, str]:
    texts = {
        "checked_by": short_text("checked_by", checked_by),
        "standard": short_text("standard", standard),
    }
    return {field: check_no_place(field, text) for field, text in texts.items()}


def _keep(shelter: Shelter, version: int, by: User) -> None:
    shelter.save_if_version(version)
    audit.record(act="shelters.standards", by=by, about=shelter.id)
