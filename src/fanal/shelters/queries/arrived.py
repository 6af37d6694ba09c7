"""Who has come to a bed of ours by the book of the shelter while her journey says that she is still
on the way: for whoever leads the journey, who else looks for her when no sign of life comes."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from fanal.absences.queries import whose_work
from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.shelters.stays import StayState
from fanal.journeys.models import Traveller
from fanal.journeys.queries.departed import departures_of
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.shelters import access
from fanal.web.days_in_words import relative_day


def arrived_by_the_book(user: User, today: date) -> Iterator[TodayRow]:
    """Yield who arrived by the book while her journey goes on. In which shelter stays out of it:
    whoever leads a journey need not read its book."""
    led = {"journey__lead__in": whose_work(user), "journey__ended_on": None}
    travellers = Traveller.objects.filter(journey__followed=True, **led).order_by()
    files = set(travellers.values_list("person", flat=True))
    rows = access.stays_of(user).filter(over_on=None, person__in=files | kin_of(files))
    stays = (
        [stay for stay in rows.defer("sealed") if stay.stands is StayState.HERE] if files else []
    )
    departures = departures_of([stay.person_id for stay in stays], user) if stays else {}
    into, told = merged_of(), set[UUID]()
    for stay in sorted(stays, key=lambda one: (str(one.since), str(one.id))):
        left, whose = departures.get(stay.person_id), last_of(stay.person_id, into)
        # Who is only away for a day in court keeps her bed; who left since she came has left.
        if not left or not left.runs or left.comes_back or not stay.since or whose in told:
            continue
        if localdate(left.at) <= stay.since:
            told.add(whose)
            yield TodayRow(
                reverse("journeys:journey", args=[left.journey]),
                _which_is_over(localdate(left.at) == stay.since),
                code=stay.person.code_name,
                when=relative_day(stay.since, today),
                icon="journey",
                tone="care",
            )


def _which_is_over(same_day: bool) -> str:
    # The book says no hours: of one day nobody can tell whether she came from the way or set out.
    if same_day:
        return _(
            "is in a shelter of ours, and her journey says on the way: which of the two is over?"
        )
    return _("is in a shelter of ours, and her journey says on the way: is it over for her?")
