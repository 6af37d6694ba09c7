"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.journeys import access
from fanal.journeys.actions import decisions as decision_actions
from fanal.journeys.actions import missing
from fanal.journeys.queries import decisions
from fanal.web.decisions import RequestKind

APPROVES = frozenset({Permission.APPROVE_DISCLOSURE})
DECISIONS = [
    RequestKind(
        "journey_decision",
        _("Go on with a journey all the same"),
        "journeys.Decision",
        APPROVES,
        rows=decisions.decisions,
        refuse=lambda by, id: decision_actions.end_decision(
            decision=decisions.decision_to_decide(by, id), by=by
        ),
        some="SELECT 1 FROM journeys_decision WHERE second_id IS NULL AND ended_on IS NULL",
        takes=_("It takes a lead of the team or a director, other than you, who does not travel."),
    ),
    RequestKind(
        "missing_sheet",
        _("Let a partner look for a missing person"),
        "journeys.MissingSheet",
        APPROVES,
        rows=decisions.sheets,
        refuse=lambda by, id: missing.refuse_to_look(sheet=access.sheet_to_agree(by, id), by=by),
        count=lambda user: access.sheets_to_agree(user).order_by().count(),
        some="SELECT 1 FROM journeys_missingsheet s "
        "JOIN sharing_override o ON o.id = s.override_id "
        "WHERE o.second_id IS NULL AND o.declined_on IS NULL",
        takes=_("It takes a lead or a director, other than you, whom no conflict keeps out."),
    ),
]
