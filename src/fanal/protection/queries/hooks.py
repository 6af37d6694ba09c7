"""What other apps learn of dated records: on paper, at a closing, a return and a new age."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import cases_with, compartments_for
from fanal.cases.models import Case
from fanal.cases.queries.age_changes import open_cases_of
from fanal.cases.queries.prints import PrintQuery
from fanal.cases.queries.reopenings import moves_after_closing, reopened_on
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.core.casework.whose_consent import AgeTurn
from fanal.core.law.recognition import RecognitionRight
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.protection.closing import high_risk, unmet
from fanal.core.protection.codes import REACHED_HER, REFUSED
from fanal.core.protection.due import period_ends
from fanal.core.protection.events import unsettled_in
from fanal.core.protection.facts import CaseFacts
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import LEGAL, NARRATIVE
from fanal.core.words import Sentence, say
from fanal.journeys.models import Journey
from fanal.journeys.queries.destination_warnings import AgainstHome, ChangedReason
from fanal.journeys.queries.travel_consents import code_names
from fanal.papers.queries.facts import FactQuery, day_in_words
from fanal.people.age_changes import AgeChange, AgeConsequence
from fanal.people.consent_ages import ages_that_do_not_say, consent_ages
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person
from fanal.protection.models import ProtectionDecision, ProtectionRecord
from fanal.protection.queries.facts import KnownPeople, facts_of, people_of, records_of
from fanal.protection.queries.proposals import newest
from fanal.protection.queries.records import shown
from fanal.protection.queries.releases import released_in
from fanal.sharing.queries.earlier_disclosures import told_before
from fanal.web.typing import Context
from fanal.web.words import in_page_language

# What of the best interests of a child hangs on an age that was corrected.
NO_CHILD = say("Best interests of the child: assessed, but by this she is an adult. Check it")
A_CHILD = say("Best interests of the child: nobody has assessed them yet")


def best_interests_again(change: AgeChange, reader: User | None) -> Iterator[AgeConsequence]:
    """Yield what was assessed for whom it is no more, or is still to be assessed where dated
    records are kept."""
    if change.turn is None or not (cases := open_cases_of(change.person, reader)):
        return
    rows = [record for record in records_of(cases) if record.person_id in (None, change.person.id)]
    begun = {row.case_id for row in rows}
    assessed = {row.case_id for row in rows if row.record_kind is RecordKind.BEST_INTERESTS}
    says = NO_CHILD if change.turn is AgeTurn.ADULT else A_CHILD
    for id in assessed if change.turn is AgeTurn.ADULT else begun - assessed:
        case = cases[id]
        yield AgeConsequence(says, id, case.code_name, reverse("protection:case", args=[id]))


# What closing asks, how high the risk is, and what of it speaks against closing: read without a
# key.
NOT_ASSESSED = say("{what}; the risk was not assessed since")
ASSESS_ANEW = say("her risk is to be assessed anew; ask why before you rely on what stands here")


def criteria_still_open(case: Case, user: User, now: datetime) -> Iterator[StillOpen]:
    """Yield what is still open of each person whom the case concerns; what is said of all of them
    once."""
    people, records = people_of(case.id), _since_it_is_open(case)
    law = [case.id] if LEGAL in compartments_for(user, case) else []
    known = KnownPeople(
        people,
        released=released_in(law).get(case.id, ()),
        untrusted=told_before([case.id]).get(case.id, ()),
    )
    facts = facts_of(case, known, records, (), ())
    for one in dict.fromkeys(_not_assessed(facts, now.date())):
        yield StillOpen(OpenEnd.RISK, one, outside=ASSESS_ANEW)
    high = [risk for person in people if (risk := high_risk(facts, person))]
    for one in dict.fromkeys(high):
        yield StillOpen(OpenEnd.RISK, one)
    says = [one for person in people for one in unmet(facts, person, now.date())]
    for one in dict.fromkeys(says):
        yield StillOpen(OpenEnd.CRITERIA, one)


def _not_assessed(facts: CaseFacts, today: date) -> Iterator[Sentence]:
    """Yield of each whom it concerns that nobody has asked since whether she is safe from it."""
    for look in unsettled_in(facts, today).values():
        yield Sentence(NOT_ASSESSED.template, {"what": look.why})


def freed_before_a_journey(journey: Journey, user: User) -> Iterator[ChangedReason]:
    """Yield for whoever opens the legal part of a case on this journey that somebody may wait for
    who travels, on the way or where she goes."""
    travel = defaultdict(list)
    for case, person in journey.travellers.order_by("id").values_list("case", "person"):
        travel[case].append(person)
    cases = {case.id: case for case in cases_with(user, LEGAL).filter(id__in=travel).order_by("id")}
    released = released_in(cases)
    records = list(records_of(released)) if released else []
    for id in sorted(released, key=str):
        known = KnownPeople(travel[id], released=released[id])
        of_case = [record for record in records if record.case_id == id]
        facts = facts_of(cases[id], known, of_case, (), ())
        for says in dict.fromkeys(_not_assessed(facts, timezone.localdate())):
            yield ChangedReason(says, reverse("protection:case", args=[id]))


def heard_after_closing(files: Collection[UUID]) -> Iterator[tuple[UUID, date]]:
    """The days on which somebody who was asked after a closing answered, or wants no more contact:
    of these files."""
    for row in ProtectionRecord.objects.filter(person__in=files).order_by().defer("sealed"):
        reached = row.coded.get("reached") if row.record_kind is RecordKind.FOLLOW_UP else ""
        if row.person_id and reached in (REACHED_HER, REFUSED):
            yield row.person_id, row.on


def _since_it_is_open(case: Case) -> list[ProtectionRecord]:
    """What she answered before a case was closed says nothing of why she came back."""
    again = reopened_on(moves_after_closing([case.id])).get(case.id)
    return [
        record
        for record in records_of([case.id])
        if again is None or record.record_kind is not RecordKind.CLOSING or record.made_on >= again
    ]


# What is known of a recovery and reflection period, for the notice that `fanal.papers` prints.
def recovery_on_paper(asked: FactQuery) -> dict[str, str]:
    """Return from when until when she has it, and by which rule; nothing where she took none, or
    where the reader has no key to what was saved of it.

    A rule that nobody confirmed is not told her as one that holds, nor a last day that is only
    counted by it: both stay blank for a lawyer.
    """
    rows = records_of([asked.paper.case_id]).filter(person=asked.paper.person_id)
    hers = [row for row in rows if row.record_kind is RecordKind.RECOVERY]
    last = max(hers, key=lambda one: one.number, default=None)
    if last is None or last.try_unseal(asked.ring) is None:
        return {}
    record = last.recorded()
    if (ends := period_ends(record)) is None:
        return {}
    rule = clock(ClockStep.RECOVERY, record.codes.get("country", ""))
    holds = rule.of_country and rule.basis.confirmed
    return {
        "reflection_from": day_in_words(record.on.isoformat()),
        "reflection_until": day_in_words(ends.isoformat()) if record.due or holds else "",
        "reflection_rule": in_page_language(rule.basis.source) if holds else "",
    }


# The newest safety plan of each person, for the paper that the case prints.
# A paper is found by others. Its head says that code words are left out, and where she is.
CODE_WORD = frozenset({"code"})
PLACES = frozenset({"safe_places"})


def latest_plans(query: PrintQuery) -> Iterator[Context]:
    if NARRATIVE not in query.may_open:
        return
    newest: dict[UUID | None, ProtectionRecord] = {}
    rows = records_of([query.case.id]).select_related("person")
    for row in sorted(rows, key=lambda one: (one.on, one.number)):
        if row.record_kind is RecordKind.SAFETY_PLAN:
            newest[row.person_id] = row
    for row in newest.values():
        plan = shown(row, query.ring, CODE_WORD if query.where else CODE_WORD | PLACES)
        if plan.rows is not None:
            yield {
                "title": plan.kind.sentence(),
                "on": row.on,
                "about": row.person,
                "rows": plan.rows,
            }


# What is written down already of what her recognition may begin.
def recovery_begun(case: Case, person: Person) -> Iterator[RecognitionRight]:
    if newest(case, RecordKind.RECOVERY, person):
        yield RecognitionRight.RECOVERY


# A child who goes home: two have decided before that it serves the child best.
# Convention on the Rights of the Child, art. 3; Palermo Protocol, art. 6 (4) and 8 (2).
GOES_HOME = "return"
UNDECIDED = say("two have not decided yet that going back serves this child best")


def undecided_returns(goes: Collection[tuple[Journey, UUID]]) -> Iterator[AgainstHome]:
    """Each who is or may be a child by what is on file, and of whose newest assessment two have
    agreed on nothing. Of whom nothing of her birth is on file, consent is asked as of a child
    already."""
    home = [(journey.id, person) for journey, person in goes if journey.kind == GOES_HOME]
    ages = consent_ages({person for _journey, person in home}, timezone.localdate())
    unsaid = ages_that_do_not_say({one for one, age in ages.items() if age.age is None})
    may_be = {one for one, age in ages.items() if age.age is not None and age.as_child}
    children = may_be | unsaid
    decided = _decided(children) if children else set()
    left = {child for child in children if child not in decided}
    codes = code_names(left) if left else {}
    for journey, person in sorted(home, key=lambda pair: str(pair[1])):
        if person in left:
            what = say("{who}: {what}", who=codes[person], what=UNDECIDED)
            yield AgainstHome(journey, person, what, _review_page)


def _review_page(case: UUID, _person: UUID) -> str:
    return reverse("protection:case", args=[case])


def _decided(children: Collection[UUID]) -> set[UUID]:
    """Return those whose newest assessment has the yes of two who may both still open the file."""
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
