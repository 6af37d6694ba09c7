"""The stored codes of present states: for lists of many, read without a key.

`fanal.cases.queries.present` derives and stores them.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from fanal.authority.tables import table
from fanal.cases.models import Case, CasePerson, StateCode
from fanal.cases.models.state import URGENT as URGENT
from fanal.cases.models.state import Stored, stored_in
from fanal.cases.queries.safety_doubts import makes_doubtful, of_everybody
from fanal.cases.queries.statements import PersonInCase, links_of
from fanal.cases.queries.states_version import Place, held_by_unfit
from fanal.core.casework.present import DangerState, worst
from fanal.core.casework.statements import Custody
from fanal.database import kept_questions
from fanal.database.sql import rows as rows_of
from fanal.database.sql import these
from fanal.partners.queries.holding import may_hold
from fanal.people.queries import last_of, merged_of

# What stands at the head of every page about a case.
WARNED_OF = (*URGENT, DangerState.GIVEN)
# How often something ended in the ledger, how many rows of each table are attested, all states.
PEOPLE_AND_STATES = """SELECT (SELECT number FROM authority_head WHERE id = 1),
    (SELECT counts FROM authority_head WHERE id = 1), (SELECT COUNT(*) FROM cases_statecode)"""
_all_stored: list[tuple[object, ...]] = []  # when a state of everybody was stored; of this process
type Kept = dict[tuple[UUID, UUID], Stored]  # by case and person


def codes_of(people: Collection[UUID], today: date | None = None) -> dict[UUID, DangerState]:
    """The code of each person from all her cases, without a key. Not known where none is stored.

    Between two hands she is not shown as safe, whatever was said of her before.
    """
    into = merged_of()
    return codes_among(
        links_of(people, into), {person: last_of(person, into) for person in people}, today
    )


def codes_among(
    links: Iterable[PersonInCase], files: Mapping[UUID, UUID], today: date | None = None
) -> dict[UUID, DangerState]:
    """The same of people whose `links` are known: each with the file that stands for hers."""
    links = list(links)
    kept = _stored_codes(links)
    codes = _by_person(links, kept, today or timezone.localdate())
    codes |= dict.fromkeys(_doubted(links, kept, codes), DangerState.DOUBTED)
    on_the_way = {link.whose: [DangerState.GIVEN] for link in links if link.given}
    return {
        person: worst([codes.get(file, DangerState.UNKNOWN), *on_the_way.get(file, ())])
        for person, file in files.items()
    }


def in_danger_of(people: Collection[UUID]) -> set[UUID]:
    """Those of these people who are in danger by any case of theirs, or of whom two answers
    differ."""
    codes = codes_of(people)
    return {person for person, code in codes.items() if code.counts_as_danger}


def stored_codes_of(
    people: Collection[UUID], today: date | None = None, into: Mapping[UUID, UUID] | None = None
) -> dict[UUID, Stored]:
    """What is stored of each, without a key: the worst code with its day, and who she is with as
    it was said last. Of whom nothing is stored nobody has said anything."""
    today = today or timezone.localdate()
    into = merged_of() if into is None else into
    links = links_of(people, into)
    kept = _stored_codes(links)
    codes = _by_person(links, kept, today)
    stored: dict[UUID, list[Stored]] = {}
    whose = {(link.case_id, link.person): link.whose for link in links}
    unfit = _with_unfit(kept)
    for key, of_case in kept.items():
        if (file := whose.get(key)) is not None:
            stored.setdefault(file, []).append(of_case._replace(unfit=key in unfit))
    return {
        person: _joined(stored.get(file, []), codes.get(file, DangerState.UNKNOWN))
        for person in people
        for file in [last_of(person, into)]
    }


def _joined(rows: list[Stored], code: DangerState) -> Stored:
    """Several cases of one person as one: each row says the same where its writer read them all."""
    # Only of the rows that say the same as all together: “in danger since” is not the day of a
    # “safe”.
    days = [row.since for row in rows if row.since and row.code is code]
    dues = [row.due for row in rows if row.due]
    custodies = [row.custody for row in rows if row.custody]
    # Somebody who does not answer for her comes first: nobody may be thought to be looked after
    # who is not.
    known = [
        custody_said for custody_said in custodies if not custody_said.answers_for_her
    ] or custodies
    custody = known[0] if known else None
    unfit = custody is Custody.PARTNER and any(row.unfit for row in rows)
    return Stored(
        code, min(days, default=None), min(dues, default=None), custody=custody, unfit=unfit
    )


def codes_in(cases: Collection[UUID], today: date | None = None) -> dict[UUID, DangerState]:
    """The worst code among the people of each case, whichever case of theirs it was said in."""
    pairs = PEOPLE_IN.ask(these(cases))
    codes = codes_of({person for _case, person in pairs}, today)
    by_case: dict[UUID, list[DangerState]] = {case: [] for case in cases}
    for case, person in pairs:
        by_case[case].append(codes[person])
    return {case: worst(case_codes) for case, case_codes in by_case.items()}


def disputed(rows: Iterable[StateCode], today: date) -> list[tuple[StateCode, date]]:
    """Those of these in which two answers do not agree today, each with the day since when."""
    stored = [(row, row.stored) for row in rows]
    trusted = trusted_now(state for _row, state in stored)
    against = [
        pair for pair in stored if code_today(pair[1], today, trusted) is DangerState.DISPUTED
    ]
    return [(row, state.since or today) for row, state in against]


def people_in(cases: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Each case with the people in it, by the file that stands for each."""
    into = merged_of()
    rows = CasePerson.objects.filter(case__in=list(cases)).exclude(of_family=True).order_by()
    return [(case, last_of(person, into)) for case, person in rows.values_list("case", "person")]


