"""The weekly meeting of a shelter: when, how many came, what is owed to the residents from it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request, acting
from fanal.shelters import access, staff_access
from fanal.shelters.actions.meetings import answer_meeting, hold_meeting
from fanal.shelters.forms import book
from fanal.shelters.queries.meetings import meetings_of, shown_meetings
from fanal.web.asking import ask, sent, version_of
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers

A_PAGE = 26  # half a year of weeks


@require_GET
def meetings(request: Request, shelter_id: UUID) -> HttpResponse:
    """What is owed first; then the meetings, the last first."""
    shelter = access.book_to_read(request.user, shelter_id)
    access.opened(request.user, shelter)
    today = timezone.localdate()
    overview = meetings_of(shelter, today)
    page = page_of(request, access.meetings_in(shelter), A_PAGE)
    context = {
        "page": page,
        "shelter": shelter,
        "meetings": overview,
        "owed": shown_meetings(overview.owed, request.ring, today),
        "rows": shown_meetings(page.object_list, request.ring, today),
    }
    return render(request, "shelters/meetings.html", context)


@idempotent
def new(request: Request, shelter_id: UUID) -> HttpResponse:
    """What still has to be answered stands above what is asked."""
    shelter = access.book_for(request.user, shelter_id)
    people = {
        str(colleague.pk): colleague for colleague in staff_access.who_may_be_concerned(shelter)
    }
    own = {"led_by": str(request.user.pk)} if str(request.user.pk) in people else None
    form = book.MeetingForm(sent(request), offered={"led_by": people}, initial=own)
    back = reverse("shelters:meetings", args=[shelter.id])

    def save(answers: Answers) -> None:
        led_by = people[answers["led_by"]]
        values = answers | {"led_by": led_by}
        hold_meeting(shelter=shelter, **values, **acting(request))
        messages.success(request, _("Saved."))

    today = timezone.localdate()
    return ask(
        request,
        form,
        save,
        template="shelters/meeting.html",
        heading=_("A meeting with the residents"),
        lead=_("Anybody may come. Who came is written down nowhere."),
        code=shelter.name,
        owed=shown_meetings(meetings_of(shelter, today).owed, request.ring, today),
        done=back,
    )


@idempotent
def answer(request: Request, meeting_id: UUID) -> HttpResponse:
    """What the residents were told of what was promised."""
    row = access.meeting_for(request.user, meeting_id)
    content = row.unseal(request.ring)
    back = reverse("shelters:meetings", args=[row.shelter_id])

    def save(answers: Answers) -> None:
        version = version_of(request)
        answer_meeting(meeting=row, version=version, **answers, **acting(request))
        messages.success(request, _("Saved."))

    return ask(
        request,
        book.MeetingAnswerForm(sent(request)),
        save,
        heading=_("The answer to the residents"),
        lead=_("Promised: %(what)s") % {"what": content["promised"]},
        record=row,
        code=row.shelter.name,
        done=back,
    )
