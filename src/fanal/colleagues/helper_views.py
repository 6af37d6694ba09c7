"""The register of interpreters and volunteers, and who of it can help in a case."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from fanal.cases.access import leads, led_case_for
from fanal.colleagues import helper_access as access
from fanal.colleagues import helper_forms as forms
from fanal.colleagues import helper_queries as queries
from fanal.colleagues import helpers
from fanal.colleagues.models import Helper
from fanal.core.prevention.volunteers import Vetted
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting, writing
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers

ANSWERS = {"kept-off": False, "cleared": True}


@require_GET
def listed(request: Request) -> HttpResponse:
    rows = access.helpers_for(request.user)
    keeps = access.keeps_helpers(request.user)
    context = {
        "helpers": queries.shown(rows, request.ring),
        "today": timezone.localdate(),
        "keeps": keeps,
        "later": len(access.not_held(request.user)) if keeps else 0,
    }
    return render(request, "colleagues/helpers.html", context)


@require_GET
def helper(request: Request, helper_id: UUID) -> HttpResponse:
    row = access.helper_for(request.user, helper_id)
    opened = queries.shown([row], request.ring)
    if not opened:
        raise Http404
    access.opened(request.user, row.folder)
    hours, total = queries.hours_of(row)
    context = {
        "helper": opened[0],
        "hours": hours,
        "total": total,
        "today": timezone.localdate(),
        "keeps": access.keeps_helpers(request.user),
    }
    return render(request, "colleagues/helper.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    access.must_keep_helpers(request.user)

    def save(answers: Answers) -> str:
        row = helpers.add_helper(kind=answers["kind"], answers=answers, **acting(request))
        return _address(row)

    return ask(
        request,
        forms.HelperForm(sent(request)),
        save,
        heading=_("A new interpreter or volunteer"),
        back_url=reverse("colleagues:helpers"),
        lead=_("She gets no account, and reads none of our files."),
    )


@idempotent
def tie(request: Request, helper_id: UUID) -> HttpResponse:
    row = access.kept_helper_for(request.user, helper_id)

    return ask(
        request,
        forms.HelperTieForm(sent(request)),
        lambda answers: helpers.tie(helper=row, **writing(request), **answers),
        heading=_("Who she is tied to"),
        code=row.code,
        record=row,
        done=_address(row),
    )


@idempotent
def vet(request: Request, helper_id: UUID) -> HttpResponse:
    row = access.kept_helper_for(request.user, helper_id)

    return ask(
        request,
        forms.HelperVettingForm(sent(request)),
        lambda answers: helpers.vet(helper=row, vetted=Vetted(**answers), **writing(request)),
        heading=_("Vetting"),
        code=row.code,
        record=row,
        done=_address(row),
        lead=_("It holds for two years."),
    )


@idempotent
def pause(request: Request, helper_id: UUID) -> HttpResponse:
    row = access.kept_helper_for(request.user, helper_id)

    return ask(
        request,
        forms.HelperPauseForm(sent(request)),
        lambda answers: helpers.pause(helper=row, **writing(request), **answers),
        heading=_("Pause"),
        code=row.code,
        submit=_("Pause"),
        record=row,
        done=_address(row),
    )


@pressed
def resume(request: Request, helper_id: UUID) -> HttpResponse:
    row = access.kept_helper_for(request.user, helper_id)

    return do(request, lambda: helpers.resume(helper=row, **writing(request)), done=_address(row))


@idempotent
def hours(request: Request, helper_id: UUID) -> HttpResponse:
    row = access.helper_for(request.user, helper_id)

    return ask(
        request,
        forms.HelperHoursForm(sent(request)),
        lambda answers: helpers.add_hours(helper=row, by=request.user, **answers),
        heading=_("Add hours"),
        code=row.code,
        done=_address(row),
        lead=_("How long, and never with whom."),
    )


@pressed
def share(request: Request) -> HttpResponse:
    """Open the register to colleagues who came later."""
    access.must_keep_helpers(request.user)

    def save() -> None:
        n = helpers.share(**acting(request))
        messages.success(
            request,
            ngettext(
                "%(n)d colleague opens the register now.",
                "%(n)d colleagues open the register now.",
                n,
            )
            % {"n": n},
        )

    return do(request, save, done=reverse("colleagues:helpers"))


# ── In a case ────────────────────────────────────────────────────────────────
@require_GET
def for_case(request: Request, case_id: UUID) -> HttpResponse:
    """Who can help here, and who is left out."""
    case = access.helped_case_for(request.user, case_id)
    helpers = queries.in_case(case, request.user, request.ring, timezone.localdate())
    context = {
        "case": case,
        "fit": [in_case for in_case in helpers if in_case.why is None],
        "left_out": [in_case for in_case in helpers if in_case.why is not None],
        "knows": access.keeps_helpers(request.user),
        "leads": leads(request.user, case),
    }
    return render(request, "colleagues/helpers_of_case.html", context)


@pressed
def decide(request: Request, case_id: UUID, helper_id: UUID, answer: str) -> HttpResponse:
    """Decide that a helper is kept off this case; or, by a lead, let in although a name is
    alike."""
    case = access.helped_case_for(request.user, case_id)
    row = access.helper_for(request.user, helper_id)
    if answer not in ANSWERS:
        raise Http404

    return do(
        request,
        lambda: helpers.decide_in_case(
            case=case, helper=row, cleared=ANSWERS[answer], by=request.user
        ),
        done=reverse("colleagues:for_case", args=[case.pk]),
        message=_("Saved."),
    )


@idempotent
def close_file(request: Request, case_id: UUID) -> HttpResponse:
    """Close the old file of somebody we helped, who becomes one of us, to the team but two."""
    case = led_case_for(request.user, case_id)
    team = offered_colleagues(access.team_of(case), request.user, teams=[case.team])
    form = forms.CloseFileForm(sent(request), offered={"first": team, "second": team})

    def save(_answers: Answers) -> str:
        helpers.close_file(case=case, chosen=form.chosen(), by=request.user)
        messages.success(request, _("Closed to all but two of the team. Nothing there says why."))
        return reverse("colleagues:helpers")

    return ask(
        request,
        form,
        save,
        heading=_("Close this file to all but two of the team"),
        code=case.code_name,
        submit=_("Close it"),
        back_url=reverse("colleagues:for_case", args=[case.pk]),
        lead=_(
            "For somebody we helped who now helps others. You can no longer open it unless she "
            "named you, nor can anybody who joins the team later."
        ),
    )


def _address(row: Helper) -> str:
    return reverse("colleagues:helper", args=[row.pk])
