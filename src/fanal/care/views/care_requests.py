"""The day of a health worker, and one request."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.care import access, forms
from fanal.care.actions import asking, files
from fanal.care.queries.counting import shown_counts
from fanal.care.queries.day import day_of
from fanal.care.queries.pages import requests_with_danger
from fanal.care.queries.records import pointed_elsewhere
from fanal.care.queries.windows import hours_left, rules_of
from fanal.core.care.asking import CareState
from fanal.core.errors import Refused
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, confirm, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import page_of
from fanal.web.typing import Answers
from fanal.web.words import translated

A_PAGE = 30  # of care files


@require_GET
def today(request: Request) -> HttpResponse:
    """Show who waits, whom to see again and who is in care."""
    access.must_keep_care(request.user)
    now = timezone.now()
    seen = day_of(request.user, request.ring, now, timezone.localdate(now))
    page = page_of(request, access.files_for(request.user).order_by("-made_on", "id"), A_PAGE)
    shown = {file.id for file in page.object_list}
    shown |= {again.row.file_id for again in seen.again}
    shown |= {asked.row.file_id for asked in seen.running if asked.row.file_id}
    context = {"seen": seen, "page": page, "changed": pointed_elsewhere(shown, request.ring)}
    return render(request, "care/today.html", context)


@require_GET
def asked(request: Request, request_id: UUID) -> HttpResponse:
    """Show what the case wrote, and until when something can still be done."""
    row = access.request_to(request.user, request_id)
    now = timezone.now()
    shown = requests_with_danger([row], request.user, request.ring, now)[0]
    context = {"one": shown, "windows": hours_left(row.to, shown.act, now)}
    if shown.said.get("happened"):
        context["rules"] = rules_of(row.to, shown.act)
    return render(request, "care/request.html", context)


@idempotent
def count(request: Request) -> HttpResponse:
    """How many courses of medicine her files hold, and whether they go into the numbers."""
    access.must_keep_care(request.user)

    return ask(
        request,
        Form(sent(request)),
        lambda _answers: files.count_courses(**acting(request)),
        template="care/count.html",
        heading=_("Courses of medicine in numbers"),
        submit=_("Count them"),
        done=reverse("care:today"),
        message=_("Counted. No file and no name went with it."),
        years=shown_counts(request.user, request.ring),
    )


@pressed
def take(request: Request, request_id: UUID) -> HttpResponse:
    row = access.request_to(request.user, request_id)
    try:
        file = asking.take(request=row, **acting(request))
    except Refused as refusal:
        messages.error(request, translated(refusal.reasons[0]))
        return redirect(_address(request_id))
    return redirect(reverse("care:file", args=[file.id]))


@idempotent
def answer(request: Request, request_id: UUID) -> HttpResponse:
    return _end_request(request, request_id, forms.NotHereForm(sent(request)), _("Not here"))


@idempotent
def end(request: Request, request_id: UUID) -> HttpResponse:
    return _end_request(request, request_id, forms.CareEndForm(sent(request)), _("End of care"))


def _end_request(
    request: Request, request_id: UUID, form: forms.NotHereForm | forms.CareEndForm, heading: str
) -> HttpResponse:
    row = access.request_to(request.user, request_id)

    def save(answers: Answers) -> str:
        to = CareState(answers["to"])
        asking.answer(request=row, to=to, **acting(request))
        return reverse("care:today")

    return ask(
        request, form, save, heading=heading, code=row.person.code_name, back_url=_address(row.id)
    )


@idempotent
def release(request: Request, request_id: UUID) -> HttpResponse:
    """Ask what the case team has to know, with her yes to the words."""
    row = access.request_to(request.user, request_id)

    return ask(
        request,
        forms.ReleaseForm(sent(request)),
        lambda answers: asking.release(
            request=row, words=answers["words"], agreed=answers["agreed"], **acting(request)
        ),
        heading=_("Tell the case team"),
        code=row.person.code_name,
        submit=_("Release"),
        done=_address(row.id),
        message=_("Released. The team of the case reads it."),
    )


@idempotent
def danger(request: Request, request_id: UUID) -> HttpResponse:
    """Tell her team that she is in danger, and nothing else."""
    row = access.request_to(request.user, request_id)
    return confirm(
        request,
        lambda: asking.tell_danger(request=row, **acting(request)),
        heading=_("Tell her team that she is in danger"),
        code=row.person.code_name,
        consequences=[
            _("Stay with her. It counts at once, and whoever is responsible for her is told."),
            _("Her team reads that she is in danger and that it calls you. Why stays with you."),
            _("It needs no yes of hers where her life is at risk. Tell her that you do it."),
        ],
        submit=_("Tell her team"),
        tone="danger",
        cancel_url=_address(row.id),
        message=_("Her team reads it now. Where nobody calls you back at once, call yourself."),
    )


def _address(request_id: UUID) -> str:
    return reverse("care:request", args=[request_id])
