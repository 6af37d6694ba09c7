"""Facts of a case: calls, people, what is written in it, partners, services."""

from fanal.core.calendars import BirthSource
from fanal.core.care.asking import CareState
from fanal.core.care.prophylaxis import COUNTED
from fanal.core.care.windows import CameWithin
from fanal.core.casework.choices import DOMAINS, HOW_FOLLOWED_UP, OUTCOMES, SUPPORT, URGENCY
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.codes import BODIES, IDENTIFIED, AfterOperation, CaseKind, OperationKind
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose, GivenBy
from fanal.core.casework.signals import CALLERS
from fanal.core.casework.stages import CaseStage
from fanal.core.coded_facts.checks import (
    Kinds,
    ages,
    count,
    countries,
    country,
    many_of,
    monthly,
    one_of,
    yes_no,
)
from fanal.core.funds.kinds import HelpKind, Holder
from fanal.core.funds.states import SlipState
from fanal.core.funds.stock import GoodsStep
from fanal.core.journeys.events import Sign
from fanal.core.law.case import Sex
from fanal.core.law.facts import FactSource
from fanal.core.law.findings import Body, Status, Step
from fanal.core.law.vocabulary import vocabulary
from fanal.core.services.kinds import ServiceKind
from fanal.core.services.states import Barrier, EndReason, Refuser, ServiceState, Useful
from fanal.core.shelters.kinds import LeftTo, ShelterKind
from fanal.core.shelters.stays import StayState
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.vocabulary import PartnerPurpose, PartnerType

ROLES = ("concerned", "child", "family")
PLACES = ("recruited", "moved_through", "exploited")


# Closed lists alone: free text and names never become a fact (ADR 27).
def of_cases() -> Kinds:
    return {
        "signal": {
            "who_calls": one_of(code for code, _label in CALLERS),
            "urgent": yes_no,
            "outcome": one_of(("open", "reopened", "duplicate", "not_for_us", "case", "addition")),
        },
        # The country of the office and no team: a team of two people is nearly a name.
        "first_contact": {"forms": many_of(CaseKind), "role": one_of(ROLES), "office": country},
        "stage": {"start": one_of(CaseStage), "end": one_of(CaseStage)},
        "consent": {
            "purpose": one_of(ConsentPurpose),
            "answer": one_of(ConsentAnswer),
            # So that it can be counted for how many somebody else said yes.
            "given_by": one_of(GivenBy),
            "interpreter": yes_no,
            "assent": yes_no,
            "withdrawn": yes_no,
        },
        "closed": {"reason": one_of(ClosureReason)},
    }


def of_people() -> Kinds:
    return {
        "profile": {"sex": one_of(Sex), "citizenship": country},
        # Never a birth date; that sources differ is a fact of its own, or a figure would hide it.
        "age": {"age": ages, "sources": many_of(BirthSource), "sources_disagree": yes_no},
        "exploitation": {
            "sex": one_of(Sex),
            "age_recruited": ages,
            "age_exploited": ages,
            # Months, as CTDC counts them.
            "months": count,
            **dict.fromkeys(PLACES, countries),
        },
        "statement": {
            "source": one_of(FactSource),
            # Yes and no as two lists: what is in neither was not asked.
            "said_yes": many_of(vocabulary()),
            "said_no": many_of(vocabulary()),
        },
        "finding": {
            "status": one_of(Status),
            "step": one_of(Step),
            "body": one_of(Body),
            "country": country,
        },
    }


def of_entries() -> Kinds:
    domain, outcome, how, support, urgency = (
        one_of(code for code, _label in choices)
        for choices in (DOMAINS, OUTCOMES, HOW_FOLLOWED_UP, SUPPORT, URGENCY)
    )
    return {
        # How far a request for care is and whether it was in time; nothing from the file (ADR 28).
        "care": {"state": one_of(CareState), "came": one_of(CameWithin)},
        "care_count": dict.fromkeys(map(str, COUNTED), monthly),
        "need": {"domain": domain, "urgency": urgency},
        "service": {"support": support},
        "goal": {"domain": domain, "outcome": outcome},
        "action": {"outcome": outcome},
        # `made` apart from planned: a call that reached nobody is no visit.
        "visit": {"how": how, "safe": yes_no, "domain": domain, "made": yes_no},
    }


def of_partners() -> Kinds:
    answer, body = one_of(IDENTIFIED), one_of(BODIES)
    return {
        # Found, screened, identified, refused: 17 found and 4 identified is a figure, "17 rescued"
        # is none (domain page, 6.1).
        "ledger": {
            "operation": one_of(OperationKind),
            "country": country,
            "screened": answer,
            "identified": answer,
            "under_age": answer,
            "identified_by": body,
            "refused_by": body,
            "after": one_of(AfterOperation),
        },
        "referral": {
            # The kind of partner: a name would say where she is.
            "partner": one_of(PartnerType),
            "purpose": one_of(PartnerPurpose),
            "state": one_of(ReferralState),
            "transfer": yes_no,
        },
        "returned": {"start": country, "end": country},
        "proof": {"sign": one_of(Sign)},
    }


def of_services() -> Kinds:
    """Services, money and beds."""
    return {
        # Asked, begun and ended apart: a referral is no service (domain page on the programmes,
        # 4.1).
        "service_given": {
            "service": one_of(ServiceKind),
            "state": one_of(ServiceState),
            "giver": one_of((*PartnerType, "own")),
            "begun": yes_no,
            "refused_by": one_of(Refuser),
            "barrier": one_of(Barrier),
            "end": one_of(EndReason),
            "useful": one_of(Useful),
        },
        "money_asked": {
            "help": one_of(HelpKind),
            "holder": one_of(Holder),
            "state": one_of(SlipState),
            "received": yes_no,
        },
        "goods": {"step": one_of(GoodsStep), "by_name": yes_no, "of_grant": yes_no},
        "stay": {
            "shelter": one_of(ShelterKind),
            "state": one_of(StayState),
            "child": yes_no,
            "came_with": yes_no,
            # Nights and no days: who arrives before midnight and leaves after it slept there once
            # (4.10, H3).
            "nights": count,
            "left_to": one_of(LeftTo),
        },
    }
