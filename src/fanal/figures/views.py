"""HTTP of the figures."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

import unseen
from fanal.core.errors import BadInput, Refused
from fanal.figures import access, actions, forms, published_estimates, queries
from fanal.figures.models import Study
from fanal.web.asking import sent
from fanal.web.forms import show_mistake
from fanal.web.idempotency import idempotent
from fanal.web.words import translated

WRONG = 422


def listed(request: HttpRequest) -> HttpResponse:
    studies = access.studies_for(request.user)
    return render(request, "figures/list.html", {"studies": studies})


@idempotent
def new(request: HttpRequest) -> HttpResponse:
    access.must_see_figures(request.user)
    form = forms.StudyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        names = ("title", "who_counts", "area", "begins", "ends", "lists")
        given = {name: form.cleaned_data[name] for name in names}
        try:
            study = actions.define(**given, choices=form.chosen(), by=request.user)
        except BadInput as mistake:
            show_mistake(form, mistake)
        else:
            return redirect("figures:study", study.id)
    context = {"form": form, "sources": queries.sources()}
    return render(request, "figures/new.html", context, status=WRONG if form.errors else 200)


def study(request: HttpRequest, study_id: UUID) -> HttpResponse:
    found = access.study_for(request.user, study_id)
    return shown(request, found, forms.ChoicesForm(initial=found.choices))


def shown(request: HttpRequest, found: Study, form: forms.ChoicesForm) -> HttpResponse:
    """The page of a study, with the form of other choices as it was filled in."""
    context = {"study": found, "reason": queries.reason_against(found), "form": form}
    context["who_counts"] = dict(forms.COUNTS_AS).get(found.who_counts, found.who_counts)
    context["fixed"] = forms.in_words(queries.complete(found.choices))
    context["snapshots"] = found.snapshots.order_by("day", "id")
    status = WRONG if form.errors else 200
    return render(request, "figures/study.html", context, status=status)


@require_POST
@idempotent
def register(request: HttpRequest, study_id: UUID) -> HttpResponse:
    found = access.study_for(request.user, study_id)
    actions.register(study=found, by=request.user)
    return redirect("figures:study", found.id)


@require_POST
def estimate(request: HttpRequest, study_id: UUID) -> HttpResponse:
    """Slow work, so not once(): the same counts and choices lead to the same snapshot anyway."""
    found = access.study_for(request.user, study_id)
    form = forms.ChoicesForm(request.POST) if "threshold" in request.POST else None
    if form is not None and not form.is_valid():
        return shown(request, found, form)
    choices = form.chosen() if form is not None else None
    try:
        snapshot = actions.estimate(study=found, by=request.user, choices=choices)
    except (BadInput, Refused) as problem:
        reasons = [problem.why] if isinstance(problem, BadInput) else problem.reasons
        messages.error(request, "; ".join(map(translated, reasons)))
        return redirect("figures:study", found.id)
    return redirect("figures:snapshot", snapshot.id)


def snapshot(request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
    found = access.snapshot_for(request.user, snapshot_id)
    pages = found.said["pages"]
    report = pages.get((get_language() or "en")[:2], pages["en"])
    others = found.study.snapshots.exclude(id=found.id).order_by("day", "id")
    context = {"snapshot": found, "report": report, "others": others}
    context["choices"] = forms.in_words(queries.complete(found.said["choices"]))
    context["superseded"] = found.said.get("edition") != queries.EDITION
    return render(request, "figures/snapshot.html", context)


def compare(request: HttpRequest, left_id: UUID, right_id: UUID) -> HttpResponse:
    left = access.snapshot_for(request.user, left_id)
    right = access.snapshot_for(request.user, right_id)
    context = {"rows": queries.side_by_side(left, right), "right": right}
    context |= {"left_name": queries.label(left), "right_name": queries.label(right)}
    return render(request, "figures/compare.html", context)


def said(request: HttpRequest) -> HttpResponse:
    access.must_see_figures(request.user)
    return render(request, "figures/said.html", {"claims": published_estimates.CLAIMS})


def style(request: HttpRequest) -> HttpResponse:
    """The look of a report's own parts, from where the report is made."""
    return HttpResponse(unseen.report_style(), content_type="text/css; charset=utf-8")
