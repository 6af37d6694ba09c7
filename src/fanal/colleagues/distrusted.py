"""A colleague of whom it was found that she may tell others: what she has in hand, what she opened,
and who can end her account. Traffickers bribe and infiltrate; a finding alone takes away nothing.
"""

from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.colleagues import access
from fanal.colleagues.lost_devices import administrators_but, all_in_hand, opened_until
from fanal.web.typing import Context


def page_of(reader: User, colleague_id: UUID) -> Context:
    colleague, since = access.distrusted_for(reader, colleague_id)
    return {
        "colleague": colleague,
        "since": since,
        "in_hand": all_in_hand(colleague, reader),
        "opened": opened_until(timezone.localdate(), colleague.pk, reader),
        "administrators": administrators_but(colleague),
    }
