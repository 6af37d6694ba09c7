"""An estimate of two lists of our own files, with the choices that were fixed before."""

from datetime import date
from uuid import UUID

from fanal.figures import actions

LISTS = ("hotline", "police")
CHOICES = {"method": "chapman", "threshold": 0.02, "seed": 1}


def estimated(cast, choices=None):
    given = {"month": date(2025, 3, 1), "area": "LA-CH", "counts_as": "identified"}
    groups = [(one,) for one in LISTS for _ in range(12)]
    groups += [LISTS for _ in range(9)]
    links = [
        actions.RecordedFact(UUID(int=n), one, **given)
        for n, group in enumerate(groups, 1)
        for one in group
    ]
    actions.note_links(links=links, by=cast.duc)
    study = defined(cast)
    actions.register(study=study, by=cast.duc)
    study.refresh_from_db()
    return actions.estimate(study=study, choices=choices, by=cast.duc)


def defined(cast, begins=date(2025, 1, 1)):
    return actions.define(
        title="Champasak 2025",
        who_counts="identified",
        area="LA",
        begins=begins,
        ends=date(2025, 12, 31),
        lists={one: [one] for one in LISTS},
        choices=CHOICES,
        by=cast.duc,
    )
