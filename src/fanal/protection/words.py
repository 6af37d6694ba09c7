"""What the codes of the journal are called."""

from fanal.core.protection.kinds import RecordKind

JOURNAL_CODES = {"record": {one.value: one.sentence() for one in RecordKind}}
