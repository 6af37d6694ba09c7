"""How she left or came home, where it stands against her journey and against no custodian."""

from collections.abc import Collection

from fanal.core.journeys.custody import Custodian, CustodyReason, CustodyTrouble
from fanal.core.journeys.state import JourneyStage, PersonState
from fanal.core.words import say

# Beside what two decided: that a second person said no once the journey was over.
NO_AFTERWARDS = "no_afterwards"


def is_home_with_escort(one: PersonState, escorts: Collection[str]) -> bool:
    """Whether she is said to be home while an escort has her still, and nobody has said since who
    does."""
    return one.stage is JourneyStage.RETURNED and one.custodian in escorts and not one.kept


def with_escort(one: PersonState, escort: Custodian) -> CustodyTrouble:
    """Return that as a trouble."""
    sentence = say("Said to be home, and still with the escort: {who}", who=escort.name)
    return CustodyTrouble(CustodyReason.WITH_ESCORT, escort.id, sentence, person=one.person)


def left_without_go(missing: Collection[str]) -> CustodyTrouble | None:
    """Return the trouble that she left while these were not answered yes."""
    if not missing:
        return None
    sentence = say("Left without a go. Answers that are not yes: {n}", n=len(missing))
    return CustodyTrouble(CustodyReason.NO_GO, "", sentence, tuple(sorted(missing)))
