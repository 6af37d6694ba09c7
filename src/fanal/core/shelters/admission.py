"""The conditions for a bed: what she said, what was explained to her, and where she sleeps now."""

from dataclasses import dataclass

from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say


class BedAnswer(LabelledEnum):
    """Her answer when she was asked whether she wants to sleep here."""

    GIVEN = "given", say("yes")
    REFUSED = "refused", say("no: then no bed is taken")
    NOT_ABLE_NOW = "not_able_now", say("she cannot answer tonight: ask again tomorrow")


@dataclass(frozen=True, slots=True)
class Admission:
    """What is told when a bed is asked for. `assent`: whether a child agrees, None where nobody has
    asked. `sleeps_in`: the shelter of ours in which she has a bed already. `rules_in`: the
    language in which the house rules were explained, "" where that is still to be done.
    """

    answer: BedAnswer
    age: ConsentAge
    assent: bool | None = None
    carer: bool = False
    sleeps_in: str = ""
    free: bool = True
    rules_in: str = ""

    @property
    def asks_again(self) -> bool:
        """Whether somebody has to ask, or explain, the day after."""
        return self.answer is BedAnswer.NOT_ABLE_NOW or not self.rules_in


def check_admission(admission: Admission) -> None:
    """Check an admission; a no of hers does not stand against a bed. Raises BadInput at the
    question that does."""
    # A no is written down whatever else is wrong with the form.
    if admission.answer is BedAnswer.REFUSED:
        return
    if admission.sleeps_in:
        raise BadInput(
            "person",
            say(
                "she has a bed in {shelter} already: she leaves there first",
                shelter=admission.sleeps_in,
            ),
        )
    if admission.answer is BedAnswer.GIVEN:
        _check_voices(admission)
    if not admission.free:
        raise BadInput("bed", say("this bed was taken meanwhile: choose another one"))


def _check_voices(admission: Admission) -> None:
    """Check the voices that her age asks for (`whose_consent`); a child is asked
    herself from six on."""
    needed = admission.age.needed
    # An adult's own yes is the answer itself; `assent` is asked of a child beside whoever answered.
    if not admission.age.as_child:
        return
    if needed.hers and admission.assent is None:
        raise BadInput(
            "assent", say("she is, or may be, a child: ask her, and write what she said")
        )
    if needed.hers and admission.assent is False:
        raise BadInput("assent", say("the child said no: no bed is taken against her word"))
    if needed.carers and not admission.carer:
        raise BadInput(
            "given_by", say("at this age somebody has to say yes for the child as well: who?")
        )
