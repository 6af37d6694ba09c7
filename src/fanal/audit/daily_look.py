"""Verifies the whole journal from its first entry, once a day, a part with each sweep.

In one go it took 15 s of CPU for 220,000 entries and grew with every act, while the sweep that
raises alarms waited. At the end, the page of auditors goes on from there. If a part finds a fault,
the journal is examined as a whole before anybody is told: a later entry may acknowledge the fault.
"""

from fanal.audit import checkpoints
from fanal.audit.checkpoints import FROM_THE_FIRST, Checkpoint
from fanal.audit.journal_facts import JournalFacts, gather
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.queries import entries_with_content, examine_and_keep
from fanal.core.sealing import chain
from fanal.sealed.server_key import derived

NAME = "journal.look"
AT_ONCE = 1_000  # entries of one part, in a tenth of a second
A_DAY = 250  # parts at most, however long the journal: the documented timer runs 288 times


def go_on(*, begin: bool) -> bool:
    """The next part of the look that is under way; `begin` one where none is. Whether anything is
    wrong."""
    before = checkpoints.noted(NAME)
    if before is FROM_THE_FIRST and not begin:
        return False
    last = JournalHead.objects.values_list("number", flat=True).first() or 0
    up_to = before.number + max(AT_ONCE, last // A_DAY)
    if up_to >= last:
        _forget()
        return bool(examine_and_keep(before).faults)
    after = _looked_through(before, up_to)
    if after is None:
        _forget()
        return bool(examine_and_keep(FROM_THE_FIRST).faults)
    checkpoints.keep(after, NAME)
    return False


def _looked_through(before: Checkpoint, up_to: int) -> Checkpoint | None:
    """How far it is whole now; None where something was found."""
    facts = JournalFacts(
        keys=dict(before.keys), set_up=before.set_up, begins=before.begins, last=before.last
    )
    rows = JournalEntry.objects.filter(number__gt=before.number, number__lte=up_to)
    walk = gather(entries_with_content(rows), {up_to}, facts)
    found = chain.faults(derived("journal"), walk, None, (before.number, before.mark))
    if found or facts.faults or up_to not in facts.marks:
        return None
    mark, rest = facts.marks[up_to], (facts.set_up, facts.begins, facts.last)
    return Checkpoint(up_to, mark, 0, *rest, keys=facts.keys)


def _forget() -> None:
    """Delete the note before the last part is looked at: the next day begins anew, whatever becomes
    of it."""
    checkpoints.path(NAME).unlink(missing_ok=True)
