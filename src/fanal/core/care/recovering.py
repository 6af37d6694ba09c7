"""A care file that nobody opens any more: her yes, or two people with a reason and two sheets."""

from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say


class HerAnswer(LabelledEnum):
    """What she says of another health worker who is to read on."""

    YES = "yes", say("she said yes")
    NOT_ASKED_NOW = "not_asked_now", say("she cannot be asked now")
    NO = "no", say("she said no")


def check_recovery(answered: HerAnswer, why: str) -> None:
    """Check a recovery. Her no stands: what was written stays sealed. Raises BadInput."""
    # Before the reason is looked at: no reason outweighs it.
    if answered is HerAnswer.NO:
        raise BadInput("hers", say("her no stands: the file stays sealed"))
    if not why:
        raise BadInput("why", say("say why somebody has to read on"))
