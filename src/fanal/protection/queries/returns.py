"""A child who goes home: two have decided before that it serves the child best.

Convention on the Rights of the Child, art. 3; Palermo Protocol, art. 6 (4) and 8 (2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.utils import timezone

from fanal.core.protection.kinds import RecordKind
from fanal.core.words import say
from fanal.journeys.models import Journey
from fanal.journeys.queries.destination_warnings import AgainstHome
from fanal.journeys.queries.travel_consents import code_names
from fanal.people.consent_ages import consent_ages
from fanal.people.exclusion import kept_out_of_any
from fanal.protection.models import ProtectionDecision, ProtectionRecord

GOES_HOME = "return"
UNDECIDED = say("two have not decided yet that going back serves this child best")


def undecided_returns(goes: Collection[tuple[Journey, UUID]]) -> Iterator[AgainstHome]:
    """Each who is or may be a child by what is on file, and of whose newest assessment two have
    agreed on nothing. Of whom no age is known, consent is asked as of a child already."""
    home = [(journey.id, person) for journey, person in goes if journey.kind == GOES_HOME]
    ages = consent_ages({person for _journey, person in home}, timezone.localdate())
    children = [one for one, age in ages.items() if age.age is not None and age.as_child]
    decided = _decided(children) if children else set()
    left = {child for child in children if child not in decided}
    codes = code_names(left) if left else {}
    for journey, person in sorted(home, key=lambda pair: str(pair[1])):
        if person in left:
            what = say("{who}: {what}", who=codes[person], what=UNDECIDED)
            yield AgainstHome(journey, person, what)


def _decided(children: Collection[UUID]) -> set[UUID]:
    """Whose newest assessment has the yes of two who may both still open the file."""
    newest: dict[UUID, UUID] = {}
    rows = ProtectionRecord.objects.filter(person__in=children).defer("sealed")
    for row in rows.order_by("on", "number"):
        if row.person_id and row.record_kind is RecordKind.BEST_INTERESTS:
            newest[row.person_id] = row.id
    agreed = ProtectionDecision.objects.filter(assessment__in=newest.values(), agreed=True)
    out = kept_out_of_any(people=children)
    count = {
        row.assessment_id
        for row in agreed.defer("sealed")
        if not {row.asked_by_id, row.decided_by_id} & set(out)
    }
    return {person for person, assessment in newest.items() if assessment in count}
