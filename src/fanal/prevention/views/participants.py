"""Participants: a number, a sealed folder, and what they said yes to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again
from fanal.keys.requests import Request, acting, writing
from fanal.prevention import access
from fanal.prevention.actions import participants
from fanal.prevention.forms import people as forms
from fanal.prevention.forms.places import PressedForm
from fanal.prevention.models import PreventionParticipant
from fanal.prevention.queries.people import name_of, opened_rows, photo_of, shown_enrolments
from fanal.prevention.queries.possible_duplicates import found_by, unanswered
from fanal.prevention.views.asking import ask
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of
from fanal.web.typing import Answers


@require_GET
def listed(request: Request) -> HttpResponse:
    shown = page_of(request, access.participants_for(request.user))
    # Names of one page only: to open a folder costs an unwrap, and the rest of the list is not
    # looked at.
    rows = [
        (participant.row, name_of(participant.content))
        for participant in opened_rows(shown.object_list, request.ring)
    ]
    return render(request, "prevention/participants.html", {"page": shown, "rows": rows})


def find(request: Request) -> HttpResponse:
    """Find a participant by number, or by family name and day of birth: no name is opened to look
    for one."""
    # A mark of family name and day of birth finds the row (`near_mark`): the names themselves are
    # sealed.
    rows = access.participants_for(request.user)

    def look(answers: Answers) -> str:
        return _address(found_by(rows, answers["number"], answers["family"], answers["born"]))

    return ask(
        request,
        forms.FindParticipantForm(sent(request)),
        look,
        heading=_("Find a participant"),
        submit=_("Find"),
        back_url=reverse("prevention:participants"),
    )


@require_GET
def participant(request: Request, participant_id: UUID) -> HttpResponse:
    row = access.participant_for(request.user, participant_id)
    content = row.unseal(request.ring)
    # In the journal, as every folder that is opened (ADR 7).
    access.opened(request.user, row.folder)
    today = timezone.localdate()
    context = {
        "participant": row,
        "told": content,
        "name": name_of(content),
        "child": row.is_child(today),
        "photo": photo_of(row, content, today),
        # Pairs that somebody answered are not shown again: twins are twins for good (domain page on
        # the programmes, 0.4).
        "near": unanswered(row),
        "enrolments": shown_enrolments(
            access.enrolments_for(request.user).filter(participant=row), request.ring
        ),
        "today": today,
        "scholarships": list(access.scholarships_for(request.user).filter(participant=row)),
    }
    return render(request, "prevention/participant.html", context)


@idempotent
# Nobody is registered for a session in a village: heads are counted (ADR 29).
def new(request: Request) -> HttpResponse:
    access.must_work_here(request.user)
    form = forms.ParticipantForm(sent(request))

    def save(answers: Answers) -> str:
        # A near match is no error: `both_real` lets the second twin in (1.9, P4).
        participant = participants.add_participant(
            answers=answers, known=form.known(), both_real=answers["both_real"], **acting(request)
        )
        return _address(participant)

    return ask(
        request,
        form,
        save,
        heading=_("A new participant"),
        back_url=reverse("prevention:participants"),
        lead=_("Only for a course or a scholarship. Sessions need no names."),
    )


@idempotent
def change(request: Request, participant_id: UUID) -> HttpResponse:
    row = access.participant_for(request.user, participant_id)
    proposed = row.unseal(request.ring) | dict(row.known) | {"born": row.born}
    form = forms.ParticipantForm(sent(request), initial=proposed)

    def save(answers: Answers) -> None:
        participants.change_participant(
            participant=row,
            answers=answers,
            known=form.known(),
            both_real=answers["both_real"],
            **writing(request),
        )

    return ask(
        request, form, save, heading=_("Change what is written"), record=row, done=_address(row)
    )


@idempotent
def both_real(request: Request, participant_id: UUID, other_id: UUID) -> HttpResponse:
    """Save that two people who look like one are two: said once, and never asked again."""
    row = access.participant_for(request.user, participant_id)
    # Both have to be hers to open: the address alone must not tell that a number exists.
    other = access.participant_for(request.user, other_id)

    return ask(
        request,
        PressedForm(sent(request)),
        lambda _answers: participants.both_real(one=row, other=other, by=request.user),
        done=_address(row),
        heading=_("Both are real: twins, or two people"),
        submit=_("Both are real"),
        lead=_("It is not asked again of these two."),
    )


@idempotent
# Asked of the girl and of who cares for her; her no wins (1.7; 1.9, P7).
def photo(request: Request, participant_id: UUID) -> HttpResponse:
    row = access.participant_for(request.user, participant_id)
    form = forms.PhotoForm(sent(request), initial=row.unseal(request.ring).get("photo"))

    return ask(
        request,
        form,
        lambda answers: participants.ask_photo(participant=row, **writing(request), **answers),
        heading=_("A photo"),
        record=row,
        done=_address(row),
        lead=_("A no changes nothing: the course goes on."),
    )


@idempotent
# Assents are asked again as consents at 18, and nothing stops by the day itself (0.4; 1.9, P6).
def herself(request: Request, participant_id: UUID) -> HttpResponse:
    """Ask of her, who is 18, or will be, what others agreed to for her."""
    row = access.participant_for(request.user, participant_id)
    form = forms.HerselfForm(sent(request))

    return ask(
        request,
        form,
        lambda answers: participants.ask_herself(participant=row, **writing(request), **answers),
        heading=_("Ask her herself"),
        record=row,
        done=_address(row),
        lead=_("Scholarship, courses, photo: from 18 on her own word counts. Nothing stops."),
    )


# Deleted for good, so an open screen is not enough.
@asked_again
@idempotent
def forget(request: Request, participant_id: UUID) -> HttpResponse:
    """Delete everything about her."""
    row = access.participant_for(request.user, participant_id)

    def save(_answers: Answers) -> str:
        participants.forget(participant=row, by=request.user)
        messages.success(request, _("Everything about this participant was deleted."))
        return reverse("prevention:participants")

    return ask(
        request,
        PressedForm(sent(request)),
        save,
        back_url=_address(row),
        heading=_("Delete everything about this participant"),
        submit=_("Delete"),
        lead=_("Nobody opens it again. Figures that were published stay as numbers."),
    )


def _address(row: PreventionParticipant) -> str:
    return reverse("prevention:participant", args=[row.id])
