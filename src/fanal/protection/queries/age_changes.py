"""What of the best interests of a child hangs on an age that was corrected."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.queries.age_changes import open_cases_of
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import say
from fanal.people.age_changes import AgeChange, AgeConsequence
from fanal.protection.queries.facts import records_of

NO_CHILD = say("Best interests of the child: assessed, but by this she is an adult. Check it")
A_CHILD = say("Best interests of the child: nobody has assessed them yet")


def best_interests_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """Assessed for whom they are no more, or still to be assessed where dated records are kept."""
    if change.turn is None or not (cases := open_cases_of(change.person, reader)):
        return
    rows = [record for record in records_of(cases) if record.person_id in (None, change.person.id)]
    begun = {row.case_id for row in rows}
    assessed = {row.case_id for row in rows if row.record_kind is RecordKind.BEST_INTERESTS}
    says = NO_CHILD if change.turn is AgeTurn.ADULT else A_CHILD
    for id in assessed if change.turn is AgeTurn.ADULT else begun - assessed:
        case = cases[id]
        yield AgeConsequence(says, id, case.code_name, reverse("protection:case", args=[id]))
