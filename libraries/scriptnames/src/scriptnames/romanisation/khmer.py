"""Khmer to the Latin spellings of registers, syllable by syllable (tables khmer, khmer-words).

A consonant belongs to one of two series, which decides how the vowel after it sounds; two signs
change the series. A consonant without a vowel closes the syllable before it.
"""

import re
from dataclasses import dataclass
from functools import cache

from scriptnames.tables import kinds, rows

FIRST_SERIES, SECOND_SERIES = "៉", "៊"  # muusikatoan, triisap
SHORT, SILENT, FOOT = "់", "៍", "្"
UNIT = re.compile(
    r"(?P<base>[ក-អ])(?P<feet>(?:្[ក-អ])*)(?P<shift>[៉៊]*)"
    r"(?P<feet2>(?:្[ក-អ])*)(?P<vowel>[\u17b6-\u17c5ំះៈ័]*)(?P<shift2>[៉៊]*)(?P<marks>[\u17c6-\u17d1]*)"
    r"|(?P<independent>[\u17a3-\u17b3])(?P<tail>់?)"
)
SONORANTS = "ងញនមយរលវ"  # they leave the series to other consonants of the syllable
SILENT_FINALS = ("ិ", "ុ")


@dataclass
class Unit:
    """One written group: a consonant, those at its foot, its vowel."""

    base: str
    feet: str
    shift: str
    vowel: str
    short: bool
    sound: str = ""  # an independent vowel speaks for itself

    @property
    def bare(self) -> bool:
        return not self.vowel and not self.sound


def romanise(word: str) -> str:
    """Return the Latin spelling of one Khmer word without spaces; signs it does not
    know are left out."""
    for part, latin in words():
        if found := part.search(word):
            return romanise(word[: found.start()]) + latin + romanise(word[found.end() :])
    pairs = paired(units(word))
    return "".join(syllable(*pair, last=pair is pairs[-1]) for pair in pairs)


@cache
def words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the words whose spelling is customary, the longest first; with a sign more it is
    another word."""
    found = sorted(rows("khmer-words"), key=lambda w: -len(w[0]))
    return tuple((re.compile(f"{re.escape(k)}(?![\u17b6-\u17d3])"), v) for k, v in found)


def units(word: str) -> list[Unit]:
    found = []
    for match in UNIT.finditer(silenced(word)):
        if match["independent"]:
            found.append(
                Unit(
                    "",
                    "",
                    "",
                    "",
                    False,
                    kinds("khmer")["independent"].get(match["independent"], ("a",))[0],
                )
            )
            continue
        marks = match["marks"]
        vowel = match["vowel"] + "".join(m for m in marks if m in "ំះៈ័")
        feet = (match["feet"] + match["feet2"]).replace(FOOT, "")
        shift = match["shift"] + match["shift2"]
        found.append(Unit(match["base"], feet, shift, vowel, SHORT in marks))
    return split_clusters(found)


def silenced(word: str) -> str:
    """Return the word without the consonants that ៍ silences."""
    word = re.sub(r"[ក-អ](?:្[ក-អ])*[ិុ]?៍", "", word)
    # The vowel of a last -ti or -tu behind a long one is not heard: ជាតិ, ហេតុ.
    return re.sub("(?<=[ាីូេោ]ត)[ិុ]$", "", word)


def split_clusters(found: list[Unit]) -> list[Unit]:
    """Split the clusters inside a word: the upper consonant closes the syllable before it."""
    result: list[Unit] = []
    for place, unit in enumerate(found):
        last = place == len(found) - 1
        if place and unit.feet:
            result.append(Unit(unit.base, "", unit.shift, "", False))
            ends_silent = last and (unit.bare or unit.vowel in SILENT_FINALS)
            if not ends_silent:
                result.append(Unit(unit.feet[0], unit.feet[1:], "", unit.vowel, unit.short))
        else:
            result.append(unit)
    return result


def paired(found: list[Unit]) -> list[tuple[Unit, Unit | None]]:
    """Return units as syllables, from the end: (opening unit, closing consonant or None)."""
    result: list[tuple[Unit, Unit | None]] = []
    # From the end: whether a consonant closes the syllable before it shows only by what follows.
    place = len(found) - 1
    while place >= 0:
        unit, before = found[place], found[place - 1] if place else None
        if before and unit.bare and not unit.feet and "ៈ" not in before.vowel:
            result.append((before, unit))
            place -= 2
        else:
            result.append((unit, None))
            place -= 1
    return result[::-1]


def syllable(opening: Unit, closing: Unit | None, last: bool) -> str:
    coda = sound(closing.base, 2) if closing else ""
    if opening.sound:
        return opening.sound + coda
    series = 1 if second_series(opening) and not opened_by_next(opening, closing) else 0
    onset = "".join(sound(c, 3) or sound(c, series) for c in opening.base + opening.feet)
    if opening.base == "ប" and (opening.feet or FIRST_SERIES in opening.shift):
        onset = "p" + onset[1:]
    return onset + vowel(opening, series, bool(closing), coda, last) + coda


def sound(consonant: str, column: int) -> str:
    columns = kinds("khmer")["consonant"].get(consonant, ("", "", ""))
    if column == 3:
        return ""
    return columns[column] or (columns[1 - column] if column < 2 else "")


def second_series(unit: Unit) -> bool:
    if FIRST_SERIES in unit.shift:
        return False
    if SECOND_SERIES in unit.shift:
        return True
    strong = [c for c in unit.base + unit.feet if c not in SONORANTS] or [unit.base]
    return not kinds("khmer")["consonant"].get(strong[-1], ("a",))[0]


def opened_by_next(opening: Unit, closing: Unit | None) -> bool:
    """Whether a sonorant without a vowel takes the series of the ណ that closes it: វណ្ណៈ Vannak."""
    alone = opening.bare and not opening.feet and not opening.shift and opening.base in SONORANTS
    return alone and closing is not None and closing.base == "ណ"


def vowel(unit: Unit, series: int, closed: bool, coda: str, last: bool) -> str:
    sign = unit.vowel
    if sign == "ា" and (unit.short or (series and closed and coda in ("k", "ng", "ch", "nh"))):
        return "a" if not series else "ea"
    if sign == "ា" and series and not closed:
        return "ea"
    if sign == "ឹ" and closed and coda in ("m", "n"):
        return "i"
    if sign == "ាំ" and coda == "ng":
        return "a"
    if sign == "័":
        return "a"
    if sign == "" and coda == "k" and series:
        return "ea"
    if sign == "" and (coda == "s" or (coda == "m" and last)):
        return "o"
    found = kinds("khmer")["vowel"].get(sign)
    if found is None:
        return "".join(kinds("khmer")["vowel"].get(s, ("", ""))[series] for s in sign)
    return found[series]
