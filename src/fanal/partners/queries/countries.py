"""In which country an area lies."""

from __future__ import annotations

from fanal.core.law.countries import COUNTRIES
from fanal.partners.models import Area


def country_of(area: Area | None) -> str:
    """The two letters of its country; "" where the code of the area at the top names none."""
    while area is not None and area.within is not None:
        area = area.within
    code = area.code[:2].upper() if area is not None else ""
    return code if code in COUNTRIES else ""
