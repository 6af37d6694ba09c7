"""Whether every finding and every tie that somebody recorded is on file: one that was deleted, or
that led to a danger and was, warns of nobody.

Nobody knows whom it was about. So nothing is told to any partner, and nobody counts as trusted,
until two people certify what is on file.
"""

from __future__ import annotations

from fanal.authority import completeness, genuine_rows
from fanal.authority.failures import FindingsGone
from fanal.partners.models import Tie, TrustFinding


def findings_are_whole(read: int | None = None) -> bool:
    """One question, whatever the number of findings; none where that many were `read`, each as it
    was recorded. Ties are read with each request."""
    return not genuine_rows.lacks(Tie) and completeness.is_whole(TrustFinding, read)


def must_be_whole() -> None:
    """Raises FindingsGone."""
    if not findings_are_whole():
        raise FindingsGone
