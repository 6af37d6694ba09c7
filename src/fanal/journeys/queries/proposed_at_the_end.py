"""Where those are who are still on the way of a journey that is to end, as their cases say it: for
a form, which shows from where it is, and keeps nothing of it unseen."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.present import VisibleState, states_of
from fanal.cases.templatetags.present import said_by, who_has_her
from fanal.journeys.queries.journey import JourneyPage
from fanal.journeys.queries.who_left import away_from
from fanal.keys.ring import Ring
from fanal.web.days_in_words import date_here, day_of


def proposed_where(found: JourneyPage, user: User, ring: Ring, now: datetime) -> str:
    """Return a line for each of whom it is certain; of a hand-over that was confirmed the journey
    knows it already."""
    people = [UUID(one.one.person) for one in away_from(found)]
    states = states_of(people, user, ring, now) if people else {}
    return "\n".join(
        line
        for person in people
        for line in _line(found.codes.get(str(person), "?"), states[person])
    )


def _line(code: str, seen: VisibleState) -> Iterator[str]:
    last = seen.state.custodian
    if last is None or seen.state.or_custodian or not seen.state.is_kept or seen.in_danger:
        return
    words = _("{code}: with {who} (by {source}, {day})")
    # The day itself: what is kept is read much later.
    day = date_here(day_of(last.said))
    yield words.format(code=code, who=who_has_her(last), source=said_by(last), day=day)
