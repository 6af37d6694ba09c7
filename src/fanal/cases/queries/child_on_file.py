"""What the file of her child says already, for the form that asks of a child born."""

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.particulars import CHILD
from fanal.core.calendars import PartialDate
from fanal.core.sealing.compartments import IDENTITY
from fanal.keys.ring import Ring
from fanal.people.queries import births
from fanal.web.typing import Answers

CHILD_BORN = "child_born"


def child_on_file(case: Case, kind: str, user: User, ring: Ring) -> Answers:
    """The day of birth of her only child in this case, until somebody has written of a child."""
    children = [
        concern.person
        for concern in case.concerns.select_related("person")
        if concern.role == CHILD
    ]
    if kind != CHILD_BORN or len(children) != 1 or IDENTITY not in compartments_for(user, case):
        return {}
    if CaseEntry.objects.of_kinds([case.id], kind).exists():
        return {}
    weighed = births(children, ring).get(children[0].id)
    born = weighed.born if weighed else None
    # A month or a year is no day: the form would claim more than anybody said.
    if born is None or born.earliest != born.latest:
        return {}
    day = born.earliest
    return {"born_on": PartialDate(day.year, day.month, day.day)}
