"""What of a case hangs on an age that was corrected: her consents, and who answers for her."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import CarerDecision, Case, Consent
from fanal.cases.queries.consent_validity import AgainstRecord, as_record, doubts_of, standing_of
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose, ConsentState, GivenBy
from fanal.core.casework.sections import Section
from fanal.core.casework.whose_consent import AgeTurn, ConsentAge
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.words import Sentence, say
from fanal.people.age_changes import AgeChange, AgeConsequence
from fanal.people.models import Person

ANSWERS_FOR_HER = say("Two of you decided who consents for her: check whether that still holds")
ANSWERED_FOR_HER = say("somebody else answered on her behalf")


def open_cases_of(person: Person, reader: User | None) -> dict[UUID, Case]:
    """Those in which it is to be looked at again; of a reader, those that she opens."""
    cases = Case.objects.all() if reader is None else cases_with(reader, NARRATIVE)
    rows = cases.filter(people=person).exclude(closed=True).order_by("-opened_on", "id")
    return {row.id: row for row in rows.distinct()}


def to_look_at_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """The consents that count no more, and the decisions on who answers for her."""
    cases = open_cases_of(change.person, reader)
    if not cases:
        return
    for row, says in _to_ask_again(change, cases):
        yield _of(cases[row.case_id], says)
    if change.turn:
        decided = CarerDecision.objects.filter(person=change.person, case__in=cases, ended_on=None)
        for case in sorted({decision.case_id for decision in decided}):
            yield _of(cases[case], ANSWERS_FOR_HER)


def _of(case: Case, says: Sentence) -> AgeConsequence:
    address = reverse("cases:section", args=[case.id, Section.CONSENT])
    return AgeConsequence(says, case.id, case.code_name, address)


def _to_ask_again(change: AgeChange, cases: Iterable[UUID]) -> Iterator[tuple[Consent, Sentence]]:
    """Case by case, as its page says it."""
    rows: dict[UUID, list[Consent]] = defaultdict(list)
    for row in Consent.objects.filter(person=change.person, case__in=list(cases)).order_by("id"):
        rows[row.case_id].append(row)
    for of_case in rows.values():
        doubtful = doubts_of(of_case)
        before = _standing(of_case, change.before, doubtful)
        after = _standing(of_case, change.after, doubtful)
        for row in of_case:
            if says := _why(row, before[row.id], after[row.id], change.turn):
                purpose = ConsentPurpose(row.purpose).sentence()
                yield row, say("Ask again: {what} ({why})", what=purpose, why=says)


def _standing(
    rows: Iterable[Consent], age: ConsentAge, doubtful: Mapping[UUID, AgainstRecord]
) -> dict[UUID, ConsentState]:
    records = [(row, as_record(row, age, doubtful.get(row.id))) for row in rows]
    return standing_of(records, timezone.localdate())


def _why(
    row: Consent, before: ConsentState, after: ConsentState, turn: AgeTurn | None
) -> Sentence | None:
    """Why an answer is asked for again; None where it is not, or she was asked since. A no of hers
    stays a no."""
    if row.withdrawn_on or after is ConsentState.HERS_COUNTS:
        return None
    if row.answer == ConsentAnswer.REFUSED and after is ConsentState.HER_YES_MISSING:
        return ANSWERED_FOR_HER if turn is AgeTurn.ADULT or before is not after else None
    if row.answer != ConsentAnswer.GIVEN:
        return None
    if after is not before and not after.allows:
        return after.sentence()
    for_her = row.given_by != GivenBy.HERSELF and after.allows
    return ANSWERED_FOR_HER if for_her and turn is AgeTurn.ADULT else None
