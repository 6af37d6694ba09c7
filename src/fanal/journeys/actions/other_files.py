"""What is stored of who has her in the file that another team has of her: the journey says it there
too. Whoever writes on the journey opens nothing of that file."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fanal.cases.actions.present import custody_changes, sign_has_come
from fanal.cases.models import Case, StateCode
from fanal.cases.models.state import HeardOn
from fanal.cases.queries.codes import stored_codes_of
from fanal.core.casework.statements import Custody
from fanal.core.journeys.events import Event
from fanal.core.journeys.state import JourneyStage, JourneyState, PersonState, state_of
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.board import rows_of
from fanal.journeys.queries.custody_in_other_files import custody_said_in
from fanal.journeys.queries.known_journeys import custody_by
from fanal.sealed.columns import opens
from fanal.sharing.models import Side
from fanal.sharing.queries.other_files import among, other_files, that_hear

# What a journey may have said before. What may have been said of her since is not undone by it:
# least of all that others hold her.
FROM_US = (None, Custody.OURS, Custody.PARTNER)


def store_in_other_files(journey: Journey, state: JourneyState, named: Collection[str]) -> None:
    """Store who has these people now in their files of other teams, by kind, until somebody who
    reads such a file derives it anew."""
    rows = [row for row in journey.travellers.all() if str(row.person_id) in named]
    found = other_files({row.case_id for row in rows}) if rows else []
    theirs = that_hear(file.turned() for file in found)
    if not theirs:
        return
    codes = stored_codes_of({file.person for file in theirs})
    cases = Case.objects.in_bulk({file.case for file in theirs})
    custodians = {str(custodian.id): custodian for custodian in journey.custodians.all()}
    travel = {(row.case_id, row.person_id) for row in rows}
    for file in theirs:
        person = state.persons.get(str(file.other))
        if person is None or (file.other_case, file.other) not in travel:
            continue
        custody = _custody_of(person, custodians)
        ahead = person.stage is JourneyStage.IN_PREPARATION
        before = codes[file.person].custody
        if custody and before in (FROM_US[:1] if ahead else FROM_US):
            case = cases[file.case]
            custody_changes(case=case, person=file.person, custody=custody, by_journey=True)


def missed_sign_has_come(journey: Journey, state: JourneyState, event: Event) -> None:
    """Store in their files of other teams that a sign of life which this journey missed, and which
    was told there, has come with this event: her list would call her not heard from for as long as
    nobody opens her case."""
    cases = set(journey.travellers.order_by().values_list("case", flat=True))
    theirs = that_hear(file.turned() for file in other_files(cases)) if cases else []
    theirs = [file for file in theirs if str(file.other) in event.persons]
    if not theirs:
        return
    before = state_of(one for one in state.all_events if one.id != event.id)
    was, late = _missed(journey, before), _missed(journey, state)
    for file in theirs:
        hour = was.get(str(file.other))
        # What that team agreed with her itself for another day is still waited for.
        if hour and str(file.other) not in late:
            case = Case.objects.get(pk=file.case)
            sign_has_come(case=case, person=file.person, of=timezone.localdate(hour))


def _missed(journey: Journey, state: JourneyState) -> dict[str, datetime]:
    """Return by which hour a sign of life of these people was to come and did not."""
    now = timezone.localtime()
    rows = rows_of(journey, state, now)
    return {row.person: row.due for row in rows if row.due and row.due < now}


def told_from_now(sides: Iterable[Side]) -> None:
    """Store who has somebody by the other file, where nothing is stored in this one, as soon as the
    two are told of one another: whoever agrees opens one of them alone."""
    now = timezone.localtime()
    found = that_hear(among(sides))
    codes = stored_codes_of({file.person for file in found}) if found else {}
    for file in (one for one in found if not codes[one.person].custody):
        if said := custody_said_in(file.other_case, file.other, now):
            # Of several that are on file nobody can tell here which was the last.
            custody = next(iter(said)) if len(said) == 1 else None
            custody_changes(
                case=Case.objects.get(pk=file.case), person=file.person, custody=custody
            )


def no_longer_told(sides: Iterable[Side]) -> None:
    """Clear who has somebody in a file that may know it of the other one alone, before these files
    are told nothing of one another: a list without a key would go on to say that she is well with
    somebody, for as long as nobody opens her case."""
    now = timezone.localtime()
    for file in among(sides):
        row = StateCode.objects.filter(case=file.case, person=file.person).first()
        custody = row.stored.custody if row else None
        own = HeardOn.of(row.heard).kept if row and opens(row, "heard") else None
        if Custody.nobody_answers(custody) or own:
            continue
        # What a journey in her own file says as well is stored again as soon as somebody opens it.
        if custody in custody_said_in(file.other_case, file.other, now):
            case = Case.objects.get(pk=file.case)
            custody_changes(case=case, person=file.person, custody=None)


def told_anew(cases: Collection[UUID]) -> None:
    """Store who has somebody by these cases in her files of other teams that know it of them alone,
    once something was said in one: a list of the other team would call her well with her aunt for
    as long as nobody opens her case there."""
    theirs = that_hear(file.turned() for file in other_files(cases))
    for file in theirs:
        row = StateCode.objects.filter(case=file.case, person=file.person).first()
        before, now = row.stored.custody if row else None, timezone.localtime()
        if before is not None and not before.answers_for_her:
            continue
        said = custody_said_in(file.other_case, file.other, now)
        if before in said or before in custody_said_in(file.case, file.person, now):
            continue
        custody = next(iter(said)) if len(said) == 1 else None
        if custody is not before:
            case = Case.objects.get(pk=file.case)
            custody_changes(case=case, person=file.person, custody=custody, by_journey=True)


def _custody_of(person: PersonState, custodians: dict[str, JourneyCustodian]) -> Custody | None:
    """Return the kind of whoever has her; of whoever went her own way nobody knows."""
    if person.stage is JourneyStage.LEFT and not person.stays:
        return Custody.NOBODY
    return custody_by(custodians.get(person.custodian))
