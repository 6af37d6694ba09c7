"""A paper to print: let out by the one gate, or for her to read and sign."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again, asked_again_to_send
from fanal.cases.access import works_on
from fanal.cases.queries.offered_partners import partners_by_fit
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.prints import PRINTS, TO_READ_FIRST, PrintText
from fanal.keys.requests import Request, acting
from fanal.papers import access, actions, forms
from fanal.papers.models import TypedPaper
from fanal.papers.queries.facts import facts_for
from fanal.papers.queries.proposed import her_answer
from fanal.papers.views.papers import address
from fanal.sharing.access import disclosure_for
from fanal.sharing.actions.fingerprints import is_of
from fanal.sharing.actions.sending import print_for
from fanal.sharing.queries.pages import partners_to_ask
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.lookup import found_or_404
from fanal.web.typing import Answers, Context
from fanal.web.words import translated

SPOKEN = dict(forms.LANGUAGES)


def text_of(paper: TypedPaper) -> PrintText:
    """What a print of it says, or `Http404` for what others write."""
    return found_or_404(PRINTS.get(PaperKind(paper.kind)))


def sheet(request: Request, paper: TypedPaper, language: str) -> str:
    """The paper in this language, with what is known filled in and the rest to write on."""
    # The language stands in the address, which holds whatever is typed.
    if language not in SPOKEN:
        raise Http404
    text = text_of(paper)
    # Sentences and days in the language of the paper, whatever that of the reader.
    with override(language):
        known = facts_for(paper, text, request.user, request.ring)
        # What is not known stays a blank of its own size, to write on by hand.
        lines = [(line, known.get(line.fact, ""), range(line.lines)) for line in text.lines]
        return render_to_string("papers/sheet.html", {"text": text, "lines": lines})


# The page may be read; letting something out takes the pass-phrase again.
@asked_again_to_send
@idempotent
def to_print(request: Request, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Show what it says, and ask in which language and for whom."""
    paper = access.written_by(request.user, case_id, paper_id, request.ring)
    here = get_language() if get_language() in SPOKEN else "en"
    form = forms.PrintPaperForm(
        sent(request),
        partners=partners_to_ask(request.user),
        groups=partners_by_fit(paper.case, request.user),
        initial={"language": here},
    )

    # Rendered before it is let out: the gate keeps a digest of just these bytes.
    def print_it(answers: Answers) -> str:
        language, partner = answers["language"], answers["partner"]
        if partner is None:
            return address(paper, "for_her", language=language)
        row = print_for(
            partner=partner,
            case=paper.case,
            person=paper.person,
            text=sheet(request, paper, language),
            classes=text_of(paper).classes,
            part=paper.compartment,
            **acting(request),
        )
        return address(paper, "printed", language=language, sent_id=row.id)

    return ask(
        request,
        form,
        print_it,
        template="papers/to_print.html",
        paper=paper,
        **_her_answer(request, paper),
        heading=capfirst(translated(paper.says)),
        html=sheet(request, paper, here or "en"),
        warning=translated(TO_READ_FIRST),
        submit=_("Show the paper"),
        back_url=address(paper),
    )


def _her_answer(request: Request, paper: TypedPaper) -> Context:
    works = works_on(request.user, paper.case)
    return {"said": her_answer(paper), "case": paper.case, "works": works}


@asked_again
@require_GET
def for_her(request: Request, case_id: UUID, paper_id: UUID, language: str) -> HttpResponse:
    """Print the paper for her to read and sign: each time it is written down that it was
    printed."""
    paper = access.written_by(request.user, case_id, paper_id, request.ring)
    html = sheet(request, paper, language)
    actions.printed_for_her(paper=paper, by=request.user)
    return _shown(request, paper, language, html)


@asked_again
@require_GET
def printed(
    request: Request, case_id: UUID, paper_id: UUID, language: str, sent_id: UUID
) -> HttpResponse:
    """What the gate let out, while it still says what it said then; else ask the gate again."""
    paper = access.written_by(request.user, case_id, paper_id, request.ring)
    row = disclosure_for(request.user, sent_id)
    # An id of somebody else's disclosure would print this paper as let out.
    if row.case_id != paper.case_id or row.person_id != paper.person_id:
        raise Http404
    html = sheet(request, paper, language)
    # Something changed since: what would be printed now was never let out.
    if not is_of(row.digest, html, case=paper.case, ring=request.ring):
        return redirect(address(paper, "print"))
    return _shown(request, paper, language, html, sent=row)


def _shown(
    request: Request, paper: TypedPaper, language: str, html: str, **more: object
) -> HttpResponse:
    context = {"html": html, "spoken": language, "back_url": address(paper), **more}
    return render(request, "papers/printed.html", context)
