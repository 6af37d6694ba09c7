"""The closed lists of a plan of reintegration: codes, each with its words."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from fanal.core.casework.choices import DOMAINS as OF_CASES
from fanal.core.words import Sentence, say

# Those of every case, with two of the Modern Slavery Core Outcome Set (MSCOS, 2023): purpose, and
# long-term consistent support.
DOMAINS: tuple[tuple[str, Sentence], ...] = (
    *OF_CASES[:-1],
    ("purpose", say("a purpose of her own")),
    ("steady_support", say("support that lasts")),
    OF_CASES[-1],
)


class StartKind(StrEnum):
    """From what the waves are counted."""

    RETURNED = "returned"
    LEFT_HOUSE = "left_house"
    LIVES_HERE = "lives_here"

    def sentence(self) -> Sentence:
        return START_SAYS[self]


START_SAYS = {
    StartKind.RETURNED: say("she returned home"),
    StartKind.LEFT_HOUSE: say("she left the shelter"),
    StartKind.LIVES_HERE: say("she settled where she is"),
}


class Way(StrEnum):
    """How somebody tried to reach her."""

    CALL = "call"
    MESSAGE = "message"
    VISIT = "visit"
    SHE_COMES = "she_comes"
    SAFE_PERSON = "safe_person"
    PARTNER = "partner"
    BY_CHANCE = "by_chance"

    def sentence(self) -> Sentence:
        return WAY_SAYS[self]


WAY_SAYS = {
    Way.CALL: say("a call"),
    Way.MESSAGE: say("a message"),
    Way.VISIT: say("a visit"),
    Way.SHE_COMES: say("she came to us"),
    Way.SAFE_PERSON: say("through the safe person she named"),
    Way.PARTNER: say("through a partner"),
    Way.BY_CHANCE: say("seen by chance"),
}
OURS = frozenset({Way.CALL, Way.MESSAGE, Way.VISIT})  # ways of the first attempts
AT_HER_HOURS = frozenset({Way.CALL, Way.MESSAGE})


class ContactResult(StrEnum):
    """What came of it."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"
    DIED = "died"

    def sentence(self) -> Sentence:
        return RESULT_SAYS[self]


RESULT_SAYS = {
    ContactResult.REACHED: say("she answered"),
    ContactResult.NOT_REACHED: say("she was not reached"),
    ContactResult.REFUSED: say("she wants no more contact"),
    ContactResult.DIED: say("she has died"),
}


class LeadChoice(StrEnum):
    """What a lead decides when nobody reaches her."""

    KEEP_KNOCKING = "keep_knocking"
    TRACING = "tracing"
    WELFARE_CHECK = "welfare_check"

    def sentence(self) -> Sentence:
        return LEAD_SAYS[self]


LEAD_SAYS = {
    LeadChoice.KEEP_KNOCKING: say("keep knocking every 90 days"),
    LeadChoice.TRACING: say("ask for tracing: she said yes to it before"),
    LeadChoice.WELFARE_CHECK: say("a welfare check by a body that she accepted"),
}


class GoalLevel(IntEnum):
    """Goal attainment scaling (Kiresuk and Sherman, 1968)."""

    AS_NOW = -2
    LITTLE = -1
    HOPED = 0
    MORE = 1
    MUCH_MORE = 2

    def sentence(self) -> Sentence:
        return LEVEL_SAYS[self]


LEVEL_SAYS = {
    GoalLevel.AS_NOW: say("as it was when we agreed on it"),
    GoalLevel.LITTLE: say("a little"),
    GoalLevel.HOPED: say("as hoped"),
    GoalLevel.MORE: say("more than hoped"),
    GoalLevel.MUCH_MORE: say("much more than hoped"),
}


class WarningSign(StrEnum):
    """Facts that may precede exploitation anew (IOM 2010; domain work of the organisation)."""

    RECRUITER_NEAR = "recruiter_near"
    JOB_ABROAD = "job_abroad"
    DEBT_GROWS = "debt_grows"
    PAPERS_TAKEN = "papers_taken"
    THREATS_OR_GIFTS = "threats_or_gifts"
    LEFT_SUDDENLY = "left_suddenly"
    PHONE_CONTROLLED = "phone_controlled"
    MONEY_DEMANDED = "money_demanded"
    HIDES_INJURIES = "hides_injuries"
    IMAGES_CIRCULATE = "images_circulate"
    OFFICIAL_ASKS = "official_asks"
    PREGNANT_PRESSED = "pregnant_pressed"
    MOVED_TO_BORDER = "moved_to_border"
    MISSED_TWICE = "missed_twice"
    THINKS_OF_GOING = "thinks_of_going"
    WENT = "went"
    EXPLOITED_AGAIN = "exploited_again"

    def sentence(self) -> Sentence:
        return SIGN_SAYS[self]


