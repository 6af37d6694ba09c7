"""Assessments of a family before she goes there: by two, and again afterwards."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request, acting
from fanal.people.models import Person
from fanal.reintegration import access
from fanal.reintegration.actions import families as families_actions
from fanal.reintegration.forms import records
from fanal.reintegration.queries.assessed_elsewhere import assessed_elsewhere
from fanal.reintegration.queries.case_answers import family_of
from fanal.reintegration.queries.facts import was_changed
from fanal.reintegration.queries.families import (
    ShownAssessment,
    against_row,
    is_made_by_who_is_kept_out,
    shown_assessments,
)
from fanal.reintegration.views.frame import asked, warnings_about
from fanal.sharing.queries.shared import said_of
from fanal.web.asking import do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers
from fanal.web.words import translated

THEIRS = "theirs"  # what another team of ours wrote of her family


@require_GET
def families(request: Request, person_id: UUID) -> HttpResponse:
    who = access.person_for(request.user, person_id)
    access.opened(request.user, who, ring=request.ring)
    assessments = shown_assessments(who, request.ring)
    context = {
        "person": who,
        "was_changed": was_changed(who),
        "assessments": assessments,
        "today": timezone.localdate(),
        "elsewhere": assessed_elsewhere(who, request.user),
        "told": said_of(who, request.user, request.ring),
        # With whom nobody can agree any more: said here, and not after she has written.
        "former": [
            assessment.row.id
            for assessment in assessments[:1]
            if not assessment.row.second_id and is_made_by_who_is_kept_out(assessment.row)
        ],
        "former_says": families_actions.FORMER,
        "against": [
            sentence
            for assessment in assessments[:1]
            for sentence in against_row(assessment.row, feared_since=assessment.feared_since)
        ],
    }
    return render(request, "reintegration/families.html", context)


def _page(person_id: UUID) -> str:
    return reverse("reintegration:families", args=[person_id])


@idempotent
def new(request: Request, person_id: UUID) -> HttpResponse:
    who = access.person_for(request.user, person_id)
    family = family_of(who, request.user, request.ring)
    known = {"household": "\n".join(one.said for one in family)} if family else {}
    lead = _(
        "By somebody who was there, and not by who wants the case closed. A journey waits for a "
        "second assessor and for every condition."
    )
    if family:
        hint = _("Under “Who lives there” stands her family, as her cases name it: correct it.")
        lead = f"{lead} {hint}"
    form = records.FamilyForm(sent(request), initial=known | _taken_over(request, who))

    def save(answers: Answers) -> None:
        families_actions.assess(
            person=who,
            result=answers["result"],
            conditions=answers["conditions"],
            answers=form.answers(),
            gained=answers["gained"],
            on=answers["on"],
            **acting(request),
        )

    return asked(
        request,
        who,
        form,
        save,
        _("Her family, before she goes there"),
        template="cases/question.html",
        warned_cases=warnings_about(request, who),
        back=_page(who.id),
        lead=lead,
    )


def _taken_over(request: Request, who: Person) -> Answers:
    """Return who of the team that was there wrote, and when, where the page before says so."""
    # None of their words: these end with the two-country file, and an assessment does not.
    if request.GET.get("show") != THEIRS:
        return {}
    reports = said_of(who, request.user, request.ring)
    lines = [
        _("{team}, {who}, {day} (two-country file)").format(
            team=one.team, who=one.by, day=date_format(one.on)
        )
        for one in reports
    ]
    return {"words": "\n".join(lines)}


@idempotent
def second(request: Request, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    row = access.assessment_for(request.user, person_id, assessment_id)
    who = access.person_for(request.user, person_id)
    access.opened(request.user, who, ring=request.ring)
    form = records.SecondForm(sent(request))

    def save(answers: Answers) -> None:
        families_actions.second(row=row, words=answers["words"], **acting(request))

    return asked(
        request,
        who,
        form,
        save,
        _("As the second assessor"),
        submit=_("I agree"),
        back=_page(who.id),
        lead=translated(feared) if (feared := ShownAssessment(row, {}).feared) else "",
    )


@pressed
def met(request: Request, person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """One condition is met; `condition`: its code."""
    row = access.assessment_for(request.user, person_id, assessment_id)
    code = request.POST.get("condition", "")

    return do(
        request,
        lambda: families_actions.meet(row=row, condition=code, by=request.user),
        done=_page(person_id),
    )
