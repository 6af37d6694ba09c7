"""A request for care in coded facts: how far it is, and how soon after an act she came to us. That
there was an act is a number of days, never an hour; what was done with her is not counted here."""

from datetime import datetime

from fanal.care.models import CareRequest
from fanal.care.queries.pages import act_of
from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.care.windows import came_within
from fanal.core.coded_facts import coded


def code_request(row: CareRequest, content: RowContent) -> FactsOfRow:
    came = None
    if content.get("happened"):
        came = came_within(act_of(content), datetime.fromisoformat(content["told"]))
    day = row.over_on or row.made_on
    yield row.person_id, coded("care", day, state=row.state, came=came)


def register_coders() -> None:
    register(CareRequest, code_request)
