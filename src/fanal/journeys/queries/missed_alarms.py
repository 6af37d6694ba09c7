"""What fell due while no sweep ran, until somebody of the team says that she has looked at it: the
signs of life and hand-overs of which a rung called nobody, and what else stands in the calendar of
a day on which no reminder went out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.cases.queries.agenda import agenda
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.agenda_items import AgendaItem
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.journeys.checkins import LADDER, Rung
from fanal.core.roles import Permission
from fanal.core.words import Sentence
from fanal.journeys import access
from fanal.journeys.models import Alarm, Journey
from fanal.journeys.queries.today.arrivals import codes_on
from fanal.keys.ring import Ring
from fanal.web.days_in_words import relative_day
from fanal.web.models import SweepGap
from fanal.web.sweep_gaps import days_without_reminders, gaps_of_late, looked_for
from fanal.web.sweeps import LATE_AFTER

GAPS = "SELECT 1 FROM web_sweepgap"


@dataclass(frozen=True)
class NotCalled:
    """Somebody of whom a rung fell due in a gap. `who`: her code name, for whoever leads cases;
    `due`: when she was to be heard from, or to arrive."""

    journey: Journey
    person: UUID
    due: datetime
    who: str = ""


@dataclass(frozen=True)
class GapToLookAt:
    """A gap as one reader is to look at it: what fell due in the journeys that she opens, and the
    days on which nobody was reminded of what else the teams `led` by her have in hand."""

    gap: SweepGap
    missed: Sequence[NotCalled]
    led: frozenset[UUID] = frozenset()

    @property
    def days(self) -> Sequence[date]:
        return days_without_reminders(self.gap) if self.led else ()

    @property
    def teams(self) -> frozenset[UUID]:
        return self.led | {one.journey.team_id for one in self.missed}

    @property
    def title(self) -> str:
        n = len(self.missed)
        words = ngettext(
            "Nobody was called ({since} – {until}): {n} alarm fell due",
            "Nobody was called ({since} – {until}): {n} alarms fell due",
            n,
        )
        if not n:
            words = _("No reminders went out ({since} – {until}): what fell due meanwhile?")
        gap = self.gap
        return words.format(since=relative_day(gap.since), until=relative_day(gap.until), n=n)


def anything_due_in(gap: SweepGap) -> bool:
    """Whether an alarm fell due in it, of whomever, or what else stands in a calendar may have:
    its days are sealed in part, so that the sweep cannot read them."""
    return bool(days_without_reminders(gap) or _due_in(gap))


def to_look_at(user: User, now: datetime) -> list[GapToLookAt]:
    """Return the gaps that this user is to look at: a lead for her teams, the direction for all."""
    if not access.answers_for_gaps(user):
        return []
    found = [(gap, _due_in(gap)) for gap in gaps_of_late(now)]
    ids = {alarm.journey_id for _gap, alarms in found for alarm in alarms}
    journeys = {one.id: one for one in access.journeys_for(user).filter(id__in=ids)} if ids else {}
    codes = codes_on(set(journeys)) if journeys and user.may(Permission.LEAD_CASES) else {}
    asked = [
        GapToLookAt(
            gap,
            _missed(alarms, _of_teams(journeys.values(), user, gap), codes),
            _led(user, gap),
        )
        for gap, alarms in found
    ]
    return [one for one in asked if one.missed or one.days]


@dataclass(frozen=True)
class DueMeanwhile:
    """What stands in the calendar of her teams on the `days` without reminders and is still open.
    `cut`: how it falls short."""

    days: frozenset[date] = frozenset()
    items: Sequence[AgendaItem] = ()
    cut: Collection[Sentence] = ()


def due_meanwhile(
    gaps: Collection[GapToLookAt], user: User, ring: Ring, now: datetime
) -> DueMeanwhile:
    """Return it without whoever stands among the alarms, too."""
    days = frozenset(day for one in gaps for day in one.days)
    if not days:
        return DueMeanwhile()
    called = {missed.person for one in gaps for missed in one.missed}
    asked = Asked(user, ring, now, team=True, until=max(days))
    items = [one for one in agenda(asked) if one.day in days and one.hears not in called]
    return DueMeanwhile(days, items, asked.cut.values())


def not_called_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row of the start page for each gap."""
    page = reverse("journeys:not_called") if (gaps := to_look_at(user, now)) else ""
    return [
        TodayRow(
            page,
            one.title,
            about=", ".join(sorted({missed.who for missed in one.missed if missed.who})),
            more=_("The timer stood still. Look at each, then say so there."),
            tone="danger" if one.missed else "care",
        )
        for one in gaps
    ]


def _of_teams(journeys: Iterable[Journey], user: User, gap: SweepGap) -> dict[UUID, Journey]:
    """Return those of teams for which nobody has looked at this gap: of a lead those of hers."""
    looked = looked_for(gap)
    every = user.may(Permission.SEE_OVERVIEW)
    own = own_team_ids(user)
    return {
        one.id: one
        for one in journeys
        if one.team_id not in looked and (every or one.team_id in own)
    }


def _led(user: User, gap: SweepGap) -> frozenset[UUID]:
    """Return the teams that she leads, and for which nobody has looked at this gap."""
    led = own_team_ids(user) if user.may(Permission.LEAD_CASES) else frozenset[UUID]()
    return led - looked_for(gap)


def _missed(
    alarms: Iterable[Alarm], journeys: dict[UUID, Journey], codes: dict[tuple[UUID, str], str]
) -> list[NotCalled]:
    """Return each once, by when she was due; her first rung counts."""
    once: dict[tuple[UUID, UUID, datetime], NotCalled] = {}
    for alarm in alarms:
        if (journey := journeys.get(alarm.journey_id)) is not None:
            who = codes.get((journey.id, str(alarm.person_id)), "")
            key = (journey.id, alarm.person_id, alarm.due)
            once.setdefault(key, NotCalled(journey, alarm.person_id, alarm.due, who))
    return sorted(once.values(), key=lambda one: (one.due, one.who))


def _due_in(gap: SweepGap) -> list[Alarm]:
    """Return the alarms of which the hour of the rung passed in it, and that were called late."""
    first, last = gap.since - LADDER.after(Rung.DIRECTOR), gap.until - LATE_AFTER
    found = Alarm.objects.filter(due__gt=first, due__lte=last).order_by("due", "rung")
    return [
        alarm for alarm in found if gap.since < alarm.due + LADDER.after(Rung(alarm.rung)) <= last
    ]
