"""A care file that nobody opens any more: her yes, or two people with a reason and two sheets."""

from __future__ import annotations

from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


class HerAnswer(StrEnum):
    """What she says of another health worker who is to read on."""

    YES = "yes"
    NOT_ASKED_NOW = "not_asked_now"
    NO = "no"

    def sentence(self) -> Sentence:
        return SAYS[self]


SAYS = {
    HerAnswer.YES: say("she said yes"),
    HerAnswer.NOT_ASKED_NOW: say("she cannot be asked now"),
    HerAnswer.NO: say("she said no"),
}


def check_recovery(answered: HerAnswer, why: str) -> None:
    """Raises BadInput. Her no stands: what was written stays sealed."""
    if answered is HerAnswer.NO:
        raise BadInput("hers", say("her no stands: the file stays sealed"))
    if not why:
        raise BadInput("why", say("say why somebody has to read on"))
