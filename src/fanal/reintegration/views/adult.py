"""She turned 18: she is asked herself whether the plan goes on, then how she may be reached."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.keys.requests import Request, acting
from fanal.reintegration import access
from fanal.reintegration.actions import adult
from fanal.reintegration.forms import records
from fanal.reintegration.views.frame import asked
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def as_adult(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    access.opened(request.user, plan.person)

    def save(answers: Answers) -> str:
        goes_on = answers["goes_on"] == "yes"
        adult.asked_as_adult(
            plan=plan,
            goes_on=goes_on,
            way=answers["way"],
            words=answers["words"],
            on=answers["on"],
            **acting(request),
        )
        return reverse("reintegration:rules", args=[person_id]) if goes_on else ""

    return asked(
        request,
        plan.person,
        records.AsAdultForm(sent(request)),
        save,
        _("Asked as an adult"),
        lead=_(
            "Ask her alone. If she says no, nobody contacts her any more. What was promised to "
            "her parents or guardian ends with this."
        ),
    )
