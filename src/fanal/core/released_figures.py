"""A figure on its way out of the organisation: what two people are asked of it, and what becomes of
it. One rule for figures for donors and for estimates."""

from fanal.core.words import LabelledEnum, Sentence, say


class FigureState(LabelledEnum):
    """How far a figure is on its way out. `RELEASED`: it may have been read outside; `REPLACED`: it
    was, and another has taken its place."""

    INSIDE = "inside", say("inside only")
    RELEASED = "released", say("for a donor")
    LEFT = "left", say("with a donor")
    REPLACED = "replaced", say("replaced by a later one")
    WITHDRAWN = "withdrawn", say("withdrawn")


class FigureAsk(LabelledEnum):
    """What a second person is asked of a figure."""

    RELEASE = "release", say("it goes to a donor")
    WITHDRAWAL = "withdrawal", say("it is withdrawn")


# A donor can subtract for as long as the report lies there.
STAYS = say(
    "this figure is with a donor: it cannot be withdrawn, and every later one is compared with it"
)
DONE = say("this is done already")
TAKEN = say("a later figure has taken its place")


def why_not(ask: FigureAsk, state: FigureState) -> Sentence | None:
    """Return why this cannot become of a figure; None where it can."""
    if ask is FigureAsk.RELEASE:
        return None if state is FigureState.INSIDE else DONE
    if state is FigureState.WITHDRAWN:
        return DONE
    if state is FigureState.REPLACED:
        return TAKEN
    return STAYS if state is FigureState.LEFT else None
