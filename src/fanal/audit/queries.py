"""Reading the journal: is it whole, and what does it say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import BinaryField, ExpressionWrapper, F, QuerySet

from fanal.audit import second_place
from fanal.audit.models import Entry, Head
from fanal.core.sealing import chain
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.words import Sentence
from fanal.server_key import derived, open_text

DETAIL = Entry._meta.get_field("detail").context()


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


def entries() -> QuerySet[Entry]:
    """The journal, latest first, with who acted."""
    return Entry.objects.select_related("by").order_by("-number")


def _links() -> Iterator[chain.Link]:
    """The chain as it stands. An entry whose sealed part does not open counts as changed."""
    raw = ExpressionWrapper(F("detail"), output_field=BinaryField())
    rows = Entry.objects.order_by("number").defer("detail").annotate(raw=raw)
    for entry in rows.iterator():
        try:
            content = entry.content(open_text(entry.raw, DETAIL))
        except BrokenSeal:
            content = b""
        yield chain.Link(entry.number, content, bytes(entry.before), bytes(entry.mark))
