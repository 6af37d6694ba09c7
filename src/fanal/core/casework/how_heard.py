"""What sign of life a follow-up gives, by how she was reached."""

from fanal.core.journeys.events import Sign

SAID_WORD = "said_word"  # on the telephone: the word by which it is known that it is her
HOW_HEARD = {
    "visit": Sign.SEEN,
    "call": Sign.SPOKEN_TO,
    "message": Sign.MESSAGE,
    "through_partner": Sign.SAID_BY_THIRD_PERSON,
}


def how_heard(how: str, *, said_word: bool) -> Sign | None:
    """Return what somebody who was reached in this way gave as a sign of life."""
    sign = HOW_HEARD.get(how)
    # Of a voice alone the agreed word says whose it is.
    return Sign.SPOKEN_TO_WITH_CODE_WORD if said_word and sign is Sign.SPOKEN_TO else sign
