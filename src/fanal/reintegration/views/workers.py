"""Giving a plan to the colleague who asks her from now on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fanal.cases.forms.tasks import OfColleagues
from fanal.keys.requests import Request
from fanal.reintegration import access
from fanal.reintegration.actions import workers
from fanal.reintegration.queries.workers import who_may_ask
from fanal.reintegration.views.frame import asked
from fanal.web.asking import sent
from fanal.web.idempotency import idempotent
from fanal.web.typing import Answers


@idempotent
def give_plan(request: Request, person_id: UUID) -> HttpResponse:
    plan = access.running_plan_for(request.user, person_id)
    colleagues = {str(one.pk): one for one in who_may_ask(plan)}
    choices = [(pk, one.display_name) for pk, one in colleagues.items()]

    def save(answers: Answers) -> None:
        workers.give_plan(plan=plan, to=colleagues[answers["to"]], by=request.user)

    form = OfColleagues(choices, sent(request))
    return asked(request, plan.person, form, save, _("Who asks her how she is?"))
