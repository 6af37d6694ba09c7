"""The version of the states of everybody: the same while nothing was stored that decides them. They
are sealed, so no database can sort or count by them, and a page of a large team would open all of
them at each look.
"""

from datetime import date, datetime

from fanal.cases.models import StateCode
from fanal.cases.models.state import stored_in
from fanal.partners.queries.holding import may_hold
from fanal.process_cache import ProcessCache
from fanal.sql import YES, rows
from fanal.web.asked_once import once_a_page

# Changes with every case that is opened, closed or moved, with every person who comes into one or
# goes, with every file found to be another's, and with every state that is stored: the list of
# those that are watched is written anew each time (`fanal.cases.queries.at_risk`).
STORED = """SELECT
    (SELECT number FROM authority_head WHERE id = 1), (SELECT COUNT(*) FROM cases_caseperson),
    (SELECT COUNT(*) FROM cases_case), (SELECT SUM(version) FROM cases_case),
    (SELECT version FROM cases_watchlist WHERE id = 1)"""

type StatesVersion = tuple[tuple[int | None, ...], date, dict[str, bool]]

_partners = ProcessCache[None, set[str]]()  # whose word ended a danger


def states_version(now: datetime) -> StatesVersion:
    """What was stored (last of it how often states were), the day, and whether each partner whose
    word ended a danger may hold people today."""
    stored = stored_version()
    partners = _partners.get(None, lambda: stored, _leaned_on)
    # A partner can lose trust, and a day can begin, without anything being written.
    return stored, now.date(), may_hold(partners, now) if partners else {}


@once_a_page
def stored_version() -> tuple[int | None, ...]:
    """Return what was stored. It counts all cases and all people in them: a start page needs it of
    five lists."""
    return tuple(rows(STORED)[0])


def _leaned_on() -> set[str]:
    states = StateCode.objects.filter(may_need_lead=YES).order_by()
    columns = states.values_list("id", "case_id", "person_id", "told")
    return {partner for row in columns if (partner := stored_in(*row).leans_on)}
