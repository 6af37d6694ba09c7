"""What the codes of the journal are called."""

from __future__ import annotations

from fanal.core.justice.kinds import JusticeKind
from fanal.core.words import labels

JOURNAL_CODES = {"record": labels(JusticeKind)}
