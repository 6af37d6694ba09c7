"""Who has her, told to whoever opens another file of hers and not the one in which it was said: a
case of another team, or its side of a two-country file. It is one fact of her, not of a case.

The kind alone is told, and the name where it is the reader's own team: who else has her, and where,
stays in the file in which it stands. What was said in a case is told by what is stored of it. Of
signs of life only that one was to come on her journey and has not: who has her can give it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils import timezone

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.cases.models import StateCode
from fanal.cases.models.state import HeardOn
from fanal.cases.queries.last_contact import heard_in_cases
from fanal.cases.queries.statements import Collected, SourceRead, StatementQuery
from fanal.cases.queries.story import StoryQuery
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    StatementQuestion,
    WrittenBy,
)
from fanal.core.journeys.state import JourneyStage
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.database.sql import these
from fanal.journeys.access.journeys import closed_to
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.known_journeys import KnownJourneys
from fanal.sealed.columns import opens
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import among, other_files, sides_with_another, that_hear

type Place = tuple[UUID, UUID]  # case and person
SIDES = "two-country files with another side"
type Hers = dict[Place, set[UUID]]  # the file that stands for her, as it is asked about


def sides_ahead(_asked: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """Return what the first screen of a case reads of files on the other side."""
    return {SIDES: RowsOf(Side, lambda: sides_with_another(opens))}


def _sides_of_any(query: StatementQuery) -> Iterable[Side]:
    return sides_with_another(query.opens) if Side in query.told_in else ()


def said_elsewhere(query: StatementQuery) -> SourceRead:
    """Return who has her by files that this reader does not open."""
    return SourceRead(partial(_add_statements, query))


def _add_statements(query: StatementQuery, collected: Collected) -> None:
    hers = _places(query)
    if not hers:
        return
    cases = these({case for case, _person in hers})
    by_cases: dict[Place, Custody | None] = {}
    for stored in StateCode.objects.filter(case__in=cases).order_by():
        if whose := hers.get((stored.case_id, stored.person_id)):
            by_cases[stored.case_id, stored.person_id] = stored.stored.custody
            collected.add(whose, _said_in_case(stored))
    rows = Traveller.objects.filter(case__in=cases).order_by("journey", "person")
    travellers = [row for row in rows if (row.case_id, row.person_id) in hers]
    if not travellers:
        return
    journeys = {row.journey_id for row in travellers}
    known, teams = KnownJourneys(journeys, query.now), _named(query.user, journeys)
    for row in travellers:
        said = known.who_has_her(row.journey_id, str(row.person_id), teams.get(row.journey_id, ()))
        place = (row.case_id, row.person_id)
        collected.add(hers[place], (one for one in said if not _is_past(one, by_cases.get(place))))
        collected.add(hers[place], _missed_sign(known, row, query.now))


def _missed_sign(known: KnownJourneys, row: Traveller, now: datetime) -> Iterator[CaseStatement]:
    """Yield the hour at which a sign of life was to come and did not, and no more."""
    if due := missed_on(known, row, now):
        one = known.states[row.journey_id].persons[str(row.person_id)]
        yield CaseStatement(
            id=f"{row.id}:{StatementQuestion.NEXT_SIGN}",
            question=StatementQuestion.NEXT_SIGN,
            answer=due,
            said=one.since,
            written=due,
            form=WrittenBy.JOURNEY,
            ended=known.asks_no_more(row.journey_id, one),
        )


def custody_said_in(case: UUID, person: UUID, now: datetime) -> set[Custody]:
    """Return the kinds of whoever has her, as this case tells it to another file of hers."""
    states = StateCode.objects.filter(case=case, person=person).order_by()
    said = [statement for stored in states for statement in _said_in_case(stored)]
    rows = Traveller.objects.filter(case=case, person=person).order_by()
    if journeys := set(rows.values_list("journey", flat=True)):
        known = KnownJourneys(journeys, now)
        for journey in journeys:
            said += known.who_has_her(journey, str(person), ())
    return {statement.custody for statement in said if statement.custody}


def _places(query: StatementQuery) -> Hers:
    """Return her files that are closed to the reader, by case, of whom she opens a case."""
    whose = {(link.case_id, link.person): link.whose for link in query.links}
    read = {file for (case, _person), file in whose.items() if case in query.opens}
    hers: Hers = defaultdict(set)
    for place, file in whose.items():
        if place[0] not in query.opens and file in read:
            hers[place].add(file)
    files = among(rows_read(query.kept, SIDES, lambda: _sides_of_any(query)))
    for other in that_hear(files):
        reads = whose.get((other.case, other.person))
        is_another = reads and whose.get((other.other_case, other.other)) != reads
        if reads and is_another:
            hers[other.other_case, other.other].add(reads)
    return hers


def _named(user: User, journeys: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return by journey the teams of the reader: of none from which a conflict keeps her out."""
    open_to = Journey.objects.filter(id__in=list(journeys)).exclude(id__in=closed_to(user))
    return dict.fromkeys(open_to.order_by().values_list("id", flat=True), own_team_ids(user))


