"""Notes up to which entry the journal was found whole, under the server's key, beside its head.

`fanal audit verify` goes on from there. Whoever can write to the database cannot write this note;
what was changed before it is found with `--all`, and by the sweeps, which look from the first entry
each day, and note in the same form how far they are (`fanal.audit.daily_look`).
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from fanal.audit import second_place
from fanal.audit.models import Detail, JournalEntry
from fanal.core.sealing.chain import START, Fault
from fanal.installation.backup_notes import write_whole
from fanal.sealed.server_key import derived

NAME = "journal.checkpoint"
PLAIN = (str, int, float)


@dataclass(frozen=True)
class Checkpoint:
    """The entry, how many there were up to it, and what they said that bears on the journal."""

    number: int = 0
    mark: bytes = START
    entries: int = 0
    set_up: bool = False
    begins: bytes = b""
    last: datetime | None = None
    faults: list[Fault] = field(default_factory=list)  # acknowledged, all of them
    keys: dict[str, tuple[int, str]] = field(default_factory=dict)


FROM_THE_FIRST = Checkpoint()


def path(name: str = NAME) -> Path:
    return second_place.first().with_name(name)


def read() -> Checkpoint:
    """The last one, where it is ours and the journal still holds it; else `FROM_THE_FIRST`."""
    found = noted()
    # The count as well: entries taken out before the note leave its own entry where it was.
    up_to = JournalEntry.objects.filter(number__lte=found.number)
    return found if up_to.count() == found.entries else FROM_THE_FIRST


def noted(name: str = NAME) -> Checkpoint:
    """The note under this name, where it is ours and its entry is in the journal; else
    `FROM_THE_FIRST`."""
    try:
        values = json.loads(path(name).read_text())
        seal, text = bytes.fromhex(values["seal"]), values["text"]
    except (OSError, ValueError, KeyError, TypeError):
        return FROM_THE_FIRST
    # As if it were not there: the journal is read from its first entry, which is slower and never
    # wrong.
    if not hmac.compare_digest(_seal(text, name), seal):
        return FROM_THE_FIRST
    found = _decoded(json.loads(text))
    here = JournalEntry.objects.filter(number=found.number, mark=found.mark).exists()
    return found if here else FROM_THE_FIRST


def keep(found: Checkpoint, name: str = NAME) -> None:
    """Note it, where what was acknowledged can be written down. Raises OSError."""
    # JSON gives other values back as other types, and the key of a fault is over what it says.
    if not all(type(one) in PLAIN for fault in found.faults for one in fault.values.values()):
        return
    text = json.dumps(_encoded(found), sort_keys=True)
    held = {"text": text, "seal": _seal(text, name).hex()}
    write_whole(path(name), json.dumps(held).encode())


def _seal(text: str, name: str) -> bytes:
    """Return the seal of a note, under a key for each name: neither note passes for the other."""
    purpose = "journal checkpoint" if name == NAME else name
    return hmac.new(derived(purpose), text.encode(), hashlib.sha256).digest()


def _encoded(found: Checkpoint) -> Detail:
    faults = [
        [
            fault.template,
            dict(fault.values),
            None if fault.evidence is None else fault.evidence.hex(),
        ]
        for fault in found.faults
    ]
    simple = asdict(found) | {"faults": faults, "mark": found.mark.hex()}
    last = found.last.isoformat() if found.last else None
    return simple | {"begins": found.begins.hex(), "last": last}


def _decoded(held: Detail) -> Checkpoint:
    faults = [
        Fault(template, values, None if evidence is None else bytes.fromhex(evidence))
        for template, values, evidence in held["faults"]
    ]
    keys = {key: (int(entry), str(name)) for key, (entry, name) in held["keys"].items()}
    last = datetime.fromisoformat(held["last"]) if held["last"] else None
    return Checkpoint(
        held["number"],
        bytes.fromhex(held["mark"]),
        held["entries"],
        held["set_up"],
        bytes.fromhex(held["begins"]),
        last,
        faults,
        keys,
    )