SIGN_SAYS = {
    WarningSign.RECRUITER_NEAR: say("a recruiter or broker is near"),
    WarningSign.JOB_ABROAD: say("a job abroad is offered again"),
    WarningSign.DEBT_GROWS: say("a debt grows, or a lender visits"),
    WarningSign.PAPERS_TAKEN: say("papers taken, or a passport made in a hurry"),
    WarningSign.THREATS_OR_GIFTS: say("threats, or gifts from them"),
    WarningSign.LEFT_SUDDENLY: say("left school or work suddenly"),
    WarningSign.PHONE_CONTROLLED: say("somebody controls her telephone"),
    WarningSign.MONEY_DEMANDED: say("the family asks for the money she sends"),
    WarningSign.HIDES_INJURIES: say("she hides injuries"),
    WarningSign.IMAGES_CIRCULATE: say("pictures of her circulate"),
    WarningSign.OFFICIAL_ASKS: say("an official asks for her certificate or money"),
    WarningSign.PREGNANT_PRESSED: say("pregnant, and pressed by somebody"),
    WarningSign.MOVED_TO_BORDER: say("she moved to the border"),
    WarningSign.MISSED_TWICE: say("two contacts missed"),
    WarningSign.THINKS_OF_GOING: say("she says that she thinks of going"),
    WarningSign.WENT: say("she went, by her decision"),
    WarningSign.EXPLOITED_AGAIN: say("exploited again"),
}
DERIVED = frozenset({WarningSign.MISSED_TWICE})  # read from the waves, written by nobody


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    def sentence(self) -> Sentence:
        return PROMISE_SAYS[self]


PROMISE_SAYS = {
    PromiseState.OPEN: say("open"),
    PromiseState.KEPT: say("kept"),
    PromiseState.BROKEN: say("not kept"),
    PromiseState.WITHDRAWN: say("withdrawn, with an apology"),
    PromiseState.LAPSED: say("ended: it was made to her guardian, and she is an adult"),
}
SETTLED = (PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN)  # by one of us


class SupportKind(StrEnum):
    GRANT = "grant"
    LOAN = "loan"
    SAVINGS = "savings"
    TOOLS = "tools"
    TRAINING = "training"
    SCHOOL = "school"
    WORK = "work"

    def sentence(self) -> Sentence:
        return SUPPORT_SAYS[self]


SUPPORT_SAYS = {
    SupportKind.GRANT: say("money given to her"),
    SupportKind.LOAN: say("a loan"),
    SupportKind.SAVINGS: say("savings of hers"),
    SupportKind.TOOLS: say("tools, animals or goods to begin with"),
    SupportKind.TRAINING: say("training"),
    SupportKind.SCHOOL: say("school"),
    SupportKind.WORK: say("work"),
}


class FamilyResult(StrEnum):
    """What an assessment before a return comes to."""

    SAFE = "safe"
    CONDITIONS = "conditions"
    NOT_NOW = "not_now"
    NO = "no"

    def sentence(self) -> Sentence:
        return FAMILY_SAYS[self]


FAMILY_SAYS = {
    FamilyResult.SAFE: say("safe"),
    FamilyResult.CONDITIONS: say("safe with conditions"),
    FamilyResult.NOT_NOW: say("not now"),
    FamilyResult.NO: say("no"),
}


class Condition(StrEnum):
    """What has to be so before she goes."""

    OTHER_LEAVES = "other_leaves"
    DEBT_SETTLED = "debt_settled"
    OWN_ROOM = "own_room"
    SCHOOL_PLACE = "school_place"
    INCOME = "income"
    PERSON_THERE = "person_there"
    STORY_AGREED = "story_agreed"
    CARE_NEAR = "care_near"

    def sentence(self) -> Sentence:
        return CONDITION_SAYS[self]


CONDITION_SAYS = {
    Condition.OTHER_LEAVES: say("somebody who harms her lives there no more"),
    Condition.DEBT_SETTLED: say("the debt is settled"),
    Condition.OWN_ROOM: say("she has a room of her own"),
    Condition.SCHOOL_PLACE: say("a place at school or in training"),
    Condition.INCOME: say("an income for the first months"),
    Condition.PERSON_THERE: say("a person in the place who knows what to do"),
    Condition.STORY_AGREED: say("what the village is told is agreed with her"),
    Condition.CARE_NEAR: say("care for her or her child nearby"),
}
