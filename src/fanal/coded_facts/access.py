"""Who reads pages of numbers, and so what their codes mean."""

from fanal.accounts.models import User
from fanal.core.roles import READS_NUMBERS, Permission
from fanal.web.lookup import permitted_or_404

# Who reads numbers of her own work.
COUNTS_OWN = {Permission.LEAD_CASES, Permission.WORK_PREVENTION, Permission.WORK_FUNDS}
READS_PAGES = READS_NUMBERS | COUNTS_OWN


def must_read_numbers(user: User) -> None:
    """Raise `Http404` for whoever reads no page of numbers: the dictionary of them is of no use."""
    permitted_or_404(user, *READS_PAGES)
