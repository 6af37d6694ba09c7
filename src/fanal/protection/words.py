"""What the codes of the journal are called."""

from fanal.core.protection.kinds import RecordKind
from fanal.core.words import labels

JOURNAL_CODES = {"record": labels(RecordKind)}
