"""Who must never know, and consent overridden by two."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.deciders import tell_who_decides
from fanal.accounts.models import Team
from fanal.accounts.reauthentication import asked_again
from fanal.cases import access as cases
from fanal.cases.queries.offered_partners import partners_by_fit
from fanal.cases.queries.people_around import people_around
from fanal.core.sealing.compartments import IDENTITY, WHEREABOUTS
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.keys.requests import Request
from fanal.sharing import access
from fanal.sharing.access import own_teams
from fanal.sharing.actions import rules
from fanal.sharing.forms import records
from fanal.sharing.queries import pages
from fanal.sharing.queries.teams import other_teams
from fanal.web.asking import ask, do, sent
from fanal.web.idempotency import idempotent, pressed
from fanal.web.typing import Answers


@idempotent
def never_tell(request: Request, case_id: UUID) -> HttpResponse:
    case = access.case_for(request.user, case_id)
    opens = IDENTITY in cases.compartments_for(request.user, case)
    around = people_around(case, request.ring) if opens else {}

    def put(answers: Answers) -> None:
        person = around.get(answers.pop("around"))
        rules.never_tell(
            case=case, by=request.user, around=person.entry if person else None, **answers
        )

    return ask(
        request,
        records.NeverTellForm(
            sent(request),
            offered={
                "partner": pages.partners_to_ask(request.user),
                "around": {key: person.words for key, person in around.items()},
            },
        ),
        put,
        done=reverse("sharing:case", args=[case.id]),
        heading=_("Name who must never know"),
        lead=_("Nor anybody who would tell: a relative, a colleague, an employer."),
        submit=_("Put on the list"),
        code=case.code_name,
    )


@asked_again
@pressed
def end_never_tell(request: Request, row_id: UUID) -> HttpResponse:
    row = access.never_tell_for(request.user, row_id)
    return do(
        request,
        lambda: rules.end_never_tell(row=row, by=request.user),
        done=reverse("sharing:case", args=[row.case_id]),
    )


@asked_again
@idempotent
def override(request: Request, case_id: UUID) -> HttpResponse:
    case = access.case_for(request.user, case_id)
    teams = other_teams(case)

    def make(answers: Answers) -> None:
        asked = rules.override(case=case, by=request.user, **answers)
        tell_who_decides(request, "override", asked.id)

    return ask(
        request,
        records.OverrideForm(
            sent(request),
            partners=pages.partners_to_ask(request.user),
            groups=partners_by_fit(case, request.user),
            offered={"team": teams},
            initial=_for_the_team(request.GET.get("team", ""), teams),
        ),
        make,
        done=reverse("sharing:case", args=[case.id]),
        heading=_("Tell without her consent"),
        lead=_("A second person has to agree. It holds for 24 hours and is written down."),
        submit=_("Ask the second person"),
        tone="danger",
        code=case.code_name,
    )


def _for_the_team(named: str, teams: QuerySet[Team]) -> dict[str, object]:
    """Propose what a team of ours has to be told to take a case over, where an offer leads here."""
    team = next((one for one in teams if str(one.pk) == named), None)
    if team is None:
        return {}
    # Between our own teams the gate asks for this purpose alone (`own_teams.may_tell_team`).
    told = [*own_teams.ALWAYS, WHEREABOUTS]
    return {"team": team.pk, "purpose": PartnerPurpose.RECEIVE_DOCUMENTS, "classes": told}
