"""Why a case is closed, and by whom: one asks, another agrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fanal.core.words import LabelledEnum, Sentence, say


class ClosureReason(LabelledEnum):
    """Reasons for closing, after the closure step of the Inter-Agency Guidelines (2014)."""

    SAFE_AND_INDEPENDENT = "safe_and_independent", say("safe and independent")
    GOALS_REACHED = "goals_reached", say("the goals of the plan are reached")
    HER_WISH = "her_wish", say("she asked to stop")
    TRANSFERRED = "transferred", say("another organisation has taken over and confirmed it")
    RETURNED_AND_RECEIVED = "returned_and_received", say("returned, received and followed up there")
    NOT_OUR_MANDATE = "not_our_mandate", say("not within what we do; referred")
    CONTACT_LOST = "contact_lost", say("contact lost in spite of all attempts")
    DIED = "died", say("died")
    OPENED_BY_MISTAKE = "opened_by_mistake", say("opened by mistake")
    OTHER = "other", say("other reason, in words")


# Losing contact or a death is never the ordinary end of a file: the lead reads these.
TO_REVIEW = frozenset({ClosureReason.CONTACT_LOST, ClosureReason.DIED})


class OpenEnd(StrEnum):
    """What can still be open when a case is to be closed."""

    DANGER = "danger"
    MISSING = "missing"
    NOT_KNOWN = "not_known"
    RISK = "risk"
    GUARDIAN = "guardian"
    NO_SIGN = "no_sign"
    REFERRAL = "referral"
    JOURNEY = "journey"
    PROOF = "proof"
    COURT = "court"
    CONTACT_RULES = "contact_rules"
    OTHER_CASES = "other_cases"
    CONSENT = "consent"
    GOALS = "goals"
    NEED = "need"
    SERVICE = "service"
    CRITERIA = "criteria"
    TASKS = "tasks"


# Reasons that say she is well: what is not known already contradicts them.
_ALL_IS_WELL = frozenset(
    {
        ClosureReason.SAFE_AND_INDEPENDENT,
        ClosureReason.GOALS_REACHED,
        ClosureReason.RETURNED_AND_RECEIVED,
    }
)
# Reasons by which somebody else goes on: a referral without an answer says that nobody does yet.
_OTHERS_GO_ON = frozenset({ClosureReason.TRANSFERRED, ClosureReason.NOT_OUR_MANDATE})
# Only death and a mistake leave nobody to ask, to protect or to appear.
_ABOUT_HER = frozenset(ClosureReason) - {ClosureReason.DIED, ClosureReason.OPENED_BY_MISTAKE}
# Which reasons say the opposite of what is open. Danger is above them all: nothing is closed in it.
CONTRADICTS: dict[OpenEnd, frozenset[ClosureReason]] = {
    OpenEnd.DANGER: frozenset(ClosureReason),
    OpenEnd.MISSING: frozenset(ClosureReason),
    OpenEnd.NOT_KNOWN: _ALL_IS_WELL,
    OpenEnd.RISK: _ABOUT_HER,
    OpenEnd.GUARDIAN: _ALL_IS_WELL,  # a child goes nowhere safely with nobody who answers for her
    OpenEnd.NO_SIGN: _ALL_IS_WELL,
    OpenEnd.REFERRAL: _ALL_IS_WELL | _OTHERS_GO_ON,
    OpenEnd.JOURNEY: frozenset(ClosureReason),
    OpenEnd.PROOF: _ALL_IS_WELL | {ClosureReason.TRANSFERRED},
    OpenEnd.COURT: _ABOUT_HER,  # a court waits for nobody
    OpenEnd.CONTACT_RULES: frozenset({ClosureReason.CONTACT_LOST}),
    OpenEnd.OTHER_CASES: frozenset({ClosureReason.DIED, ClosureReason.CONTACT_LOST}),
    OpenEnd.CONSENT: frozenset(),
    OpenEnd.GOALS: frozenset({ClosureReason.GOALS_REACHED}),
    OpenEnd.NEED: _ALL_IS_WELL | _OTHERS_GO_ON,
    OpenEnd.SERVICE: frozenset(),  # it may go on without us
    OpenEnd.CRITERIA: _ABOUT_HER,  # what closing asks of her and for her
    OpenEnd.TASKS: frozenset(ClosureReason),
}


# What the second person reads where it is not open; of the others nothing good can be said.
IN_ORDER: dict[OpenEnd, Sentence] = {
    OpenEnd.DANGER: say("nobody says that she is in danger"),
    OpenEnd.REFERRAL: say("every referral has an answer"),
    OpenEnd.JOURNEY: say("no journey that has not ended"),
    OpenEnd.CONTACT_RULES: say("how to reach her is recorded"),
    OpenEnd.OTHER_CASES: say("she has no other open case"),
    OpenEnd.TASKS: say("every task is done"),
}


@dataclass(frozen=True, slots=True)
class StillOpen:
    """One thing that is still open, in words. `at`: the section or the page of the case on which
    it is settled, where that is another than for the rest of its kind. `outside`: instead, on a
    paper that leaves the house, where whom she fears must not read it. `of`: the person whose state
    it is; `who`: her code name, where the case concerns several."""

    end: OpenEnd
    says: Sentence
    at: str = ""
    outside: Sentence | None = None
    of: UUID | None = None
    who: str = ""


def in_order(still_open: Iterable[StillOpen]) -> list[Sentence]:
    """Return what does not speak against closing."""
    open_ones = {open_end.end for open_end in still_open}
    return [says for end, says in IN_ORDER.items() if end not in open_ones]


def contradictions(reason: ClosureReason, still_open: Iterable[StillOpen]) -> tuple[StillOpen, ...]:
    """Return what of it contradicts the reason: it takes words, and a lead reads them."""
    return tuple(open_end for open_end in still_open if reason in CONTRADICTS[open_end.end])


def for_a_lead(reason: ClosureReason, still_open: Iterable[StillOpen]) -> bool:
    """Whether a lead has to be one of the two."""
    # Nothing is forbidden but danger (`stages.CLOSING`): a case can have an end that no table
    # foresaw, if a lead reads why.
    return reason in TO_REVIEW or bool(contradictions(reason, still_open))


def agreed_by_two(asked_by: object, agreed_by: object) -> bool:
    """Whether two different people closed it. One person twice is one person."""
    return None not in (asked_by, agreed_by) and asked_by != agreed_by
