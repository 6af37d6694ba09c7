"""A care file, and who opens it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.audit import actions as audit
from fanal.care import access, forms
from fanal.care.actions import files
from fanal.care.models import CareFile
from fanal.care.queries.licences import shown_scales
from fanal.care.queries.pages import last_asked, records_of, who_opens
from fanal.care.queries.records import is_of_another, shown_records
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@require_GET
def file(request: Request, file_id: UUID) -> HttpResponse:
    """Show everything in a care file, the newest first."""
    care_file = access.file_for(request.user, file_id)
    asked = list(access.requests_to(request.user).filter(file=care_file, over_on=None))
    read = records_of(care_file, request.ring)
    audit.record(act="care.file_opened", by=request.user, about=care_file.person_id)
    last = last_asked([care_file], request.user, request.ring, timezone.now()).get(care_file.id)
    context = {
        "file": care_file,
        "records": shown_records(read, last.row.case_id if last else None),
        "is_of_another": is_of_another(care_file, read),
        "asked": asked,
        "last": last,
        "opened_by": who_opens(care_file),
        "kinds": forms.kinds_of_notes(),
        "scales": [scale.shell for scale in shown_scales(timezone.localdate()) if scale.usable],
    }
    return render(request, "care/file.html", context)


@asked_again
@idempotent
def name(request: Request, file_id: UUID) -> HttpResponse:
    """Let another health worker in, with the yes of whom it is about."""
    care_file = access.file_for(request.user, file_id)
    form, save = _whom(request, care_file, files.name)
    return ask(
        request,
        form,
        save,
        heading=_("Give a colleague access to this file"),
        code=care_file.person.code_name,
        submit=_("Let in"),
        done=reverse("care:file", args=[care_file.id]),
    )


@asked_again
@idempotent
def hand_over(request: Request, file_id: UUID) -> HttpResponse:
    """Hand a file to another health worker, who keeps it, with the yes of whom it is about."""
    care_file = access.kept_file_for(request.user, file_id)
    form, save = _whom(request, care_file, files.hand_over)
    return ask(
        request,
        form,
        save,
        heading=_("Hand the file over"),
        code=care_file.person.code_name,
        lead=_(
            "What is under way goes with it. Without her yes it stays closed to everybody else."
        ),
        submit=_("Hand over"),
        done=reverse("care:today"),
        message=_("Handed over. You can no longer open it."),
        back_url=reverse("care:file", args=[care_file.id]),
    )


def _whom(
    request: Request, care_file: CareFile, let_in: Callable[..., object]
) -> tuple[forms.LetInForm, Callable[[Answers], None]]:
    """Return the form that asks for a health worker and for the yes of whom the file is about, and
    what is done with the answers."""
    workers = {
        str(colleague.pk): colleague for colleague in access.could_keep(care_file, request.user)
    }

    def save(answers: Answers) -> None:
        let_in(
            file=care_file, to=workers[answers["to"]], agreed=answers["agreed"], **acting(request)
        )

    offered = {"to": offered_colleagues(workers.values(), request.user)}
    return forms.LetInForm(sent(request), offered=offered), save


@pressed
def unname(request: Request, file_id: UUID, user_id: UUID) -> HttpResponse:
    care_file = access.file_for(request.user, file_id)
    to = get_object_or_404(User, pk=user_id)
    back = reverse("care:file", args=[care_file.id])
    return do(request, lambda: files.take_back(file=care_file, to=to, by=request.user), done=back)
