"""What is due: look-backs, what is earned after a course, and calls after advice."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fanal.keys.requests import Request, writing
from fanal.prevention import access
from fanal.prevention.actions import call_backs
from fanal.prevention.forms.places import CallBackForm
from fanal.prevention.queries.due import DueKind, due_rows, heading_of, shown_due
from fanal.prevention.views.sessions import QUESTION_AT_THE_SIDE
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.pagination import page_of


@require_GET
def listed(request: Request, what: str) -> HttpResponse:
    """List all that is due of one kind, what waits longest first."""
    access.must_work_here(request.user)
    if what not in set(DueKind):
        raise Http404
    kind = DueKind(what)
    rows = due_rows(request.user, kind, timezone.localdate())
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": [shown_due(kind, row) for row in page.object_list],
        "heading": heading_of(kind),
    }
    return render(request, "prevention/due.html", context)


@idempotent
def call_back(request: Request, call_back_id: UUID) -> HttpResponse:
    """Show how she is reached, and ask how the call went."""
    row = access.call_back_for(request.user, call_back_id)
    content = row.unseal(request.ring)
    access.opened(request.user, row.folder)

    query = urlencode({"area": row.advice.area_id})
    return ask(
        request,
        CallBackForm(sent(request)),
        lambda answers: call_backs.call_back(row=row, **writing(request), **answers),
        template="prevention/call_back.html",
        heading=_("Call back {n}").format(n=row.number),
        record=row,
        told=content,
        call=row,
        needs_help=f"{reverse(QUESTION_AT_THE_SIDE)}?{query}",
        done=reverse("prevention:today"),
        message=_("Saved."),
    )
