"""Which officers of the office open the folders; giving earlier ones to one who came later."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from fanal.accounts.reauthentication import asked_again
from fanal.keys.requests import Request, acting
from fanal.prevention import access
from fanal.prevention.folders import give as give_folders
from fanal.prevention.forms.places import PressedForm
from fanal.prevention.views.asking import ask
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers

AT_ONCE = 200  # folders of one press: a page answers in seconds


@require_GET
def listed(request: Request) -> HttpResponse:
    rows = [
        (colleague, len(access.folders_to_give(request.user, colleague)))
        for colleague in access.colleagues_of(request.user)
    ]
    return render(request, "prevention/colleagues.html", {"colleagues": rows})


@asked_again
@idempotent
def give(request: Request, colleague_id: UUID) -> HttpResponse:
    """Give a colleague what she does not open yet. New folders open to every officer of the office
    by themselves."""
    colleague = access.colleague_for(request.user, colleague_id)
    folders = access.folders_to_give(request.user, colleague)

    def save(_answers: Answers) -> None:
        count = give_folders(folders=folders[:AT_ONCE], to=colleague, **acting(request))
        messages.success(
            request, _("Given: {n}, still to give: {m}.").format(n=count, m=len(folders) - count)
        )

    lead = ngettext(
        "{name} can open {n} folder fewer than you.",
        "{name} can open {n} folders fewer than you.",
        len(folders),
    ).format(name=colleague, n=len(folders))
    return ask(
        request,
        PressedForm(sent(request)),
        save,
        lead=lead,
        heading=_("Give folders to a colleague"),
        submit=_("Give"),
        done=reverse("prevention:colleagues"),
    )
