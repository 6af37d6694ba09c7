"""What became of each person in an operation: the codes of the ledger that can be counted."""

from __future__ import annotations

OPERATION_KINDS = ("raid", "group_return", "other")
IDENTIFIED = ("yes", "no", "not_known")
# Bodies of the Human Trafficking Case Data Standard 2.0 (IOM, 2021); empty where none.
BODIES = ("", "police", "ngo", "court_or_prosecution", "non_police_government", "other")
WHAT_CAME_AFTER = (
    "not_known",
    "shelter",
    "charged_or_deported",
    "charged",
    "deported",
    "returned",
    "left",
)
