"""Reading the journal: is it whole, and what does it say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from fanal.audit import second_place
from fanal.audit.models import Entry, Head
from fanal.core.sealing import chain
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import Sentence, say
from fanal.sealed_columns import do_not_open
from fanal.server_key import derived


def verify() -> tuple[int, bytes, list[Sentence]]:
    """Number and mark of the head, and what is wrong, in the journal's order."""
    head = Head.objects.filter(id=1).first() or Head()
    faults = chain.faults(derived("journal"), _links(), (head.number, bytes(head.mark)))
    noted = second_place.head()
    if noted:
        known = {str(fault) for fault in faults}
        again = chain.faults(derived("journal"), _links(), noted)
        faults += [fault for fault in again if str(fault) not in known]
    return head.number, bytes(head.mark), faults


def moved_values() -> list[Sentence]:
    """Every value under the server's key that does not open in its row: changed, or moved there."""
    return [
        say(
            "{table}, {column} of row {row}: not what was sealed there",
            table=table, column=column, row=row,
        )
        for table, column, row in do_not_open()
        if table != Entry._meta.db_table  # an entry that does not open is told with the chain
    ]  # fmt: skip


def entries() -> QuerySet[Entry]:
    """The journal, latest first, with who acted."""
    return Entry.objects.select_related("by").order_by("-number")


def _links() -> Iterator[chain.Link]:
    """The chain as it stands. An entry whose sealed part does not open counts as changed."""
    for entry in Entry.objects.order_by("number").iterator():
        try:
            content = entry.content()
        except BrokenSeal:
            content = b""
        yield chain.Link(entry.number, content, bytes(entry.before), bytes(entry.mark))
