"""What stands against telling a team of a case, said before anybody writes an offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import Sentence
from fanal.sharing.access.disclosure_gate import GateAnswer
from fanal.sharing.access.own_teams import ALWAYS, NOT_THIS_TEAM, may_share, may_tell_team
from fanal.sharing.queries.consents import SHE_IS_ASKED
from fanal.sharing.words import MAY_STAY
from fanal.web.typing import PageText


@dataclass(frozen=True)
class AgainstTelling:
    """Why the team may not read `part` (of several teams: its name), or, where that is None,
    nothing of the case. `she_is_asked`: a conversation with her can mend it."""

    why: Sentence
    she_is_asked: bool
    part: PageText | None = None


def against_telling(case: Case, team: Team, by: User) -> list[AgainstTelling]:
    """Return what the gate will answer once it is offered, of what always goes and of each further
    part. Here it is only shown: nothing was asked of the gate yet that the journal would have to
    tell."""
    ask = partial(may_tell_team, case=case, team=team, by=by)
    # Mostly nothing stands against it: then one question of the gate is enough.
    if ask(classes=[*ALWAYS, *MAY_STAY]).allowed:
        return []
    first = ask(classes=ALWAYS)
    if not first.allowed:
        return [_against(first)]
    each = [(words, ask(classes=[*ALWAYS, part])) for part, words in MAY_STAY.items()]
    return [_against(answer, words) for words, answer in each if not answer.allowed]


def against_sharing(
    case: Case, teams: Iterable[Team], told: DataClass, by: User
) -> list[AgainstTelling]:
    """Return what the gate will answer once this is shared with each of these teams."""
    answers = ((team, may_share(case=case, team=team, told=told, by=by)) for team in teams)
    return [_against(answer, team.name) for team, answer in answers if not answer.allowed]


def _against(answer: GateAnswer, part: PageText | None = None) -> AgainstTelling:
    why = answer.sentences[0] if answer.sentences else NOT_THIS_TEAM
    return AgainstTelling(why, any(ground.rule in SHE_IS_ASKED for ground in answer.because), part)
