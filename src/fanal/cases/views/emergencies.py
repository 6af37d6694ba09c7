"""Opening a case of another team in an emergency, and reading afterwards whether it was right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.absences.reachable import first_there
from fanal.accounts.deciders import directors_to_call, named, who_decides
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.reauthentication import asked_again
from fanal.cases import access
from fanal.cases.actions import emergencies
from fanal.cases.forms import who_may
from fanal.cases.queries.lists import to_review
from fanal.cases.views.case import address
from fanal.core.casework.codes import EmergencyGround
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.keys.requests import Request
from fanal.people.queries import holders_of_the_emergency_key
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers
from fanal.web.words import translated

A_PAGE = 30


@asked_again
@idempotent
def emergency(request: Request) -> HttpResponse:
    """Open a case by its code name and with a reason, for 24 hours; then it is reviewed."""
    access.must_break_glass(request.user)

    def break_open(answers: Answers) -> str:
        case = access.case_in_an_emergency(request.user, answers["code_name"])
        # Alike for a name that nobody has and for a case that a conflict closes: the answer tells
        # nothing.
        if case is None:
            raise BadInput("code_name", say("there is no case with this code name"))
        opening = emergencies.break_glass(
            case=case,
            ground=EmergencyGround(answers["ground"]),
            reason=answers["reason"],
            by=request.user,
        )
        _tell_who_reads(request, opening.id)
        return address(case.id)

    holders = holders_of_the_emergency_key()
    return ask(
        request,
        who_may.EmergencyForm(sent(request)),
        break_open,
        template="cases/emergency.html",
        holders=first_there(holders, reader=request.user),
        reads_what_is_sealed=request.user in holders,
        heading=_("Open a case in an emergency"),
        submit=_("Open it for 24 hours"),
        tone="danger",
    )


def _tell_who_reads(request: Request, opening: UUID) -> None:
    """Say who reviews what is open already: nothing waits for them."""
    if able := who_decides("opening", opening):
        names = ", ".join(named(able))
        text = _("The case is open to you now. Afterwards {names} can review it.").format(
            names=names
        )
        messages.success(request, text)
        return
    parts = [_("The case is open to you now. Nobody can review it yet.")]
    if names := ", ".join(named(directors_to_call(request.user))):
        parts.append(_("Call {names}.").format(names=names))
    messages.warning(request, " ".join(parts))


@require_GET
def reviews(request: Request) -> HttpResponse:
    """Emergency openings, those not reviewed first."""
    access.must_review(request.user)
    grants = request.user.may(Permission.GRANT)
    page = page_of(request, to_review(request.user), A_PAGE)
    context = {"page": page, "grants": grants}
    return render(request, "cases/reviews.html", context)


@idempotent
def review(request: Request, broken_id: UUID) -> HttpResponse:
    """Say whether it was right."""
    broken = access.broken_glass_for(request.user, broken_id)

    def save(answers: Answers) -> None:
        emergencies.review_broken_glass(
            broken=broken,
            justified=answers["justified"] == "yes",
            remark=answers["remark"],
            by=request.user,
        )

    return ask(
        request,
        who_may.ReviewForm(sent(request)),
        save,
        template="accounts/question_asked_by.html",
        asked=AskedBy(broken.user, timezone.localdate(broken.at)),
        stops=False,
        heading=_("Was it right to open this case?"),
        lead=capfirst(translated(broken.why())),
        code=broken.case.code_name,
        submit=_("Save the review"),
        done=reverse("web:decisions"),
        message=_("Saved."),
    )