def worst_in(case: Case) -> DangerState:
    """The worst code among the people of one case."""
    return codes_in([case.id])[case.id]


def not_stored(cases: QuerySet[Case]) -> list[UUID]:
    """People of these cases of whom no state was stored yet: their statements are of before. Nearly
    always there is nobody: that is known until somebody comes into a case, or a state is stored."""
    now = _people_and_states()
    if now in _all_stored:
        return []
    known = StateCode.objects.filter(case=OuterRef("case"), person=OuterRef("person"))
    rows = CasePerson.objects.exclude(of_family=True).exclude(Exists(known)).order_by()
    if not rows.exists() and not connection.in_atomic_block:  # there it may never have been
        _all_stored[:] = [now]
        return []
    # From the few of whom nothing is stored to their cases: every list asks this.
    rows = rows.filter(Exists(cases.order_by().filter(id=OuterRef("case_id"))))
    return sorted(set(rows.values_list("person", flat=True)))


def _people_and_states() -> tuple[object, ...]:
    """Changes with whoever comes into a case or leaves one, whose row is attested, and with every
    state; not with each note, which the ledger counts too."""
    ((ended, counts, states),) = rows_of(PEOPLE_AND_STATES)
    return ended, json.loads(counts or "{}").get(table(CasePerson)), states


def _stored_codes(links: Iterable[PersonInCase]) -> Kept:
    """What is stored of each person in each of these cases, what was said last at the end."""
    cases = {link.case_id for link in links}
    if not cases:
        return {}
    read = STORED.ask(these(cases))
    return {(case, who): stored_in(id, case, who, column) for id, case, who, column in read}


def _with_unfit(kept: Kept) -> frozenset[Place]:
    by_partner = any(one.custody is Custody.PARTNER for one in kept.values())
    return held_by_unfit() if by_partner else frozenset()


def _doubted(
    links: Iterable[PersonInCase], kept: Kept, codes: Mapping[UUID, DangerState]
) -> set[UUID]:
    """Return, by the file that stands for hers, who was said to be safe and is with a partner who
    may not hold people, or of whom something has happened since: as her case and the board say."""
    green = [link for link in links if codes.get(link.whose) is DangerState.SAFE]
    if not green:
        return set()
    unfit, happened = _with_unfit(kept), of_everybody(timezone.localtime())
    places = [(link.whose, (link.case_id, link.person)) for link in green]
    return {
        whose
        for whose, place in places
        if (stored := kept.get(place)) is not None
        and (place in unfit or makes_doubtful(happened.get(whose), stored.code, stored.since))
    }


def _people_in(cases: RawSQL) -> QuerySet[CasePerson, tuple[UUID, UUID]]:
    rows = CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by()
    return rows.values_list("case", "person")


def _stored(cases: RawSQL) -> QuerySet[StateCode, tuple[UUID, UUID, UUID, str]]:
    rows = StateCode.objects.filter(case__in=cases).order_by("version")
    return rows.values_list("id", "case_id", "person_id", "told")


PEOPLE_IN, STORED = kept_questions.Kept(_people_in), kept_questions.Kept(_stored)


def _by_person(links: Iterable[PersonInCase], kept: Kept, today: date) -> dict[UUID, DangerState]:
    stored, of_case = _codes(kept, today)
    by_person: dict[UUID, list[DangerState]] = {}
    for link in links:
        # Who came into a case after it was written that somebody in it is in danger has no code of
        # her own yet: that of the case counts until somebody who may read it has looked.
        code = stored.get((link.case_id, link.person)) or of_case.get(link.case_id)
        by_person.setdefault(link.whose, []).extend([code] if code else [])
    return {whose: worst(codes) for whose, codes in by_person.items()}


def _codes(
    kept: Kept, today: date
) -> tuple[dict[tuple[UUID, UUID], DangerState], dict[UUID, DangerState]]:
    """The code of each person in each case today, and the worst of each case."""
    trusted = trusted_now(kept.values())
    stored = {key: code_today(stored_state, today, trusted) for key, stored_state in kept.items()}
    of_case: dict[UUID, list[DangerState]] = {}
    for (case, _person), code in stored.items():
        of_case.setdefault(case, []).append(code)
    return stored, {case: worst(codes) for case, codes in of_case.items()}


def trusted_now(states: Iterable[Stored]) -> dict[str, bool]:
    """Which of the partners whose word ended a danger may hold people today."""
    named = {stored.leans_on for stored in states if stored.leans_on}
    return may_hold(named, timezone.localtime()) if named else {}


def code_today(stored: Stored, today: date, trusted: Mapping[str, bool]) -> DangerState:
    """The stored code: disputed where it leans on a partner who may not hold people any more, not
    heard from where the day of the next sign has passed since."""
    if stored.leans_on and not trusted[stored.leans_on]:
        return DangerState.DISPUTED
    late = stored.due is not None and stored.due < today
    # Danger stays the first word of who is in danger and not heard from.
    return DangerState.UNHEARD if late and not stored.code.counts_as_danger else stored.code
