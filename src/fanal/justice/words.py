"""What the codes of the journal are called."""

from fanal.core.justice.kinds import JusticeKind
from fanal.core.words import labels

JOURNAL_CODES = {"record": labels(JusticeKind)}
