"""Partners who may have told those who look for her what they know: by what was found of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from fanal.authority import ledger
from fanal.core.trust.areas import reachable_from
from fanal.partners.models import Partner, TrustFinding
from fanal.partners.queries.findings import as_core
from fanal.processes.process_cache import ProcessCache

_kept = ProcessCache[None, dict[UUID, list[date]]]()


def may_tell_others() -> Mapping[UUID, list[date]]:
    """Return by partner the days of such findings in order.

    A finding counts from the day on which one person said it; about an organisation, for each unit
    and person of it as well.
    """
    return _kept.get(None, _version, lambda: as_these_say(TrustFinding.objects.all()))


def _version() -> tuple[int | None, ...]:
    """What is withdrawn, or moved to another organisation, is read with the next minute."""
    counts = ledger.read().counts
    # How many rows there are, which the head of the ledger says: another finding is seen at once,
    # without reading them.
    return tuple(counts.get(model._meta.db_table) for model in (TrustFinding, Partner))


def as_these_say(findings: QuerySet[TrustFinding]) -> dict[UUID, list[date]]:
    """The same by these findings alone: by those that a reader may know."""
    days = defaultdict[UUID, set[date]](set)
    for row in findings.filter(withdrawn_on=None).exclude(about=None):
        if row.about_id and as_core(row).may_tell_others:
            days[row.about_id].add(row.said_on)
    return _with_their_parts(days) if days else {}


def bodies_of(unsafe: Collection[UUID]) -> set[UUID]:
    """Return the bodies to which these units and people belong, without those that are unsafe
    themselves: what is found of one of its people is not found of the whole."""
    above = dict(Partner.objects.order_by().values_list("id", "within"))
    chain = reachable_from(unsafe, lambda one: filter(None, [above.get(one)]))
    return set(chain) - set(unsafe)


def _with_their_parts(days: Mapping[UUID, set[date]]) -> dict[UUID, list[date]]:
    rows = Partner.objects.order_by().values_list("id", "within", "merged_into")
    above = {id: [one for one in (within, merged) if one] for id, within, merged in rows}

    def said_of(id: UUID) -> set[date]:
        """Return the days of what was said of the partner itself and of all that it is a part
        of."""
        parts = reachable_from([id], lambda one: above.get(one, ()))
        return {day for one in parts for day in days.get(one, ())}

    return {id: sorted(found) for id in above if (found := said_of(id))}
