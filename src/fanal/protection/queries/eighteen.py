"""An eighteenth birthday that comes, or came, and what is asked or looked at again by it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import CasePerson, Task
from fanal.cases.queries.colleagues import worked_by
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.protection.eighteen import months_ahead, turns_these_weeks
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import say
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.destination_warnings import ChangedReason
from fanal.people.age_changes import AgeChange, AgeConsequence, consequences
from fanal.people.consent_ages import consent_age, consent_ages
from fanal.people.models import Person
from fanal.protection.actions.eighteen import turns_18_in
from fanal.sharing.queries.age_changes import WITH_A_PARTNER, asked_for, is_with_a_partner
from fanal.web.words import translated

DAY = timedelta(days=1)
ON_THE_WAY = timedelta(days=3)  # a journey may last some days
TURNS = say(
    "{who} turns 18 on {day}, before this journey is over: from that day she herself is asked "
    "anew, and her papers are those of an adult"
)


@dataclass(frozen=True)
class TurningAdult:
    """A person who turns eighteen. `age`: with the first day and the sure day. `again`: what was
    agreed to, decided or begun for a child, in the cases that the reader opens: as where an age is
    corrected."""

    person: Person
    age: ConsentAge
    again: list[AgeConsequence]


def turning_in(people: Collection[Person], today: date) -> list[Person]:
    """Return those whose eighteenth birthday is near."""
    ages = consent_ages([person.pk for person in people], today)
    return [person for person in people if months_ahead(ages[person.pk], today) is not None]


def adult_before_a_journey(journey: Journey, user: User) -> Iterator[ChangedReason]:
    """Yield for whoever opens the case who is a child today and an adult on the way: what was
    agreed to for a child lets nobody leave from that day on."""
    travel = Traveller.objects.filter(journey=journey, case__in=cases_with(user, NARRATIVE))
    rows, today = list(travel.select_related("person").order_by("id")), timezone.localdate()
    ages = consent_ages([row.person_id for row in rows], today) if rows else {}
    for row in rows:
        day = ages[row.person_id].adult_since
        if day is not None and today < day <= journey.starts_on + ON_THE_WAY:
            page = reverse("protection:eighteen", args=[row.case_id, row.person_id])
            yield ChangedReason(say(TURNS.template, who=row.person.code_name, day=day), page)


def turning(person: Person, today: date, reader: User) -> TurningAdult:
    age = consent_age(person.pk, today)
    if age.adult_since is None:
        return TurningAdult(person, age, [])
    days = (age.adult_since - DAY, age.adult_since)
    child, adult = (consent_age(person.pk, day) for day in days)
    return TurningAdult(person, age, consequences(AgeChange(person, child, adult), reader))


def adults_at_partners(user: User, now: datetime) -> list[TodayRow]:
    """Return rows for whoever works on her case: who is with a partner, or was referred to one, is
    an adult from a day that is near. Her shelter tells nobody of it, as one of ours does."""
    if not user.may(Permission.WORK_CASES):
        return []
    hers = cases_with(user, NARRATIVE).filter(worked_by(user)).exclude(closed=True).order_by()
    links = CasePerson.objects.filter(case__in=hers.values("id")).exclude(of_family=True)
    # Of an age that nobody knows no birthday comes.
    links = links.exclude(person__age_for_consent=None)
    near = _near(links, now.date())
    partners = _partners(near)
    return [
        _row_of(link, day, partners[link.person_id])
        for link, day in near
        if link.person_id in partners
    ]


def _near(links: QuerySet[CasePerson], today: date) -> list[tuple[CasePerson, date]]:
    # Of hundreds of cases: only of the few whose day is near more is read than who they are.
    people = set(links.order_by().values_list("person", flat=True))
    ages = consent_ages(people, today) if people else {}
    days = {person: age.adult_since for person, age in ages.items()}
    near = {who: day for who, day in days.items() if day and turns_these_weeks(day, today)}
    if not near:
        return []
    rows = links.filter(person__in=near).select_related("person").order_by("case_id", "id")
    return [(link, near[link.person_id]) for link in rows]


def _partners(near: Collection[tuple[CasePerson, date]]) -> dict[UUID, str]:
    """Return who of these a partner has, or is asked for, and which; "" where none is named."""
    if not near:
        return {}
    people = [link.person_id for link, _day in near]
    named = asked_for(people, [link.case_id for link, _day in near])
    said = {person: ", ".join(row.partner.name for row in rows) for person, rows in named.items()}
    return dict.fromkeys(is_with_a_partner(people), "") | said


def _row_of(link: CasePerson, day: date, partners: str) -> TodayRow:
    whom = partners or translated(WITH_A_PARTNER)
    return TodayRow(
        reverse("protection:eighteen", args=[link.case_id, link.person_id]),
        _("an adult from {day}: settle with her what is told to {partners}").format(
            day=date_format(day), partners=whom
        ),
        code=link.person.code_name,
        icon="child",
        tone="care",
    )


# Where the task of a birthday is answered: what the day changes, and what is asked again.
def answered_at(tasks: Collection[Task]) -> dict[UUID, str]:
    """Return the pages of these tasks that say of somebody in the case that she turns 18."""
    named = {task.id: (task.case_id, who) for task in tasks if (who := turns_18_in(task))}
    cases = {case for case, _who in named.values()}
    rows = CasePerson.objects.filter(case__in=cases, of_family=False).select_related("person")
    people = {(row.case_id, row.person.code_name): row.person_id for row in rows} if cases else {}
    return {
        task: reverse("protection:eighteen", args=[here[0], people[here]])
        for task, here in named.items()
        if here in people
    }
