"""What the codes of the journal are called."""

from __future__ import annotations

from fanal.core.justice.kinds import JusticeKind

JOURNAL_CODES = {"record": {one.value: one.sentence() for one in JusticeKind}}
