"""The closed lists of a plan of reintegration: codes, each with its words."""

from collections.abc import Mapping
from enum import IntEnum

from fanal.core.casework.choices import DOMAINS as OF_CASES
from fanal.core.casework.contact_evidence import SaidWord
from fanal.core.words import LabelledEnum, Sentence, say

# Those of every case, with two of the Modern Slavery Core Outcome Set (MSCOS, 2023): purpose, and
# long-term consistent support.
DOMAINS: tuple[tuple[str, Sentence], ...] = (
    *OF_CASES[:-1],
    ("purpose", say("a purpose of her own")),
    ("steady_support", say("support that lasts")),
    OF_CASES[-1],
)


class StartKind(LabelledEnum):
    """The event from which the waves are counted."""

    RETURNED = "returned", say("she returned home")
    LEFT_HOUSE = "left_house", say("she left the shelter")
    LIVES_HERE = "lives_here", say("she settled where she is")


class Way(LabelledEnum):
    """How somebody tried to reach her."""

    CALL = "call", say("a call")
    MESSAGE = "message", say("a message")
    VISIT = "visit", say("a visit")
    SHE_COMES = "she_comes", say("she came to us")
    SAFE_PERSON = "safe_person", say("through the safe person she named")
    PARTNER = "partner", say("through a partner")
    BY_CHANCE = "by_chance", say("seen by chance")


OURS = frozenset({Way.CALL, Way.MESSAGE, Way.VISIT})  # ways of the first attempts
AT_HER_HOURS = frozenset({Way.CALL, Way.MESSAGE})


class ContactResult(LabelledEnum):
    """What came of it."""

    REACHED = "reached", say("she answered")
    NOT_REACHED = "not_reached", say("she was not reached")
    REFUSED = "refused", say("she wants no more contact")
    DIED = "died", say("she has died")


def result_by_word(result: str, said_word: object) -> str:
    """Return what came of it: a no that was said with a wrong word ends nothing. Whoever says that
    word asks for help, or is somebody else."""
    wrong = said_word == SaidWord.WRONG and result == ContactResult.REFUSED
    return ContactResult.REACHED if wrong else result


class LeadChoice(LabelledEnum):
    """What a lead decides when nobody reaches her."""

    KEEP_KNOCKING = "keep_knocking", say("keep trying every 90 days")
    TRACING = "tracing", say("ask for tracing: she said yes to it before")
    WELFARE_CHECK = "welfare_check", say("a welfare check by a body that she accepted")


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


class WarningSign(LabelledEnum):
    """Facts that may precede exploitation anew (IOM 2010; domain work of the organisation)."""

    RECRUITER_NEAR = "recruiter_near", say("a recruiter or broker is near")
    JOB_ABROAD = "job_abroad", say("a job abroad is offered again")
    DEBT_GROWS = "debt_grows", say("a debt grows, or a lender visits")
    PAPERS_TAKEN = "papers_taken", say("papers taken, or a passport made in a hurry")
    THREATS_OR_GIFTS = "threats_or_gifts", say("threats, or gifts from them")
    LEFT_SUDDENLY = "left_suddenly", say("left school or work suddenly")
    PHONE_CONTROLLED = "phone_controlled", say("somebody controls her telephone")
    MONEY_DEMANDED = "money_demanded", say("the family asks for the money she sends")
    HIDES_INJURIES = "hides_injuries", say("she hides injuries")
    IMAGES_CIRCULATE = "images_circulate", say("pictures of her circulate")
    OFFICIAL_ASKS = "official_asks", say("an official asks for her certificate or money")
    PREGNANT_PRESSED = "pregnant_pressed", say("pregnant, and under pressure from somebody")
    MOVED_TO_BORDER = "moved_to_border", say("she moved to the border")
    MISSED_TWICE = "missed_twice", say("two contacts missed")
    THINKS_OF_GOING = "thinks_of_going", say("she says that she thinks of going")
    WENT = "went", say("she went, by her decision")
    EXPLOITED_AGAIN = "exploited_again", say("exploited again")


