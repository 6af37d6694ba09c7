"""What the journal says, opened: in the database none of it can be asked for."""

from fanal.audit.models import JournalEntry


def entries(act="", *, by=None, about=None):
    """Those of this act (or of all acts that begin with it, written `account.*`), in their order."""
    return [
        entry
        for entry in JournalEntry.objects.order_by("number")
        if (entry.act.startswith(act[:-1]) if act.endswith("*") else act in ("", entry.act))
        if by is None or entry.by_id == getattr(by, "pk", by)
        if about is None or entry.about == str(about)
    ]


def the_entry(act, **said):
    """The only one."""
    (found,) = entries(act, **said)
    return found


def acts(begin=""):
    return [entry.act for entry in entries(f"{begin}*")]
