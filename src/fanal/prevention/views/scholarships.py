"""Scholarships: begun, paid, by term, ended, looked back on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.core.casework.amounts import currency_of
from fanal.core.prevention.scholarships import ScholarshipState
from fanal.core.prevention.school_years import SchoolYear
from fanal.keys.requests import Request, acting, writing
from fanal.prevention import access
from fanal.prevention.actions import scholarships
from fanal.prevention.actions.scholarships import school_year_of, waits_for_signature
from fanal.prevention.forms import people as forms
from fanal.prevention.models import Scholarship
from fanal.prevention.queries.people import scholarship_page
from fanal.prevention.views.asking import ask
from fanal.web.asking import do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


@require_GET
def listed(request: Request) -> HttpResponse:
    """List the scholarships by number: no name is needed to find who waits for what."""
    # Numbers and states: names are opened one file at a time.
    context = {"page": page_of(request, access.scholarships_for(request.user))}
    return render(request, "prevention/scholarships.html", context)


@require_GET
def scholarship(request: Request, scholarship_id: UUID) -> HttpResponse:
    row = access.scholarship_for(request.user, scholarship_id)
    today = timezone.localdate()
    page = scholarship_page(row, request.ring)
    access.opened(request.user, row.folder)
    context = {
        "scholarship": row,
        "page": page,
        "today": today,
        # A scholarship that is suspended still runs: she is still at school, and asked about.
        "runs": row.stands is not ScholarshipState.ENDED,
        "waits": waits_for_signature(row),
        # Two signatures by two people (domain page on the programmes, 1.4, rule 2).
        "mine": row.made_by_id == request.user.pk,
        "suspended": row.stands is ScholarshipState.SUSPENDED,
    }
    return render(request, "prevention/scholarship.html", context)


@idempotent
def new(request: Request, participant_id: UUID) -> HttpResponse:
    row = access.participant_for(request.user, participant_id)
    # Of a child her assent and the yes of who cares for her; from 18 hers alone (0.5).
    form = forms.ScholarshipForm(sent(request), child=row.is_child(timezone.localdate()))

    def save(answers: Answers) -> str:
        scholarship = scholarships.begin_scholarship(
            participant=row,
            begun_on=answers["begun_on"],
            answers=answers,
            yes=form.yes(),
            **acting(request),
        )
        return _address(scholarship)

    return ask(
        request,
        form,
        save,
        heading=_("A scholarship"),
        back_url=reverse("prevention:participant", args=[row.id]),
        # Attendance is the only condition: never marks, nor behaviour at home (1.3, marked as a
        # design).
        lead=_("The condition is going to school, and nothing else: no marks, nothing at home."),
    )


@pressed
def suspend(request: Request, scholarship_id: UUID) -> HttpResponse:
    row = access.scholarship_for(request.user, scholarship_id)

    return do(
        request,
        lambda: scholarships.suspend(scholarship=row, **writing(request)),
        done=_address(row),
        message=_("Saved."),
    )


@pressed
def sign(request: Request, scholarship_id: UUID) -> HttpResponse:
    row = access.scholarship_for(request.user, scholarship_id)

    return do(
        request,
        lambda: scholarships.sign(scholarship=row, by=request.user),
        done=_address(row),
        message=_("Signed."),
    )


@idempotent
def term(request: Request, scholarship_id: UUID) -> HttpResponse:
    row = access.scholarship_for(request.user, scholarship_id)
    # By country: a school year ends in May in one and in September in the next (1.3).
    year = school_year_of(request.user)
    form = forms.TermForm(sent(request), initial={"excused": 0})

    return ask(
        request,
        form,
        lambda answers: scholarships.add_term(scholarship=row, **answers, **acting(request)),
        heading=_("A term at school"),
        done=_address(row),
        lead=_said_of(year) if year else "",
    )


def _said_of(year: SchoolYear) -> str:
    """The school year of the country, and that nobody has checked it where nobody has."""
    first, last = (date_format(day) for day in year.around(timezone.localdate()))
    template = _("By our table the school year here is from {first} to {last}.")
    words = template.format(first=first, last=last)
    # A row that nobody checked says so wherever it is shown.
    return words if year.confirmed else f"{words} {_('Not checked by anybody yet.')}"


@idempotent
def pay(request: Request, scholarship_id: UUID) -> HttpResponse:
    row = access.scholarship_for(request.user, scholarship_id)
    # Of the office's country; the first of a list would be a currency that nobody there has seen.
    proposed = {"currency": currency_of(request.user.office.country)}
    form = forms.ScholarshipPaymentForm(sent(request), initial=proposed)

    return ask(
        request,
        form,
        lambda answers: scholarships.pay(scholarship=row, **answers, **acting(request)),
        heading=_("A payment"),
        done=_address(row),
    )


@idempotent
def end(request: Request, scholarship_id: UUID) -> HttpResponse:
    row = access.scholarship_for(request.user, scholarship_id)
    form = forms.EndScholarshipForm(sent(request))

    def save(answers: Answers) -> None:
        scholarships.end_scholarship(scholarship=row, **writing(request), **answers)

    return ask(
        request,
        form,
        save,
        heading=_("The scholarship ends"),
        record=row,
        done=_address(row),
        # Pregnancy is no ground to stop (1.3). Looks back at 6, 15 and 24 months: elsewhere no
        # effect was left 15 months after the end (1.2, Edmonds and Shrestha).
        lead=_("We ask what became of her 6, 15 and 24 months later. Pregnancy is no ground."),
    )


@idempotent
def call_taken(request: Request, scholarship_id: UUID) -> HttpResponse:
    row = access.scholarship_for(request.user, scholarship_id)

    return ask(
        request,
        forms.CallTakenForm(sent(request)),
        lambda answers: scholarships.call_taken(scholarship=row, by=request.user),
        heading=_("The call was taken"),
        done=_address(row),
        lead=_("The team was told, and looks for her: it is not asked here any more."),
    )


@idempotent
def look(request: Request, look_id: UUID) -> HttpResponse:
    """Write down what became of her. Lost and refused are answers, and count."""
    row = access.look_back_for(request.user, look_id)
    form = forms.LookBackForm(sent(request))

    heading = _("{n} months after the end").format(n=row.months)
    return ask(
        request,
        form,
        lambda answers: scholarships.look_back(look=row, by=request.user, **answers),
        heading=heading,
        done=_address(row.scholarship),
        # Who cannot be found is part of the figure, or it shows the ones who did well.
        lead=_("“Not known” is an answer: it is counted."),
    )


def _address(row: Scholarship) -> str:
    return reverse("prevention:scholarship", args=[row.id])
