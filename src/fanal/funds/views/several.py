"""The same money for several people at once, in one list to tick: ten trips of a house, say."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.funds import access
from fanal.funds.actions import asking
from fanal.funds.forms.goods_and_figures import SeveralForm
from fanal.funds.queries.pages import CASES_AT_ONCE, lines_running, only_line, people_to_tick
from fanal.keys.requests import Request, acting
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def several(request: Request) -> HttpResponse:
    """One request for each who is ticked; two agree to each as to every other."""
    today = timezone.localdate()
    (people, cut), lines = people_to_tick(request.user, today), lines_running(today)
    form = SeveralForm(
        sent(request),
        of=[(key, one.label) for key, one in people.items()],
        lines=lines,
        initial=only_line(lines),
    )

    def save(answers: Answers) -> str:
        told = {
            name: answers[name]
            for name in ("kind", "amount", "currency", "holder", "under", "words")
        }
        chosen = [people[one] for one in answers["of"]]
        if not chosen:
            raise BadInput("of", say("tick at least one"))
        of = [(access.asked_case_for(request.user, one.case.id), one.person) for one in chosen]
        line = next(one for one in lines if str(one.pk) == answers["line"])
        made = asking.ask_for_several(of=of, line=line, **told, **acting(request))
        n = len(made)
        messages.success(
            request, ngettext("{n} request is saved.", "{n} requests are saved.", n).format(n=n)
        )
        return reverse("funds:several")

    return ask(
        request,
        form,
        save,
        heading=_("Money for several at once"),
        submit=_("Ask two to agree"),
        back_url=reverse("web:menu"),
        lead=_lead(cut),
    )


def _lead(cut: bool) -> str:
    told = _("Each gets a request of her own in her case. Your open cases are shown.")
    if not cut:
        return told
    said = _(
        "Only the {n} most recently opened cases are shown. For an older one, ask on its page."
    )
    return f"{told} {said.format(n=CASES_AT_ONCE)}"
