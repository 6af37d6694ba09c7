"""What is asked before a case is closed, and which answers speak against it.

After programmes of return and reintegration (UNIAP; Butterfly study): she says that it is enough,
her children are seen, nobody is left with open goals, she knows the way back.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from fanal.core.protection.codes import (
    CARED_FOR,
    ENOUGH,
    LEFT_OPEN,
    NO_CHILD,
    OTHERS_GO_ON,
    SET_ASIDE,
    SETTLED,
    RiskLevel,
)
from fanal.core.protection.facts import CaseFacts
from fanal.core.protection.kinds import RecordKind
from fanal.core.words import Sentence, say

STALE = timedelta(days=30)  # answers, and the last contact with her, of before count no more
GOALS_ARE_MET = (SETTLED, SET_ASIDE, OTHERS_GO_ON)


def unmet(facts: CaseFacts, person: UUID, today: date) -> Iterator[Sentence]:
    """Yield each criterion that is not met, in words."""
    answers = facts.last(RecordKind.CLOSING, person)
    # One sentence instead of six that all say the same: nothing was asked lately.
    if answers is None or answers.on < today - STALE:
        yield say("nobody has answered what closing asks")
        return
    last_contact = _day(answers.codes.get("last_contact", ""))
    if last_contact is None or last_contact < today - STALE:
        yield say("the last contact with her was more than {n} days ago", n=STALE.days)
    if answers.codes.get("her_view") != ENOUGH:
        yield say("she has not said that it is enough")
    if answers.codes.get("child") not in (NO_CHILD, CARED_FOR):
        yield say("nobody has seen that her children, or the child, are safe")
    # What was not answered counts as left open.
    if answers.codes.get("open_goals", LEFT_OPEN) not in GOALS_ARE_MET:
        yield say("nobody goes on with goals that are open")
    if answers.codes.get("way_back") != "yes":
        yield say("she was not told how to come back")


def high_risk(facts: CaseFacts, person: UUID) -> Sentence | None:
    """Return what the newest level says, where she is not to be left with it."""
    last = facts.last(RecordKind.RISK, person)
    level = last.codes.get("level") if last else None
    if last and level == RiskLevel.IMMEDIATE:
        return say("the risk was last assessed as immediate, on {day}", day=last.on)
    if last and level == RiskLevel.HIGH:
        return say("the risk was last assessed as high, on {day}", day=last.on)
    return None


def _day(code: str) -> date | None:
    """A whole day; None where only a month or a year is known."""
    try:
        return date.fromisoformat(code)
    except ValueError:
        return None
