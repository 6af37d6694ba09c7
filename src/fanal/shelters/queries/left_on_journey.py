"""Who left on a journey as the journey says, where the book of her shelter does not: from then on
no night of hers is known."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.shelters.nights import StayDays
from fanal.core.shelters.stays import StayAct, StayState
from fanal.journeys.queries.departed import Departure, departures_of
from fanal.keys.sealed import Content
from fanal.shelters import access
from fanal.shelters.models import Shelter, ShelterStay
from fanal.web.days_in_words import relative_day

CAME = frozenset({StayAct.ADMIT, StayAct.RETURN})


def gone_of(stay: ShelterStay, last: Departure | None, notes: Content) -> Departure | None:
    """Return her last departure where she left with it the bed that she has; `notes`: of its steps,
    with the hours, where they are open to the reader."""
    if last is None or stay.stands is not StayState.HERE:
        return None
    return last if last.at > _came_at(stay, notes) else None


def days_of(stays: Iterable[ShelterStay]) -> dict[UUID, StayDays]:
    """Return the days on which each slept there, by the book and by her journeys; of nobody who has
    not come yet. Who is away for a day in court keeps her bed, as who is away as agreed."""
    came = [stay for stay in stays if stay.since]
    here = [stay.person_id for stay in came if stay.stands is StayState.HERE]
    departures = departures_of(here, reader=None)
    return {
        stay.id: StayDays(
            stay.since, over_on(stay, gone_of(stay, departures.get(stay.person_id), {}))
        )
        for stay in came
        if stay.since
    }


def over_on(stay: ShelterStay, gone: Departure | None) -> date | None:
    """Return the day from which on she sleeps there no more; None where she does."""
    if stay.over_on or gone is None or gone.comes_back:
        return stay.over_on
    return timezone.localtime(gone.at).date()


def beds_to_free(user: User, shelters: Collection[Shelter], today: date) -> Iterator[TodayRow]:
    """Yield who left on a journey and has her bed by the book, for who leads there: nobody else can
    write that she left, and until then the house counts on her and her case cannot be closed."""
    rows = access.stays_of(user).filter(over_on=None, shelter__in=shelters) if shelters else ()
    here = [stay for stay in rows if stay.stands is StayState.HERE]
    left = departures_of([stay.person_id for stay in here], user) if here else {}
    for stay in sorted(here, key=lambda one: (str(one.since), str(one.id))):
        gone = gone_of(stay, left.get(stay.person_id), {})
        if gone and not gone.comes_back:
            yield TodayRow(
                reverse("shelters:stay", args=[stay.id]),
                _("left on a journey: free her bed, or say that she is here"),
                code=stay.person.code_name,
                about=stay.shelter.name,
                when=relative_day(timezone.localdate(gone.at), today),
                icon="journey",
                tone="care",
            )


def _came_at(stay: ShelterStay, notes: Content) -> datetime:
    """Return when she came here last, or came back; of a day alone the end of it."""
    came = [step for step in stay.steps.all() if step.act in CAME]
    if not came:  # somebody deleted the step: the day of her stay is left
        return _end_of(stay.since or stay.made_on)
    row = max(came, key=lambda step: step.number)
    if at := notes.get(str(row.number), {}).get("at"):
        return datetime.fromisoformat(at)
    return _end_of(row.on)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
