"""The colleague to call at night about somebody for whom the reader does nothing herself."""

from dataclasses import replace

from fanal.absences.reachable import other_leads
from fanal.accounts.models import Team, User
from fanal.accounts.other_hands import in_other_hands
from fanal.core.words import Sentence, say
from fanal.journeys.queries.board import BoardLine
from fanal.people.exclusion import listed_users


def with_leads(lines: list[BoardLine], user: User) -> list[BoardLine]:
    """Return the lines of one page with whom the reader calls where she does nothing herself.
    Nobody who is kept out of any case: she would hear of this one from whoever reads her name."""
    names = {line.answers for line in lines if line.answers}
    if not names:
        return lines
    unsafe = in_other_hands() | listed_users()
    teams = Team.objects.filter(name__in=names).order_by()
    leads = {team.name: other_leads(team, reader=user, unsafe=unsafe) for team in teams}
    return [replace(line, leads_to_call=leads.get(line.answers, "")) for line in lines]


def to_do_of(line: BoardLine, for_who_works: Sentence) -> Sentence:
    """Return what to do: who may do nothing there calls the team that does, by name
    where the page says whom."""
    team = line.answers
    if line.leads_to_call:
        return say("Call {who} ({team}).", who=line.leads_to_call, team=team)
    return say("Call the team: {team}.", team=team) if team else for_who_works
