"""Coded facts: what a sealed row says in codes of closed lists, so that it can be counted.

A fact holds no word anybody typed, no place and no hour. What is not in its list becomes `other`:
a form with a new answer never keeps a word here and never fails for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from fanal.core.calendars import BirthSource
from fanal.core.calendars.births import OLDEST_AGE
from fanal.core.casework.choices import DOMAINS, HOW_MET, OUTCOMES, SUPPORT, URGENCY
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose, GivenBy
from fanal.core.casework.kinds import CaseKind
from fanal.core.casework.operations import (
    BODIES,
    IDENTIFIED,
    OPERATION_KINDS,
    WHAT_CAME_AFTER,
)
from fanal.core.casework.signals import CALLERS
from fanal.core.casework.stages import CaseStage
from fanal.core.journeys.events import Sign
from fanal.core.law.case import Sex
from fanal.core.law.facts import FactSource
from fanal.core.law.findings import Body, Status, Step
from fanal.core.law.vocabulary import vocabulary
from fanal.core.reintegration.codes import (
    DOMAINS as PLAN_DOMAINS,
)
from fanal.core.reintegration.codes import (
    FamilyResult,
    GoalLevel,
    PromiseState,
    Result,
    StartKind,
    Way,
)
from fanal.core.reintegration.codes import PlanEndReason as PlanEnd
from fanal.core.services.kinds import ServiceKind
from fanal.core.services.states import Barrier, EndReason, Refuser, ServiceState, Useful
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.vocabulary import PARTNER_TYPES, PartnerPurpose

OTHER = "other"
ROLES = ("concerned", "child", "family")
PLACES = ("recruited", "moved_through", "exploited")
MOST_MONTHS = 12 * OLDEST_AGE

type Code = str | int | bool | list[str] | list[int] | None
type Codes = Mapping[str, Code]
type Check = Callable[[object], Code]


class CodedFact(NamedTuple):
    """`kind` of FACT_KINDS, the `day` it is of, its codes by name."""

    kind: str
    day: date
    codes: Codes


def coded(kind: str, day: date, **codes: object) -> CodedFact:
    """The fact, each code checked against its list. Raises KeyError for no code of `kind`."""
    checks = fact_kinds()[kind]
    return CodedFact(kind, day, {name: checks[name](codes[name]) for name in sorted(codes)})


def one_of(codes: Iterable[str]) -> Check:
    """A code of the list; `other` for another one, None for no answer."""
    allowed = frozenset(map(str, codes))

    def check(value: object) -> Code:
        if not isinstance(value, str) or not value:
            return None
        return str(value) if value in allowed else OTHER

    return check


def many_of(codes: Iterable[str]) -> Check:
    """The codes that are in the list, sorted, each once."""
    allowed = frozenset(map(str, codes))

    def check(value: object) -> Code:
        found = value if isinstance(value, Iterable) and not isinstance(value, str) else ()
        return sorted({str(one) for one in found if one in allowed})

    return check


def yes_no(value: object) -> Code:
    return value if isinstance(value, bool) else None


def country(value: object) -> Code:
    """Two capital letters (ISO 3166-1 alpha-2)."""
    return value if isinstance(value, str) and _alpha_2(value) else None


def countries(value: object) -> Code:
    found = value if isinstance(value, Iterable) and not isinstance(value, str) else ()
    return sorted({one for one in found if isinstance(one, str) and _alpha_2(one)})


def _alpha_2(value: str) -> bool:
    return len(value) == 2 and value.isascii() and value.isalpha() and value.isupper()


def ages(value: object) -> Code:
    """Completed years, the fewest and the most."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    low, high = value
    if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high <= OLDEST_AGE):
        return None
    return [low, high]


