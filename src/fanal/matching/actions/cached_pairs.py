"""Keeping the likely pairs of a team until its register changes."""

from django.db import transaction

from fanal.keys.ring import Ring
from fanal.matching.models import CachedPairs
from fanal.matching.queries.cached_pairs import Compared, written
from fanal.people.models import SearchFolder


@transaction.atomic
def keep_pairs(*, done: Compared, ring: Ring) -> None:
    """Seal them in place of the older ones; nothing where they may not be kept.

    Derived from rows that are written down already, and read only by who could make it anew: no
    entry of the journal beside the one for looking.
    """
    if done.to_keep is None:
        return
    team, state = done.to_keep
    folder = SearchFolder.objects.get(team=team).folder
    # Locked: two pages that compared at once replace one row and do not insert two.
    row = CachedPairs.objects.select_for_update().filter(team=team).first()
    row = row or CachedPairs(team=team, folder=folder)
    row.state = state
    row.seal(ring, {"files": done.files, "pairs": [written(pair) for pair in done.pairs]})
    row.save()
