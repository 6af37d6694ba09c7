"""Which source knows whom: kept in codes, each with a keyed digest instead of the person's id."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import transaction

from fanal.audit import actions as audit
from fanal.figures.models import CodedLink, LinksMadeOf
from fanal.sealed.server_key import derived, marked

if TYPE_CHECKING:
    from fanal.accounts.models import User


class RecordedFact(NamedTuple):
    """A person is known to a source: her id, the source, when, where, and what she counts as."""

    person: UUID
    source: str
    month: date
    area: str
    counts_as: str


@transaction.atomic
def note_links(*, links: Iterable[RecordedFact], by: User) -> int:
    """Keep links, each with the person's id replaced by a keyed digest. Returns how many."""
    # The month alone stands in clear, to be asked for; the day of a contact would point at
    # somebody.
    rows = [CodedLink(month=link.month.replace(day=1), fact=coded(link)) for link in links]
    CodedLink.objects.bulk_create(rows)
    audit.record(act="figures.linked", by=by, detail={"links": len(rows)})
    return len(rows)


@transaction.atomic
def renew_own(links: Iterable[RecordedFact]) -> int:
    """Make the links of our own files equal to `links`: new ones are added, those that no longer
    hold are deleted. Returns how many changed; the journal is written only if any did.

    What a link says follows from its id, a keyed digest, so that none is opened to compare them.
    """
    wanted = {_id_of(link): link for link in links}
    stale = []
    for id, month in CodedLink.objects.filter(own=True).order_by().values_list("id", "month"):
        # The month stands beside what is sealed, so somebody could have moved it in the database:
        # then it is made anew.
        if id in wanted and wanted[id].month == month:
            del wanted[id]
        else:
            stale.append(id)
    CodedLink.objects.filter(id__in=stale).delete()
    new = [
        CodedLink(id=id, month=one.month, fact=coded(one), own=True) for id, one in wanted.items()
    ]
    CodedLink.objects.bulk_create(new)
    # The sweep runs each day: an entry that says that nothing changed would bury those that say
    # something.
    if new or stale:
        audit.record(
            act="figures.linked", by=None, detail={"links": len(new), "deleted": len(stale)}
        )
    return len(new) + len(stale)


def _id_of(one: RecordedFact) -> UUID:
    # All that a link says is in its id, so a link that is written twice at once becomes one row.
    text = f"{one.person.hex}|{one.month}|{one.source}|{one.area}|{one.counts_as}"
    return UUID(marked(text, "figures.link")[:32])


@transaction.atomic
def renew_where_changed(stored: str, links: Callable[[], Iterable[RecordedFact]]) -> int:
    """The same, only where `stored`, of what the links are made, is other than the last time, or
    they are others than were left. It was read before `links` are."""
    row = LinksMadeOf.objects.filter(id=1).first() or LinksMadeOf(id=1)
    if row.mark == _mark(stored):
        return 0
    changed = renew_own(links())
    row.mark = _mark(stored)
    row.save()
    return changed


def _mark(stored: str) -> str:
    # With the number of links: whoever deletes some in the database has them made again by the
    # next sweep.
    return marked(f"{stored} {CodedLink.objects.filter(own=True).count()}", "links made of")


def coded(one: RecordedFact) -> str:
    # Keyed: a plain hash of an id could be looked up for every id of a stolen database.
    pseudonym = hmac.new(derived("figures"), one.person.bytes, "sha256").hexdigest()
    fact = {"pseudonym": pseudonym, "source": one.source, "area": one.area}
    return json.dumps(fact | {"counts_as": one.counts_as})
