"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.organisation import absence_access, access, actions
from fanal.organisation.absence_access import DECIDES
from fanal.organisation.actions import stand_ins as stand_in_actions
from fanal.organisation.actions import travel
from fanal.organisation.queries.pages import shown
from fanal.web.decisions import RequestKind, WaitingRequest


def changes(user: User) -> Iterator[WaitingRequest]:
    page = reverse("organisation:changes")
    for row in access.changes_for(user):
        shown_change = shown(row)
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.by,
            whom=f"{shown_change.title} · {shown_change.name}",
            until=row.until,
        )


def stand_ins(user: User) -> Iterator[WaitingRequest]:
    page = reverse("organisation:absences_to_decide")
    for row in absence_access.stand_ins_to_agree(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.asked_by,
            whom=f"{row.stand_in} · {row.team}",
            until=row.until,
        )


def travels(user: User) -> Iterator[WaitingRequest]:
    page = reverse("organisation:absences_to_decide")
    for row in absence_access.travels_to_decide(user):
        asked = row.back_asked_on or row.since
        yield WaitingRequest(row.id, f"{page}#id-{row.id}", asked, row.user, until=row.until)


TAKES_A_LEAD = _(
    "It takes another lead of the team; a director where there is none. Never whoever asked, nor "
    "whoever is away."
)
DECISIONS = [
    RequestKind(
        "organisation",
        _("Agree to a change of the organisation"),
        "organisation.OrganisationChange",
        frozenset({Permission.SEE_OVERVIEW}),
        rows=changes,
        mailed=False,
        refuse=lambda by, id: actions.refuse(row=access.change_for(by, id), by=by),
        some="SELECT 1 FROM organisation_organisationchange",
        takes=_("It takes a director. Never whoever asked, nor the person whose account it is."),
    ),
    RequestKind(
        "stand_in",
        _("Agree to a stand-in"),
        "absences.StandIn",
        DECIDES,
        rows=stand_ins,
        refuse=lambda by, id: stand_in_actions.refuse(
            row=absence_access.stand_in_to_agree(by, id), by=by
        ),
        some="SELECT 1 FROM absences_standin WHERE agreed_on IS NULL",
        takes=TAKES_A_LEAD,
    ),
    RequestKind(
        "travel",
        _("Decide whether travel mode ends early"),
        "absences.TravelMode",
        DECIDES,
        rows=travels,
        takes=TAKES_A_LEAD,
        refuse=lambda by, id: travel.keep_away(row=absence_access.travel_to_decide(by, id), by=by),
        some="SELECT 1 FROM absences_travelmode WHERE back_asked_on IS NOT NULL",
    ),
]
