"""What was said about a person: one answer, who said it, when, to whom, by which form.

Whether she is in danger, where she is and when she was last heard from is derived from such
statements alone (`fanal.core.casework.present`). Statements are added and never withdrawn: what
was said by mistake is decided on by a lead, with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

from fanal.core.casework.answers import NoAnswer, is_value
from fanal.core.journeys.events import Sign
from fanal.core.words import LabelledEnum, Sentence, say

type SaidAt = datetime | date  # a day alone where nobody knows the hour


class StatementQuestion(StrEnum):
    """What a statement answers."""

    DANGER = "danger"  # yes or no
    PLACE = "place"
    CUSTODIAN = "custodian"  # who she is with
    SIGN_OF_LIFE = "sign_of_life"  # a `Sign`
    NEXT_SIGN = "next_sign"  # the moment that was agreed for the next sign of life
    DECISION = "decision"  # a lead on statements that contradict: yes is "in danger"


class StatementSource(LabelledEnum):
    """The person or body who said it."""

    HERSELF = "herself", say("herself")
    COLLEAGUE = "colleague", say("one of us, who saw her")
    RECEIVING_SIDE = "receiving_side", say("the side that received her")
    MOTHER = "mother", say("her mother")
    FAMILY = "family", say("other family")
    FRIEND = "friend", say("a friend or neighbour")
    EMBASSY = "embassy", say("an embassy or consulate")
    POLICE = "police", say("police or another authority")
    PARTNER = "partner", say("a partner organisation")
    HOTLINE = "hotline", say("a hotline")
    HOLDER = "holder", say("her employer, or whoever holds her")
    LEAD = "lead", say("a lead")
    OTHER = "other", say("someone else")
    NOT_SAID = "not_said", say("not said by whom")


class Custody(LabelledEnum):
    """The kind of whoever she is with: what a board may say without a name."""

    OURS = "ours", say("one of us")
    PARTNER = "partner", say("a partner organisation")
    FAMILY = "family", say("her family, or people she trusts")
    HERSELF = "herself", say("on her own, by her wish")
    HOLDER = "holder", say("people who hold her against her will")
    NOBODY = "nobody", say("nobody we know of")

    @property
    def answers_for_her(self) -> bool:
        """Whether somebody answers for her, or she does so herself by her own wish."""
        return self not in (Custody.HOLDER, Custody.NOBODY)

    @staticmethod
    def nobody_answers(custody: Custody | None) -> bool:
        """Whether nobody answers for her: she is with nobody, is held, or nobody has said."""
        return custody is None or not custody.answers_for_her


class WrittenBy(LabelledEnum):
    """The form by which a statement was written."""

    CALL = "call", say("call")
    SAFETY = "safety", say("safety form")
    FOLLOW_UP = "follow_up", say("follow-up")
    STATE = "state", say("page on her safety")
    WHEREABOUTS = "whereabouts", say("where she is")
    JOURNEY = "journey", say("journey")
    REFERRAL = "referral", say("referral")
    SHELTER = "shelter", say("book of our shelter")
    CARE = "care", say("word of a health worker")
    ELSEWHERE = "elsewhere", say("another file of hers")


@dataclass(frozen=True, slots=True)
class CaseStatement:
    """One statement. `free`: she could speak freely, or was seen apart from those who held her.
    `trusted`: the partner who says so may hold her, as known today. `decides`: the statements that
    a decision settles. `custody`: of which kind the custodian is; `chosen`: for a journey ahead,
    and nobody has said since that she came to them; `came_back`: she is back from a journey since,
    on which they had her last; `ended`: by a journey that has ended; `given_on`: they gave her to
    somebody who has not confirmed it, where another file of hers tells so. `who`: the name of the
    source, `partner` its id, `by` who wrote it down, `about` the id of the case or journey.
    `hour_closed`: of what a shelter wrote down with its hour, which this reader has no key to.
    `doubted`: of an arrival of which one says that it was none. `by_word`: she said it by a wrong
    code word. `heard`: of her own word, how we had it. `not_meant`: partners who are not
    whoever has her, though the names are alike."""

    id: str
    question: StatementQuestion
    answer: object
    said: SaidAt
    written: SaidAt
    form: WrittenBy
    source: StatementSource = StatementSource.NOT_SAID
    who: str = ""
    by: str = ""
    about: str = ""
    free: bool | None = None
    trusted: bool | None = None
    partner: str = ""
    what_changed: str = ""
    decides: frozenset[str] = frozenset()
    custody: Custody | None = None
    chosen: bool = False
    came_back: bool = False
    ended: bool = False
    given_on: bool = False
    hour_closed: bool = False
    doubted: bool = False
    by_word: bool = False
    heard: Sign | None = None
    not_meant: frozenset[str] = frozenset()

    @property
    def answered(self) -> bool:
        """Whether it is a statement: no answer is none, and "not known" is not one either."""
        return is_value(self.answer) and not isinstance(self.answer, NoAnswer)

    @property
    def left_a_journey(self) -> bool:
        """Whether it tells whom she left on the way and why: nothing of what she wished."""
        return self.form is WrittenBy.JOURNEY and self.custody is Custody.HERSELF

    @property
    def with_name(self) -> str:
        """The name of whoever has her, where one was said and she is with them still."""
        past = self.ended or self.chosen or self.came_back
        return "" if past or self.answer in set(Custody) else str(self.answer)

    @property
    def sign(self) -> Sign | None:
        """The sign of life that it tells of."""
        return self.answer if isinstance(self.answer, Sign) else None

    @property
    def sign_words(self) -> Sentence | None:
        """What the sign of life was, and that it is doubted."""
        return self.sign.words(doubted=self.doubted) if self.sign else None

    @property
    def is_from_her(self) -> bool:
        """Whether a sign of life came from her: no arrival that is doubted, nor what others say."""
        return self.sign is not Sign.SAID_BY_THIRD_PERSON and not self.doubted

    @property
    def proves(self) -> bool:
        """Whether it proves that she lives."""
        return self.sign is not None and self.sign.proves and not self.doubted

    def earliest(self, zone: tzinfo = UTC) -> datetime:
        """The first moment at which it may have been said."""
        return _start(self.said, zone)

    def latest(self, zone: tzinfo = UTC) -> datetime:
        """The last moment at which it may have been said: not after it was written."""
        if isinstance(self.said, datetime):
            return self.said
        written = self.written if isinstance(self.written, datetime) else _end(self.written, zone)
        # What is known by its day alone ends with that day, or when it was written down: it cannot
        # have been said after that.
        return max(self.earliest(zone), min(_end(self.said, zone), written))


def _start(moment: SaidAt, zone: tzinfo) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, zone)


def _end(moment: SaidAt, zone: tzinfo) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max, zone)


# Which of several statements was said last, where some have an hour and some only a day.
type LastOr = tuple[CaseStatement | None, tuple[CaseStatement, ...]]


def last_said(statements: Iterable[CaseStatement], now: datetime) -> CaseStatement | None:
    """Return what was said last, of what was said by now."""
    zone = zone_of(now)
    come = (statement for statement in statements if has_come(statement, now))
    return max(
        come,
        key=lambda statement: (statement.latest(zone), statement.earliest(zone), statement.id),
        default=None,
    )


def last_or_others(statements: Iterable[CaseStatement], now: datetime) -> LastOr:
    """Return what was said last, and what else may be it: a day is not before or
    after its hours."""
    zone, come = zone_of(now), [statement for statement in statements if has_come(statement, now)]
    last = last_said(come, now)
    if last is None or isinstance(last.said, datetime):
        return last, ()
    come.sort(
        key=lambda statement: (statement.latest(zone), statement.earliest(zone), statement.id)
    )
    # Not the last for sure: something else was said after it, whenever in its day that was.
    since = max(statement.earliest(zone) for statement in come)
    near = (statement for statement in come if statement.latest(zone) >= since)
    others = {(str(statement.answer), statement.custody): statement for statement in near}
    # The same said twice is not two: only another answer makes it doubtful which was the last.
    others.pop((str(last.answer), last.custody))
    return last, tuple(others.values())


def has_come(statement: CaseStatement, now: datetime) -> bool:
    """Whether it may have been said by now."""
    return statement.earliest(zone_of(now)) <= now


def said_before(moment: SaidAt, day: date, zone: tzinfo) -> bool:
    """Whether it was said on a day before this one. Of the same day it may have been said since."""
    return (moment.astimezone(zone).date() if isinstance(moment, datetime) else moment) < day


def zone_of(now: datetime) -> tzinfo:
    """Return the time zone of a moment. Raises ValueError where it has none."""
    if now.tzinfo is None:
        raise ValueError("the time has no zone")
    return now.tzinfo


# What the child said herself counts before what others said for her.
# A yes for her does not lift her own no (CRC 1989, article 12; Caring for Child Survivors, IRC and
# UNICEF 2012: the child's assent).
@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement. `hers`: she spoke, for herself or by agreeing or not with who answered."""

    on: date
    no: bool
    hers: bool


def heard[T](words: Iterable[T], spoken: Callable[[T], Spoken]) -> list[T]:
    """Return the words that count: the yes that others said for her does not, while the last that
    she said herself is a no."""
    words = list(words)
    own = [spoken_word for spoken_word in map(spoken, words) if spoken_word.hers]
    last = max(own, key=lambda spoken_word: (spoken_word.on, spoken_word.no), default=None)
    if last is None or not last.no:
        return words
    return [word for word in words if spoken(word).no or spoken(word).hers]
