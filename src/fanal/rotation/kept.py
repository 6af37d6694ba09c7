"""What only she opens who left: it stays wrapped to her until somebody else opens it, or only the
recovery sheets would."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.keys.models import Grant
from fanal.keys.whereabouts_access import WITH_A_PLACE, active_grants


def end_grants_others_open(user: User) -> int:
    """Erase what was granted to her by name, but where nobody else would open where people sleep.
    How many grants."""
    held = Grant.objects.filter(to_keys__user=user, revoked=None)
    kept = [one.pk for one in only_hers(user)]
    rows = held.exclude(pk__in=kept)
    return rows.update(revoked=timezone.localdate(), wrapped=b"")


def only_hers(user: User) -> list[Grant]:
    """Her grants of where people sleep, in folders in which nobody else at work opens it."""
    where = active_grants().filter(WITH_A_PLACE, compartments__contains=WHEREABOUTS)
    hers = where.filter(to_keys__user=user, waits_for=None)
    others = _others(where, user)
    return [one for one in hers if (one.folder_id, one.generation) not in others]


def _others(where: QuerySet[Grant], user: User) -> set[tuple[object, int]]:
    rows = where.exclude(to_keys__user=user).filter(
        waits_for=None, to_keys__user__is_active=True,
        folder__in=where.filter(to_keys__user=user).values("folder"),
    )  # fmt: skip
    return set(rows.values_list("folder", "generation"))
