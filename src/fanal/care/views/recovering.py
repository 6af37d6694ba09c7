"""Care files that nobody opens any more: what two people decide about each."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.requests import SignedInRequest
from fanal.care import access, forms
from fanal.care.actions.recovering import agree_recovery, ask_recovery, end_recovery
from fanal.care.queries import recovering
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers

COMMAND = "fanal setup care-files"


@require_GET
def without_holder(request: SignedInRequest) -> HttpResponse:
    recovering.must_decide(request.user)
    orphans = recovering.shown_orphans(request.user)
    return render(request, "care/without_holder.html", {"files": orphans, "command": COMMAND})


@idempotent
def propose(request: SignedInRequest, file_id: UUID) -> HttpResponse:
    """Ask which health worker keeps it from now on: asked here, agreed to by a second person."""
    file = recovering.orphan_for(request.user, file_id)
    workers = {str(colleague.pk): colleague for colleague in access.could_keep(file, request.user)}
    back = reverse("care:without_holder")

    def save(answers: Answers) -> None:
        recovery = ask_recovery(
            file=file,
            to=workers[answers["to"]],
            hers=answers["hers"],
            why=answers["why"],
            by=request.user,
        )
        tell_who_decides(request, "care_recovery", recovery.id)

    return ask(
        request,
        forms.RecoveryForm(
            sent(request), offered={"to": offered_colleagues(workers.values(), request.user)}
        ),
        save,
        heading=_("Who keeps this care file"),
        code=file.person.code_name,
        submit=_("Ask"),
        lead=_("You read nothing of it, nor does whoever agrees. Two recovery sheets give the key.")
        if workers
        else _("No health worker has joined yet: the administrator invites one."),
        done=back,
    )


@pressed
def agree(request: SignedInRequest, recovery_id: UUID) -> HttpResponse:
    row = recovering.recovery_to_agree(request.user, recovery_id)
    return do(
        request,
        lambda: agree_recovery(row=row, by=request.user),
        done=reverse("care:without_holder"),
    )


@pressed
def end(request: SignedInRequest, recovery_id: UUID) -> HttpResponse:
    """End a recovery: refused, or taken back by who asked."""
    row = recovering.recovery_to_end(request.user, recovery_id)
    return do(
        request, lambda: end_recovery(row=row, by=request.user), done=reverse("care:without_holder")
    )
