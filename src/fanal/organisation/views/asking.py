"""How a page asks for a change: what was seen comes back with the form."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.requests import SignedInRequest
from fanal.core.errors import Refused
from fanal.organisation.actions import CHANGED, propose
from fanal.organisation.changes import KINDS, Values
from fanal.organisation.forms import ProposedChangeForm
from fanal.web.asking import ask
from fanal.web.typing import Answers, PageText

SEEN = "seen"


def ask_for(
    request: SignedInRequest,
    kind: str,
    about: UUID,
    form: ProposedChangeForm,
    *,
    heading: PageText,
    lead: PageText = "",
    done: str = "",
    more: Values | None = None,
    **beside: object,
) -> HttpResponse:
    """Show the form of a change and ask for it. `more`: values that are not typed; `beside`: what
    else the page shows."""
    back = done or reverse("organisation:list")
    # a form that comes back keeps what was seen at first, or its old values would count as new
    seen = request.POST.get(SEEN, "") or mark(KINDS[kind].now(about))

    def save(_told: Answers) -> None:
        before = KINDS[kind].now(about)
        if request.POST.get(SEEN, "") != mark(before):
            raise Refused(CHANGED)
        wanted = {**form.values(), **(more or {})}
        propose_and_tell(request, kind, about, before, wanted)

    return ask(
        request,
        form,
        save,
        template="organisation/ask.html",
        heading=heading,
        lead=lead,
        seen=seen,
        submit=_("Ask for it"),
        cancel_url=back,
        done=back,
        beside=beside,
    )


def mark(values: Values) -> str:
    """Of what stood there when a form was shown: two administrators change one thing in turn."""
    return sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


def propose_and_tell(
    request: SignedInRequest, kind: str, about: UUID, before: Values, wanted: Values
) -> None:
    """The page that comes after says who decides it, or that it is made."""
    made = propose(kind=kind, about=about, before=before, wanted=wanted, by=request.user)
    if made is None:
        messages.success(request, _("It is made. No director was there yet to agree."))
    else:
        tell_who_decides(request, "organisation", made.pk)
