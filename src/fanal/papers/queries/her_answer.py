"""What she answered to that for which a paper is: it stands where it is written and printed."""

from django.utils import timezone

from fanal.cases.queries.consent_answers import HerWord, her_word
from fanal.core.casework.consent import ConsentPurpose
from fanal.core.papers.kinds import PaperKind
from fanal.papers.models import TypedPaper

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
