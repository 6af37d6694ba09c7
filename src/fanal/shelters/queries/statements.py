"""What the book of a shelter says of her present state: that she sleeps there, when she was last
seen, that a child is missing. The place is the name of the shelter and its area, never an address.

No count ends a danger: that takes somebody who says so, when, and what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from fanal.cases.queries.statements import Collected, SourceRead, StatementQuery
from fanal.cases.queries.story import StoryQuery
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    SaidAt,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.core.journeys.events import Sign
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.nights import NightFinding
from fanal.core.shelters.stays import StayAct
from fanal.fetched_together import RowsAsked, rows_read
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.shelters.models import NightAnswer, ShelterStay, ShelterStayStep
from fanal.sql import any_row
from fanal.web.places import area_name

Q = StatementQuestion
STAYS = "stays in shelters"
WITH_US = frozenset({StayAct.ADMIT, StayAct.GO_AWAY, StayAct.GO_TO_HOSPITAL, StayAct.RETURN})
SEEN = frozenset({StayAct.ADMIT, StayAct.RETURN})
CUSTODY = {
    LeftTo.FAMILY: Custody.FAMILY, LeftTo.PARTNER: Custody.PARTNER,
    LeftTo.OTHER_SHELTER: Custody.OURS, LeftTo.OTHER_COUNTRY: Custody.OURS,
    LeftTo.OWN_FLAT: Custody.HERSELF, LeftTo.DORMITORY: Custody.HERSELF,
    LeftTo.MARRIAGE: Custody.HERSELF, LeftTo.HOSPITAL: Custody.PARTNER,
    LeftTo.EXPLOITER: Custody.HOLDER,
}  # fmt: skip


def stays_ahead(_asked: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """What the first screen of a case reads of shelters, unless somebody has or had a bed."""
    return {STAYS: _stays_in(opens)}


def _stays_in(cases: frozenset[UUID]) -> QuerySet[ShelterStay]:
    return ShelterStay.objects.filter(case__in=cases).select_related("shelter__area").order_by()


def _stays_of_any(cases: frozenset[UUID]) -> Iterable[ShelterStay]:
    return _stays_in(cases) if any_row(ShelterStay, "case_id", cases) else ()


def said_in_shelters(asked: StatementQuery) -> SourceRead:
    """Of everybody who has or had a bed, in four queries for all of them; nobody, in one."""
    rows = rows_read(asked.kept, STAYS, lambda: _stays_of_any(asked.opens))
    stays = sorted(rows, key=lambda one: (one.made_on, one.id))
    return SourceRead(partial(_add, asked, stays), frozenset(one.folder for one in stays))


def _add(asked: StatementQuery, stays: list[ShelterStay], found: Collected) -> None:
    whose = {(one.case_id, one.person): one.whose for one in asked.links}
    known = [one for one in stays if (one.case_id, one.person_id) in whose]
    if not known:
        return
    prefetch_related_objects(known, "steps__made_by")
    seen = _seen_at_counts(known, asked.ring)
    for stay in known:
        told = _of_stay(stay, asked, seen.get(stay.id))
        found.add([whose[stay.case_id, stay.person_id]], told)


def _seen_at_counts(stays: list[ShelterStay], ring: Ring) -> dict[UUID, SaidAt]:
    """When each was last seen at a count: the hour, where this reader opens it."""
    rows = NightAnswer.objects.filter(stay__in=[one.id for one in stays]).select_related("count")
    found: dict[UUID, SaidAt] = {}
    for one in rows.order_by("count__evening", "count__number"):
        if one.found is NightFinding.SEEN:
            found[one.stay_id] = _hour((one.count.try_unseal(ring) or {}), one.count.made_on)
    return found


def _of_stay(
    stay: ShelterStay, asked: StatementQuery, seen: SaidAt | None
) -> Iterator[CaseStatement]:
    kept = stay.try_unseal(asked.ring) or {"notes": {}}
    for row in stay.steps.all():
        note: Content = kept["notes"].get(str(row.number), {})
        at = _hour(note, row.on)
        yield from _of_step(stay, row, note, at, where=stay.case_id in asked.where)
    if seen is not None:
        yield _statement(stay, None, Q.SIGN_OF_LIFE, Sign.SEEN, seen)


def _of_step(
    stay: ShelterStay, row: ShelterStayStep, note: Content, at: SaidAt, *, where: bool
) -> Iterator[CaseStatement]:
    act, to = row.act, row.left_to
    if act in WITH_US:
        name = stay.shelter.name
        yield _statement(stay, row, Q.CUSTODIAN, name, at, custody=Custody.OURS)
        if where:
            place = " · ".join(filter(None, [name, area_name(stay.shelter.area)]))
            yield _statement(stay, row, Q.PLACE, place, at)
    if act in SEEN:
        yield _statement(stay, row, Q.SIGN_OF_LIFE, Sign.SEEN, at)
    if act is StayAct.NOT_SEEN:
        yield _statement(stay, row, Q.CUSTODIAN, str(act), at, custody=Custody.NOBODY)
    if to in CUSTODY:
        yield _statement(stay, row, Q.CUSTODIAN, str(to), at, custody=CUSTODY[to])
    if (act is StayAct.NOT_SEEN and stay.is_child) or to is LeftTo.EXPLOITER:
        yield _statement(stay, row, Q.DANGER, True, at)
    if note.get("safe") is not None:
        yield _statement(
            stay,
            row,
            Q.DANGER,
            not note["safe"],
            at,
            free=True,
            what_changed=str(note.get("changed", "")),
        )


def _hour(note: Content, day: date) -> SaidAt:
    return datetime.fromisoformat(note["at"]) if note.get("at") else day


def _statement(
    stay: ShelterStay,
    row: ShelterStayStep | None,
    question: StatementQuestion,
    answer: object,
    at: SaidAt,
    custody: Custody | None = None,
    free: bool | None = None,
    what_changed: str = "",
) -> CaseStatement:
    return CaseStatement(
        id=f"{row.id if row else stay.id}:{question}",
        question=question,
        answer=answer,
        said=at,
        written=row.made_on if row and not isinstance(at, datetime) else at,
        form=WrittenBy.SHELTER,
        source=StatementSource.COLLEAGUE,
        by=str(row.made_by) if row else "",
        about=str(stay.case_id),
        custody=custody,
        free=free,
        what_changed=what_changed,
    )
