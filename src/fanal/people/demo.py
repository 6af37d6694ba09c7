"""The emergency group of the demonstration, and a person at risk who has no case."""

from datetime import date

from fanal.core.calendars import PartialDate
from fanal.keys.demo import Cast
from fanal.people.actions.emergencies import make_emergency_group
from fanal.people.actions.persons import create_person


def play(cast: Cast, today: date) -> None:
    """Give every invented office somebody who can open a file when a life cannot wait."""
    make_emergency_group(
        name="Emergency",
        office=cast.bangkok.office,
        members=[cast.noi, cast.somchit, cast.huong],
        **cast.acting(cast.noi),
    )
    create_person(
        team=cast.saigon,
        **cast.acting(cast.linh),
        names=[{"text": "Võ Thị Ánh", "language": "vi", "script": "Latn"}],
        births=[{"source": "school", "born": PartialDate(today.year - 15, 4)}],
        on=today,
    )
