"""One paper: added, looked at, changed, and the files that show it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.cases import access as cases
from fanal.cases.actions.documents import add_document
from fanal.cases.forms.records import ROLES
from fanal.cases.models import Case, Document
from fanal.cases.views.documents import asked_of_files
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.prints import PRINTS
from fanal.core.sealing.compartments import FILES
from fanal.keys.requests import Request, acting, writing
from fanal.papers import access, actions, forms
from fanal.papers.models import PaperFile, TypedPaper
from fanal.papers.queries.case_papers import rows_of, state_today
from fanal.papers.queries.proposed import her_answer, known_elsewhere, proposed_day
from fanal.people.models import Person
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context
from fanal.web.words import translated

ROLE_WORDS = dict(ROLES)
PROPOSED = "proposed"  # in the address: the form opens with the day that is proposed


def address(paper: TypedPaper, doing: str = "paper", **more: object) -> str:
    ids = {"case_id": paper.case_id, "paper_id": paper.id, **more}
    return reverse(f"papers:{doing}", kwargs=ids)


@idempotent
def new(request: Request, case_id: UUID) -> HttpResponse:
    """A paper that is to be made, or that there is."""
    case = cases.case_for(request.user, case_id)
    kinds = access.kinds_written_by(request.user, case)
    form = forms.NewPaperForm(kinds, _people(case), sent(request))

    def save(answers: Answers) -> str:
        made = actions.add_paper(
            case=case,
            person=form.person(),
            kind=answers["kind"],
            state=answers["state"],
            due=answers["due"],
            answers=form.answers(),
            **acting(request),
        )
        return address(made)

    return ask(
        request,
        form,
        save,
        heading=_("A new paper"),
        code=case.code_name,
        back_url=reverse("cases:section", args=[case.id, "documents"]),
    )


def _people(case: Case) -> list[tuple[Person, str]]:
    """Return whom the case concerns, by code and what she is in it."""
    links = case.concerns.select_related("person").order_by("id")
    return [(link.person, f"{link.person.code_name} · {ROLE_WORDS[link.role]}") for link in links]


@require_GET
def paper(request: Request, case_id: UUID, paper_id: UUID) -> HttpResponse:
    found = access.paper_for(request.user, case_id, paper_id, request.ring)
    data = found.unseal(request.ring)
    writable = cases.writable_for(request.user, found.case)
    context = {
        "paper": found,
        "case": found.case,
        "rows": rows_of(found, data, request.user),
        "state": state_today(found, data, timezone.localdate()),
        "writes": found.compartment in writable,
        "adds_files": FILES in writable,
        "text": PRINTS.get(PaperKind(found.kind)),
        "files": _files(request, found),
        "late": found.stands.is_open and found.due and found.due < timezone.localdate(),
        "proposed": proposed_day(found, data, timezone.localdate(), request.ring),
        "said": her_answer(found),
        "works": cases.works_on(request.user, found.case),
        "elsewhere": known_elsewhere(found) if found.stands.is_open else [],
    }
    return render(request, "papers/paper.html", context)


def _files(request: Request, paper: TypedPaper) -> list[Context]:
    """The files that show it, for whoever opens the documents of the case."""
    if FILES not in cases.compartments_for(request.user, paper.case):
        return []
    rows = PaperFile.objects.filter(paper=paper).select_related("document")
    opened = [(one.document, one.document.try_unseal(request.ring)) for one in rows]
    return [{"row": row, "data": data} for row, data in opened if data is not None]


@idempotent
def change(request: Request, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Change where it stands now, and what is known of it."""
    found = access.written_by(request.user, case_id, paper_id, request.ring)
    data = found.unseal(request.ring)
    initial, proposed = forms.initial_of(found, data), None
    if PROPOSED in request.GET:
        proposed = proposed_day(found, data, timezone.localdate(), request.ring)
    if proposed:
        initial["due"] = proposed.by
    form = forms.TypedPaperForm(sent(request), initial=initial)
    if proposed:
        form.fields["due"].help_text = capfirst(translated(proposed.sentence()))

    def save(answers: Answers) -> None:
        actions.change_paper(
            paper=found,
            answers=form.answers(),
            state=answers["state"],
            due=answers["due"],
            **writing(request),
        )

    return ask(
        request,
        form,
        save,
        heading=capfirst(translated(found.says)),
        record=found,
        code=found.case.code_name,
        done=address(found),
    )


@idempotent
def file(request: Request, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """A scan or an answer that shows this paper: new, or a file of the case."""
    found = access.paper_for(request.user, case_id, paper_id, request.ring)
    access.must_write_files(request.user, found.case)
    free = {str(document.id): document for document in access.free_documents(found.case)}
    form = forms.PaperFileForm(
        _named(request, free),
        sent(request),
        request.FILES or None,
        asked=asked_of_files(request, found.case),
    )

    def save(answers: Answers) -> None:
        actions.attach(paper=found, document=_chosen(request, found, form, free), by=request.user)

    return ask(
        request,
        form,
        save,
        heading=_("A file of this paper"),
        code=found.case.code_name,
        submit=_("Keep the file"),
        done=address(found),
    )


def _named(request: Request, free: dict[str, Document]) -> list[tuple[str, str]]:
    opened = ((id, one.try_unseal(request.ring)) for id, one in free.items())
    return [(id, data["about"] or data["name"]) for id, data in opened if data is not None]


def _chosen(
    request: Request, paper: TypedPaper, form: forms.PaperFileForm, free: dict[str, Document]
) -> Document:
    cleaned = form.cleaned_data
    if cleaned.get("existing"):
        return free[cleaned["existing"]]
    return add_document(
        case=paper.case,
        name=cleaned["file"].name,
        parts=cleaned["file"].chunks(),
        about=cleaned["about"] or capfirst(translated(paper.says)),
        shows_abuse=form.shows_abuse(),
        **acting(request),
    )