def _is_past(said: CaseStatement, by_case: Custody | None) -> bool:
    """Whether her case knows of it that it holds no more: that people hold her, or that nobody has
    her since she is back. That stays there; it only makes nothing calm here."""
    return by_case is Custody.HOLDER or (said.came_back and by_case is Custody.NOBODY)


def _said_in_case(row: StateCode) -> Iterator[CaseStatement]:
    """Yield who has her since by what was said in a case, and by no journey."""
    kept = HeardOn.of(row.heard).kept if opens(row, "told") and opens(row, "heard") else None
    custody = row.stored.custody if kept else None
    if kept and custody and custody.answers_for_her:
        yield CaseStatement(
            id=f"{row.id}:{StatementQuestion.CUSTODIAN}",
            question=StatementQuestion.CUSTODIAN,
            answer=custody.value,
            said=kept,
            written=kept,
            form=WrittenBy.ELSEWHERE,
            custody=custody,
        )


# A sign of life that did not come on a journey, told to the team that has her by another file:
# under the same conditions, and by as little, as who has her (`said_elsewhere`).


def missed_elsewhere(now: datetime) -> set[UUID]:
    """Return who has not been heard from on a journey of her other file, by her file here."""
    files = {(file.other_case, file.other): file.person for file in that_hear(other_files(None))}
    rows = Traveller.objects.filter(case__in=these({case for case, _one in files})).order_by()
    travellers = [row for row in rows if (row.case_id, row.person_id) in files] if files else []
    if not travellers:
        return set()
    known = KnownJourneys({row.journey_id for row in travellers}, now)
    missed = {
        files[row.case_id, row.person_id]: hour
        for row in travellers
        if (hour := missed_on(known, row, now))
    }
    heard = heard_in_cases(missed) if missed else {}
    # A sign that is known by its day alone counts from the beginning of that day.
    return {
        person
        for person, hour in missed.items()
        if not (
            person in heard and (day := heard[person].spoken) and day > timezone.localdate(hour)
        )
    }


def missed_on(known: KnownJourneys, row: Traveller, now: datetime) -> datetime | None:
    """Return at which hour a sign of life was to come on this journey that did not, since she
    left."""
    state = known.states[row.journey_id].persons.get(str(row.person_id))
    due = known.due.get((row.journey_id, str(row.person_id)))
    if state is None or state.stage is JourneyStage.IN_PREPARATION:
        return None
    return due if due is not None and due < now else None


def files_elsewhere(travellers: Collection[tuple[UUID, UUID]]) -> set[UUID]:
    """Return the other files of these travellers, each by her journey and her file on it, whose
    team is told of her journey."""
    journeys = {journey for journey, _person in travellers}
    rows = Traveller.objects.filter(journey__in=journeys).order_by()
    places = {
        (row.case_id, row.person_id)
        for row in rows
        if (row.journey_id, row.person_id) in travellers
    }
    files = other_files({case for case, _person in places})
    back = (file.turned() for file in files if (file.case, file.person) in places)
    return {file.person for file in that_hear(back)}
