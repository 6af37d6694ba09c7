"""Who may look at the health of the installation: whoever manages accounts."""

from __future__ import annotations

from django.http import Http404

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.health import checks
from fanal.health.checks.base import CheckResult


def results_for(user: User) -> list[CheckResult]:
    """What the checks found that no page waits for. Raises Http404."""
    if not user.may(Permission.MANAGE_ACCOUNTS):
        raise Http404
    return checks.run(slow=False)
