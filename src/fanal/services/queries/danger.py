"""Partners that were found dangerous. All that is on file decides, whatever the reader may know: a
finding that is closed to her closes the door all the same, and the page says whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from fanal.core.trust.vocabulary import TrustLevel
from fanal.partners.queries.directory import levels_of
from fanal.partners.queries.world import world


def dangerous(partners: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these that were found dangerous, themselves or a body that they belong to, and that
    no two people allow by name today. No query where none is asked for."""
    asked = set(partners)
    if not asked:
        return frozenset()
    today, on_file = timezone.localdate(), world()
    allowed = {one.party for one in on_file.allowances if one.until is None or one.until >= today}
    return frozenset(
        one
        for one in asked
        if TrustLevel.DANGEROUS in levels_of(on_file, str(one), today) and str(one) not in allowed
    )
