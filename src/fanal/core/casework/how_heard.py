"""What sign of life a follow-up gives, by how she was reached."""

from fanal.core.journeys.events import Sign
from fanal.core.words import say

# Of what she said herself without either, where a word is agreed: no proof of life, and no end.
NOT_PROVED = say("nobody met her, and she did not say the agreed word: ask who met her")
SAID_WORD = "said_word"  # on the telephone: the word by which it is known that it is her
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


def how_heard(how: str, *, said_word: bool) -> Sign | None:
    """Return what somebody who was reached in this way gave as a sign of life."""
    sign = HOW_HEARD.get(how)
    # Of a voice alone the agreed word says whose it is.
    return Sign.SPOKEN_TO_WITH_CODE_WORD if said_word and sign is Sign.SPOKEN_TO else sign
