"""What a follow-up, a contact or a sign of life says of her, by how she was reached and by the word
that she said."""

from fanal.core.casework.statements import StatementQuestion
from fanal.core.journeys.events import Sign
from fanal.core.words import LabelledEnum, labels, say

# On the telephone: the agreed word, by which it is known that it is her, or another.
SAID_WORD = "said_word"
WHICH_WORD = say("If she was called: which word did she say?")
WRONG_WORD = "wrong_word"  # of a sign of life, beside those that are one
SPOKEN_TO_WRONG = (WRONG_WORD, say("spoken to, with a wrong code word: she is in danger"))


class SaidWord(LabelledEnum):
    """Which word she said; where none was asked there is none."""

    RIGHT = "right", say("the agreed word")
    WRONG = "wrong", say("a wrong word: she is in danger")


WORDS = tuple(labels(SaidWord).items())
HOW_HEARD = {
    "visit": Sign.SEEN,
    "call": Sign.SPOKEN_TO,
    "message": Sign.MESSAGE,
    "through_partner": Sign.SAID_BY_THIRD_PERSON,
}


def own_word(said_by: object, sign: object) -> Sign | None:
    """Return how we had her own word, where it was asked: a word was agreed with her."""
    if said_by != "herself" or not isinstance(sign, str) or sign not in set(Sign):
        return None
    return Sign(sign)


def how_heard(how: str, word: object) -> Sign | None:
    """Return what somebody who was reached in this way gave as a sign of life."""
    sign = HOW_HEARD.get(how)
    # Of a voice alone the agreed word says whose it is.
    proves = word == SaidWord.RIGHT and sign is Sign.SPOKEN_TO
    return Sign.SPOKEN_TO_WITH_CODE_WORD if proves else sign


def sign_and_word(answer: str) -> tuple[str, SaidWord | None]:
    """Return the sign of life that a form names, and that the word was wrong."""
    wrong = answer == WRONG_WORD
    return (Sign.SPOKEN_TO, SaidWord.WRONG) if wrong else (answer, None)


def said_of_her(sign: Sign | None, word: object) -> tuple[StatementQuestion, object]:
    """Return what it says of her. A wrong word is no sign of life: whoever says it asks for help,
    or is somebody else."""
    if word == SaidWord.WRONG:
        return StatementQuestion.DANGER, True
    return StatementQuestion.SIGN_OF_LIFE, sign
