"""Who may look at the health of the installation: whoever manages accounts."""

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.health import checks
from fanal.health.checks.base import CheckResult
from fanal.web.lookup import permitted_or_404


def results_for(user: User) -> list[CheckResult]:
    """What the checks found that no page waits for. Raises Http404."""
    permitted_or_404(user, Permission.MANAGE_ACCOUNTS)
    # Those that read a whole file or the whole journal take minutes: `fanal doctor` runs them.
    return checks.run(slow=False)
