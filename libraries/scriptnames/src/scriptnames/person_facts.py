"""What is known of a person besides her name and birth, made ready to be compared for equality.

Offices write one province in several scripts and one telephone number with and without the code of
the country, so a place is compared by its sound and a number by its last digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scriptnames.normal_form import normalise

LAST_DIGITS = 8  # what stays of a number of the region without the code of country and network
FEWEST_DIGITS = 6
# What kind of place it is says nothing of which one: at the beginning or the end, as written.
KINDS_OF_PLACE = (
    "province|district|village|city|province of|tỉnh|huyện|thành phố|tinh|huyen|thanh pho"
    "|จังหวัด|อำเภอ|ແຂວງ|ເມືອງ|ខេត្ត|ស្រុក|省|县|市"
)
KIND = re.compile(f"^(?:{KINDS_OF_PLACE})(?![a-zß-ɏḀ-ỹ])\\s*|\\s*(?:{KINDS_OF_PLACE})$")
CODE = re.compile("[a-z]{2}")
WOMAN = "f female woman girl femme fille féminin nữ cô gái ຍິງ ຜູ້ຍິງ หญิง ผู้หญิง ស្រី မ 女"
MAN = "m male man boy homme garçon masculin nam con trai ຊາຍ ຜູ້ຊາຍ ชาย ผู้ชาย ប្រុស ကျား 男"


@dataclass(frozen=True)
class Facts:
    """Each empty where nothing is known. A place is its sound, a telephone its last digits."""

    place: str = ""
    sex: str = ""
    nationality: str = ""
    phone: str = ""

    def __or__(self, other: Facts) -> Facts:
        """Return what these say, and where they are silent what the others say."""
        pairs = zip(self.values(), other.values(), strict=True)
        return Facts(*(ours or theirs for ours, theirs in pairs))

    def values(self) -> tuple[str, str, str, str]:
        return self.place, self.sex, self.nationality, self.phone


def facts(*, place: str = "", sex: str = "", nationality: str = "", phone: str = "") -> Facts:
    """The facts as people write them, made ready. Whatever cannot be read counts as not known."""
    return Facts(by_sound(place), sex_of(sex), by_sound(nationality), last_digits(phone))


def by_sound(place: str) -> str:
    """A place or a people by its sound, without the word for what kind of place it is. A number
    tells one from another, and two Latin letters are a code: KH is not KR, which sounds like it."""
    written = place.strip().casefold()
    if CODE.fullmatch(written):
        return written
    name = KIND.sub("", written)
    return normalise(name).joined + digits_of(name) or written


def digits_of(text: str) -> str:
    """The digits of a text, those of any script."""
    return "".join(str(int(one)) for one in text if one.isdecimal())


def sex_of(said: str) -> str:
    """F or M where the word is known; nothing otherwise: it is never guessed from a name."""
    word = said.strip().casefold()
    return "F" if word in WOMAN.split() else "M" if word in MAN.split() else ""


def last_digits(phone: str) -> str:
    """The last digits of the first number in the text; nothing where there are too few."""
    first = phone.replace(";", ",").replace("/", ",").split(",")[0]
    digits = digits_of(first)
    # Short numbers are extensions and hotlines, which many share.
    return digits[-LAST_DIGITS:] if len(digits) >= FEWEST_DIGITS else ""
