"""The present state of people: derived for who may open what was said, as a code for lists.

Nothing else says whether somebody is in danger. `states_of` opens what was said and knows the
hours; `codes_of` and `codes_in` read the codes that were stored, without a key, for lists of many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Case, CasePerson, StateCode
from fanal.cases.models.state import Stored, unpacked
from fanal.cases.queries.statements import Link, collected, links_of
from fanal.core.casework.present import DangerState, PresentState, present_state, worst
from fanal.core.casework.stages import Stage
from fanal.core.casework.statements import Statement
from fanal.partners.queries.holding import may_hold
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of

URGENT = (DangerState.IN_DANGER, DangerState.DISPUTED, DangerState.UNHEARD)


@dataclass(frozen=True)
class Elsewhere:
    """What is stored of a case of hers that the reader does not open: whom to call about it."""

    case: Case
    code: DangerState
    since: date | None


@dataclass(frozen=True)
class Seen:
    """The state of one person as one reader may see it.

    `unopened`: what else is known of her where the reader may not read it.
    """

    state: PresentState
    unopened: tuple[Elsewhere, ...] = ()

    @property
    def code(self) -> DangerState:
        return worst([self.state.code, *(one.code for one in self.unopened)])

    @property
    def in_danger(self) -> bool:
        """Also while it is disputed, and where the reader may not read who says so."""
        return self.code.counts_as_danger

    @property
    def to_call(self) -> tuple[Elsewhere, ...]:
        """The cases that are closed to the reader and say more than what she reads."""
        return tuple(one for one in self.unopened if one.code in URGENT)


def states_of(
    people: Collection[UUID], user: Any, ring: Any, now: datetime | None = None
) -> dict[UUID, Seen]:
    """The state of each, in a constant number of queries. Raises Locked."""
    now = now or timezone.localtime()
    links = links_of(people)
    states, unread = _derived(links, user, ring, now)
    into = merged_of()
    nothing = present_state((), now)
    closed = _unopened(links, unread, now.date())
    return {
        one: Seen(states.get(whose, nothing), closed.get(whose, ()))
        for one in people
        for whose in [last_of(one, into)]
    }


def states_in(case: Case, user: Any, ring: Any, now: datetime | None = None) -> dict[UUID, Seen]:
    """The state of each person of a case."""
    people = CasePerson.objects.filter(case=case).exclude(role="family")
    return states_of(list(people.values_list("person", flat=True)), user, ring, now)


def said_of(person: UUID, user: Any, ring: Any, now: datetime | None = None) -> list[Statement]:
    """Everything that was said of her and was answered, the last first, as far as the reader may
    open it."""
    now = now or timezone.localtime()
    found = collected(links_of([person]), user, ring, now)
    said = {one for told in found.said.values() for one in told if one.answered}
    zone = now.tzinfo
    return sorted(said, key=lambda one: (one.latest(zone), one.id), reverse=True)


def would_be(person: UUID, more: Statement, user: Any, ring: Any) -> Seen:
    """What would hold of her if this were said as well; nothing is stored."""
    now = timezone.localtime()
    links = links_of([person])
    found = collected(links, user, ring, now)
    said = [one for told in found.said.values() for one in told]
    hidden = _unopened(links, found.closed, now.date()).values()
    unopened = tuple(one for several in hidden for one in several)
    return Seen(present_state([*said, more], now), unopened)


# ── Codes, for lists ─────────────────────────────────────────────────────────
def codes_of(people: Collection[UUID], today: date | None = None) -> dict[UUID, DangerState]:
    """The code of each person from all her cases, without a key. Not known where none is stored."""
    into = merged_of()
    links = links_of(people)
    codes = _by_person(links, today or timezone.localdate())
    return {one: codes.get(last_of(one, into), DangerState.UNKNOWN) for one in people}


def urgent_people(today: date) -> list[UUID]:
    """Everybody with an open case who is in danger or not heard from, without a key."""
    open_ones = CasePerson.objects.exclude(case__stage=Stage.CLOSED).exclude(role="family")
    codes = codes_of(set(open_ones.order_by().values_list("person", flat=True)), today)
    return sorted(one for one, code in codes.items() if code in URGENT)


def told_of(people: Collection[UUID], today: date | None = None) -> dict[UUID, Stored]:
    """What is stored of each, without a key: the worst code with its day, and who she is with as
    it was said last. Of whom nothing is stored nobody has said anything."""
    into, today = merged_of(), today or timezone.localdate()
    links = links_of(people)
    codes = _by_person(links, today)
    stored: dict[UUID, list[Stored]] = {}
    rows = StateCode.objects.filter(case__in={one.case_id for one in links}).order_by("version")
    whose = {(one.case_id, one.person): one.whose for one in links}
    for row in rows:
        if (file := whose.get((row.case_id, row.person_id))) is not None:
            stored.setdefault(file, []).append(unpacked(row.told))
    return {
        one: _told(stored.get(file, []), codes.get(file, DangerState.UNKNOWN))
        for one in people
        for file in [last_of(one, into)]
    }


def _told(rows: list[Stored], code: DangerState) -> Stored:
    """Several cases of one person as one: each row says the same where its writer read them all."""
    days = [row.since for row in rows if row.since and row.code is code]
    dues = [row.due for row in rows if row.due]
    said = [row.custody for row in rows if row.custody]
    known = [one for one in said if not one.answers_for_her] or said
    custody = known[0] if known else None
    return Stored(code, min(days, default=None), min(dues, default=None), custody=custody)


def codes_in(cases: Collection[UUID], today: date | None = None) -> dict[UUID, DangerState]:
    """The worst code among the people of each case, whichever case of theirs it was said in."""
    rows = CasePerson.objects.filter(case__in=cases).exclude(role="family").order_by()
    pairs = list(rows.values_list("case", "person"))
    codes = codes_of({person for _case, person in pairs}, today)
    found: dict[UUID, list[DangerState]] = {one: [] for one in cases}
    for case, person in pairs:
        found[case].append(codes[person])
    return {case: worst(told) for case, told in found.items()}


def disputed(rows: Iterable[StateCode], today: date) -> list[tuple[StateCode, date]]:
    """Those of these in which two answers do not agree today, each with the day since when."""
    told = [(row, unpacked(row.told)) for row in rows]
    trusted = _trusted(one for _row, one in told)
    against = [one for one in told if _today(one[1], today, trusted) is DangerState.DISPUTED]
    return [(row, one.since or today) for row, one in against]


def people_in(cases: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Each case with the people in it, by the file that stands for each."""
    into = merged_of()
    rows = CasePerson.objects.filter(case__in=list(cases)).exclude(role="family").order_by()
    return [(case, last_of(one, into)) for case, one in rows.values_list("case", "person")]


