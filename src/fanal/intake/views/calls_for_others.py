"""A call that somebody takes who opens no case: at the side of a session in a village, say.

It is sealed to the team of the office. Of the session nothing comes along but the area.
"""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.absences.reachable import leads_to_call
from fanal.accounts.access import case_teams
from fanal.accounts.models import User
from fanal.intake import access, actions, forms
from fanal.keys.requests import Request, acting
from fanal.partners.models import Area
from fanal.web.asking import ask, sent
from fanal.web.idempotency import idempotent
from fanal.web.places import area_name
from fanal.web.typing import Answers


@idempotent
def side_question(request: Request) -> HttpResponse:
    access.must_pass_on(request.user)
    # Of her own office: who works with communities elsewhere is no way into its teams.
    teams = {str(team.pk): team for team in case_teams().filter(office=request.user.office)}
    form = forms.CallForm(
        sent(request),
        offered={"team": {key: team.name for key, team in teams.items()}},
        initial=_where(request),
    )

    return ask(
        request,
        form,
        lambda told: actions.pass_on(
            team=teams[told["team"]],
            answers=form.answers(),
            urgent=told["urgent"],
            **acting(request),
        ),
        template="intake/side_question.html",
        done=reverse("prevention:today"),
        message=_("Saved. The team reads it; you do not open it again."),
        leads=_leads(request.user),
    )


def _where(request: Request) -> Answers:
    """The area of the session, by name, and nothing else of it."""
    try:
        area = Area.objects.filter(id=UUID(request.GET.get("area", ""))).first()
    except ValueError:
        area = None
    return {"where": area_name(area)} if area else {}


def _leads(user: User) -> list[str]:
    """Who leads the teams of the office: whom to call when somebody has to go there now."""
    teams = case_teams().filter(office=user.office)
    found = leads_to_call(list(teams.values_list("pk", flat=True)), reader=user)
    return list(dict.fromkeys(name for names in found.values() for name in names))
