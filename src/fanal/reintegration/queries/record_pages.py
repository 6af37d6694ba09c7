"""One record of a plan, and one goal, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from fanal.core.casework.contact_evidence import SAID_WORD, how_heard
from fanal.core.journeys.events import Sign
from fanal.core.reintegration.abroad import PartnerAnswer
from fanal.core.reintegration.closing import ClosingAnswers, speaks_against
from fanal.core.reintegration.codes import (
    DOMAINS,
    ContactResult,
    GoalLevel,
    LeadChoice,
    PapersWith,
    PlanEndReason,
    PromiseState,
    SupportKind,
    WarningSign,
    Way,
)
from fanal.core.reintegration.contact_waves import Contact, PlanFacts, Wave
from fanal.core.reintegration.timers import stands
from fanal.core.reintegration.turning_18 import PromisedTo
from fanal.core.words import Sentence
from fanal.database.stored_values import StoredAs, StoredIfAny
from fanal.keys.sealed import Content
from fanal.partners.models import Partner
from fanal.reintegration.actions.contacts import FOLLOWED_UP, TAKEN_BACK
from fanal.reintegration.actions.goals import HERS, LEVELS, OURS
from fanal.reintegration.forms.fields import YES_NO_NOT_ASKED
from fanal.reintegration.forms.records import CHILD, PARENTS, ChildForm
from fanal.reintegration.models import PlanGoal, PlanRecord
from fanal.reintegration.queries.facts import contact_of


@dataclass(frozen=True)
class ShownPlanRecord:
    """A record with what is sealed in it. `partner`: who reported it, or is asked to. `also`: the
    same agreed contact as the other side reported it."""

    row: PlanRecord
    content: Content
    today: date
    partner: str = ""
    also: ShownPlanRecord | None = None

    @property
    def at(self) -> datetime | None:
        return datetime.fromisoformat(self.content["at"]) if self.content.get("at") else None

    way = StoredAs(Way, "row.coded", "way")
    result = StoredAs(ContactResult, "row.coded", "result")

    @property
    def heard(self) -> Sign | None:
        """How she was heard from, where she was reached: which of these prove that it was her."""
        if self.result is not ContactResult.REACHED:
            return None
        return how_heard(FOLLOWED_UP[self.way], self.row.coded.get(SAID_WORD))

    @property
    def answer(self) -> PartnerAnswer | None:
        """The answer that a partner reported."""
        code = self.row.coded.get("answer")
        # `answer` also holds what is no answer of a partner, as that it was taken back.
        return PartnerAnswer(code) if code in set(PartnerAnswer) else None

    @property
    def is_taken_back(self) -> bool:
        return self.row.coded.get("answer") == TAKEN_BACK

    @property
    def months(self) -> int:
        """The number of months after which the contact is that a partner makes."""
        return int(self.row.coded["months"])

    @property
    def to(self) -> PromisedTo | None:
        """The person to whom it was promised, where that is not herself."""
        # Herself is the usual case and is not said on the page.
        return PromisedTo.GUARDIAN if self.row.coded.get("to") == PromisedTo.GUARDIAN else None

    choice = StoredAs(LeadChoice, "row.coded", "choice")
    sign = StoredAs(WarningSign, "row.coded", "sign")

    @property
    def first_seen(self) -> date:
        return date.fromisoformat(self.row.coded["first"])

    @property
    def stands(self) -> bool:
        # A sign fades after six months unless it is seen again (domain page on the programmes,
        # 5.5).
        return stands(self.row.on, self.today)

    support = StoredAs(SupportKind, "row.coded", "support")
    papers = StoredIfAny(PapersWith, "row.coded", "papers")  # of work alone

    @property
    def is_work(self) -> bool:
        return self.support is SupportKind.WORK

    @property
    def vetted(self) -> str:
        return str(dict(YES_NO_NOT_ASKED)[self.row.coded.get("vetted", "")])

    @property
    def contract(self) -> str:
        return str(dict(YES_NO_NOT_ASKED)[self.row.coded.get("contract", "")])

    promise = StoredAs(PromiseState, "row.coded", "state")
    level = StoredAs(GoalLevel, "row.coded", "level")

    @property
    def child_facts(self) -> list[tuple[str, str]]:
        """Each question on her child that was asked, with its answer."""
        # By the labels of the form: one wording for asking and for showing.
        answers = self.content.get("answers", {})
        words = dict(YES_NO_NOT_ASKED)
        return [
            (str(ChildForm.base_fields[name].label), str(words[answers[name]]))
            for name in CHILD
            if answers.get(name)
        ]

    @property
    def parents(self) -> list[tuple[str, str]]:
        """The parents of a child born in a surrogacy, in the order of the form."""
        facts = self.content.get("parents", {})
        fields = ChildForm.base_fields
        return [(str(fields[name].label), facts[name]) for name in PARENTS if facts.get(name)]

    @property
    def days_late(self) -> int:
        # Late as long as it is open; settled late is settled.
        late = self.row.over_on is None and self.row.due is not None and self.row.due < self.today
        return (self.today - self.row.due).days if late and self.row.due else 0


@dataclass(frozen=True)
class ShownGoal:
    """A goal, and how far it is by her word and by ours: side by side, never one number."""

    row: PlanGoal
    content: Content
    reviews: list[ShownPlanRecord] = field(default_factory=list)

    @property
    def domain(self) -> Sentence | None:
        return dict(DOMAINS).get(self.content.get("domain", ""))

    @property
    def levels(self) -> list[tuple[GoalLevel, str]]:
        return [
            # `strict`: each level has words of its own, in the order of the form.
            (level, self.content.get(name, ""))
            for level, name in zip(GoalLevel, LEVELS, strict=True)
        ]

    def _last(self, rater: str) -> ShownPlanRecord | None:
        of_rater = [
            review
            for review in self.reviews
            if review.row.coded["rater"] == rater
            # A goal that was changed is another goal: levels of the earlier edition say nothing of
            # it.
            and review.row.coded["edition"] == self.row.edition
        ]
        return (
            # The day alone does not order two reviews of one day.
            max(of_rater, key=lambda review: (review.row.on, review.row.number))
            if of_rater
            else None
        )

    @property
    def hers(self) -> ShownPlanRecord | None:
        # Two raters, never a mean (5.12, R3); figures use hers.
        return self._last(HERS)

    @property
    def ours(self) -> ShownPlanRecord | None:
        return self._last(OURS)

    @property
    def before(self) -> list[Content]:
        return [
            earlier | {"until": date.fromisoformat(earlier["until"])}
            for earlier in self.content.get("before", [])
        ]


@dataclass(frozen=True)
class AskedEnd:
    """Her words on the end, why it ends all the same, and what speaks against it."""

    her_words: str = ""
    reasons: str = ""
    against: tuple[Sentence, ...] = ()


def asked_end(content: Content, facts: PlanFacts, why: PlanEndReason | None) -> AskedEnd:
    """Return what was asked last; nothing where nobody asked."""
    ending = content.get("ending", {})
    if not ending or why is None:
        return AskedEnd(ending.get("her_words", ""))
    reasons = ending.get("reasons", "")
    answers = ClosingAnswers(**{name: said for name, said in ending.items() if name != "reasons"})
    return AskedEnd(answers.her_words, reasons, tuple(speaks_against(facts, why, answers)))


def partner_names(rows: Sequence[PlanRecord]) -> list[str]:
    """Return for each record the partner who reported it or is asked to; "" of ours. One query."""
    ids = {partner for row in rows if (partner := row.coded.get("partner"))}
    names = {
        str(partner.pk): partner.name for partner in Partner.objects.filter(pk__in=map(UUID, ids))
    }
    return [
        row.referral.partner.name if row.referral else names.get(row.coded.get("partner", ""), "")
        for row in rows
    ]


# An agreed contact that our side and a partner both report is one, with both sources.
def once_each(contacts: Iterable[ShownPlanRecord], waves: Iterable[Wave]) -> list[ShownPlanRecord]:
    """The contacts; where two sides reached her for one wave, the earlier with the other beside."""
    rows = list(contacts)
    for wave in waves:
        reached = sorted(
            (source for source in wave.sources if source.is_wave), key=lambda source: source.on
        )
        if len(reached) == 2:
            first, second = (_row_of(contact, rows) for contact in reached)
            rows = [
                replace(row, also=second) if row is first else row
                for row in rows
                if row is not second
            ]
    return rows


def _row_of(contact: Contact, among: Sequence[ShownPlanRecord]) -> ShownPlanRecord:
    return next(record for record in among if contact_of(record.row) == contact)
