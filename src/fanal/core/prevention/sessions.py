"""A session: planned, held, stopped or cancelled; by which method, on what, how many heads.

Heads are attendance. Nobody knows who they were, so they are never people, and no sum of them is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

MOST_HEADS = 5_000
UNIQUE_PEOPLE = say("unique people: not knowable")


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    STOPPED = "stopped"
    CANCELLED = "cancelled"

    def sentence(self) -> Sentence:
        return STATE_SAYS[self]


STATE_SAYS: dict[SessionState, Sentence] = {
    SessionState.PLANNED: say("planned"),
    SessionState.HELD: say("held"),
    SessionState.STOPPED: say("stopped by officials"),
    SessionState.CANCELLED: say("cancelled"),
}
# What was begun has attendance, also where officials stopped it.
WITH_HEADS = frozenset({SessionState.HELD, SessionState.STOPPED})


class Method(StrEnum):
    TALK = "talk"
    THEATRE = "theatre"
    FILM = "film"
    RADIO = "radio"
    PEER_GROUP = "peer_group"
    DOOR_TO_DOOR = "door_to_door"
    GAME = "game"
    TRAINING = "training"
    MARKET_STALL = "market_stall"
    ONLINE_POST = "online_post"

    def sentence(self) -> Sentence:
        return METHOD_SAYS[self]


METHOD_SAYS: dict[Method, Sentence] = {
    Method.TALK: say("talk"),
    Method.THEATRE: say("theatre"),
    Method.FILM: say("film"),
    Method.RADIO: say("radio"),
    Method.PEER_GROUP: say("group of equals"),
    Method.DOOR_TO_DOOR: say("from door to door"),
    Method.GAME: say("game"),
    Method.TRAINING: say("training"),
    Method.MARKET_STALL: say("stall on the market"),
    Method.ONLINE_POST: say("online post"),
}


class SessionTopic(StrEnum):
    SAFE_MIGRATION = "safe_migration"
    RECRUITERS = "recruiters"
    DEBT = "debt"
    PAPERS = "papers"
    RIGHTS_AT_WORK = "rights_at_work"
    FALSE_FRIENDS = "false_friends"
    MARRIAGE_BROKERS = "marriage_brokers"
    SURROGACY = "surrogacy"
    CHILD_ABUSE = "child_abuse"
    WHOM_TO_TELL = "whom_to_tell"
    RESPECTFUL_MEN = "respectful_men"
    LAW = "law"
    HOTLINE = "hotline"

    def sentence(self) -> Sentence:
        return TOPIC_SAYS[self]


TOPIC_SAYS: dict[SessionTopic, Sentence] = {
    SessionTopic.SAFE_MIGRATION: say("safe migration"),
    SessionTopic.RECRUITERS: say("how recruiters work"),
    SessionTopic.DEBT: say("debt"),
    SessionTopic.PAPERS: say("papers"),
    SessionTopic.RIGHTS_AT_WORK: say("rights at work"),
    SessionTopic.FALSE_FRIENDS: say("pictures online and false friends"),
    SessionTopic.MARRIAGE_BROKERS: say("marriage brokers"),
    SessionTopic.SURROGACY: say("offers of surrogacy"),
    SessionTopic.CHILD_ABUSE: say("sexual abuse of children"),
    SessionTopic.WHOM_TO_TELL: say("saying no, and whom to tell"),
    SessionTopic.RESPECTFUL_MEN: say("men and buyers"),
    SessionTopic.LAW: say("what the law says"),
    SessionTopic.HOTLINE: say("the number to call"),
}


class SessionClaim(StrEnum):
    """What a session may say of itself. Only the last two may be called an outcome."""

    TOLD = "told"
    LEARNED = "learned"
    CHANGED = "changed"
    ASKED_FOR_HELP = "asked_for_help"

    def sentence(self) -> Sentence:
        return CLAIM_SAYS[self]

    @property
    def is_outcome(self) -> bool:
        return self in (SessionClaim.CHANGED, SessionClaim.ASKED_FOR_HELP)


CLAIM_SAYS: dict[SessionClaim, Sentence] = {
    SessionClaim.TOLD: say("they were told"),
    SessionClaim.LEARNED: say("they learned: there are tests"),
    SessionClaim.CHANGED: say("they changed what they do"),
    SessionClaim.ASKED_FOR_HELP: say("somebody asked for help"),
}


@dataclass(frozen=True, slots=True)
class Heads:
    """Counted by somebody who stood there; `not_counted`: those whose sex nobody noted."""

    women: int = 0
    men: int = 0
    girls: int = 0
    boys: int = 0
    not_counted: int = 0

    @property
    def attendance(self) -> int:
        return sum(getattr(self, one.name) for one in fields(self))

    def as_kept(self) -> dict[str, int]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


HEADS = tuple(one.name for one in fields(Heads))
HEADS_SAY: dict[str, Sentence] = {
    "women": say("women"),
    "men": say("men"),
    "girls": say("girls"),
    "boys": say("boys"),
    "not_counted": say("not counted by sex and age"),
}


def heads_of(kept: Mapping[str, object]) -> Heads:
    found = {one: kept.get(one) for one in HEADS}
    return Heads(**{name: n for name, n in found.items() if isinstance(n, int)})


def attendance_of(sessions: Iterable[Heads]) -> Heads:
    """The heads of several sessions: attendance again, and no more people than before."""
    total = Heads()
    for one in sessions:
        total = Heads(*(getattr(total, name) + getattr(one, name) for name in HEADS))
    return total


def check_written_up(
    state: SessionState, on: date, heads: Heads, expected: int | None, sure: bool, today: date
) -> None:
    """Raises BadInput naming the question. `sure`: she was asked about a great number already."""
    if on > today:
        raise BadInput("on", say("this day is still to come"))
    for name in HEADS:
        if not 0 <= getattr(heads, name) <= MOST_HEADS:
            raise BadInput(name, say("a number from 0 to {n}", n=MOST_HEADS))
    if state is SessionState.HELD and heads.attendance == 0:
        raise BadInput("women", say("nobody was counted: say that the session was cancelled"))
    if expected and heads.attendance > 3 * expected and not sure:
        raise BadInput(
            "sure",
            say(
                "{n} heads where {m} were expected: tick it if you counted so",
                n=heads.attendance,
                m=expected,
            ),
        )
