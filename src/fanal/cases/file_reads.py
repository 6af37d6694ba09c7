"""What the page of unusual reading asks of cases: which files are closed, which are of others."""

from collections.abc import Collection
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import kept_out_of
from fanal.cases.models import Case
from fanal.people.exclusion import all_files_closed_to


def closed_and_outside(who: UUID, about: Collection[str]) -> tuple[set[UUID], set[UUID]]:
    """Return which of these cases, and of people by all their cases, are closed, and of which other
    colleagues are in charge."""
    files = [UUID(file_id) for file_id in about]
    fields = ("id", "people", "closed", "assignee")
    rows = Case.objects.filter(id__in=files).order_by().values_list("id", "id", *fields[2:])
    theirs = Case.objects.filter(people__in=files).order_by().values_list(*fields)
    open_ones: set[UUID] = set()
    own: set[UUID] = set()
    known: set[UUID] = set()
    for file, closed, assignee in [row[1:] for row in [*rows, *theirs]]:
        known.add(file)
        open_ones |= set() if closed else {file}
        own |= {file} if assignee == who else set()
    return known - open_ones, known - own


def hidden_from(reader: User) -> set[UUID]:
    """Return the cases and people that a conflict closes to this reader: their numbers too."""
    cases = Case.objects.filter(id__in=kept_out_of(reader)).order_by().values_list("id", flat=True)
    return {*cases, *all_files_closed_to(reader)}
