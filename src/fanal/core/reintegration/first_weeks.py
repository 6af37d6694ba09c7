"""When she is asked in the first weeks, before the waves: on day 7, 30 and 90, as after a journey
home (`fanal.core.journeys.proofs`; domain page on the programmes, 5.4 and R1).

A later contact settles an earlier day that was missed. What lies before the plan was agreed with
her was agreed by nobody.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.journeys.proofs import DAYS, EARLY
from fanal.core.reintegration.contact_waves import PlanFacts, waves


@dataclass(frozen=True, slots=True)
class EarlyContact:
    """`days` after the start, on `day`, and from `opens` on; `met_on`: when she was heard from for
    it."""

    days: int
    day: date
    opens: date
    met_on: date | None = None

    @property
    def late(self) -> bool:
        """Whether she was heard from only when this day was long over: nobody knew of her on it."""
        # As many days after as it may be early.
        return self.met_on is not None and self.met_on - self.day > self.day - self.opens


def first_contacts(plan: PlanFacts) -> list[EarlyContact]:
    """Return the contacts that were agreed; none while nobody knows from when to count."""
    if plan.start is None or plan.begun is None:
        return []
    found = [(days, plan.start + timedelta(days=days)) for days in DAYS]
    return [_contact(plan, days, day) for days, day in found if day >= plan.begun]


def _contact(plan: PlanFacts, days: int, day: date) -> EarlyContact:
    opens = day - timedelta(days=EARLY[days])
    heard = [contact.on for contact in plan.contacts if contact.is_wave]
    # Who was heard from in one of her cases is not asked again for the same day.
    heard += [plan.heard] if plan.heard else []
    met_on = min((on for on in heard if on >= opens), default=None)
    return EarlyContact(days, day, opens, met_on)


def pending_first(plan: PlanFacts) -> EarlyContact | None:
    """The first that is not met."""
    return next((contact for contact in first_contacts(plan) if contact.met_on is None), None)


def is_given(plan: PlanFacts, first: EarlyContact | None) -> bool:
    """Whether a partner makes this contact for us: nobody is asked the same twice. A report that
    comes only after the next agreed day does not put it off: nobody would ask her meanwhile."""
    given = plan.given
    if given is None or first is None:
        return given is not None
    if given.report_by <= first.day:
        return True
    days = [one.day for one in first_contacts(plan)] + [one.day for one in waves(plan, given.on)]
    next_day = min((day for day in days if day > first.day), default=date.max)
    return given.on >= first.opens and given.report_by < next_day
