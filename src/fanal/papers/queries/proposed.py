"""The day that is proposed for a paper on which nobody has set one, and on what it rests."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fanal.cases.queries.consent_answers import HerWord, her_word
from fanal.core.calendars import read_text
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.papers.deadlines import PaperDeadline, PaperStep, deadline, in_countries
from fanal.core.papers.kinds import PaperKind
from fanal.core.words import Sentence, say
from fanal.identification.case_countries import countries_by_case
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.papers.models import TypedPaper
from fanal.web.codes import COUNTRIES


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day that is proposed. `missed`: the day by which it should have been, which is no day to
    propose."""

    by: date
    rule: PaperDeadline
    missed: bool = False

    def sentence(self) -> Sentence:
        if self.rule.of_country:
            return say(
                "{country}: {length}. {basis}",
                country=COUNTRIES.name(self.rule.country),
                length=self.rule.sentence(),
                basis=self.rule.basis.sentence(),
            )
        return say(
            "{length}: {basis}", length=self.rule.sentence(), basis=self.rule.basis.sentence()
        )


def proposed_day(paper: TypedPaper, data: Content, today: date, ring: Ring) -> ProposedDay | None:
    """Return the day proposed by where it happened, else the country of the office.

    None for what is done, and where a day stands that is no earlier than the one by which an answer
    can be expected.
    """
    rule = deadline(PaperKind(paper.kind), paper.stands, *countries_of(paper, ring))
    if rule is None:
        return None
    by = rule.after(_begins(paper, data, rule))
    # A day that somebody set stands, unless an answer cannot be there by then.
    if paper.due and (rule.step is PaperStep.SENDING or paper.due >= by):
        return None
    # Never a day that is over: today is proposed, and that it was missed is said.
    return ProposedDay(max(by, today), rule, missed=by < today)


def countries_of(paper: TypedPaper, ring: Ring) -> list[str]:
    """Return the countries where it happened, as far as the reader opens that; then that of the
    office whose team works on the case."""
    office = paper.case.team.office
    # Only as far as the reader opens it: the country of the act is part of her story.
    acts = countries_by_case([paper.case_id], ring).get(paper.case_id, [])
    return [*acts, *([office.country] if office else [])]


def _begins(paper: TypedPaper, data: Content, rule: PaperDeadline) -> date:
    if rule.step is PaperStep.SENDING:
        # A paper to be sent counts from when it was begun, one that was sent from its sending.
        return paper.made_on
    if data.get("sent_on"):
        # A month as its first day: the earliest possible (domain page on the programmes, 2.3).
        return read_text(data["sent_on"]).date.interval.earliest
    steps = data.get("was") or [{"on": paper.made_on.isoformat()}]
    # Where nobody wrote the day, that of the last step.
    return date.fromisoformat(steps[-1]["on"])


def known_elsewhere(paper: TypedPaper) -> list[Sentence]:
    """What is known by country for this kind, for whoever deals with the offices of another."""
    return [
        say(
            "{country}: {length}. {basis}",
            country=COUNTRIES.name(country.country),
            length=country.sentence(),
            basis=country.basis.sentence(),
        )
        for country in in_countries(PaperKind(paper.kind))
    ]


ASKED_OF_HER = {
    PaperKind.COMPENSATION_CLAIM: ConsentPurpose.COMPENSATION,
    PaperKind.EARLY_TESTIMONY: ConsentPurpose.STATEMENT,
    PaperKind.REPATRIATION: ConsentPurpose.RETURN,
}


def her_answer(paper: TypedPaper) -> HerWord | None:
    """Return her answer; None of a paper for which she is not asked by name, and of one that is
    answered."""
    purpose = ASKED_OF_HER.get(PaperKind(paper.kind))
    if purpose is None or not paper.stands.is_open:
        return None
    return her_word(purpose, paper.person_id, timezone.localdate())
