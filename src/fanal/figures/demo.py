"""An invented province for the demonstration: who is known to whom, and an estimate to make."""

from datetime import date
from typing import Any
from uuid import uuid4

from fanal.figures.actions import RecordedFact, define, note_links, register

# People by the sources that know them. All of them are invented.
KNOWN = {
    ("signal",): 21,
    ("police",): 26,
    ("shelter",): 18,
    ("signal", "police"): 7,
    ("signal", "shelter"): 9,
    ("police", "shelter"): 8,
    ("signal", "police", "shelter"): 3,
}


def play(cast: Any, today: date) -> None:
    """Play links of last year, and a study whose choices are fixed: the number is one button
    away."""
    year = today.year - 1
    links = [
        RecordedFact(person, source, date(year, 1 + number % 12, 1), "LA-CH", "presumed")
        for sources, many in KNOWN.items()
        for number, person in enumerate(uuid4() for _ in range(many))
        for source in sources
    ]
    note_links(links=links, by=cast.duc)
    study = define(
        title=f"Champasak {year}",
        who_counts="presumed",
        area="LA-CH",
        begins=date(year, 1, 1),
        ends=date(year, 12, 31),
        lists={"Hotline": ["signal"], "Police": ["police"], "Shelter": ["shelter"]},
        choices={"method": "all", "order": 99, "threshold": 0.02, "replicates": 1000, "seed": 1234},
        by=cast.duc,
    )
    register(study=study, by=cast.duc)
