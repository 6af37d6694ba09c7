"""Courses, who enrols, and who completes them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.core.casework.amounts import currency_of
from fanal.core.prevention.courses import CourseKind
from fanal.keys.requests import Request, acting, writing
from fanal.prevention import access
from fanal.prevention.actions import courses as courses_actions
from fanal.prevention.actions.courses import read_pay
from fanal.prevention.forms import people as forms
from fanal.prevention.forms.places import WhyForm
from fanal.prevention.models import PreventionParticipant
from fanal.prevention.views.asking import ask
from fanal.web.amounts import money_words
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


@require_GET
def listed(request: Request) -> HttpResponse:
    page = page_of(request, access.courses_for(request.user))
    return render(request, "prevention/courses.html", {"page": page})


@require_GET
def course(request: Request, course_id: UUID) -> HttpResponse:
    row = access.course_for(request.user, course_id)
    enrolled = access.enrolments_for(request.user).filter(course=row)
    page = page_of(request, enrolled)
    return render(request, "prevention/course.html", {"course": row, "page": page})


@idempotent
def new(request: Request, community_id: UUID) -> HttpResponse:
    place = access.community_for(request.user, community_id)
    form = forms.CourseForm(sent(request))

    def save(answers: Answers) -> str:
        course = courses_actions.add_course(
            community=place, begins_on=answers["begins_on"], answers=answers, by=request.user
        )
        return reverse("prevention:course", args=[course.id])

    return ask(
        request,
        form,
        save,
        heading=_("A new course"),
        lead=place.name,
        back_url=reverse("prevention:community", args=[place.id]),
    )


@idempotent
def enrol(request: Request, participant_id: UUID) -> HttpResponse:
    """A participant into a course. A child does not enrol alone."""
    row = access.participant_for(request.user, participant_id)
    rows = access.courses_for(request.user)
    courses = {str(row.id): f"{row.title} · {row.community.name}" for row in rows}
    child = row.is_child(timezone.localdate())
    form = forms.EnrolForm(
        sent(request),
        child=child,
        offered={"course": courses},
        initial={"currency": currency_of(request.user.office.country)},
    )

    def save(answers: Answers) -> None:
        courses_actions.enrol(
            participant=row,
            course=access.course_for(request.user, UUID(answers["course"])),
            yes=form.yes(),
            earned=answers["earned"],
            currency=answers["currency"],
            **acting(request),
        )

    return ask(request, form, save, heading=_("Enrol in a course"), done=_page_of(row))


@idempotent
def complete(request: Request, enrolment_id: UUID) -> HttpResponse:
    row = access.enrolment_for(request.user, enrolment_id)
    vocational = row.course.kind is CourseKind.VOCATIONAL
    form = (forms.VocationalForm if vocational else forms.CompleteForm)(sent(request))

    about_course = row.course.told
    rule = _("{needed} of {sessions} sessions are needed.").format(**about_course)
    return ask(
        request,
        form,
        lambda answers: courses_actions.complete(enrolment=row, **writing(request), **answers),
        heading=_("Completed"),
        record=row,
        done=_page_of(row.participant),
        lead=f"{row.course.title}. {rule}",
    )


@idempotent
def earning(request: Request, look_id: UUID) -> HttpResponse:
    """What she earns some months after vocational training, beside what she earned before."""
    row = access.earning_look_for(request.user, look_id)
    before = read_pay(row.enrolment.unseal(request.ring).get("before"))
    proposed = {"currency": before.currency if before else currency_of(request.user.office.country)}
    form = forms.EarningForm(sent(request), initial=proposed)

    words = _("Before the course: {amount}.")
    lead = (
        words.format(amount=money_words(before.amount, before.currency))
        if before
        else _("What she earned before is not known.")
    )
    heading = _("{n} months after the course: what does she earn?").format(n=row.months)
    return ask(
        request,
        form,
        lambda answers: courses_actions.ask_earning(look=row, **writing(request), **answers),
        heading=heading,
        record=row,
        done=_page_of(row.enrolment.participant),
        lead=lead,
    )


@idempotent
def leave(request: Request, enrolment_id: UUID) -> HttpResponse:
    row = access.enrolment_for(request.user, enrolment_id)
    form = WhyForm(sent(request))

    return ask(
        request,
        form,
        lambda answers: courses_actions.leave(enrolment=row, **writing(request), **answers),
        heading=_("Left before the end"),
        record=row,
        done=_page_of(row.participant),
        lead=row.course.title,
    )


def _page_of(row: PreventionParticipant) -> str:
    return reverse("prevention:participant", args=[row.id])
