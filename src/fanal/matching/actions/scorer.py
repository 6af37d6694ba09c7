"""The scorer learns from every answer; each time it does, a new version of it is kept. And keeping
the likely pairs of a team until its register changes."""

import numpy as np
from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.core.errors import Refused
from fanal.core.extras import has
from fanal.core.libraries import own_errors
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.matching.models import CachedPairs, Scorer
from fanal.matching.queries.cached_pairs import Compared, as_json, how_many, labels, weights_for
from fanal.matching.queries.register import closest, table
from fanal.people.file_entries import entries_by_file
from fanal.people.models import SearchFolder
from scriptnames import FEWEST_ANSWERS, Comparer

EVERY = 10  # answers after which it learns again


def learn_where_due(*, team: Team, by: User, ring: Ring) -> Scorer | None:
    """Learn from the answers, once there are enough of each kind and some are new. Nothing where
    `fanal[registers]` is not installed: the weights of the first day stay."""
    if not has("registers"):
        return None
    same, other = how_many(team)
    newest = weights_for([team])[1]
    due = (newest.learned_from if newest else 0) + EVERY
    if min(same, other) < FEWEST_ANSWERS or same + other < due:
        return None
    try:
        return learn(team=team, by=by, ring=ring)
    except Refused:  # too few of them can be read: the weights stay
        return None


@transaction.atomic
def learn(*, team: Team, by: User, ring: Ring) -> Scorer:
    """Move the weights of the first day by all answers of the team. Raises Refused for too few.

    Always from the first day on: the same answers make the same weights, in whatever order.
    """
    of = table(entries_by_file(by, ring, team))
    first_day = Comparer()
    answers = labels(team)
    compared = [(closest(of, one, other, first_day.weights), same) for one, other, same in answers]
    known = [(pair, same) for pair, same in compared if pair]
    if not known:
        raise Refused(say("no answer can be read: nothing is learned yet"))
    left = np.array([pair.left for pair, _ in known], dtype=np.int64)
    right = np.array([pair.right for pair, _ in known], dtype=np.int64)
    same = np.array([same for _, same in known])
    with own_errors():
        comparer = first_day.learned(of.register, left, right, same)
    number = Scorer.objects.filter(team=team).count() + 1
    audit.record(act="register.learned", by=by, about=team.pk, detail={"version": number})
    return Scorer.objects.create(
        team=team,
        number=number,
        learned_from=len(answers),
        made_on=timezone.localdate(),
        weights=comparer.weights.to_json(),
    )


@transaction.atomic
def cache_pairs(*, done: Compared, ring: Ring) -> None:
    """Seal them in place of the older ones; nothing where they may not be cached.

    Derived from rows that are written down already, and read only by who could make it anew: no
    entry of the journal beside the one for looking.
    """
    if done.cache_as is None:
        return
    team, state = done.cache_as
    folder = SearchFolder.objects.get(team=team).folder
    # Locked: two pages that compared at once replace one row and do not insert two.
    row = CachedPairs.objects.select_for_update().filter(team=team).first()
    row = row or CachedPairs(team=team, folder=folder)
    row.state = state
    row.seal(ring, {"files": done.files, "pairs": [as_json(pair) for pair in done.pairs]})
    row.save()
