"""Whether every finding and every tie that somebody recorded is on file, and every partner and area
belongs to what it did: where one was deleted or changed that led to a danger, nobody is warned.

Nobody knows whom it was about. So nothing is told to any partner, and nobody counts as trusted,
until two people certify what is on file.
"""

from fanal.authority import completeness, genuine_rows
from fanal.authority.failures import FindingsGone
from fanal.partners.models import Area, AreaSuccession, Partner, Tie, TrustFinding


def findings_are_whole(read: int | None = None, partners: int | None = None) -> bool:
    """A question each, whatever the number of rows; none of findings and partners where that many
    were `read`, each as it was recorded. Ties are read with each request."""
    whole = completeness.is_whole(TrustFinding, read) and completeness.is_whole(Partner, partners)
    areas = completeness.is_whole(Area) and completeness.is_whole(AreaSuccession)
    return whole and areas and not genuine_rows.lacks(Tie)


def must_be_whole() -> None:
    """Raise FindingsGone unless every finding is there."""
    if not findings_are_whole():
        raise FindingsGone
