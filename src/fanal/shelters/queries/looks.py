"""Which houses are asked to look at doors and visitors anew, and have not answered."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import works_on
from fanal.cases.models import Case
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.shelters.stays import LOOKS, StayAct, to_look_anew
from fanal.people.models import Person
from fanal.people.queries import all_files_of
from fanal.shelters.models import Shelter, ShelterStay, ShelterStayStep
from fanal.web.days_in_words import relative_day

LATELY = timedelta(days=30)
TOLD_FOR = timedelta(days=3)  # over a weekend


def running_stay(person: Person) -> ShelterStay | None:
    """The stay for which she has a bed, by any case and any file of hers: she has one bed."""
    return ShelterStay.objects.filter(person__in=all_files_of(person.id), over_on=None).first()


def may_be_asked(case: Case, person: Person, user: User) -> bool:
    """Whether this user, who works on the case, can ask the house where she has a bed. Where she
    sleeps is known to nobody else."""
    return works_on(user, case) and running_stay(person) is not None


def asked_for(stay: ShelterStay) -> date | None:
    """The day on which it was asked for; of a step that does not open it is not known."""
    return None if stay.over_on is not None else _unanswered(stay)


def unanswered_before(stay: ShelterStay) -> bool:
    """Whether the house that she left last, lately, was asked and did not answer, nor another
    since. What was asked long ago is no wish of today."""
    hers = ShelterStay.objects.filter(person__in=all_files_of(stay.person_id))
    others = list(hers.exclude(pk=stay.pk).prefetch_related("steps"))
    over = [(one.over_on, one.id, one) for one in others if one.over_on is not None]
    last_day, _id, last = max(over, default=(None, None, None))
    if last_day is None or last is None or stay.made_on - last_day > LATELY:
        return False
    day = _unanswered(last)
    return day is not None and not _answered(others, last, day)


def _unanswered(stay: ShelterStay) -> date | None:
    steps = sorted(stay.steps.all(), key=lambda step: step.number)
    return to_look_anew((step.act, step.on) for step in steps)


def _answered(stays: Iterable[ShelterStay], asked: ShelterStay, day: date) -> bool:
    """Whether another house than the one that was asked has looked since."""
    steps = (step for one in stays if one != asked for step in one.steps.all())
    return any(step.act is StayAct.LOOKED and step.on >= day for step in steps)


def looks_today(
    shelter: Shelter, stays: Collection[ShelterStay], today: date
) -> Iterator[TodayRow]:
    """Yield rows for the lead of a shelter: of whose doors and visitors a look is asked for."""
    prefetch_related_objects(list(stays), "steps")
    for stay in stays:
        if (day := asked_for(stay)) is not None:
            yield TodayRow(
                reverse("shelters:stay", args=[stay.id]),
                _("her worker asks you to look at doors and visitors anew"),
                code=stay.person.code_name,
                about=shelter.name,
                when=relative_day(day, today),
                icon="lock",
                tone="care",
                pressing=True,
            )


def looks_answered(
    stays: Collection[ShelterStay], pages: Mapping[UUID, str], today: date, user: User
) -> Iterator[TodayRow]:
    """Yield rows for whoever works with a resident, of the last days: that her shelter has looked
    at doors and visitors. Without them whoever asked would ask by telephone whether anybody did."""
    running = {stay.id: stay for stay in stays if stay.over_on is None}
    recent = ShelterStayStep.objects.filter(stay__in=running, made_on__gte=today - TOLD_FOR)
    steps = recent.order_by("stay", "number") if running else ()
    last = {step.stay_id: step for step in steps if step.act in LOOKS}
    for step in last.values():
        if step.act is StayAct.LOOKED and step.made_by_id != user.pk:
            stay = running[step.stay_id]
            yield TodayRow(
                pages[stay.id],
                _("doors and visitors of her shelter were looked at anew"),
                code=stay.person.code_name,
                about=stay.shelter.name,
                when=relative_day(step.on, today),
                icon="lock",
            )
