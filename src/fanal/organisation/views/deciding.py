"""What waits for a director: what would change, side by side, and her two buttons."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fanal.accounts.reauthentication import asked_again
from fanal.accounts.requests import SignedInRequest
from fanal.organisation import access, actions
from fanal.organisation.queries import pages
from fanal.web.asking import do
from fanal.web.idempotency import idempotent


@require_GET
def changes(request: SignedInRequest) -> HttpResponse:
    rows = [pages.shown(row) for row in access.changes_for(request.user)]
    return render(request, "organisation/changes.html", {"rows": rows})


@asked_again
@require_POST
@idempotent
def agree(request: SignedInRequest, change_id: UUID) -> HttpResponse:
    row = access.change_for(request.user, change_id)
    return do(request, lambda: actions.agree(row=row, by=request.user), done=_waiting())


@asked_again
@require_POST
@idempotent
def refuse(request: SignedInRequest, change_id: UUID) -> HttpResponse:
    row = access.change_for(request.user, change_id)
    return do(request, lambda: actions.refuse(row=row, by=request.user), done=_waiting())


@require_POST
@idempotent
def take_back(request: SignedInRequest, change_id: UUID) -> HttpResponse:
    row = access.asked_change_for(request.user, change_id)
    back = reverse("organisation:list")
    return do(request, lambda: actions.take_back(row=row, by=request.user), done=back)


def _waiting() -> str:
    return reverse("organisation:changes")
