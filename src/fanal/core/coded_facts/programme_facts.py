"""Facts of the programmes: prevention, proceedings, reintegration."""

from fanal.core.coded_facts.checks import Kinds, count, country, heads, many_of, one_of, yes_no
from fanal.core.justice.kinds import DESCRIBED, JusticeKind
from fanal.core.justice.proceedings import HerRole, ProceedingKind, StepKind
from fanal.core.law.case import Sex
from fanal.core.prevention.call_backs import CallBackOutcome
from fanal.core.prevention.codes import Decided, MigrationChannel
from fanal.core.prevention.courses import CourseKind
from fanal.core.prevention.earnings import EarningResult
from fanal.core.prevention.scholarships import (
    LookBackAnswer,
    ScholarshipState,
    TermResult,
    WhyEnded,
)
from fanal.core.prevention.sessions import Method, SessionClaim, SessionState, SessionTopic
from fanal.core.reintegration.codes import DOMAINS as PLAN_DOMAINS
from fanal.core.reintegration.codes import (
    ContactResult,
    FamilyResult,
    GoalLevel,
    PromiseState,
    StartKind,
    Way,
)
from fanal.core.reintegration.codes import PlanEndReason as PlanEnd


def of_proceedings() -> Kinds:
    # Only what a kind of record marks as coded; its words stay sealed.
    codes = {
        code
        for kind in DESCRIBED.values()
        for name in kind.coded
        for code, _label in kind.field(name).choices
    }
    return {
        "proceeding": {
            "proceeding": one_of(ProceedingKind),
            "role": one_of(HerRole),
            "country": country,
            "state": one_of(StepKind),
        },
        "justice": {"record": one_of(JusticeKind), "said": one_of(codes), "country": country},
    }


def of_prevention() -> Kinds:
    """Return the kinds of facts of prevention, kept under pseudonyms of their own
    (`fanal.prevention.coding`): of nobody in a case."""
    # Heads and no people: see `checks.heads`.
    counted = ("heads", "women", "men", "girls", "boys", "side")
    papers = ("pairs", "rose", "only_before", "only_after")
    return {
        "session": {
            "state": one_of(SessionState),
            "method": one_of(Method),
            "topics": many_of(SessionTopic),
            # Which of the four a session claims, so that "told" is never counted as an outcome
            # (domain page on the programmes, 1.2).
            "claim": one_of(SessionClaim),
            **dict.fromkeys(counted, heads),
        },
        "tests": dict.fromkeys(papers, heads),
        "course_completed": {"course": one_of(CourseKind), "sex": one_of(Sex)},
        "scholarship": {
            "state": one_of(ScholarshipState),
            "why": one_of(WhyEnded),
            "sex": one_of(Sex),
        },
        "school_term": {
            "days_open": count,
            "present": count,
            "excused": count,
            "result": one_of(TermResult),
        },
        "earnings": {"months": count, "result": one_of(EarningResult)},
        "look_back": {"months": count, "answer": one_of(LookBackAnswer)},
        "call_back": {"outcome": one_of(CallBackOutcome), "decided": one_of(Decided)},
        "advice": {
            "destination": country,
            "channel": one_of(MigrationChannel),
            "decided": one_of(Decided),
            # Whether it was spoken of, no amount.
            **dict.fromkeys(("papers", "costs", "debt"), yes_no),
        },
    }


def of_plans() -> Kinds:
    levels = one_of(str(int(level)) for level in GoalLevel)
    domain = one_of(code for code, _label in PLAN_DOMAINS)
    return {
        # Plans without a first day are in no rate and have to be counted apart.
        "plan": {"start": one_of(StartKind), "start_known": yes_no, "end": one_of(PlanEnd)},
        "wave": {"result": one_of(ContactResult), "way": one_of(Way), "safe": yes_no},
        # Two raters, never joined (domain page on the programmes, 5.3).
        "goal_review": {"domain": domain, "level": levels, "rater": one_of(("hers", "ours"))},
        "promise": {"state": one_of(PromiseState)},
        # An assessment by one alone is none (5.6).
        "family": {"result": one_of(FamilyResult), "by_two": yes_no},
    }
