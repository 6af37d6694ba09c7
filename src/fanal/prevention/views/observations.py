"""What was seen where, and advice that was given."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request, acting
from fanal.prevention import access
from fanal.prevention.actions import call_backs, observations
from fanal.prevention.forms import places as forms
from fanal.prevention.models import AreaObservation
from fanal.prevention.queries.places import on_the_map
from fanal.prevention.views.asking import ask
from fanal.web.asking import sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


@require_GET
def listed(request: Request) -> HttpResponse:
    """List what holds today by area, and the history of all of it."""
    rows = access.observations_for(request.user)
    today = timezone.localdate()
    page = page_of(request, rows)
    context = {"map": on_the_map(rows, today), "page": page, "today": today}
    return render(request, "prevention/observations.html", context)


@require_GET
def observation(request: Request, observation_id: UUID) -> HttpResponse:
    row = access.observation_for(request.user, observation_id)
    context = {"one": row, "holds": row.withdrawn_on is None and row.until > timezone.localdate()}
    return render(request, "prevention/observation.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    access.must_work_here(request.user)
    form = forms.ObservationForm(sent(request))

    return ask(
        request,
        form,
        lambda answers: _address(observations.observe(by=request.user, **answers)),
        heading=_("What was seen?"),
        back_url=reverse("prevention:observations"),
        lead=_("Of a district, never of somebody. After a year it fades, unless it is seen again."),
    )


@idempotent
def again(request: Request, observation_id: UUID) -> HttpResponse:
    row = access.observation_for(request.user, observation_id)
    form = forms.SeenForm(sent(request))

    def save(answers: Answers) -> None:
        observations.see_again(
            observation=row, by=request.user, version=version_of(request), **answers
        )

    return ask(request, form, save, heading=_("It was seen again"), record=row, done=_address(row))


@idempotent
def withdraw(request: Request, observation_id: UUID) -> HttpResponse:
    row = access.observation_for(request.user, observation_id)
    form = forms.WhyForm(sent(request))

    def save(answers: Answers) -> None:
        observations.withdraw(
            observation=row, by=request.user, version=version_of(request), **answers
        )

    return ask(request, form, save, heading=_("It is not so"), record=row, done=_address(row))


@idempotent
def advice(request: Request) -> HttpResponse:
    """Count that somebody who will go was advised, with nothing by which she is found again, unless
    she wants to be called back."""
    access.must_work_here(request.user)
    form = forms.AdviceForm(sent(request))

    def save(answers: Answers) -> None:
        content: Answers = {"area": answers["area"], "on": answers["on"], "answers": form.answers()}
        asked = {name: answers[name] for name in ("call_on", "reach", "called")}
        if any(asked.values()):
            call_backs.advise_and_call_back(**content, **asked, **acting(request))
        else:
            observations.give_advice(by=request.user, **content)
        messages.success(request, _("Saved: one talk more."))

    return ask(
        request,
        form,
        save,
        heading=_("Advice to somebody about to leave"),
        done=reverse("prevention:today"),
        lead=_("No name and no number is kept, unless she wants to be called back. Give her ours."),
    )


def _address(row: AreaObservation) -> str:
    return reverse("prevention:observation", args=[row.id])
