"""Khmer to the Latin spellings of registers, syllable by syllable (tables khmer, khmer-words).

A consonant belongs to one of two series, which decides how the vowel after it sounds; two signs
change the series. A consonant without a vowel closes the syllable before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fanal.core.names.tables import kinds, rows

FIRST_SERIES, SECOND_SERIES = "៉", "៊"  # muusikatoan, triisap
SHORT, SILENT, FOOT = "់", "៍", "្"
UNIT = re.compile(
    r"(?P<base>[ក-អ])(?P<feet>(?:្[ក-អ])*)(?P<shift>[៉៊]*)"
    r"(?P<feet2>(?:្[ក-អ])*)(?P<vowel>[\u17b6-\u17c5ំះៈ័]*)(?P<shift2>[៉៊]*)(?P<marks>[\u17c6-\u17d1]*)"
    r"|(?P<independent>[\u17a3-\u17b3])(?P<tail>់?)"
)
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
    """The Latin spelling of one Khmer word without spaces; signs it does not know are left out."""
    for part, latin in words():
        if part in word:
            before, _, after = word.partition(part)
            return romanise(before) + latin + romanise(after)
    return "".join(syllable(*pair) for pair in paired(units(word)))


@cache
def words() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((k, v) for k, v in rows("khmer-words")), key=lambda w: -len(w[0])))


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
    """Without the consonants that ៍ silences."""
    return re.sub(r"[ក-អ](?:្[ក-អ])*[ិុ]?៍", "", word)


def split_clusters(found: list[Unit]) -> list[Unit]:
    """Inside a word the upper consonant of a cluster closes the syllable before it."""
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
    """Units into syllables, from the end: (opening unit, closing consonant or None)."""
    result: list[tuple[Unit, Unit | None]] = []
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


def syllable(opening: Unit, closing: Unit | None) -> str:
    coda = sound(closing.base, 2) if closing else ""
    if opening.sound:
        return opening.sound + coda
    series = 1 if second_series(opening) else 0
    onset = "".join(sound(c, 3) or sound(c, series) for c in opening.base + opening.feet)
    if opening.base == "ប" and (opening.feet or FIRST_SERIES in opening.shift):
        onset = "p" + onset[1:]
    return onset + vowel(opening, series, bool(closing), coda) + coda


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
    strong = [c for c in unit.base + unit.feet if c not in "ងញនមយរលវ"] or [unit.base]
    return not kinds("khmer")["consonant"].get(strong[-1], ("a",))[0]


def vowel(unit: Unit, series: int, closed: bool, coda: str) -> str:
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
    found = kinds("khmer")["vowel"].get(sign)
    if found is None:
        return "".join(kinds("khmer")["vowel"].get(s, ("", ""))[series] for s in sign)
    return found[series]