def worst_in(case: Case) -> DangerState:
    """The worst code among the people of one case."""
    return codes_in([case.id])[case.id]


def not_stored(cases: Iterable[UUID]) -> list[UUID]:
    """People of these cases of whom no state was stored yet: their statements are of before."""
    wanted = list(cases)
    known = set(StateCode.objects.filter(case__in=wanted).values_list("case", "person"))
    rows = CasePerson.objects.filter(case__in=wanted).exclude(role="family").order_by()
    pairs = rows.values_list("case", "person")
    return sorted({person for case, person in pairs if (case, person) not in known})


def _by_person(links: Iterable[Link], today: date) -> dict[UUID, DangerState]:
    links = list(links)
    stored, of_case = _stored(links, today)
    found: dict[UUID, list[DangerState]] = {}
    for one in links:
        # Who came into a case after it was written that somebody in it is in danger has no code of
        # her own yet: that of the case counts until somebody who may read it has looked.
        code = stored.get((one.case_id, one.person)) or of_case.get(one.case_id)
        found.setdefault(one.whose, []).extend([code] if code else [])
    return {whose: worst(codes) for whose, codes in found.items()}


def _stored(
    links: Iterable[Link], today: date
) -> tuple[dict[tuple[UUID, UUID], DangerState], dict[UUID, DangerState]]:
    rows = StateCode.objects.filter(case__in={one.case_id for one in links}).order_by()
    told = {(case, one): unpacked(kept)
            for case, one, kept in rows.values_list("case", "person", "told")}  # fmt: skip
    trusted = _trusted(told.values())
    stored = {key: _today(kept, today, trusted) for key, kept in told.items()}
    of_case: dict[UUID, list[DangerState]] = {}
    for (case, _person), code in stored.items():
        of_case.setdefault(case, []).append(code)
    return stored, {case: worst(codes) for case, codes in of_case.items()}


