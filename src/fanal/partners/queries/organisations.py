"""Whether every finding and every tie that somebody recorded is on file, and every partner belongs
to whom it did: where one was deleted or changed that led to a danger, nobody is warned.

Nobody knows whom it was about. So nothing is told to any partner, and nobody counts as trusted,
until two people certify what is on file.
"""

from fanal.authority import completeness, genuine_rows
from fanal.authority.failures import FindingsGone
from fanal.partners.models import Partner, Tie, TrustFinding


def findings_are_whole(read: int | None = None, partners: int | None = None) -> bool:
    """Two questions, whatever the number of findings and of partners; none where that many were
    `read`, each as it was recorded. Ties are read with each request."""
    whole = completeness.is_whole(TrustFinding, read) and completeness.is_whole(Partner, partners)
    return whole and not genuine_rows.lacks(Tie)


def must_be_whole() -> None:
    """Raises FindingsGone."""
    if not findings_are_whole():
        raise FindingsGone
