"""What the codes of the journal are called."""

from __future__ import annotations

from fanal.core.casework.retention import GROUNDS, HOLD_REASONS

JOURNAL_CODES = {
    "ground": {code.value: words for code, words in GROUNDS.items()},
    "reason": {code.value: words for code, words in HOLD_REASONS.items()},
}
