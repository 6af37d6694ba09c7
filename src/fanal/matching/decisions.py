"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.matching.access import exchange_for
from fanal.matching.actions.exchanges import end_exchange
from fanal.matching.queries import waiting
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "confirmation",
        _("Confirm somebody who was found"),
        "registers.Confirmer",
        frozenset({Permission.LEAD_CASES, Permission.APPROVE_DISCLOSURE}),
        rows=waiting.confirmations,
        takes=_("It takes a lead or a director from elsewhere."),
        some="SELECT 1 FROM registers_confirmer c "
        "JOIN registers_tracingrequest r ON r.id = c.request_id WHERE r.ended_on IS NULL",
    ),
    RequestKind(
        "exchange",
        _("Agree to an exchange of lists"),
        "registers.Exchange",
        frozenset({Permission.APPROVE_DISCLOSURE}),
        rows=waiting.exchanges,
        refuse=lambda by, id: end_exchange(exchange=exchange_for(by, id), by=by),
        count=waiting.how_many_exchanges,
        some="SELECT 1 FROM registers_exchange WHERE agreed_by_id IS NULL AND ended_on IS NULL",
        takes=_("It takes another lead of the team, or a director."),
    ),
    RequestKind(
        "follow_up",
        _("Answer what a partner asks"),
        "registers.FollowUp",
        frozenset({Permission.WORK_CASES}),
        rows=waiting.follow_ups,
        some="SELECT 1 FROM registers_followup WHERE to_id IS NOT NULL AND closed_on IS NULL",
        takes=_("It takes a colleague of the team."),
    ),
]
