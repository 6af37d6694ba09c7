"""A case seen from outside: who must never know, and who has what."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fanal.accounts.deciders import nobody, waits_for, who_decides
from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.cases.queries.colleagues import colleagues_of, leads_of
from fanal.cases.queries.people_around import PersonKnownToCase, people_around
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import FILES, IDENTITY
from fanal.keys.requests import Request
from fanal.sharing import access
from fanal.sharing.models import Override
from fanal.sharing.queries import pages
from fanal.sharing.queries.not_said_which import since_when
from fanal.sharing.queries.two_countries import OTHER_SIDES


@require_GET
def who_has_what(request: Request, case_id: UUID) -> HttpResponse:
    case = access.case_for(request.user, case_id)
    knows_why = access.knows_why(request.user, case)
    approves = request.user.may(Permission.APPROVE_DISCLOSURE)
    around = _around(request, case)
    context = {
        "case": case,
        "several": len(case.concerned) > 1,
        "knows_why": knows_why,
        "reads_overrides": knows_why or approves,
        "sent": pages.shown_disclosures(case, request.user),
        "not_said_which": since_when(request.user, case) if knows_why else None,
        "referrals": pages.referrals_for(request.user).filter(case=case),
        "transfers": access.as_they_were_made(access.transfers_for(request.user).filter(case=case)),
        "never": [
            (row, who, knows_why and access.may_end_never_tell(request.user, row))
            for row, who in pages.must_not_know(case, around)
        ],
        "around": [person for person in around.values() if person.never_told],
        "sides": access.sides_for(request.user).filter(case=case).prefetch_related(OTHER_SIDES),
        "partner_files": case.partner_files.select_related("partner", "person"),
        "leads": cases.leads(request.user, case),
        "works": colleagues_of(case).filter(pk=request.user.pk).exists(),
        "may_propose": leads_of(case).order_by("display_name"),
        "documents": FILES in cases.compartments_for(request.user, case),
        "overridden": pages.overridden_now(case, timezone.localtime()),
        "overrides": _waiting(case, request.user),
    }
    return render(request, "sharing/case.html", context)


def _around(request: Request, case: Case) -> dict[str, PersonKnownToCase]:
    """The people around her, where the reader may know who they are; that it was opened is written
    down where one of them is named on the page."""
    if IDENTITY not in cases.compartments_for(request.user, case):
        return {}
    around = people_around(case, request.ring)
    listed = {str(row.around_id) for row in case.never_tell.all()}
    if any(person.never_told or key in listed for key, person in around.items()):
        cases.opened(request.user, case, IDENTITY, ring=request.ring)
    return around


def _waiting(case: Case, user: User) -> list[Override]:
    """What waits for its second person, each with who that is, and what she said no to since.
    `mine`: whether that is this user."""
    rows = case.overrides.filter(second=None)
    overrides = list(rows.select_related("partner", "team", "first", "declined_by"))
    for row in overrides:
        able = [] if row.declined_on else who_decides("override", row.id)
        row.mine = user in able
        row.waits_for = waits_for(able) if able else nobody("override", user)
    return overrides