def count(value: object) -> Code:
    """Whole months or days, never fewer than none."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= MOST_MONTHS else None


@cache
def fact_kinds() -> Mapping[str, Mapping[str, Check]]:
    """What each kind of fact holds: the name of a code and the list that its value is of."""
    return _of_cases() | _of_people() | _of_entries() | _of_partners() | _of_plans()


type Kinds = dict[str, dict[str, Check]]


def _of_cases() -> Kinds:
    return {
        "signal": {
            "who_calls": one_of(code for code, _label in CALLERS), "urgent": yes_no,
            "outcome": one_of(("open", "reopened", "duplicate", "not_for_us", "case", "addition")),
        },
        "first_contact": {
            "forms": many_of(CaseKind), "role": one_of(ROLES), "office": country,
        },
        "stage": {"start": one_of(CaseStage), "end": one_of(CaseStage)},
        "consent": {
            "purpose": one_of(ConsentPurpose), "answer": one_of(ConsentAnswer),
            "given_by": one_of(GivenBy), "interpreter": yes_no, "assent": yes_no,
            "withdrawn": yes_no,
        },
        "closed": {"reason": one_of(ClosureReason)},
    }  # fmt: skip


def _of_people() -> Kinds:
    return {
        "profile": {"sex": one_of(Sex), "citizenship": country},
        "age": {"age": ages, "sources": many_of(BirthSource), "sources_disagree": yes_no},
        "exploitation": {
            "sex": one_of(Sex), "age_recruited": ages, "age_exploited": ages, "months": count,
            **dict.fromkeys(PLACES, countries),
        },
        "statement": {
            "source": one_of(FactSource), "said_yes": many_of(vocabulary()),
            "said_no": many_of(vocabulary()),
        },
        "finding": {
            "status": one_of(Status), "step": one_of(Step), "body": one_of(Body),
            "country": country,
        },
    }  # fmt: skip


def _of_entries() -> Kinds:
    domain, outcome, how, support, urgency = (
        one_of(code for code, _label in choices)
        for choices in (DOMAINS, OUTCOMES, HOW_MET, SUPPORT, URGENCY)
    )
    return {
        "need": {"domain": domain, "urgency": urgency},
        "service": {"support": support},
        "goal": {"domain": domain, "outcome": outcome},
        "action": {"outcome": outcome},
        "visit": {"how": how, "safe": yes_no, "domain": domain, "made": yes_no},
    }


def _of_partners() -> Kinds:
    answer, body = one_of(IDENTIFIED), one_of(BODIES)
    return {
        "ledger": {
            "operation": one_of(OPERATION_KINDS), "country": country, "screened": answer,
            "identified": answer, "under_age": answer, "identified_by": body, "refused_by": body,
            "after": one_of(WHAT_CAME_AFTER),
        },
        "referral": {
            "partner": one_of(PARTNER_TYPES), "purpose": one_of(PartnerPurpose),
            "state": one_of(ReferralState), "transfer": yes_no,
        },
        "service_given": {
            "service": one_of(ServiceKind), "state": one_of(ServiceState),
            "giver": one_of((*PARTNER_TYPES, "own")), "begun": yes_no,
            "refused_by": one_of(Refuser), "barrier": one_of(Barrier), "end": one_of(EndReason),
            "useful": one_of(Useful),
        },
        "returned": {"start": country, "end": country},
        "proof": {"sign": one_of(Sign)},
    }  # fmt: skip


def _of_plans() -> Kinds:
    levels = one_of(str(int(one)) for one in GoalLevel)
    domain = one_of(code for code, _label in PLAN_DOMAINS)
    return {
        "plan": {"start": one_of(StartKind), "start_known": yes_no, "end": one_of(PlanEnd)},
        "wave": {"result": one_of(Result), "way": one_of(Way), "safe": yes_no},
        "goal_review": {"domain": domain, "level": levels, "rater": one_of(("hers", "ours"))},
        "promise": {"state": one_of(PromiseState)},
        "family": {"result": one_of(FamilyResult), "by_two": yes_no},
    }
