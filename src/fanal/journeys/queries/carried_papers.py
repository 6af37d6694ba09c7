"""Papers of those who travel that no journey carries yet, as the papers of their cases say it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.core.casework.answers import text_in
from fanal.core.papers.kinds import Keeper, PaperKind, carried
from fanal.core.papers.states import PaperState
from fanal.journeys.models import Journey, Paper, Traveller
from fanal.journeys.words import PAPERS
from fanal.keys.ring import Ring
from fanal.papers.models import TypedPaper
from fanal.web.days_in_words import date_here
from fanal.web.typing import Answers
from fanal.web.words import translated

# Of another paper nobody knows whether it is one to carry.
CODES = {carried(code): code for code in PAPERS if code != "other"}
PARTS = frozenset(kind.part for kind in CODES)


class ProposedPaper(NamedTuple):
    """What a form is filled in with, and the sentence that says where it is from."""

    answers: Answers
    says: str


def proposed_paper(journey: Journey, user: User, ring: Ring) -> ProposedPaper | None:
    """Return the first that is here, of which this user opens where its original is: with her, it
    goes where she goes."""
    rows = journey.travellers.select_related("person", "case").order_by("id")
    travellers = {(one.case_id, one.person_id): one for one in rows}
    cases = {one.case_id: one.case for one in travellers.values() if one.case}
    opens = {id: compartments_for(user, case) for id, case in cases.items()}
    carried_now = Paper.objects.exclude(shows=None).filter(traveller__journey__ended_on=None)
    papers = TypedPaper.objects.in_parts(cases, PARTS).exclude(id__in=carried_now.values("shows"))
    ring.prepare(set(cases))
    for paper in papers.order_by("-made_on", "id"):
        traveller = travellers.get((paper.case_id, paper.person_id))
        code = CODES.get(PaperKind(paper.kind))
        here = paper.stands is PaperState.RECEIVED and paper.compartment in opens[paper.case_id]
        if traveller and code and here and _is_with_her(paper, ring):
            return _proposed(paper, traveller, code)
    return None


def _is_with_her(paper: TypedPaper, ring: Ring) -> bool:
    content = paper.try_unseal(ring)
    return content is not None and text_in(content, "keeper") == Keeper.HERSELF


def _proposed(paper: TypedPaper, traveller: Traveller, code: str) -> ProposedPaper:
    words = _("Proposed from the papers of {who}: {paper}, {day}, with her.")
    says = words.format(
        who=traveller.person.code_name, paper=translated(paper.says), day=date_here(paper.made_on)
    )
    return ProposedPaper({"traveller": traveller.id, "kind": code}, says)
