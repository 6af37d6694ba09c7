"""The services of a case in the plan on paper: what is asked for, of whom, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator

from fanal.cases.queries.prints import PrintQuery
from fanal.core.sealing.compartments import NARRATIVE
from fanal.services import access
from fanal.services.queries.histories import read_history
from fanal.web.typing import Context


def services_on_paper(query: PrintQuery) -> Iterator[Context]:
    """Those that are not over, in order."""
    if NARRATIVE not in query.may_open:
        return
    for row in access.services_of(query.case).filter(over_on=None):
        giver = row.partner or row.team
        yield {
            "what": row.service_kind.sentence(),
            "state": row.stands.sentence(),
            "giver": giver.name if giver else "",
            "on": max((one.on for one in read_history(row)), default=row.made_on),
        }
