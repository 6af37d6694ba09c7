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
    """Enrol a participant in a course. A child does not enrol alone."""
    row = access.participant_for(request.user, participant_id)
    rows = access.courses_for(request.user)
    # With the community, since two villages may have the same course.
    courses = {str(row.id): f"{row.title} · {row.community.name}" for row in rows}
    # Of today: who turned 18 since she was registered enrols by her own yes.
    child = row.is_child(timezone.localdate())
    # A child does not enrol alone (domain page on the programmes, 1.7).
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
            # Her assent and the caregiver's yes; a no of hers wins (1.7).
            yes=form.yes(),
            earned=answers["earned"],
            currency=answers["currency"],
            **acting(request),
        )

    return ask(request, form, save, heading=_("Enrol in a course"), done=_page_of(row))


@idempotent
def complete(request: Request, enrolment_id: UUID) -> HttpResponse:
    row = access.enrolment_for(request.user, enrolment_id)
    # After vocational training it is asked what she earns, at 3, 6 and 12 months (1.3).
    vocational = row.course.kind is CourseKind.VOCATIONAL
    form = (forms.VocationalForm if vocational else forms.CompleteForm)(sent(request))

    about_course = row.course.told
    # The rule of the course stands above the question: completed is what a donor counts (CIV-007: a
    # course of more than a day).
    rule = _("Sessions needed: {needed} of {sessions}.").format(**about_course)
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
    """Ask what she earns some months after vocational training, beside what she earned before."""
    row = access.earning_look_for(request.user, look_id)
    # Compared with what she herself earned before (1.6).
    before = read_pay(row.enrolment.unseal(request.ring).get("before"))
    # In the currency of then: two currencies are not compared.
    proposed = {"currency": before.currency if before else currency_of(request.user.office.country)}
    form = forms.EarningForm(sent(request), initial=proposed)

    words = _("Before the course: {amount}.")
    lead = (
        words.format(amount=money_words(before.amount, before.currency))
        if before
        # Said, so that nobody reads a rise into the figure.
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
