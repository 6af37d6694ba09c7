"""Volunteers: a register of its own, with vetting and pause."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.core.prevention.volunteers import Vetted, VolunteerState
from fanal.keys.requests import Request, acting, writing
from fanal.prevention import access
from fanal.prevention.actions import volunteers
from fanal.prevention.forms import volunteers as forms
from fanal.prevention.models import Volunteer
from fanal.prevention.queries.people import opened_rows
from fanal.prevention.queries.places import communities_offered
from fanal.prevention.views.asking import ask
from fanal.web.asking import do, sent
from fanal.web.first_rows import FirstRows
from fanal.web.idempotency import idempotent, pressed
from fanal.web.pagination import A_PAGE, page_of
from fanal.web.typing import Answers


@require_GET
def listed(request: Request) -> HttpResponse:
    shown = page_of(request, access.volunteers_for(request.user))
    context = {
        "page": shown,
        # One page at a time: each name is an unwrap.
        "rows": opened_rows(shown.object_list, request.ring),
        "today": timezone.localdate(),
    }
    return render(request, "prevention/volunteers.html", context)


@require_GET
def volunteer(request: Request, volunteer_id: UUID) -> HttpResponse:
    row = access.volunteer_for(request.user, volunteer_id)
    told = row.unseal(request.ring)
    access.opened(request.user, row.folder)
    context = {
        "volunteer": row,
        "told": told,
        "today": timezone.localdate(),
        "paused": row.stands is VolunteerState.PAUSED,
        "active": row.stands is VolunteerState.ACTIVE,
        "left": row.stands is VolunteerState.LEFT,
        # The first rows, and how many there are: a volunteer of ten years has hundreds.
        "hours": FirstRows.of(row.hours.select_related("countersigned_by"), A_PAGE),
        "sessions": FirstRows.of(access.sessions_for(request.user).filter(volunteer=row), A_PAGE),
    }
    return render(request, "prevention/volunteer.html", context)


@idempotent
def new(request: Request) -> HttpResponse:
    # Her own communities: a volunteer sees no scholar of another and never a call (domain page on
    # the programmes, 1.4, rule 6).
    places = communities_offered(access.communities_for(request.user))
    form = forms.VolunteerForm(sent(request), offered={"community": places})

    def save(answers: Answers) -> str:
        volunteer = volunteers.add_volunteer(
            community=access.community_for(request.user, UUID(answers["community"])),
            answers=answers,
            **acting(request),
        )
        return _address(volunteer)

    return ask(
        request,
        form,
        save,
        heading=_("A new volunteer"),
        no_community=not places,
        back_url=reverse("prevention:volunteers"),
        lead=_("Knows the plan of her own community, never a scholar and never a call."),
    )


@idempotent
def vet(request: Request, volunteer_id: UUID) -> HttpResponse:
    row = access.volunteer_for(request.user, volunteer_id)

    def save(answers: Answers) -> None:
        related = answers.pop("related")
        volunteers.vet(
            # Ties to a suspect are asked at vetting, since a volunteer can be the recruiter's
            # cousin (1.4, rule 6).
            volunteer=row,
            vetted=Vetted(**answers),
            related=related,
            **writing(request),
        )

    return ask(
        request,
        forms.VetForm(sent(request)),
        save,
        heading=_("Vetting"),
        record=row,
        done=_address(row),
        # Two years (7.2, marked as a design).
        lead=_("It holds for two years."),
    )


@idempotent
def pause(request: Request, volunteer_id: UUID) -> HttpResponse:
    row = access.volunteer_for(request.user, volunteer_id)
    form = forms.PauseForm(sent(request))

    return ask(
        request,
        form,
        # Without a word to her: a pause may follow a suspicion (1.4, rule 6).
        lambda answers: volunteers.pause(volunteer=row, why=answers["why"], **writing(request)),
        heading=_("Pause this volunteer"),
        submit=_("Pause"),
        record=row,
        done=_address(row),
    )


@idempotent
def leave(request: Request, volunteer_id: UUID) -> HttpResponse:
    row = access.volunteer_for(request.user, volunteer_id)

    return ask(
        request,
        forms.LeaveVolunteerForm(sent(request)),
        lambda answers: volunteers.leave_volunteering(volunteer=row, **writing(request), **answers),
        heading=_("This volunteer leaves"),
        record=row,
        done=_address(row),
        # A number that nobody needs is deleted; vetting ended with her, so coming back asks for it
        # anew.
        lead=_("Her telephone is deleted. Vetted anew, she can come back."),
    )


@idempotent
def write_hours(request: Request, volunteer_id: UUID) -> HttpResponse:
    row = access.volunteer_for(request.user, volunteer_id)

    return ask(
        request,
        forms.HoursForm(sent(request)),
        lambda answers: volunteers.write_hours(volunteer=row, by=request.user, **answers),
        heading=_("Hours given"),
        done=_address(row),
        # A second person, or the hours of a grant are what somebody says of herself.
        lead=_("They count once somebody else has countersigned them."),
    )


@require_GET
def hours(request: Request) -> HttpResponse:
    """List what others wrote and nobody has countersigned: number, day, hours."""
    # Numbers, days and hours: who countersigns needs to know no name.
    rows = access.hours_to_countersign(request.user)
    page = page_of(request, rows)
    return render(request, "prevention/hours.html", {"page": page})


@pressed
def countersign(request: Request, hours_id: UUID) -> HttpResponse:
    row = access.hours_for(request.user, hours_id)

    return do(
        request,
        lambda: volunteers.countersign(hours=row, by=request.user),
        done=reverse("prevention:hours"),
        message=_("Countersigned."),
    )


@pressed
def resume(request: Request, volunteer_id: UUID) -> HttpResponse:
    row = access.volunteer_for(request.user, volunteer_id)

    return do(
        request, lambda: volunteers.resume(volunteer=row, **writing(request)), done=_address(row)
    )


def _address(row: Volunteer) -> str:
    return reverse("prevention:volunteer", args=[row.id])
