"""When she is asked how she is, for three years, and what came of each wave.

Every wave of every plan is at each moment exactly one of five: reached, refused, lost, died, not
due. Nobody disappears. A contact outside the window of a wave settles lost contact, never a wave.
A wave that our side and a partner both report is one wave with two sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.calendars.months import add_months
from fanal.core.reintegration.abroad import GivenContact
from fanal.core.reintegration.codes import ContactResult, LeadChoice, PlanEndReason, Way
from fanal.core.reintegration.timers import PlanTimer
from fanal.core.words import LabelledEnum, say


class WaveState(LabelledEnum):
    REACHED = "reached", say("she answered")
    REFUSED = "refused", say("refused, or she said that it is enough")
    LOST = "lost", say("lost: not reached in its time")
    DIED = "died", say("died")
    NOT_DUE = "not_due", say("not due yet")


W = WaveState
CHANCE = Way.BY_CHANCE


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to reach her. `safe`: her answer, None where she was not asked or did not say."""

    on: date
    result: ContactResult
    way: Way
    safe: bool | None = None

    @property
    def is_wave(self) -> bool:
        """Whether it may count for a wave: who was seen by chance was not asked anything."""
        return self.result is ContactResult.REACHED and self.way is not Way.BY_CHANCE

    @property
    def from_partner(self) -> bool:
        return self.way is Way.PARTNER


@dataclass(frozen=True, slots=True)
class LeadDecision:
    on: date
    choice: LeadChoice


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as the rules read it. `start`: None while nobody knows the day. `contacts`: in the
    order of their days. `given`: the contact that a partner makes for us, until they report.
    `in_danger`: as far as is known today. `begun`: when it was agreed with her. `heard`: the last
    day on which one of her cases says that somebody saw her or spoke to her."""

    start: date | None
    contacts: Sequence[Contact] = ()
    decisions: Sequence[LeadDecision] = ()
    safe_person: bool = False
    partner: bool = False
    ended_on: date | None = None
    end: PlanEndReason | None = None
    given: GivenContact | None = None
    in_danger: bool = False
    begun: date | None = None
    heard: date | None = None

    @property
    def died_on(self) -> date | None:
        return next(
            (contact.on for contact in self.contacts if contact.result is ContactResult.DIED), None
        )

    @property
    def refused_on(self) -> date | None:
        """The day of a refusal that stands: she may come back by herself."""
        found = None
        for contact in self.contacts:
            if contact.result is ContactResult.REFUSED:
                found = contact.on
            elif contact.is_wave:
                found = None
        return found


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave: `months` after the start, on `day`; `by`: the contact that counts for it.
    `sources`: what our side and a partner reported of it, one each."""

    months: int
    day: date
    state: WaveState
    by: Contact | None = None
    sources: tuple[Contact, ...] = ()

    @property
    def safe(self) -> bool | None:
        """What was heard of her safety: a no of either side counts before a yes of the other."""
        answers_by_wave = {
            source.safe
            for source in self.sources or ((self.by,) if self.by else ())
            if source.is_wave
        }
        return False if False in answers_by_wave else True if True in answers_by_wave else None

    @property
    def opens(self) -> date:
        return self.day - window()

    @property
    def closes(self) -> date:
        return self.day + window()

    def is_open(self, today: date) -> bool:
        return self.state is W.NOT_DUE and self.opens <= today


def window() -> timedelta:
    return timedelta(days=PlanTimer.WINDOW_DAYS.number)


def wave_days(start: date) -> dict[int, date]:
    return {months: add_months(start, months) for months in PlanTimer.WAVE_MONTHS.numbers}


def waves(plan: PlanFacts, today: date) -> list[Wave]:
    """Return all waves, in order; none while nobody knows from when to count."""
    if plan.start is None:
        return []
    return [_wave(plan, months, day, today) for months, day in wave_days(plan.start).items()]


def _wave(plan: PlanFacts, months: int, day: date, today: date) -> Wave:
    opens, closes = day - window(), day + window()
    # `min` with today: the same plan read for an earlier day says what was known then.
    inside = [contact for contact in plan.contacts if opens <= contact.on <= min(closes, today)]
    by = next((one for one in inside if one.is_wave), None)
    sources = _sources(inside)
    if by is not None:
        return Wave(months, day, W.REACHED, by, sources)
    if today < opens:
        return Wave(months, day, W.NOT_DUE)
    return Wave(months, day, _unreached(plan, closes, today), sources=sources)


def _sources(inside: Sequence[Contact]) -> tuple[Contact, ...]:
    """Return for each side the first contact that reached her, else the last that was tried."""
    found = []
    # One of each side at most: a partner that reports twice has not seen her twice.
    for partners in (False, True):
        some = [
            contact
            for contact in inside
            if contact.from_partner is partners and contact.way is not CHANCE
        ]
        if some:
            found.append(next((one for one in some if one.is_wave), some[-1]))
    return tuple(found)


def _unreached(plan: PlanFacts, closes: date, today: date) -> WaveState:
    until = min(closes, today)
    if plan.died_on and plan.died_on <= until:
        return W.DIED
    if _refused_by(plan, until):
        return W.REFUSED
    if plan.ended_on and plan.ended_on <= until:
        return {PlanEndReason.DIED: W.DIED, PlanEndReason.OUT_OF_CONTACT: W.LOST}.get(
            plan.end or PlanEndReason.BY_HER_WORD, W.REFUSED
        )
    return W.LOST if today > closes else W.NOT_DUE


def _refused_by(plan: PlanFacts, day: date) -> bool:
    """Whether a refusal stood on that day."""
    before = [contact for contact in plan.contacts if contact.on <= day]
    # On that day, not today: that she came back later does not make an earlier wave lost.
    return PlanFacts(plan.start, before).refused_on is not None


def missed_twice_on(plan: PlanFacts, today: date) -> date | None:
    """Return the day by which she had missed two contacts one after the other, where nobody has
    reached her or heard from her since the first."""
    over = [wave for wave in waves(plan, today) if wave.closes < today or wave.state is W.REACHED]
    last = over[-2:]
    if len(last) < 2 or any(one.state is not W.LOST for one in last):
        return None
    heard = [contact.on for contact in plan.contacts if contact.is_wave]
    if any(day > last[0].closes for day in (*heard, plan.heard or date.min)):
        return None
    return last[1].closes


def begun_before(today: date) -> date:
    """Return the day before which a plan began that may have two contacts behind it."""
    return add_months(today, -PlanTimer.WAVE_MONTHS.numbers[1])
