"""What holds now about a person, read from everything that was said of her.

Danger is loud and ends only by an answer that counts: silence, time, other forms and a sign of
life end nothing. The state depends on the set of statements alone, not on the order in which
they were written. Nothing else computes whether somebody is in danger.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from fanal.core.casework.danger_endings import lacks
from fanal.core.casework.next_sign import next_sign_due
from fanal.core.casework.past_whereabouts import is_left_behind, who_has_her
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    SaidAt,
    StatementQuestion,
    WrittenBy,
    has_come,
    last_or_others,
    last_said,
    said_before,
    zone_of,
)
from fanal.core.words import LabelledEnum, Sentence, say


class DangerState(LabelledEnum):
    """The code of a state: what lists show and the stored row keeps. Never stored: `GIVEN`, handed
    over and not said to have arrived; `DOUBTED`, safe before something happened, or with whoever
    may not hold people.
    """

    IN_DANGER = "in_danger", say("in danger")
    DISPUTED = "disputed", say("two answers do not agree")
    UNHEARD = "unheard", say("not heard from")
    GIVEN = "given", say("handed over, arrival not confirmed")
    DOUBTED = "doubted", say("said to be safe before, in doubt since")
    UNKNOWN = "unknown", say("not known")
    SAFE = "safe", say("safe")

    @property
    def counts_as_danger(self) -> bool:
        return self in (DangerState.IN_DANGER, DangerState.DISPUTED)


WORST_FIRST = tuple(DangerState)


def worst(codes: Iterable[DangerState]) -> DangerState:
    """The one that is shown where several hold; not known where there is none."""
    return min(codes, key=WORST_FIRST.index, default=DangerState.UNKNOWN)


def gets_worse(before: DangerState, after: DangerState) -> bool:
    """Whether she is in danger and was not, or two answers agree no longer: it is told at once."""
    begins = after.counts_as_danger and not before.counts_as_danger
    return begins or (after is DangerState.DISPUTED and before is not DangerState.DISPUTED)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two answers that do not agree. `lacks`: why the second does not end the first."""

    danger: CaseStatement
    safe: CaseStatement
    lacks: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class PresentState:
    """The present state. `holds` is the statement the state rests on: the first open danger, or
    what ended it; where nothing is known, a "not in danger" that nobody said who counts. `or_…`:
    what else may have been said last, since an hour is not known. `outdated`: that she is safe was
    said before a case of hers was opened again. `left`: the place is from before her last danger
    ended."""

    danger: DangerState
    holds: CaseStatement | None = None
    contradictions: tuple[Contradiction, ...] = ()
    dangers: tuple[CaseStatement, ...] = ()
    place: CaseStatement | None = None
    or_place: tuple[CaseStatement, ...] = ()
    custodian: CaseStatement | None = None
    or_custodian: tuple[CaseStatement, ...] = ()
    last_sign: CaseStatement | None = None
    last_proof: CaseStatement | None = None
    next_due: datetime | None = None
    late: bool = False
    outdated: bool = False
    left: bool = False

    @property
    def in_danger(self) -> bool:
        """Whether she is in danger; a disputed danger counts as one."""
        return self.danger.counts_as_danger

    @property
    def code(self) -> DangerState:
        """The state as lists show it: danger before not heard from before anything else."""
        return DangerState.UNHEARD if self.late and not self.in_danger else self.danger

    @property
    def custody(self) -> Custody | None:
        """The kind of her custodian, None where nobody has said; of several possible custodians,
        one who does not answer for her: a calm page would know too much."""
        if self.custodian is None:
            return None
        kinds = [her.custody for her in (self.custodian, *self.or_custodian)]
        return next((kind for kind in kinds if Custody.nobody_answers(kind)), kinds[0])

    @property
    def is_kept(self) -> bool:
        """Whether something else than a journey said last who has her, and they answer for her."""
        by_journey = self.custodian is not None and self.custodian.form is WrittenBy.JOURNEY
        return not by_journey and not Custody.nobody_answers(self.custody)

    @property
    def since(self) -> SaidAt | None:
        """When the state was said; None where nothing is known."""
        return None if self.danger is DangerState.UNKNOWN or not self.holds else self.holds.said


def present_state(
    statements: Iterable[CaseStatement], now: datetime, reopened: date | None = None
) -> PresentState:
    """Return what holds at `now`. Never loses a danger, never invents one. `reopened`: the day on
    which a case of hers was opened again last."""
    answers = _by_question(statements)
    state = _as_of_reopening(_danger(answers, now), reopened, zone_of(now))
    signs = answers[StatementQuestion.SIGN_OF_LIFE]
    heard = [one for one in signs if one.sign and has_come(one, now)]
    place, or_place = last_or_others(_places(answers), now)
    custodian, others = who_has_her(_custodians(answers, now), place, state.dangers, now)
    state = replace(state, custodian=custodian, or_custodian=others)
    # Whoever has her since a journey ended is not asked by its hours.
    hours = answers[StatementQuestion.NEXT_SIGN]
    hours = [one for one in hours if not (one.ended and state.is_kept)]
    next_due = next_sign_due(state.dangers, hours, heard, now)
    return replace(
        state,
        place=place,
        or_place=or_place,
        last_sign=last_said(heard, now),
        last_proof=last_said([one for one in heard if one.proves], now),
        next_due=next_due,
        late=next_due is not None and next_due < now,
        left=not state.dangers
        and is_left_behind(place, answers[StatementQuestion.DANGER], custodian, state.holds, now),
    )


