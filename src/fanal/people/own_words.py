"""What somebody's own words for gender and citizenship leave no doubt of."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from fanal.core.law.case import Sex

# The sex that a word for a gender leaves no doubt of.
# Gender is kept in her own words; only words that leave no doubt are read as a sex.
FEMALE = frozenset(
    {"f", "female", "woman", "girl", "woman or girl", "femme", "fille", "femme ou fille"}
    | {"féminin", "nữ", "con gái", "phụ nữ", "phụ nữ hoặc bé gái"}
)
MALE = frozenset(
    {"m", "male", "man", "boy", "man or boy", "homme", "garçon", "homme ou garçon"}
    | {"masculin", "nam", "con trai", "đàn ông", "đàn ông hoặc bé trai"}
)


def sex_of(gender: object) -> Sex:
    """The sex that her own word for her gender leaves no doubt of."""
    word = gender.strip().casefold() if isinstance(gender, str) else ""
    if word in FEMALE:
        return Sex.FEMALE
    return Sex.MALE if word in MALE else Sex.UNKNOWN


# The country that somebody's own words for a citizenship name without doubt.
LANGUAGES = ("en", "fr", "vi")


def country_code(text: str) -> str:
    """The two letters of a country named by its code or its name in a language of the pages."""
    typed = text.strip()
    # In capitals alone: "no" is an answer, and no Norwegian.
    if len(typed) == 2 and typed.isupper() and typed in _names(LANGUAGES[0]).values():
        return typed
    found = (_names(language).get(typed.casefold()) for language in LANGUAGES)
    return next((code for code in found if code), "")


@cache
def _names(language: str) -> Mapping[str, str]:
    """The code by the name; of two of one name the first."""
    territories = Locale(language).territories.items()
    return {name.casefold(): str(code) for code, name in [*territories][::-1] if len(code) == 2}
