"""A care file, and who opens it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.models import User
from fanal.accounts.reauthentication import asked_again
from fanal.audit import actions as audit
from fanal.care import access, forms
from fanal.care.actions import files
from fanal.care.queries.licences import shown_scales
from fanal.care.queries.pages import last_asked, shown_records, who_opens
from fanal.care.words import people
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@require_GET
def file(request: Request, file_id: UUID) -> HttpResponse:
    """Everything in it, the newest first."""
    found = access.file_for(request.user, file_id)
    audit.record(act="care.file_opened", by=request.user, about=found.person_id)
    asked = list(access.requests_to(request.user).filter(file=found, over_on=None))
    context = {
        "file": found,
        "records": shown_records(found, request.ring),
        "asked": asked,
        "last": last_asked([found], request.ring, timezone.now()).get(found.id),
        "opened_by": who_opens(found),
        "kinds": forms.kinds_of_notes(),
        "scales": [scale.shell for scale in shown_scales(timezone.localdate()) if scale.usable],
    }
    return render(request, "care/file.html", context)


@asked_again
@idempotent
def name(request: Request, file_id: UUID) -> HttpResponse:
    """Let another health worker in, with the yes of whom it is about."""
    found = access.file_for(request.user, file_id)
    back = reverse("care:file", args=[found.id])
    workers = {str(one.pk): one for one in access.could_keep(found, request.user)}

    def save(answers: Answers) -> None:
        files.name(
            file=found, to=workers[answers["to"]], agreed=answers["agreed"], **acting(request)
        )

    return ask(
        request,
        forms.LetInForm(sent(request), offered={"to": people(workers.values())}),
        save,
        heading=_("Give a colleague access to this file"),
        code=found.person.code_name,
        submit=_("Let in"),
        done=back,
    )


@asked_again
@idempotent
def hand_over(request: Request, file_id: UUID) -> HttpResponse:
    """Another health worker keeps the file, with the yes of whom it is about."""
    found = access.kept_file_for(request.user, file_id)
    workers = {str(one.pk): one for one in access.could_keep(found, request.user)}

    def save(answers: Answers) -> str:
        files.hand_over(
            file=found, to=workers[answers["to"]], agreed=answers["agreed"], **acting(request)
        )
        messages.success(request, _("Handed over. You can no longer open it."))
        return reverse("care:today")

    return ask(
        request,
        forms.LetInForm(sent(request), offered={"to": people(workers.values())}),
        save,
        heading=_("Hand the file over"),
        code=found.person.code_name,
        lead=_(
            "What is under way goes with it. Without her yes it stays closed to everybody else."
        ),
        submit=_("Hand over"),
        back_url=reverse("care:file", args=[found.id]),
    )


@require_POST
@idempotent
def unname(request: Request, file_id: UUID, user_id: UUID) -> HttpResponse:
    found = access.file_for(request.user, file_id)
    to = get_object_or_404(User, pk=user_id)
    back = reverse("care:file", args=[found.id])
    return do(request, lambda: files.take_back(file=found, to=to, by=request.user), done=back)