def _as_of_reopening(state: PresentState, reopened: date | None, zone: tzinfo) -> PresentState:
    """Something has happened since she was safe: until somebody has asked her it is not known."""
    safe, since = state.danger is DangerState.SAFE, state.since
    if not safe or since is None or reopened is None or not said_before(since, reopened, zone):
        return state
    return replace(state, danger=DangerState.UNKNOWN, outdated=True)


def _by_question(
    statements: Iterable[CaseStatement],
) -> dict[StatementQuestion, list[CaseStatement]]:
    """Return what was answered, each statement once."""
    answers: dict[StatementQuestion, list[CaseStatement]] = {
        question: [] for question in StatementQuestion
    }
    for one in sorted({one for one in statements if one.answered}, key=repr):
        answers[one.question].append(one)
    return answers


def _custodians(
    answers: dict[StatementQuestion, list[CaseStatement]], now: datetime
) -> list[CaseStatement]:
    """Return who she is with, as was said. While people hold her, nobody who was only chosen for
    the way has her: the choice is as old as the plan, and she is where she was."""
    custodians = answers[StatementQuestion.CUSTODIAN]
    happened = [one for one in custodians if not one.chosen]
    last, others = last_or_others(happened, now)
    is_held = any(one.custody is Custody.HOLDER for one in (last, *others) if one)
    return happened if is_held else custodians


def _places(answers: dict[StatementQuestion, list[CaseStatement]]) -> list[CaseStatement]:
    """Return where she is, as was said. Where a journey ahead is to begin is a plan: it stands only
    while nobody has said where she is."""
    places = answers[StatementQuestion.PLACE]
    return [one for one in places if not one.chosen] or places


# ── Danger ───────────────────────────────────────────────────────────────────
def _danger(answers: dict[StatementQuestion, list[CaseStatement]], now: datetime) -> PresentState:
    zone = zone_of(now)
    dangers = [one for one in answers[StatementQuestion.DANGER] if one.answer is True]
    safe = [one for one in answers[StatementQuestion.DANGER] if one.answer is False]
    ending = _ended_by(safe, now)
    decided = _decided(answers[StatementQuestion.DECISION], safe, now)
    open_ones = sorted(
        (one for one in dangers if decided.get(one.id) is not False and _after(one, ending, now)),
        key=lambda one: (one.earliest(zone), one.id),
    )
    if open_ones:
        against = _contradictions(open_ones, safe, decided, now)
        code = DangerState.DISPUTED if against else DangerState.IN_DANGER
        return PresentState(code, open_ones[0], against, tuple(open_ones))
    ends = [one for one in answers[StatementQuestion.DECISION] if _lets_go(one, decided)]
    last = last_said([*([ending] if ending else []), *ends], now)
    if last:
        return PresentState(DangerState.SAFE, last)
    return PresentState(DangerState.UNKNOWN, last_said(safe, now))


def _ended_by(safe: list[CaseStatement], now: datetime) -> CaseStatement | None:
    """The last answer that ends every danger said before it."""
    return last_said([one for one in safe if not lacks(one)], now)


def _after(danger: CaseStatement, ending: CaseStatement | None, now: datetime) -> bool:
    """Whether the danger may have been said at the hour of the ending, or since."""
    zone = zone_of(now)
    # In doubt the danger came later: an ending lifts only what was surely said before it.
    return ending is None or danger.latest(zone) >= ending.earliest(zone)


def _decided(
    decisions: list[CaseStatement], safe: list[CaseStatement], now: datetime
) -> dict[str, bool]:
    """Return what the last decision says of each statement that it names. One that lets go of a
    danger needs a reason, and an answer that speaks against the danger."""
    known = {one.id for one in safe}
    counted = [
        one
        for one in decisions
        if one.what_changed.strip() and one.decides & known and has_come(one, now)
    ]
    zone = zone_of(now)
    # Of two decisions of one moment the one that keeps the danger is applied last, and so holds.
    counted.sort(key=lambda one: (one.earliest(zone), one.answer is True, one.id))
    return {named: one.answer is True for one in counted for named in sorted(one.decides)}


def _lets_go(decision: CaseStatement, decided: dict[str, bool]) -> bool:
    return decision.answer is False and any(decided.get(one) is False for one in decision.decides)


def _contradictions(
    dangers: list[CaseStatement], safe: list[CaseStatement], decided: dict[str, bool], now: datetime
) -> tuple[Contradiction, ...]:
    """Answers that would end the danger, said since it began, on which no lead has decided."""
    zone = zone_of(now)
    first = dangers[0]
    against = [
        one
        for one in safe
        if lacks(one)
        and decided.get(one.id) is not True
        and one.latest(zone) >= first.earliest(zone)
    ]
    against.sort(key=lambda one: (one.latest(zone), one.id))
    return tuple(Contradiction(first, one, lacks(one)) for one in against)
