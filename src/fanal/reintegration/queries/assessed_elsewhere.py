"""What another team of ours found of her family, by its own file of her: on the page of her family,
as read, so that nobody asks a family again what was asked already."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.models import CasePerson
from fanal.core.reintegration.codes import FamilyResult
from fanal.database.stored_values import StoredAs
from fanal.people.models import Person
from fanal.people.queries import all_files_of, last_of, merged_of
from fanal.reintegration import access
from fanal.reintegration.models import FamilyAssessment
from fanal.reintegration.queries.assessed_by_other_teams import sides_that_warn
from fanal.reintegration.queries.families import newest_assessments
from fanal.sharing.access import sides_for
from fanal.sharing.actions.shared import other_side
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import other_files


@dataclass(frozen=True)
class AssessedElsewhere:
    """An assessment in another file of hers. `address`: where the reader reads more of it, or asks
    those who made it."""

    row: FamilyAssessment
    address: str
    opens: bool

    result = StoredAs(FamilyResult, "row.coded", "result")

    @property
    def team(self) -> str:
        return str(self.row.person.team)


def assessed_elsewhere(person: Person, user: User) -> list[AssessedElsewhere]:
    """Return the newest of each other file of hers: where both sides agreed to tell each other what
    is dangerous what it says, and all of it to whoever works on that file too."""
    hers = all_files_of(person.id)
    links = CasePerson.objects.filter(person__in=hers).exclude(of_family=True).order_by()
    cases = set(links.values_list("case", flat=True))
    files = {file.other: file for file in other_files(cases) if file.person in hers}
    others = files.keys() - hers
    if not others:
        return []
    into = merged_of()
    newest = newest_assessments(others, into)
    opened, told = access.open_to(user, others), _told(person, user)
    return [
        AssessedElsewhere(
            row, _address(other, opened, told.get(files[other].other_case)), other in opened
        )
        for other in sorted(others)
        if (row := newest.get(last_of(other, into)))
        if other in opened or files[other].other_case in told
    ]


def _address(other: UUID, opened: set[UUID], side: Side | None) -> str:
    if other in opened or side is None:
        return reverse("reintegration:families", args=[other])
    return reverse("sharing:shared", args=[side.shared_id])


def _told(person: Person, user: User) -> Mapping[UUID | None, Side]:
    """Return by the case on the other side our side of each file that this user opens."""
    sides = sides_that_warn({person.id}).get(person.id, [])
    own = set(
        sides_for(user).filter(pk__in=[side.pk for side in sides]).values_list("pk", flat=True)
    )
    return {other_side(side).case_id: side for side in sides if side.pk in own}
