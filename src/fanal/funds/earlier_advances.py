"""What a colleague has in hand of earlier advances."""

from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.funds.advances import OpenAdvance
from fanal.funds.models import CashAdvance
from fanal.funds.slips import advance_slips_of


def open_advances(who: User, but: UUID | None = None) -> list[OpenAdvance]:
    """Return what this colleague has in hand of earlier advances."""
    rows = advance_slips_of(CashAdvance.objects.filter(asked_by=who, over_on=None))
    today = timezone.localdate()
    return [slip for row in rows if row.id != but and (slip := row.open(today))]
