"""The sex that a word for a gender leaves no doubt of."""

from __future__ import annotations

from fanal.core.law.case import Sex

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