def _trusted(told: Iterable[Stored]) -> dict[str, bool]:
    """Which of the partners whose word ended a danger may hold people today."""
    named = {one.leans_on for one in told if one.leans_on}
    return may_hold(named, timezone.localtime()) if named else {}


def _today(told: Stored, today: date, trusted: Mapping[str, bool]) -> DangerState:
    """The stored code: disputed where it leans on a partner who may not hold people any more, not
    heard from where the day of the next sign has passed since."""
    if told.leans_on and not trusted[told.leans_on]:
        return DangerState.DISPUTED
    late = told.due is not None and told.due < today
    return DangerState.UNHEARD if late and not told.code.counts_as_danger else told.code


def _unopened(
    links: Iterable[Link], closed: Collection[UUID], today: date
) -> dict[UUID, tuple[Elsewhere, ...]]:
    hidden = [one for one in links if one.case_id in closed]
    if not hidden:
        return {}
    rows = StateCode.objects.filter(case__in={one.case_id for one in hidden}).order_by()
    told = {(row.case_id, row.person_id): unpacked(row.told) for row in rows}
    trusted = _trusted(told.values())
    cases = Case.objects.select_related("assignee", "team").in_bulk({case for case, _one in told})
    found: dict[UUID, list[Elsewhere]] = {}
    for one in hidden:
        if kept := told.get((one.case_id, one.person)):
            known = Elsewhere(cases[one.case_id], _today(kept, today, trusted), kept.since)
            found.setdefault(one.whose, []).append(known)
    return {whose: tuple(several) for whose, several in found.items()}


# ── Storing ──────────────────────────────────────────────────────────────────
def refresh(people: Collection[UUID], user: Any, ring: Any, now: datetime | None = None) -> None:
    """Derive the state of these people anew and store it, in the transaction of the action that
    wrote a statement. What the writer cannot read stays as others stored it. Raises Locked.
    """
    now = now or timezone.localtime()
    links = links_of(people)
    # Two who write of one person at once: the second reads what the first has written.
    list(
        Person.objects.select_for_update()
        .filter(id__in={one.whose for one in links})
        .order_by("id")
        .values_list("id")
    )
    _derived(links, user, ring, now)


def _derived(
    links: tuple[Link, ...], user: Any, ring: Any, now: datetime
) -> tuple[dict[UUID, PresentState], set[UUID]]:
    """The state of each person, stored in every case that the reader can read whole; and the cases
    that she cannot."""
    cases = {one.case_id for one in links}
    known = {(row.case_id, row.person_id): row for row in StateCode.objects.filter(case__in=cases)}
    found = collected(links, user, ring, now)
    states = {one.whose: present_state(found.said.get(one.whose, ()), now) for one in links}
    new = []
    for one in links:
        if one.case_id in found.closed:
            continue
        state = _as_stored(states[one.whose], found.said.get(one.whose, ()), now)
        kept = {"told": state.packed(), "may_need_lead": state.may_need_lead}
        row = known.get((one.case_id, one.person))
        if row is None:
            new.append(StateCode(case_id=one.case_id, person_id=one.person, **kept))
        elif (row.told, row.may_need_lead) != tuple(kept.values()):
            # Nobody overwrites what was stored since these statements were read.
            same = StateCode.objects.filter(id=row.id, version=row.version)
            same.update(**kept, version=row.version + 1)
    StateCode.objects.bulk_create(new, ignore_conflicts=True)
    return states, found.closed


def _as_stored(state: PresentState, said: Iterable[Statement], now: datetime) -> Stored:
    partner = state.holds.partner if state.holds and state.danger is DangerState.SAFE else ""
    if partner:
        doubted = (replace(one, trusted=False) if one.partner == partner else one for one in said)
        partner = partner if present_state(doubted, now).in_danger else ""
    return Stored(state.danger, _day(state.since), _day(state.next_due), partner, state.custody)


def _day(said: Any) -> date | None:
    return timezone.localtime(said).date() if isinstance(said, datetime) else said
