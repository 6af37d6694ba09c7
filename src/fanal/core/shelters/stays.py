"""A stay in a shelter, replayed from its steps: whether she is here, and which bed is hers.

A bed is held from the moment it is promised until she leaves for good: whoever is away for a
night, in hospital or missing keeps hers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.statements import Custody
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.errors import BadInput
from fanal.core.shelters.kinds import LeftTo
from fanal.core.words import LabelledEnum, say


class StayState(LabelledEnum):
    EXPECTED = "expected", say("expected")
    HERE = "here", say("here")
    AWAY = "away", say("away, as agreed")
    HOSPITAL = "hospital", say("in hospital")
    MISSING = "missing", say("not seen")
    LEFT = "left", say("left")
    CALLED_OFF = "called_off", say("did not come")

    @property
    def open(self) -> bool:
        return self not in (StayState.LEFT, StayState.CALLED_OFF)

    @property
    def lives_here(self) -> bool:
        """Whether the evening count asks about her."""
        return self.open and self is not StayState.EXPECTED


S = StayState


class StayAct(LabelledEnum):
    """What can happen in a stay."""

    EXPECT = "expect", say("expected")
    ADMIT = "admit", say("came")
    MOVE = "move", say("moved to another bed")  # to another bed
    GO_AWAY = "go_away", say("away, as agreed")
    GO_TO_HOSPITAL = "go_to_hospital", say("went to hospital")
    NOT_SEEN = "not_seen", say("not seen at the count")
    RETURN = "return", say("is back")
    LEAVE = "leave", say("left")
    CALL_OFF = "call_off", say("did not come")
    LOOK_ANEW = "look_anew", say("her worker asks for a new look at doors and visitors")
    LOOKED = "looked", say("doors and visitors were looked at anew")


A = StayAct
# What is asked of the house and answered: it says nothing of where she is.
LOOKS = frozenset({A.LOOK_ANEW, A.LOOKED})
_ELSEWHERE = frozenset({S.AWAY, S.HOSPITAL, S.MISSING})
_LIVES = _ELSEWHERE | {S.HERE}
# From which states each act may follow, and to which it leads; None: the state stays.
MOVES: dict[StayAct, tuple[frozenset[StayState | None], StayState | None]] = {
    A.EXPECT: (frozenset({None}), S.EXPECTED),
    A.ADMIT: (frozenset({None, S.EXPECTED}), S.HERE),
    A.MOVE: (_LIVES | {S.EXPECTED}, None),
    A.GO_AWAY: (frozenset({S.HERE, S.AWAY}), S.AWAY),  # from there: for longer
    A.GO_TO_HOSPITAL: (frozenset({S.HERE, S.AWAY, S.MISSING}), S.HOSPITAL),
    A.NOT_SEEN: (frozenset({S.HERE, S.AWAY, S.HOSPITAL}), S.MISSING),
    A.RETURN: (_ELSEWHERE, S.HERE),
    A.LEAVE: (_LIVES, S.LEFT),
    A.CALL_OFF: (frozenset({S.EXPECTED}), S.CALLED_OFF),
    A.LOOK_ANEW: (_LIVES | {S.EXPECTED}, None),
    A.LOOKED: (_LIVES | {S.EXPECTED}, None),
}


@dataclass(frozen=True, slots=True)
class StayStep:
    """One thing that happened; `bed` where it gives her one, `to` where she left."""

    act: StayAct
    on: date
    bed: str = ""
    to: LeftTo | None = None


@dataclass(frozen=True, slots=True)
class StayNow:
    """What the steps come to."""

    state: StayState | None = None
    bed: str = ""
    since: date | None = None
    over: date | None = None

    @property
    def holds(self) -> str:
        """The bed that nobody else may have; "" where she holds none."""
        return self.bed if self.state is not None and self.state.open else ""


def stands(steps: Iterable[StayStep]) -> StayNow:
    """The state after all these steps, in their order."""
    now = StayNow()
    for step in steps:
        now = after(now, step)
    return now


def after(now: StayNow, step: StayStep) -> StayNow:
    """Return the stay after a step. Raises BadInput where this cannot follow."""
    allowed, to = MOVES[step.act]
    # Two colleagues at two telephones: the second step is refused and not merged.
    if now.state not in allowed:
        raise BadInput("act", say("this cannot follow: somebody saved another step meanwhile"))
    state = to or now.state
    # A stay begins when she comes, not when she was expected: an expected bed is no night.
    came = now.since is None and state is S.HERE
    return replace(
        now,
        state=state,
        bed=step.bed or now.bed,
        since=step.on if came else now.since,
        over=step.on if state is not None and not state.open else None,
    )


def check_step(steps: Sequence[StayStep], step: StayStep, today: date) -> StayNow:
    """The state that it would come to. Raises BadInput naming the question."""
    refuse_future("on", step.on, today)
    # What somebody asked of the house this morning keeps nobody from writing down last night.
    moves = [one for one in steps if one.act not in LOOKS]
    if moves and step.act not in LOOKS and step.on < moves[-1].on:
        raise BadInput("on", say("this day is before the step before, of {day}", day=moves[-1].on))
    if step.act is A.LOOKED and to_look_anew((one.act, one.on) for one in steps) is None:
        raise BadInput("act", say("nobody asks for it any more: somebody answered meanwhile"))
    return after(stands(steps), step)


def to_look_anew(steps: Iterable[tuple[StayAct, date]]) -> date | None:
    """The day on which a new look at doors and visitors was asked for, unless somebody looked."""
    asked: date | None = None
    for act, on in steps:
        if act in LOOKS:
            asked = on if act is A.LOOK_ANEW else None
    return asked


def check_back_by(by: date | None, on: date) -> None:
    """Check that whoever is away as agreed comes back by a day. Raises BadInput
    naming the question."""
    if by is not None and by < on:
        raise BadInput("back_by", say("this day is before the other one"))


def check_leaving(to: LeftTo, age: ConsentAge, *, place_to_go: str, second: bool) -> None:
    """Check that nobody leaves who must not be sent away.

    A breach of house rules ends no stay of a child, nor of whoever may be one; nobody of age is
    sent away without a place to go and a second person. Raises BadInput. (Two papers that give two
    ages: she is a child, Council of Europe Convention 2005, art. 10(3).)
    """
    if to is not LeftTo.SENT_AWAY:
        return
    if age.as_child:
        raise BadInput("to", say("she is, or may be, a child: nobody sends a child away"))
    if not place_to_go.strip():
        raise BadInput("words", say("say where she goes: nobody is sent away without a place"))
    if not second:
        raise BadInput("second", say("two people decide this: choose the second"))


# Where another side is to take her over, nobody has her until that side says that she came: two
# pages would each believe her to be with the other (as with a hand-over on a journey, which two
# confirm).
WITH_US = frozenset({StayAct.ADMIT, StayAct.GO_AWAY, StayAct.GO_TO_HOSPITAL, StayAct.RETURN})
LEFT_WITH = {
    LeftTo.OWN_FLAT: Custody.HERSELF,
    LeftTo.FAMILY: Custody.FAMILY,
    LeftTo.DORMITORY: Custody.HERSELF,
    # Until they confirm that she came: see above.
    LeftTo.PARTNER: Custody.NOBODY,
    LeftTo.OTHER_SHELTER: Custody.NOBODY,
    LeftTo.OTHER_COUNTRY: Custody.NOBODY,
    LeftTo.MARRIAGE: Custody.HERSELF,
    LeftTo.WITHOUT_TELLING: Custody.NOBODY,
    LeftTo.NOT_KNOWN: Custody.NOBODY,
    LeftTo.EXPLOITER: Custody.HOLDER,
    LeftTo.ARRESTED: Custody.HOLDER,
    LeftTo.HOSPITAL: Custody.PARTNER,
    LeftTo.SENT_AWAY: Custody.NOBODY,
    LeftTo.DIED: Custody.NOBODY,
}
# Nobody knows where she is: of a child that is danger, as where she is not seen at a count.
GONE = frozenset({LeftTo.WITHOUT_TELLING, LeftTo.NOT_KNOWN})


def custody_after(act: StayAct, to: LeftTo | None) -> Custody | None:
    """Return the custody after a step; None where the step says nothing of it."""
    if to is not None:
        return LEFT_WITH[to]
    if act is StayAct.NOT_SEEN:
        return Custody.NOBODY
    return Custody.OURS if act in WITH_US else None


def means_danger(act: StayAct, to: LeftTo | None, *, child: bool) -> bool:
    """Whether the step alone says that she is in danger, until somebody says otherwise."""
    gone = act is StayAct.NOT_SEEN or to in GONE
    # A woman of age who left without telling may just have left: that is no failure and no danger
    # by itself.
    return to is LeftTo.EXPLOITER or (child and gone)


def was_seen(act: StayAct, to: LeftTo | None) -> bool:
    """Whether one of us saw her at this step."""
    return act not in {StayAct.NOT_SEEN, StayAct.CALL_OFF, *LOOKS} and to not in GONE
