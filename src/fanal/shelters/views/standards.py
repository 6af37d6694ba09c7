"""An inspection of a shelter, from its announcement until what it found is mended: for whoever
leads its team."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.keys.requests import Request
from fanal.shelters import access
from fanal.shelters.actions import standards
from fanal.shelters.forms import places as forms
from fanal.shelters.models import Shelter
from fanal.shelters.queries.standards import announced_to, open_look
from fanal.web.asking import ask, do, sent, version_of
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


def _back(row: Shelter) -> str:
    return reverse("shelters:keeping", args=[row.id])


@idempotent
def announce(request: Request, shelter_id: UUID) -> HttpResponse:
    """Write down an inspection that was announced, or moved to another day."""
    row = access.led_shelter_for(request.user, shelter_id)

    def save(answers: Answers) -> None:
        standards.announce(shelter=row, **answers, version=version_of(request), by=request.user)

    return ask(
        request,
        forms.AnnouncedForm(sent(request), initial=announced_to(row)),
        save,
        heading=_("An inspection is announced"),
        lead=_(
            "Whoever works there reads it. Tell the residents: they need not meet anybody, and "
            "nobody who inspects reads who they are."
        ),
        record=row,
        code=row.name,
        done=_back(row),
    )


@pressed
def call_off(request: Request, shelter_id: UUID) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)
    version = version_of(request)
    return do(
        request,
        lambda: standards.call_off(shelter=row, version=version, by=request.user),
        done=_back(row),
    )


@idempotent
def check(request: Request, shelter_id: UUID) -> HttpResponse:
    """Who looked at the standards, when, against which, and what has to be mended."""
    row = access.led_shelter_for(request.user, shelter_id)
    known = announced_to(row) or {}
    on = known.get("on")
    proposed = known | {"on": min(on, timezone.localdate()) if isinstance(on, date) else None}

    def save(answers: Answers) -> None:
        standards.add_check(shelter=row, **answers, version=version_of(request), by=request.user)

    return ask(
        request,
        forms.StandardsForm(sent(request), initial=proposed),
        save,
        heading=_("Standards were looked at"),
        record=row,
        code=row.name,
        done=_back(row),
    )


@idempotent
def mend(request: Request, shelter_id: UUID, nth: int) -> HttpResponse:
    row = access.led_shelter_for(request.user, shelter_id)
    look = open_look(row, nth)

    def save(answers: Answers) -> None:
        standards.mend(
            shelter=row, nth=nth, **answers, version=version_of(request), by=request.user
        )

    return ask(
        request,
        forms.MendedForm(sent(request)),
        save,
        heading=_("It has been put right"),
        lead=look.left,
        record=row,
        code=row.name,
        done=_back(row),
    )
