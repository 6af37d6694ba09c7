"""A bed asked for in a shelter of another team: what its staff answers."""

from fanal.core.errors import BadInput, Refused
from fanal.core.words import LabelledEnum, say


class BedRequestState(LabelledEnum):
    ASKED = "asked", say("asked, not answered yet")
    GIVEN = "given", say("a bed is kept for her")
    DECLINED = "declined", say("no bed there")
    TAKEN_BACK = "taken_back", say("no longer needed")


def check_bed_answer(now: BedRequestState, to: BedRequestState, words: str) -> None:
    """Check an answer. Raises Refused where it was answered already; BadInput for a
    no without a word of why."""
    if now is not BedRequestState.ASKED:
        raise Refused(say("This was answered meanwhile: look at it again."))
    if to is BedRequestState.DECLINED and not words:
        raise BadInput("words", say("say why, so that the other team asks somewhere else at once"))
