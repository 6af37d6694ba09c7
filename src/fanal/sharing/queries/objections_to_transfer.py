"""What stands against telling a team of a case, said before anybody writes an offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from fanal.accounts.models import Team, User
from fanal.cases.models import Case
from fanal.core.trust.vocabulary import DataClass
from fanal.core.words import Sentence, say
from fanal.keys.actions import offers
from fanal.sharing.access import both_teams
from fanal.sharing.access.disclosure_gate import GateAnswer
from fanal.sharing.access.own_teams import ALWAYS, NOT_THIS_TEAM, READ_MORE, may_tell_team
from fanal.sharing.models import Side, Transfer
from fanal.sharing.queries.consents import SHE_IS_ASKED
from fanal.sharing.queries.withheld import opens_to_nobody
from fanal.sharing.words import MAY_STAY
from fanal.web.typing import PageText

SOMEBODY_NEW = say("Somebody was added to the case since: ask for a new offer.")
# Whoever accepts is not told why: it may be about a colleague, or about herself.
ASK_THEM = say("This cannot be accepted now: ask the team that offers it.")


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
    asked = list(teams)
    answers = both_teams.may_share_with_each(case=case, teams=asked, told=told, by=by)
    return [
        _against(answer, team.name if len(asked) > 1 else None)
        for team, answer in zip(asked, answers, strict=True)
        if not answer.allowed
    ]


def against_telling_other_side(
    case: Case, other: Side, told: DataClass, by: User
) -> list[AgainstTelling]:
    """Return the same of the other side of a file, whose team may have asked her."""
    answer = both_teams.may_share(case=case, team=other.team, told=told, by=by, there=other.case)
    return [] if answer.allowed else [_against(answer)]


def against_passing_on(transfer: Transfer, by: User) -> list[AgainstTelling]:
    """Return what the gate will answer once each part that was held back is passed on."""
    ask = partial(
        may_tell_team, case=transfer.case, team=transfer.receiving, by=by, comes_to=READ_MORE
    )
    answers = ((MAY_STAY[part], ask(classes=[part])) for part in transfer.held_back())
    return [_against(answer, words) for words, answer in answers if not answer.allowed]


def against_accepting(transfer: Transfer, by: User) -> Sentence | None:
    """Return why an offer cannot be accepted now, whatever is answered."""
    if somebody_new(transfer):
        return SOMEBODY_NEW
    if opens_to_nobody(transfer):
        return say("Nobody would be able to see where she is any more: ask for a new offer.")
    return None if gate_again(transfer, by).allowed else ASK_THEM


def gate_again(transfer: Transfer, by: User) -> GateAnswer:
    """Ask the gate again: her consent may be taken back since, or somebody found dangerous."""
    parts, team = transfer.classes.split(), transfer.receiving
    return may_tell_team(case=transfer.case, team=team, classes=parts, by=by)


def somebody_new(transfer: Transfer) -> bool:
    """Whether somebody was added to the case since it was offered."""
    concerned = set(transfer.case.concerns.values_list("person", flat=True))
    # The keys were wrapped for the people of then: whoever came since would open to nobody.
    return bool(concerned - offers.offered(transfer.id))


def _against(answer: GateAnswer, part: PageText | None = None) -> AgainstTelling:
    why = answer.sentences[0] if answer.sentences else NOT_THIS_TEAM
    return AgainstTelling(why, any(ground.rule in SHE_IS_ASKED for ground in answer.because), part)
