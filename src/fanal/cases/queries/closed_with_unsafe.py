"""Closed cases of whose people one was last known with a partner of which danger was found since
the closing: no board has her, and nobody is asked how she is there."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.closed_in_danger import closed_days, with_open_case
from fanal.cases.queries.codes import codes_of
from fanal.cases.queries.deaths import died_of
from fanal.cases.queries.states_version import held_by_unfit, with_partners
from fanal.core.words import Sentence, say
from fanal.database.sql import these
from fanal.partners.access import findings_for
from fanal.partners.queries.unsafe_partners import as_these_say, may_tell_others
from fanal.people.queries import last_of, merged_of

UNFIT = say("nothing known says that the partner whom she was with may take her in")
UNSAFE = say("the partner whom she was with was found not to be safe")


class ClosedWithUnsafe(NamedTuple):
    """A closed case, which of its people it is, by the files that stand for them, and with whom."""

    case: Case
    who: frozenset[UUID]
    partners: frozenset[UUID]

    def says(self, known: Collection[UUID]) -> Sentence:
        """Return the warning in words. `known`: the partners of whom the reader may know that they
        are not safe (`known_unsafe`)."""
        return UNFIT if self.partners.isdisjoint(known) else UNSAFE


def known_unsafe(user: User, found: Collection[ClosedWithUnsafe]) -> Collection[UUID]:
    return as_these_say(findings_for(user)).keys() if found else ()


def closed_with_unsafe(cases: QuerySet[Case], today: date) -> list[ClosedWithUnsafe]:
    """Return those of these closed cases. Trust that merely ran out is not said: of all who ever
    went to a partner that would be red for ever. What was found before, the two who closed read."""
    # Nearly always nobody is with such a partner: then nothing more is asked.
    unfit = held_by_unfit()
    ids = {case for case, _person in unfit}
    rows = cases.filter(id__in=these(ids)).order_by("-opened_on", "id") if ids else ()
    return list(_found({case.id: case for case in rows}, today))


def _found(cases: dict[UUID, Case], today: date) -> Iterator[ClosedWithUnsafe]:
    if not cases:
        return
    held = _fallen_since_closing(cases)
    left = _with_nobody_asking({person for _case, person in held}, today)
    for id, case in cases.items():
        here = {person: by for (of_case, person), by in held.items() if of_case == id}
        who = here.keys() & left
        if who:
            partners = frozenset(here[person] for person in who)
            yield ClosedWithUnsafe(case, frozenset(who), partners)
        left -= who  # each person with the newest case alone


def _fallen_since_closing(cases: Collection[UUID]) -> dict[tuple[UUID, UUID], UUID]:
    """Return who was with whom, by case and the file that stands for hers."""
    found, closed, into = may_tell_others(), closed_days(cases), merged_of()
    return {
        (case, last_of(person, into)): UUID(by)
        for (case, person), by in with_partners().held_by.items()
        if case in closed and max(found.get(UUID(by), ()), default=date.min) >= closed[case]
    }


def _with_nobody_asking(people: set[UUID], today: date) -> set[UUID]:
    """Return those without an open case who are alive. Who is in danger stands in a row already."""
    if not people:
        return set()
    alive = people - with_open_case(people) - died_of(people).keys()
    codes = codes_of(alive, today)
    return {person for person in alive if not codes[person].counts_as_danger}
