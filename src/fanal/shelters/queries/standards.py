"""Who looked at the standards of a shelter or comes to, and what of it is still to be mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.database.stored_values import day_of
from fanal.shelters.models import Shelter
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.web.days_in_words import relative_day
from fanal.web.typing import Answers

# How long before an inspection, and before what it asked for is due.
COMES_SOON, MEND_SOON = timedelta(days=14), timedelta(days=30)


@dataclass(frozen=True)
class Look:
    """A look at the standards: the `nth` of the shelter; `until`: by when what is `left` is to be
    mended, None where nobody said it."""

    nth: int
    on: date
    checked_by: str
    standard: str
    left: str
    until: date | None
    mended_on: date | None
    mended: str
    is_late: bool

    @property
    def is_open(self) -> bool:
        return bool(self.left) and self.mended_on is None


def looks_at(shelter: Shelter, today: date) -> list[Look]:
    """Return the looks at its standards, the last first."""
    # By their place in the list: looks are only added, so a place stays the same.
    return [_look(nth, check, today) for nth, check in enumerate(shelter.checks)]


def _look(nth: int, check: dict[str, str], today: date) -> Look:
    until, mended_on = day_of(check.get("until")), day_of(check.get("mended_on"))
    # Without a day nothing is late, but it stays open.
    late = until is not None and until < today and mended_on is None
    on = date.fromisoformat(check["on"])
    return Look(
        nth,
        on,
        check["checked_by"],
        check["standard"],
        check["left"],
        until,
        mended_on,
        check.get("mended", ""),
        late,
    )


def open_look(shelter: Shelter, nth: int) -> Look:
    """Return the look that left something to be mended; or `Http404`."""
    # `date.min`: lateness is not asked here.
    found = [one for one in looks_at(shelter, date.min) if one.nth == nth and one.is_open]
    if not found:
        raise Http404
    return found[0]


def announced_to(shelter: Shelter) -> Answers | None:
    """Return the inspection that comes, or of which nobody said yet what it found."""
    known = shelter.announced
    return known | {"on": date.fromisoformat(known["on"])} if known else None


def inspections_today(shelter: Shelter, today: date) -> Iterator[TodayRow]:
    """Yield rows for a lead: who comes within two weeks, what was found by who came, and what is to
    be mended within a month."""
    keeping = reverse("shelters:keeping", args=[shelter.id])
    known = announced_to(shelter)
    # First what is over: an inspection whose result nobody wrote down cannot be mended.
    if known and known["on"] < today:
        check = reverse("shelters:check", args=[shelter.id])
        yield _row(shelter, check, _("What did the inspection find?"), known["on"], today, "care")
    elif known and known["on"] <= today + COMES_SOON:
        yield _row(shelter, keeping, _("An inspection is coming"), known["on"], today)
    for look in looks_at(shelter, today):
        # Without a day it is shown at once.
        if look.is_open and (look.until is None or look.until <= today + MEND_SOON):
            page = reverse("shelters:mend", args=[shelter.id, look.nth])
            title = _("What an inspection found has to be put right")
            tone = "danger" if look.is_late else "care"
            yield _row(shelter, page, title, look.until or look.on, today, tone)


@dataclass(frozen=True)
class LateShelter:
    """A shelter in which what an inspection found is late, since when, and whom to call."""

    shelter: Shelter
    since: date
    many: int
    call: str


def late_shelters(reader: User, today: date) -> list[LateShelter]:
    """Return the late ones of the open shelters, for the direction: numbers and whom to call, not
    what was found."""
    found = []
    for shelter in Shelter.objects.filter(closed_on=None).select_related("team"):
        # Numbers alone: what was found is for those who run the shelter.
        days = [look.until for look in looks_at(shelter, today) if look.is_late and look.until]
        if days:
            call = leads_to_call(shelter, reader=reader)
            found.append(LateShelter(shelter, min(days), len(days), call))
    return sorted(found, key=lambda one: one.since)


def inspections_for_direction(reader: User, today: date) -> Iterator[TodayRow]:
    """Yield one row on what no lead had put right in time: how many findings."""
    late = late_shelters(reader, today)
    if n := sum(one.many for one in late):
        title = ngettext(
            "%(n)d finding of an inspection is late", "%(n)d findings of inspections are late", n
        ) % {"n": n}
        when = relative_day(late[0].since, today)
        yield TodayRow(reverse("shelters:numbers"), title, when=when, tone="danger")


def _row(
    shelter: Shelter, page: str, title: str, day: date, today: date, tone: str = ""
) -> TodayRow:
    when = relative_day(day, today)
    return TodayRow(page, title, about=shelter.name, when=when, icon="task", tone=tone)
