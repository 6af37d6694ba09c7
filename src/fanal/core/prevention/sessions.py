"""A session: planned, held, stopped or cancelled; by which method, on what, how many heads.

Heads are attendance. Nobody knows who they were, so they are never people, and no sum of them is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say

# A limit of typing: a fair has thousands.
MOST_HEADS = 5_000
# Printed in place of a number (domain page on the programmes, 1.9, P1).
UNIQUE_PEOPLE = say("unique people: not knowable")


class SessionState(LabelledEnum):
    PLANNED = "planned", say("planned")
    HELD = "held", say("held")
    STOPPED = "stopped", say("stopped by officials")
    CANCELLED = "cancelled", say("cancelled")


# What was begun has attendance, also where officials stopped it.
WITH_HEADS = frozenset({SessionState.HELD, SessionState.STOPPED})


class Method(LabelledEnum):
    TALK = "talk", say("talk")
    THEATRE = "theatre", say("theatre")
    FILM = "film", say("film")
    RADIO = "radio", say("radio")
    PEER_GROUP = "peer_group", say("peer group")
    DOOR_TO_DOOR = "door_to_door", say("door to door")
    GAME = "game", say("game")
    TRAINING = "training", say("training")
    MARKET_STALL = "market_stall", say("market stall")
    ONLINE_POST = "online_post", say("online post")


class SessionTopic(LabelledEnum):
    SAFE_MIGRATION = "safe_migration", say("safe migration")
    RECRUITERS = "recruiters", say("how recruiters work")
    DEBT = "debt", say("debt")
    PAPERS = "papers", say("papers")
    RIGHTS_AT_WORK = "rights_at_work", say("rights at work")
    FALSE_FRIENDS = "false_friends", say("pictures online and false friends")
    MARRIAGE_BROKERS = "marriage_brokers", say("marriage brokers")
    SURROGACY = "surrogacy", say("offers of surrogacy")
    CHILD_ABUSE = "child_abuse", say("sexual abuse of children")
    WHOM_TO_TELL = "whom_to_tell", say("saying no, and whom to tell")
    RESPECTFUL_MEN = "respectful_men", say("men and buyers")
    LAW = "law", say("what the law says")
    HOTLINE = "hotline", say("the number to call")


# Two rigorous evaluations of pre-departure training found little effect (Kiss 2021; Pocock 2020):
# being told is no outcome (1.2).
class SessionClaim(LabelledEnum):
    """What a session may say of itself. Only the last two may be called an outcome."""

    TOLD = "told", say("they were told")
    LEARNED = "learned", say("they learned: there are tests")
    CHANGED = "changed", say("they changed what they do")
    ASKED_FOR_HELP = "asked_for_help", say("somebody asked for help")

    @property
    def is_outcome(self) -> bool:
        return self in (SessionClaim.CHANGED, SessionClaim.ASKED_FOR_HELP)

    def not_shown(self, pairs: int, side: int) -> Sentence | None:
        """Return what is missing that would show it; None where nothing is. `pairs`: of tests
        before and after; `side`: how many asked for help."""
        if self is SessionClaim.LEARNED and not pairs:
            return say("no pair of tests is kept here that shows it")
        if self is SessionClaim.ASKED_FOR_HELP and not side:
            return say("nobody was counted who asked at the side")
        return None


@dataclass(frozen=True, slots=True)
class Heads:
    """Counted by somebody who stood there; `not_counted`: those whose sex nobody noted."""

    women: int = 0
    men: int = 0
    girls: int = 0
    boys: int = 0
    not_counted: int = 0

    @property
    # All five: who was not counted by sex was there all the same.
    def attendance(self) -> int:
        return sum(getattr(self, field.name) for field in fields(self))

    def as_kept(self) -> dict[str, int]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


HEADS = tuple(field.name for field in fields(Heads))
HEADS_SAY: dict[str, Sentence] = {
    "women": say("women"),
    "men": say("men"),
    "girls": say("girls"),
    "boys": say("boys"),
    "not_counted": say("not counted by sex and age"),
}


def heads_of(kept: Mapping[str, object]) -> Heads:
    found = {one: kept.get(one) for one in HEADS}
    # What an older release kept and this one does not know is left out.
    return Heads(**{name: n for name, n in found.items() if isinstance(n, int)})


def attendance_of(sessions: Iterable[Heads]) -> Heads:
    """The heads of several sessions: attendance again, and no more people than before."""
    total = Heads()
    for session in sessions:
        total = Heads(*(getattr(total, name) + getattr(session, name) for name in HEADS))
    return total


def check_written_up(
    state: SessionState, on: date, heads: Heads, expected: int | None, sure: bool, today: date
) -> None:
    """Check a session. `sure`: she was asked about a great number already. Raises BadInput naming
    the question."""
    refuse_future("on", on, today)
    for name in HEADS:
        if not 0 <= getattr(heads, name) <= MOST_HEADS:
            raise BadInput(name, say("a number from 0 to {n}", n=MOST_HEADS))
    # Held without anybody would be an activity without attendance in a donor's report.
    if state is SessionState.HELD and heads.attendance == 0:
        raise BadInput("women", say("nobody was counted: say that the session was cancelled"))
    # Asked once and not refused: a zero too many is the usual slip, and sometimes a village comes.
    if expected and heads.attendance > 3 * expected and not sure:
        raise BadInput(
            "sure",
            say(
                "{n} heads where {m} were expected: tick it if you counted so",
                n=heads.attendance,
                m=expected,
            ),
        )
