"""Whether a colleague has learned what a task of hers asks for."""

from datetime import date

from django.db.models import Q

from fanal.accounts.models import User
from fanal.colleagues.models import Qualification
from fanal.core.colleagues.validity import QualificationKind


def is_qualified(user: User, kind: QualificationKind, day: date) -> bool:
    """Whether a lead or a director wrote so, and it had not ended on that day."""
    lasts = Q(until=None) | Q(until__gte=day)
    rows = Qualification.objects.filter(lasts, colleague=user, on__lte=day)
    return any(row.named is kind for row in rows)
