"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.retention import access
from fanal.retention.actions import erasing
from fanal.retention.actions import holds as hold_actions
from fanal.retention.actions import registers as register_actions
from fanal.retention.queries import deciding, pages
from fanal.retention.queries.registers import registers_for
from fanal.web.decisions import RequestKind, WaitingRequest
from fanal.web.words import translated


def erasures(user: User) -> Iterator[WaitingRequest]:
    page = reverse("retention:waiting")
    for row in deciding.erasures_for(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.by,
            about=pages.named(row),
            until=row.until,
        )


def holds(user: User) -> Iterator[WaitingRequest]:
    page = reverse("retention:waiting")
    for row in deciding.holds_for(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            # Who asks for the lifting is the one to whom a second person answers, not who put it
            # on.
            row.lift_on or row.on,
            row.lift_by or row.by,
            about=row.person or row.case,
            until=row.until,
            state=str(row.waits_for),
        )


def registers(user: User) -> Iterator[WaitingRequest]:
    page = reverse("retention:waiting")
    for row in registers_for(user):
        yield WaitingRequest(
            row.id,
            f"{page}#id-{row.id}",
            row.asked_on,
            row.by,
            until=row.until,
            whom=f"{row.shelter.name} · {translated(row.of.sentence())}",
        )


DECIDE = frozenset({Permission.SEE_OVERVIEW, Permission.LEAD_CASES})
TAKES = _(
    "It takes a director, or the lead of another team, whom no conflict of interest keeps out."
)
DECISIONS = [
    RequestKind(
        "erasure",
        _("Agree that a file is erased"),
        "retention.Erasure",
        DECIDE,
        rows=erasures,
        refuse=lambda by, id: erasing.refuse(row=access.erasure_for(by, id), by=by),
        some="SELECT 1 FROM retention_erasure WHERE agreed_on IS NULL",
        takes=TAKES,
    ),
    RequestKind(
        "hold",
        _("Agree to a legal hold, or that it is lifted"),
        "retention.LegalHold",
        DECIDE,
        rows=holds,
        refuse=lambda by, id: hold_actions.refuse_hold(
            row=access.hold_to_decide_for(by, id), by=by
        ),
        some="SELECT 1 FROM retention_legalhold WHERE ended_on IS NULL"
        " AND (agreed_on IS NULL OR lift_on IS NOT NULL)",
        takes=TAKES,
        stated={
            "hold": _("Agree to a legal hold"),
            "lift": _("Agree that a legal hold is lifted"),
        },
    ),
    RequestKind(
        "register_erasure",
        _("Agree that old registers of a shelter are erased"),
        "retention.RegisterErasure",
        DECIDE,
        rows=registers,
        refuse=lambda by, id: register_actions.refuse_register(
            row=access.register_to_decide_for(by, id), by=by
        ),
        some="SELECT 1 FROM retention_registererasure WHERE agreed_on IS NULL",
        takes=_("It takes a director, or the lead of another team."),
    ),
]
