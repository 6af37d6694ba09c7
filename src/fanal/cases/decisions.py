"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.cases.actions.carers import end_carer_decision
from fanal.cases.deciding import STATE, carer_to_agree, how_many_states
from fanal.cases.queries import waiting
from fanal.core.roles import Permission
from fanal.database.sql import is_set
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "closure",
        _("Agree to close a case"),
        "cases.Closure",
        frozenset({Permission.WORK_CASES}),
        rows=waiting.closures,
        some="SELECT 1 FROM cases_closure WHERE agreed_on IS NULL AND dropped_on IS NULL",
        takes=_("It takes another colleague of the team."),
    ),
    RequestKind(
        "carer",
        _("Agree who consents for a child"),
        "cases.CarerDecision",
        frozenset({Permission.WORK_CASES}),
        rows=waiting.carers,
        refuse=lambda by, id: end_carer_decision(row=carer_to_agree(by, id), by=by),
        some="SELECT 1 FROM cases_carerdecision WHERE second_id IS NULL AND ended_on IS NULL",
        takes=_("It takes another colleague of the team; a lead is one of the two."),
    ),
    RequestKind(
        STATE,
        _("Decide whether she is in danger: two answers do not agree"),
        "cases.StateCode",
        frozenset({Permission.LEAD_CASES}),
        rows=waiting.states,
        count=how_many_states,
        some="SELECT 1 FROM cases_statecode s JOIN cases_case c ON c.id = s.case_id "  # noqa: S608
        f"WHERE {is_set('s.may_need_lead')} AND NOT c.closed",
        takes=_("It takes a lead of the team, whom no conflict keeps out."),
    ),
    RequestKind(
        "opening",
        _("Review an emergency opening"),
        "cases.BreakGlass",
        frozenset({Permission.REVIEW_BREAK_GLASS}),
        rows=waiting.openings,
        count=waiting.how_many_openings,
        refused=_("Your emergency opening was not right, says its review"),
        some="SELECT 1 FROM cases_breakglass WHERE reviewed_on IS NULL",
        takes=_("It takes a lead of the team of the case, or a director, other than you."),
    ),
]
