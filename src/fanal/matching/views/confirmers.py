"""Asking a colleague of another team to confirm, and answering as that colleague."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.deciders import nobody, tell_who_decides
from fanal.accounts.models import User
from fanal.keys.offered_colleagues import offered_colleagues
from fanal.keys.requests import Request, acting
from fanal.matching import access, forms
from fanal.matching.actions import confirmers
from fanal.matching.queries.tracing import answered_by, could_confirm, told_of
from fanal.people import access as people
from fanal.people.queries import identity
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def ask_other(request: Request, request_id: UUID, person_id: UUID) -> HttpResponse:
    """A lead opens the question, and the file, to one lead or director of elsewhere."""
    asked = access.request_for(request.user, request_id)
    access.must_ask_others(request.user, asked)
    person = access.found_for(request.user, asked, person_id)
    others = {str(colleague.pk): colleague for colleague in could_confirm(asked, person)}
    if not others:
        messages.warning(request, nobody("confirmation", request.user, saved=False))
        return redirect("matching:finding", asked.id, person.id)

    def save(answers: Answers) -> None:
        question = confirmers.ask_confirmer(
            request=asked, person=person, to=others[answers["to"]], **acting(request)
        )
        to = User.objects.filter(pk=question.user_id)
        tell_who_decides(request, "confirmation", question.id, among=to)
        messages.success(request, _("Asked. The question and the file are open for 14 days."))

    offered = offered_colleagues(others.values(), request.user)
    return ask(
        request,
        forms.ConfirmerForm(sent(request), offered={"to": offered}),
        save,
        heading=_("Ask somebody of another team"),
        lead=_(
            "She sees who we are looking for and who this file is, nothing else of either case, "
            "until she has answered."
        ),
        code=person.code_name,
        submit=_("Ask"),
        done=reverse("matching:finding", args=[asked.id, person.id]),
    )


@idempotent
def confirm(request: Request, confirmer_id: UUID) -> HttpResponse:
    """The question beside the file; after the answer the file is closed again."""
    people.must_hold_files(request.user)
    row = access.confirmation_for(request.user, confirmer_id)
    if mine := answered_by(request.user, row.request, row.person):
        told_already = told_of(row.request, row.person_id).exists()
        context = {
            "row": row,
            "mine": mine,
            "open_still": not told_already and not row.request.ended_on,
        }
        return render(request, "matching/confirmed.html", context)

    def save(answers: Answers) -> str:
        answers["agrees"] = answers["agrees"] == "yes"
        confirmers.confirm(asked=row, **answers, **acting(request))
        return reverse("matching:confirm", args=[row.id])

    opens = row.granted or people.people_among(request.user, [row.person_id]).exists()
    if opens:
        people.opened(request.user, row.person, ring=request.ring)
    return ask(
        request,
        forms.TracingFindingForm(sent(request)),
        save,
        template="matching/confirm.html",
        asked=row.request,
        row=row,
        told=row.unseal(request.ring),
        known=identity(row.person, request.ring, timezone.localdate()) if opens else None,
    )
