"""The pages that only show: how files end here, and which time is over."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fanal.core.roles import Permission
from fanal.keys.requests import Request
from fanal.retention import access, policy
from fanal.retention.actions.review_journal import looked
from fanal.retention.queries import holding, old_backups, pages
from fanal.retention.queries.expired_files import cases_over, files_over
from fanal.retention.queries.registers import registers_over
from fanal.web.pagination import page_of


@require_GET
def listed(request: Request) -> HttpResponse:
    user = request.user
    access.must_look(user)
    rules = policy.policy()
    context = {
        "decides": access.decides(user),
        "leads": user.may(Permission.LEAD_CASES),
        "asked": pages.asked_by(user),
        "under_way": pages.under_way(),
        "holds": access.holds_seen_by(user, holding.in_force()),
        "erased": pages.erased() if access.decides(user) else [],
        "backups": old_backups.ends() if access.decides(user) else None,
        "periods": pages.periods(rules),
        "registers": [(kind.sentence(), one) for kind, one in rules.registers.items()],
        "rules": rules,
        "decided": policy.is_decided(),
        "fault": policy.fault(),
    }
    return render(request, "retention/list.html", context)


@require_GET
def over(request: Request) -> HttpResponse:
    """Show the files whose time is over: births and the legal part of these are opened, and that is
    told."""
    access.must_lead(request.user)
    # Also of many that are kept for years each is reached, and those that nothing keeps.
    page = page_of(request, cases_over(request.user))
    rows = files_over(list(page), request.ring)
    looked(by=request.user, cases=len(rows))
    context = {
        "rows": rows,
        "page": page,
        "years": policy.policy().shortest_and_longest(),
        "registers": registers_over(request.user),
    }
    return render(request, "retention/over.html", context)
