"""What was said last of where somebody is and who is with her, in words."""

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.names import names_of_teams
from fanal.core.casework.statements import CaseStatement, Custody
from fanal.journeys.models import JourneyCustodian
from fanal.web.days_in_words import relative_day
from fanal.web.words import translated


def named(custodian: JourneyCustodian | None, unnamed: str = "") -> str:
    """Return the name of a custodian inside a sentence: "with Bangkok", of a team of ours, says
    that she is in a town."""
    if custodian is None:
        return unnamed
    name = custodian.label
    is_team = custodian.team_id is not None and name == names_of_teams().get(custodian.team_id)
    return _("our team {team}").format(team=name) if is_team else name


def custodian_words(statement: CaseStatement, now: datetime) -> str:
    """Return who she is with, as it was said."""
    name = str(statement.answer)
    if statement.left_a_journey:
        return f"{capfirst(name)} ({relative_day(statement.said, now.date())})"
    name = translated(Custody(name).sentence()) if name in set(Custody) else name
    return _("is back; last with {who}").format(who=name) if statement.came_back else name


def any_of(texts: list[str], statements: list[CaseStatement]) -> str:
    """Return what was said last; of several that may be, that nobody knows which, or who does."""
    if len(texts) < 2:
        return "".join(texts)
    words = _("{last}, or {others} (an hour is missing)")
    if any(statement.hour_closed for statement in statements):
        words = _("{last}, or {others} (ask the shelter which was later)")
    return words.format(last=texts[0], others=", ".join(texts[1:]))
