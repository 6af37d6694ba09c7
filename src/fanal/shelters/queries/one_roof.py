"""Who already sleeps in a shelter and must be kept from somebody who is to get a bed there: one of
the two is named in the case of the other as who must never know.

By names that are alike, as this reader opens them: a reason to ask a lead first, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case
from fanal.colleagues.helper_queries import names_of, names_of_people
from fanal.core.colleagues.helpers import may_endanger
from fanal.keys.ring import Ring
from fanal.shelters.models import Bed, ShelterStay


@dataclass(frozen=True)
class UnderOneRoof:
    """`to_resident`: she is in danger from somebody of the case; else somebody of it from her."""

    stay: ShelterStay
    to_resident: bool


def dangers_under_one_roof(
    case: Case, beds: Iterable[Bed], reader: User, ring: Ring
) -> list[UnderOneRoof]:
    """In the shelters of these beds."""
    shelters = {bed.shelter_id for bed in beds}
    opens = cases_for(reader).exclude(pk=case.pk).order_by().values("id")
    rows = ShelterStay.objects.filter(over_on=None, shelter__in=shelters, case__in=opens)
    rows = rows.select_related("person", "shelter", "case").defer("sealed")
    stays = list(rows.order_by("made_on", "id"))
    return list(_found(case, stays, ring)) if stays else []


def _found(case: Case, stays: list[ShelterStay], ring: Ring) -> Iterator[UnderOneRoof]:
    named = names_of(case, ring)
    hers = names_of_people(list(case.concerns.values_list("person_id", flat=True)), ring)
    for stay in stays:
        if may_endanger(hers, names_of(stay.case, ring)):
            yield UnderOneRoof(stay, to_resident=True)
        elif named.in_danger and may_endanger(names_of_people([stay.person_id], ring), named):
            yield UnderOneRoof(stay, to_resident=False)