DERIVED = frozenset({WarningSign.MISSED_TWICE})  # read from the waves, written by nobody


class PromiseState(LabelledEnum):
    OPEN = "open", say("open")
    KEPT = "kept", say("kept")
    BROKEN = "broken", say("not kept")
    WITHDRAWN = "withdrawn", say("withdrawn, with an apology")
    LAPSED = "lapsed", say("ended: it was made to her guardian, and she is an adult")


SETTLED = (PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN)  # by one of us


class SupportKind(LabelledEnum):
    GRANT = "grant", say("money given to her")
    LOAN = "loan", say("a loan")
    SAVINGS = "savings", say("her own savings")
    TOOLS = "tools", say("tools, animals or goods to begin with")
    TRAINING = "training", say("training")
    SCHOOL = "school", say("school")
    WORK = "work", say("work")


class FamilyResult(LabelledEnum):
    """What an assessment before a return comes to."""

    SAFE = "safe", say("safe")
    CONDITIONS = "conditions", say("safe with conditions")
    NOT_NOW = "not_now", say("not now")
    NO = "no", say("no")


class Condition(LabelledEnum):
    """What has to be so before she goes."""

    OTHER_LEAVES = "other_leaves", say("somebody who harmed her no longer lives there")
    DEBT_SETTLED = "debt_settled", say("the debt is settled")
    OWN_ROOM = "own_room", say("she has a room of her own")
    SCHOOL_PLACE = "school_place", say("a place at school or in training")
    INCOME = "income", say("an income for the first months")
    PERSON_THERE = "person_there", say("a local person who knows what to do")
    STORY_AGREED = "story_agreed", say("what the village is told is agreed with her")
    CARE_NEAR = "care_near", say("care for her or her child nearby")


# What is asked of a place of work in a plan.
class PapersWith(LabelledEnum):
    """The holder of her papers while she works. Papers kept by somebody else are one of the eleven
    indicators of forced labour (ILO 2012, retention of identity documents)."""

    HERSELF = "herself", say("she holds them herself")
    EMPLOYER = "employer", say("the employer holds them")
    AGENT = "agent", say("an agent or a broker holds them")
    FAMILY = "family", say("her family holds them")
    OTHER = "other", say("somebody else holds them")

    @property
    def warns(self) -> bool:
        return self is not PapersWith.HERSELF


# Why a plan of reintegration ends, and how its codes keep it.
class PlanEndReason(LabelledEnum):
    """Why a plan ends. `PUT_TOGETHER`: two files of one person were, and the plan of the other one
    goes on: it is kept as `OTHERS_GO_ON`, with a mark of its own (`kept_end`)."""

    BY_HER_WORD = "by_her_word", say("she manages without us, by her word")
    GOALS_REACHED = "goals_reached", say("goals reached, by ours")
    OTHERS_GO_ON = "others_go_on", say("others go on, with her yes")
    REFUSED = "refused", say("she wants no more contact")
    OUT_OF_CONTACT = "out_of_contact", say("out of contact")
    DIED = "died", say("she has died")
    PUT_TOGETHER = "put_together", say("the plan of her other file goes on")


def kept_end(reason: PlanEndReason) -> dict[str, str | bool]:
    """Return the reason as the codes of a plan keep it, in values that release 0.2.0 knows."""
    if reason is PlanEndReason.PUT_TOGETHER:
        return {"end": PlanEndReason.OTHERS_GO_ON.value, reason.value: True}
    return {"end": reason.value}


END_CODES = frozenset({"end", PlanEndReason.PUT_TOGETHER.value})


def end_of(codes: Mapping[str, object]) -> PlanEndReason | None:
    """Return why a plan ends, or is asked to; None where nobody has asked."""
    if codes.get(PlanEndReason.PUT_TOGETHER.value):
        return PlanEndReason.PUT_TOGETHER
    return PlanEndReason(str(codes["end"])) if codes.get("end") else None
