"""Findings about our own people, where others decide about them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.found_of import FoundOfColleague
from fanal.accounts.models import User
from fanal.core.trust.vocabulary import TrustLevel
from fanal.partners.queries.pages import findings_about_colleagues


def findings_for_who_agrees(reader: User) -> Iterator[FoundOfColleague]:
    """Yield the findings against her that nobody took back, as far as this reader may know of
    them."""
    for one in findings_about_colleagues(reader, timezone.localtime()):
        row = one.row
        if row.colleague_id and row.withdrawn_on is None and one.level != TrustLevel.TRUSTED.label:
            address = f"{reverse('partners:colleagues')}#id-{row.id}"
            yield FoundOfColleague(row.colleague_id, one.level, row.said_on, address)
