"""What must be done before a case can be closed, with the page on which each is done: what no words
explain. It is said before anything is sent. And what the guards of the stages look at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef
from django.urls import reverse

from fanal.accounts.models import User
from fanal.cases.access import leads
from fanal.cases.models import Case, CaseEntry, Closure, Consent, Task
from fanal.cases.queries.codes import worst_in
from fanal.core.casework.closure import (
    ClosureReason,
    OpenEnd,
    StillOpen,
    contradictions,
    for_a_lead,
)
from fanal.core.casework.sections import Section
from fanal.core.casework.stages import CaseStage, StageFacts, missing
from fanal.core.words import Sentence, say
from fanal.keys.sealed import Content
from fanal.sealed.columns import open_in_row

OFFERED = say("this case is offered to another team: take the offer back first")
SPEAKS_NOW = say("something speaks against this now: keep it open, and ask again")
A_LEAD = say("a lead has to agree to this reason")
# What closing lacks, and what is still open: the same in two words, told once.
TOLD_AS = {"danger": OpenEnd.DANGER, "tasks": OpenEnd.TASKS}


@dataclass(frozen=True)
class BeforeClosing:
    """One thing without which no case is closed. `end`: as what it stands among what is open."""

    says: Sentence
    address: str
    end: OpenEnd | None = None


def before_closing(case: Case) -> list[BeforeClosing]:
    # Both are what asking and agreeing make true; everything else has to hold by itself.
    asked = replace(facts_of(case), closure_reason=True, closed_by_two=True)
    needs = [
        BeforeClosing(need.says, page_of_need(need.code, case), TOLD_AS.get(need.code))
        for need in missing(asked, CaseStage.CLOSED)
    ]
    # Else the other team would accept a case on which nobody works any more.
    if Case.objects.filter(id=case.id).exclude(offered_to=None).exists():
        needs.insert(0, BeforeClosing(OFFERED, reverse("sharing:case", args=[case.id])))
    return needs


def page_of_need(code: str, case: Case) -> str:
    """Return where what a move lacks is written."""
    match code:
        case "safety" | "consent":
            return reverse("cases:section", args=[case.id, str(Section(code))])
        case "goal":
            return reverse("cases:section", args=[case.id, str(Section.PLAN)])
        case "handover":
            return reverse("journeys:case", args=[case.id])
    return reverse("cases:case", args=[case.id])


@dataclass(frozen=True)
class ShownBefore:
    """What closing lacks, beside what is open: each once, where a link leads to what settles it."""

    needs: list[BeforeClosing]
    still_open: Collection[StillOpen]

    @property
    def must_first(self) -> list[OpenEnd]:
        return [need.end for need in self.needs if need.end]

    @property
    def not_told(self) -> list[BeforeClosing]:
        shown = {open_end.end for open_end in self.still_open}
        return [need for need in self.needs if need.end not in shown]

    @property
    def explained(self) -> bool:
        """Whether some of what is open may be explained."""
        return any(open_end.end not in self.must_first for open_end in self.still_open)


def why_not_agreed(
    closure: Closure, content: Content | None, user: User, still_open: Iterable[StillOpen]
) -> Sentence | None:
    """Return why this user cannot agree, though nothing has to be done first. `content`: of the
    closure, opened."""
    reason, open_ends = ClosureReason(closure.reason), list(still_open)
    if contradictions(reason, open_ends) and not (content or {}).get("words"):
        return SPEAKS_NOW
    case = closure.case
    a_lead = closure.for_a_lead or for_a_lead(reason, open_ends)
    return A_LEAD if a_lead and not (leads(user, case) or leads(closure.asked_by, case)) else None


def facts_of(case: Case) -> StageFacts:
    """The facts of one case."""
    this = OuterRef("pk")
    # Asked anew: the `Case` of the page may be minutes old.
    row = (
        Case.objects.filter(id=case.id)
        .annotate(
            consent=Exists(Consent.objects.filter(case=this)),
            asked=Exists(Closure.objects.filter(case=this, agreed_on=None, dropped_on=None)),
        )
        .values("stage", "on_the_way", "consent", "asked")
        .get()
    )
    kinds = CaseEntry.objects.kinds_in(case.id)
    return StageFacts(
        stage=CaseStage(open_in_row(row["stage"], case.id)),
        safety_answered=kinds["safety"] > 0,
        consent_answered=row["consent"],
        goals=kinds["goal"],
        open_tasks=Task.objects.filter(case=case, done_on=None).count(),
        waiting_for_handover=row["on_the_way"],
        in_danger=worst_in(case).counts_as_danger,
        closure_reason=row["asked"],
    )
