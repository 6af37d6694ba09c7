"""What is sealed in requests and records, as the rules read it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from fanal.care.models import CareFile, CareRecord
from fanal.coded_facts.coders import Said
from fanal.core.care.samples import CustodyEntry, CustodyStep
from fanal.core.care.windows import ActTime
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

type Read = tuple[CareRecord, Content]


def records_of(file: CareFile, ring: Ring) -> list[Read]:
    """All of a file, opened, in order."""
    rows = file.records.select_related("made_by").order_by("number")
    return [(row, row.unseal(ring)) for row in rows]


def act_of(said: Said) -> ActTime | None:
    """When it happened, in the time of the place, as a request says it."""
    if not said.get("act"):
        return None
    earliest, latest, zone = said["act"]
    place = ZoneInfo(zone)
    return ActTime(*(datetime.fromisoformat(one).astimezone(place) for one in (earliest, latest)))


def custody_of(said: Said) -> list[CustodyEntry]:
    return [
        CustodyEntry(CustodyStep(step), datetime.fromisoformat(at), holder)
        for step, at, holder in said["custody"]
    ]
