"""One girl in three spellings, and a family looked for, in the demonstration."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from fanal.cases.actions import open_case, record_consent
from fanal.core.calendars import PartialDate
from fanal.core.casework.consent import Purpose
from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.core.names import script_of
from fanal.partners.models import Partner
from fanal.people.actions import create_person
from fanal.registers.actions import agree, answer, ask, ask_confirmer, propose

# The same girl in a village register, on a passport and at a Thai shelter; her sister is another.
SPELLINGS = (
    ("ສົມສີ ວົງພະຈັນ", "census", 8, 2),
    ("Somsy Vongphachanh", "passport", 8, 2),
    ("สมศรี วงพระจันทร์", "appearance", None, None),
)
PARTNER = "Lotus Transit Centre"
SISTER = "ສົມໃຈ ວົງພະຈັນ"


def play(cast: Any, today: date) -> None:
    """Duplicates to look at, and a sister looked for: one colleague has confirmed, one is asked."""
    write = {"by": cast.sokha, "ring": cast.ring(cast.sokha), "on": today}
    year = today.year - 16
    girls = [
        create_person(
            team=cast.bangkok,
            names=[{"text": text, "script": script_of(text) or ""}],
            births=[{"source": source, "born": PartialDate(year, month, day)}],
            **write,
        )
        for text, source, month, day in SPELLINGS
    ]
    sister = create_person(
        team=cast.bangkok, names=[{"text": SISTER, "script": "Laoo"}], births=[], **write
    )
    cases = [open_case(people=[one], team=cast.bangkok, **write) for one in (girls[1], sister)]
    for case, person in zip(cases, (girls[1], sister), strict=True):
        said = {"purpose": Purpose.FAMILY_TRACING, "answer": "given"}
        record_consent(case=case, person=person, **said, **write)
    request = ask(
        case=cases[0], person=girls[1], whom=Whom.FAMILY, names=["Somjai Vongphachan"],
        about="Her elder sister, who left for Bangkok two years before her.", **write,
    )  # fmt: skip
    answer(
        request=request, person=sister, agrees=True, ground=ConfirmedBy.PHOTOGRAPH,
        words="She knew the girl on the photograph at once, and named the village.",
        by=cast.noi, ring=cast.ring(cast.noi), on=today,
    )  # fmt: skip
    ask_confirmer(
        request=request, person=sister, to=cast.claire, by=cast.noi, ring=cast.ring(cast.noi),
        on=today,
    )  # fmt: skip
    play_exchange(cast, today)


def play_exchange(cast: Any, today: date) -> None:
    """With the transit centre: agreed to by two, nothing made yet."""
    partner = next(one for one in Partner.objects.order_by("id") if one.name == PARTNER)
    exchange = propose(
        team=cast.bangkok, partner=partner, project="MARIGOLD", party="Fanal Bangkok",
        purpose="To find who is helped by both houses.", most_files=6,
        ends_on=today + timedelta(days=30), by=cast.noi, on=today,
    )  # fmt: skip
    agree(exchange=exchange, by=cast.claire, on=today)
