"""Where a unit compares: the exchange written down, the key, our encodings, the unit's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fanal.accounts.asking_again import asked_again
from fanal.registers import access, actions, forms
from fanal.registers.views.exchanges import made_file, write_down
from fanal.web.asking import ask, sent
from fanal.web.once import once


@asked_again
@once
def new(request: HttpRequest) -> HttpResponse:
    lead = _(
        "A third organisation compares both lists and never gets the key. Nothing leaves before "
        "a second person agreed."
    )
    heading = _("A new exchange through a unit")
    return write_down(request, forms.UnitExchangeForm, heading=heading, lead=lead)


@asked_again
@require_POST
def key(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    row = access.led_unit_for(request.user, exchange_id)
    return made_file(request, row, actions.key_file, "key")


@asked_again
@require_POST
def encodings(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    row = access.led_unit_for(request.user, exchange_id)
    return made_file(request, row, actions.encodings_file, "encodings")


@once
def answer(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """The last step: the unit's answer becomes pairs, and the key is deleted."""
    row = access.led_unit_for(request.user, exchange_id)
    form = forms.UnitAnswerForm(sent(request), request.FILES or None)

    def save(_told: dict[str, Any]) -> str:
        actions.take_answer(exchange=row, by=request.user, ring=request.ring, **form.read())
        return reverse("registers:exchange", args=[row.id])

    return ask(
        request, form, save, heading=_("The unit's answer"),
        lead=_("With it the run is over: our key and our list are deleted."),
        submit=_("Take it in"), back_url=reverse("registers:exchange", args=[row.id]),
    )  # fmt: skip
