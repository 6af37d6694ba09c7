"""A shelter in numbers: places, who is expected, and the nights of a month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from fanal.accounts.deciders import who_is_asked
from fanal.accounts.models import User
from fanal.cases.models import Consent
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose
from fanal.core.shelters import nights as rules
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.nights import NightBoard, StayDays
from fanal.core.shelters.stays import StayState
from fanal.organisation.actions import waiting
from fanal.organisation.models import OrganisationChange
from fanal.shelters import access
from fanal.shelters.models import Bed, Shelter, ShelterStay
from fanal.shelters.queries.evening_count import as_counted
from fanal.shelters.queries.left_on_journey import days_of

MONTHS = 3


@dataclass(frozen=True)
class ShelterPlaces:
    """Tonight in numbers, of whom this reader may know."""

    shelter: Shelter
    beds: int
    free: int
    expected: int
    board: NightBoard


def places_in(user: User, shelter: Shelter) -> ShelterPlaces:
    stays = list(access.stays_in(user, shelter))
    beds = Bed.objects.filter(shelter=shelter, ended_on=None).count()
    today = timezone.localdate()
    # Only whom this reader may know: the board of another reader may have other numbers.
    here = {str(stay.id): as_counted(stay, today) for stay in stays if stay.stands.lives_here}
    expected = sum(stay.stands is StayState.EXPECTED for stay in stays)
    free = access.free_beds(shelter).count()
    return ShelterPlaces(shelter, beds, free, expected, rules.board(here))


@dataclass(frozen=True)
class MonthOfShelter:
    """The nights of a month. Of those who were asked: who came, who said no, who is still
    expected in it, who was lost, who died; none of them leaves the count."""

    shelter: Shelter
    first: date
    nights: int
    places: int
    share: Decimal | None
    came: int
    refused: int
    not_due: int
    lost: int
    died: int


def last_months(shelter: Shelter, until: date) -> list[MonthOfShelter]:
    """The month of this day and the two before it, the last first."""
    # The month that runs, first: it is the one that is looked at.
    first, months = until.replace(day=1), []
    for _number in range(MONTHS):
        months.append(month_of(shelter, first, until))
        # By the day before the first, since months differ in length.
        first = (first - timedelta(days=1)).replace(day=1)
    return months


def month_of(shelter: Shelter, first: date, today: date) -> MonthOfShelter:
    """Numbers only: who may see them is asked before."""
    # 31 days after a first is always in the next month.
    month_end = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    # A month that runs is counted up to today.
    last = min(month_end, today)
    beds = Bed.objects.filter(shelter=shelter)
    stays = list(ShelterStay.objects.filter(shelter=shelter).prefetch_related("steps"))
    # Who has not come yet has slept nowhere.
    slept = days_of(stays).values()
    # By day, since beds are added and closed within a month (domain page on the programmes, 4.10,
    # H10).
    open_places = rules.places((StayDays(bed.since, bed.ended_on) for bed in beds), first, last)
    taken = rules.nights(slept, first, last)
    left = Counter(
        step.left_to for stay in stays for step in stay.steps.all() if first <= step.on <= last
    )
    return MonthOfShelter(
        shelter,
        first,
        taken,
        open_places,
        rules.occupancy(taken, open_places),
        came=sum(stay.since is not None and first <= stay.since <= last for stay in stays),
        refused=_refused(shelter, first, last),
        # Expected until the end of the month, not until today.
        not_due=sum(
            stay.stands is StayState.EXPECTED and first <= (stay.due or stay.made_on) <= month_end
            for stay in stays
        ),
        lost=left[LeftTo.WITHOUT_TELLING] + left[LeftTo.NOT_KNOWN],
        died=left[LeftTo.DIED],
    )


def _refused(shelter: Shelter, first: date, last: date) -> int:
    """Noes to a bed of ours, of the cases of the team; a no is to no single shelter."""
    rows = Consent.objects.filter(case__team=shelter.team_id, on__range=(first, last))
    purpose, no = ConsentPurpose.SHELTER, ConsentAnswer.REFUSED
    # In Python: purpose and answer are sealed with the row.
    return sum(row.purpose == purpose and row.answer == no for row in rows)


@dataclass(frozen=True)
class AskedToClose:
    """A request to close a shelter. `asked`: who can agree to it, in words."""

    row: OrganisationChange
    asked: str


def asked_to_close(shelter: Shelter, user: User) -> AskedToClose | None:
    row = waiting().filter(about=shelter.id).first()
    return AskedToClose(row, who_is_asked("organisation", row.id, user)) if row else None
