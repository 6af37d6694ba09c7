"""Who is not where the book of a shelter says: not seen, not come, not back."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.shelters.stays import StayState
from fanal.people.consent_ages import consent_ages
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.shelters import access
from fanal.shelters.models import Shelter, ShelterStay
from fanal.web.days_in_words import relative_day

# Who has a bed and sleeps elsewhere.
OUT = frozenset({StayState.AWAY, StayState.HOSPITAL, StayState.MISSING})


def is_asked_about(stay: ShelterStay, today: date) -> bool:
    """Whether somebody has to say where she is."""
    return is_lost(stay, today) or stay.is_overdue(today) or _away_without_day(stay)


def lost_among(people: Collection[UUID], today: date) -> set[UUID]:
    """Return those who have a bed in one of our shelters, by whichever of their files, and nobody
    knows where they are."""
    if not people:
        return set()
    files, into = {*people, *kin_of(people)}, merged_of()
    rows = ShelterStay.objects.filter(person__in=files, over_on=None).order_by().defer("sealed")
    lost = {last_of(row.person_id, into) for row in rows if is_lost(row, today)}
    return {person for person in people if last_of(person, into) in lost}


def is_lost(stay: ShelterStay, today: date) -> bool:
    return stay.stands is StayState.MISSING or stay.is_late_back(today)


def _away_without_day(stay: ShelterStay) -> bool:
    """Whether she is away as agreed, and nobody wrote down until when."""
    return stay.stands is StayState.AWAY and stay.back_by is None


def who_is_not_there(stay: ShelterStay, child: bool, address: str, today: date) -> TodayRow:
    missing, late = stay.stands is StayState.MISSING, stay.is_late_back(today)
    open_question = _away_without_day(stay)
    if missing:
        title, day = _("not seen at the count"), None
    elif late:
        title, day = _("was to be back in the shelter: is she?"), stay.back_by
    elif open_question:
        title, day = _("away from the shelter: until when?"), None
    else:
        title, day = _("expected in the shelter: did she come?"), stay.due
    return TodayRow(
        address,
        title,
        code=stay.person.code_name,
        about=stay.shelter.name,
        when=relative_day(day, today) if day else "",
        # That nobody wrote a day is our gap and no sign that something happened.
        tone="danger" if child and not open_question else "care",
        pressing=missing or late,
    )


def did_not_come(user: User, shelter: Shelter, today: date) -> Iterator[TodayRow]:
    """Return rows of those whose day has passed and of whom nobody said that they came, or that
    they did not: no count asks about them."""
    late = [stay for stay in access.stays_in(user, shelter) if stay.is_overdue(today)]
    return rows_of_stays(late, today)


def rows_of_stays(stays: Collection[ShelterStay], today: date) -> Iterator[TodayRow]:
    """Yield a row for each, which leads to the stay."""
    ages = consent_ages([stay.person_id for stay in stays], today) if stays else {}
    for stay in stays:
        address = reverse("shelters:stay", args=[stay.id])
        yield who_is_not_there(stay, ages[stay.person_id].as_child, address, today)


def children_alone(
    stays: Iterable[ShelterStay], pages: Mapping[UUID, str], today: date
) -> Iterator[TodayRow]:
    """Yield rows for whoever works with a child whose mother, say, of another case, is not in the
    shelter tonight. Who that is stands in the stay."""
    alone = [stay for stay in stays if stay.stands is StayState.HERE and _is_out(stay.came_with)]
    ages = consent_ages([stay.person_id for stay in alone], today) if alone else {}
    for stay in alone:
        # Of an age that nobody knows she is treated as a child: better one question too many.
        if ages[stay.person_id].as_child:
            lost = stay.came_with is not None and is_lost(stay.came_with, today)
            yield TodayRow(
                pages[stay.id],
                _("whom she came with is not in the shelter: who looks after her?"),
                code=stay.person.code_name,
                about=stay.shelter.name,
                tone="danger" if lost else "care",
                pressing=lost,
            )


def _is_out(stay: ShelterStay | None) -> bool:
    return stay is not None and stay.stands in OUT
