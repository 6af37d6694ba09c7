"""What the team on the other side of a two-country file found of her family, to a journey home."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from uuid import UUID

from django.urls import reverse

from fanal.cases.models import CasePerson
from fanal.core.trust.shared import SharedField
from fanal.core.words import Sentence, say
from fanal.journeys.models import Journey
from fanal.journeys.queries.departed import HOME
from fanal.journeys.queries.destination_warnings import AgainstHome
from fanal.journeys.queries.travel_consents import code_names
from fanal.people.exclusion import kept_out_of_any
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.reintegration.models import FamilyAssessment
from fanal.reintegration.queries.families import against_row, newest_assessments
from fanal.reintegration.queries.feared_at_home import feared_since
from fanal.sharing.actions.shared import other_side, shown_fields
from fanal.sharing.models import Side

SAYS = say(
    "{who}: what {team} found of her family does not say yes, or not yet. Ask them, by the "
    "two-country file"
)


def against_by_other_teams(goes: Collection[tuple[Journey, UUID]]) -> Iterator[AgainstHome]:
    """Yield that the other team's newest assessment speaks against her going home, where both sides
    agreed to tell each other what is dangerous. What it says stays in their file; nothing is said
    where they assessed no family."""
    home = {person for journey, person in goes if journey.kind == HOME}
    sides = sides_that_warn(home) if home else {}
    if not sides:
        return
    against = _against({side.pk: side for of_her in sides.values() for side in of_her}.values())
    codes = code_names(home)
    for journey, person in goes:
        for side in sides.get(person, ()) if journey.kind == HOME else ():
            if other_side(side).case_id in against:
                names = {"who": codes[person], "team": other_side(side).team.name}
                what = Sentence(SAYS.template, names)
                yield AgainstHome(journey.id, person, what, _page_of(side.shared_id))


def _page_of(shared: UUID) -> Callable[[UUID, UUID], str]:
    return lambda _case, _person: reverse("sharing:shared", args=[shared])


def sides_that_warn(people: Collection[UUID]) -> dict[UUID, list[Side]]:
    """Return our sides of the open files of each, where both agreed to alerts."""
    into = merged_of()
    links = CasePerson.objects.filter(person__in={*people} | kin_of(people))
    links = links.exclude(of_family=True).order_by()
    cases: dict[UUID | None, set[UUID]] = defaultdict(set)
    for case, person in links.values_list("case", "person"):
        cases[case].add(last_of(person, into))
    rows = Side.objects.filter(shared__state="open", case__in=cases)
    sides = [
        side
        for side in rows.prefetch_related("shared__sides__team")
        if SharedField.SAFETY in shown_fields(side)
    ]
    return {
        person: found
        for person in people
        if (found := [side for side in sides if last_of(person, into) in cases[side.case_id]])
    }


def _against(sides: Collection[Side]) -> set[UUID]:
    """Return the cases on the other side of which an assessment does not say yes."""
    others = {other_side(side).case_id for side in sides}
    links = CasePerson.objects.filter(case__in=others).exclude(of_family=True).order_by()
    pairs = list(links.values_list("case", "person"))
    people, into = {person for _case, person in pairs}, merged_of()
    newest = newest_assessments(people, into) if people else {}
    excluded = kept_out_of_any(people={row.person_id for row in newest.values()})
    since = feared_since(newest.values())

    def speaks(row: FamilyAssessment | None) -> bool:
        return row is not None and any(against_row(row, excluded, feared_since=row.id in since))

    return {case for case, person in pairs if speaks(newest.get(last_of(person, into)))}
