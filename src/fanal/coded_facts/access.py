"""Who reads pages of numbers, and so what their codes mean."""

from __future__ import annotations

from django.http import Http404

from fanal.accounts.models import User
from fanal.core.roles import READS_NUMBERS, Permission

# Who reads numbers of her own work.
COUNTS_OWN = {Permission.LEAD_CASES, Permission.WORK_PREVENTION, Permission.WORK_FUNDS}
READS_PAGES = READS_NUMBERS | COUNTS_OWN


def must_read_numbers(user: User) -> None:
    """`Http404` for whoever reads no page of numbers: the dictionary of them is of no use."""
    if not any(map(user.may, READS_PAGES)):
        raise Http404
