"""What fell due while no sweep ran and nobody was called or reminded, until somebody has looked at
it."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases.queries.agenda_items import LAW
from fanal.cases.today_access import read_hearings
from fanal.journeys import access
from fanal.journeys.actions.missed_alarms import looked_at
from fanal.journeys.queries.missed_alarms import due_meanwhile, to_look_at
from fanal.keys.requests import Request
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent


class LookedAtForm(forms.Form):
    """The end of the last gap that was read: what came since was not."""

    until = forms.DateTimeField(widget=forms.HiddenInput)


@idempotent
def not_called(request: Request) -> HttpResponse:
    """Show each alarm that fell due, and what else; “I have looked at it” takes them off the start
    page."""
    access.must_answer_for_gaps(request.user)
    now = timezone.localtime()
    gaps = to_look_at(request.user, now)
    others = due_meanwhile(gaps, request.user, request.ring, now)
    read_hearings(request.user, sum(item.kind == LAW for item in others.items))
    last: datetime | None = max((one.gap.until for one in gaps), default=None)
    form = LookedAtForm(sent(request), initial={"until": last.isoformat() if last else ""})
    return ask(
        request,
        form,
        lambda data: looked_at(until=data["until"], by=request.user),
        done=reverse("cases:today"),
        template="journeys/not_called.html",
        heading=_("Alarms and dates that nobody was told of"),
        submit=_("I have looked at each"),
        back_url=reverse("cases:today"),
        gaps=gaps,
        others=others,
    )
