"""Papers of a journey: which there are, and which custodian holds them. And tonight's list on
paper: who is where, for a night without network."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again, asked_again_to_send
from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import FILES
from fanal.intake.today import cannot_wait_by_team
from fanal.journeys import access
from fanal.journeys.actions.certificates import check_certificate, keep_certificate, reissue
from fanal.journeys.actions.plans import add_paper, hand_paper
from fanal.journeys.forms import certificates, plans
from fanal.journeys.models import Journey
from fanal.journeys.queries import journey as queries
from fanal.journeys.queries.board_warnings import warned
from fanal.journeys.queries.carried_papers import proposed_paper
from fanal.journeys.queries.certificates import kept_of, title_of
from fanal.journeys.queries.today.incoming import coming_to
from fanal.journeys.queries.tonight import board
from fanal.journeys.queries.tonight_hours import with_hours
from fanal.journeys.words import FILTERS
from fanal.keys.requests import Request, acting
from fanal.sharing import access as sharing
from fanal.sharing.queries.pages import people_of
from fanal.web.asking import WRONG, ask, sent
from fanal.web.forms.mistakes import show_mistake
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers, Context


@idempotent
def new(request: Request, journey_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    known = proposed_paper(journey, request.user, request.ring)
    form = plans.PaperForm(
        sent(request),
        offered={
            "held_by": journey.custodians.all(),
            "traveller": journey.travellers.select_related("person"),
        },
        initial=_with_whoever_has_her(journey, known.answers) if known else {},
    )
    return ask(
        request,
        form,
        lambda data: add_paper(**data, **acting(request)),
        done=reverse("journeys:journey", args=[journey.id]),
        heading=_("One more paper"),
        lead=known.says if known else "",
        code=journey.code_name,
    )


def _with_whoever_has_her(journey: Journey, answers: Answers) -> Answers:
    person = str(journey.travellers.get(id=answers["traveller"]).person_id)
    now = queries.seen(journey, timezone.localtime()).state.persons.get(person)
    return answers | {"held_by": now.custodian} if now else answers


@idempotent
def held(request: Request, journey_id: UUID, paper_id: UUID) -> HttpResponse:
    journey = access.worked_journey_for(request.user, journey_id)
    paper = access.paper_of(journey, paper_id)
    return ask(
        request,
        plans.HeldForm(sent(request), offered={"held_by": journey.custodians.all()}),
        lambda data: hand_paper(paper=paper, by=request.user, **data),
        done=reverse("journeys:journey", args=[journey.id]),
        heading=_("Who holds this paper now?"),
        code=paper.traveller.person.code_name,
    )


# Certificates: kept with their fingerprint, and reissued by code.
@require_GET
def listed(request: Request, case_id: UUID) -> HttpResponse:
    """Show what is kept of a case, with the code of each."""
    case = sharing.case_for(request.user, case_id)
    cases.must_open(request.user, case, FILES)
    rows = kept_of(case, request.user, request.ring)
    return render(request, "journeys/certificates.html", {"case": case, "certificates": rows})


@idempotent
def keep(request: Request, case_id: UUID) -> HttpResponse:
    case = sharing.case_for(request.user, case_id)
    cases.must_write(request.user, case, FILES)

    def act(data: Answers) -> None:
        upload = data["file"]
        keep_certificate(
            case=case,
            person=data["person"],
            title=data["title"],
            name=upload.name,
            content=upload.read(),
            **acting(request),
        )

    return ask(
        request,
        certificates.CertificateForm(sent(request), request.FILES or None, people=people_of(case)),
        act,
        done=reverse("journeys:certificates", args=[case.id]),
        heading=_("Keep a certificate"),
        submit=_("Keep it"),
        code=case.code_name,
    )


@asked_again_to_send
@idempotent
def paper(request: Request, certificate_id: UUID) -> HttpResponse:
    """Show her own paper, given to herself: a sheet that shows that the certificate existed."""
    row = access.certificate_for(request.user, certificate_id)
    if request.method == "POST":
        reissue(certificate=row, by=request.user)
        messages.success(request, _("It is written down. Print this page now and give it to her."))
        return redirect("journeys:certificate", row.id)
    title = title_of(row, request.ring)
    if title:
        cases.opened(request.user, row.case, FILES, ring=request.ring)
    return render(request, "journeys/certificate.html", {"certificate": row, "title": title})


def check(request: Request) -> HttpResponse:
    """Check a code, and perhaps a paper, that somebody shows: did it exist, since
    when, and is this it?"""
    access.must_write(request.user)
    form = certificates.CheckForm(sent(request), request.FILES or None)
    context: Context = {"form": form}
    if form.is_valid():
        try:
            checked = check_certificate(by=request.user, **form.cleaned_data)
            context |= checked._asdict()
        except BadInput as mistake:
            show_mistake(form, mistake)
    return render(request, "journeys/check.html", context, status=WRONG if form.errors else 200)


MOST_ON_PAPER = 300


@asked_again
@require_GET
def tonight(request: Request) -> HttpResponse:
    """Print the board as it stands, the most urgent first: code names, no telephone numbers."""
    access.must_see_board(request.user)
    now, which = timezone.localtime(), request.GET.get("show", "")
    seen = board(request.user, now)
    people = seen.shown_by(which)
    drawn = seen.drawn(people[:MOST_ON_PAPER])
    shown = with_hours(drawn, request.user, request.ring, now)
    audit.record(act="journey.board_printed", by=request.user, detail={"n": len(shown)})
    above = [*cannot_wait_by_team(request.user, now), *warned(request.user, now)]
    context = {
        "above": [*above, *coming_to(request.user, now)],
        "lines": shown,
        "left": max(0, len(people) - MOST_ON_PAPER),
        "which": FILTERS.get(which, FILTERS[""]),
        "printed_at": now,
    }
    return render(request, "journeys/board_paper.html", context)
