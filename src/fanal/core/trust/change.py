"""The single finding that would change the answer: said of whom, at which level, or taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fanal.core.trust.decide import Action, RankedOptions, decide
from fanal.core.trust.findings import FindingStatus, PartnerFinding
from fanal.core.trust.situation import Situation
from fanal.core.trust.vocabulary import (
    Credibility,
    FindingReason,
    PartnerPurpose,
    Reliability,
    TrustLevel,
)


class FindingChange(StrEnum):
    IF_FOUND = "if_found"
    IF_WITHDRAWN = "if_withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One finding more, or one less, and the answer it would lead to.

    `finding` is the id of the one taken back, "" for a new one; `purposes` and `area` say what a
    new one would have to speak of.
    """

    move: FindingChange
    about: str
    level: TrustLevel
    finding: str
    purposes: tuple[PartnerPurpose, ...]
    area: str | None
    action: Action
    who: str


# Changes that would let somebody act are read first; those that would only add a doubt come last.
_BETTER = (
    Action.COOPERATE,
    Action.OWN_TEAM_GOES,
    Action.COOPERATE_WITH_PRECAUTIONS,
    Action.DO_NOT_ACT_YET,
)


def what_would_change(
    situation: Situation, decision: RankedOptions | None = None
) -> tuple[Change, ...]:
    """Return every single finding that would change the answer; those that lead to
    acting come first."""
    now = (decision or decide(situation)).answer
    changes = [
        change
        for change in (*_if_found(situation), *_if_withdrawn(situation))
        if (change.action, change.who) != (now.action, now.who)
    ]
    return tuple(sorted(changes, key=_order))


def _order(change: Change) -> tuple[int, str, str, str]:
    return _BETTER.index(change.action), change.about, change.level, change.finding


def _subjects(situation: Situation) -> list[str]:
    now_called = situation.world.directory.now_called
    partners = {now_called(party) for party in situation.candidates}
    # Members one by one: one colleague found dangerous stays behind, and the rest of the team may
    # still go.
    return sorted(partners | {member for team in situation.teams for member in team.members})


def _if_found(situation: Situation) -> Iterator[Change]:
    findings = situation.world.findings
    for about in _subjects(situation):
        for level in (TrustLevel.TRUSTED, TrustLevel.DANGEROUS):
            new = _imagined(situation, about, level)
            answer = decide(situation.with_findings((*findings, new))).answer
            yield Change(
                FindingChange.IF_FOUND,
                about,
                level,
                "",
                situation.asked,
                situation.need.area,
                answer.action,
                answer.who,
            )


def _imagined(situation: Situation, about: str, level: TrustLevel) -> PartnerFinding:
    # The two who say it are nobody on file, so that it is about nobody's own.
    return PartnerFinding(
        id="\x00imagined",
        about=about,
        level=level,
        said_by="\x00one",
        confirmed_by="\x00other",
        said_on=situation.today,
        purposes=frozenset(situation.asked),
        area=situation.need.area,
        # Any reason would do: the level alone decides the answer.
        reasons=frozenset({FindingReason.COMPLICIT}) if level.stops else frozenset(),
        reliability=Reliability.A,
        credibility=Credibility.CONFIRMED,
    )


def _if_withdrawn(situation: Situation) -> Iterator[Change]:
    findings = situation.world.findings
    for gone in findings:
        # What does not count today changes nothing when it is taken back.
        if situation.standing(gone) is not FindingStatus.IN_FORCE:
            continue
        left = [finding for finding in findings if finding is not gone]
        answer = decide(situation.with_findings(left)).answer
        yield Change(
            FindingChange.IF_WITHDRAWN,
            gone.about,
            gone.level,
            gone.id,
            tuple(sorted(gone.purposes)),
            gone.area,
            answer.action,
            answer.who,
        )
