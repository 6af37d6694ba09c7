"""Chinese to pinyin without tones, by pypinyin; the first character is read as a surname."""

from functools import cache

from scriptnames.tables import rows


def romanise(word: str) -> str:
    """Pinyin of one Chinese word, joined; ü is written u, as on passports without marks."""
    return "".join(syllables(word))


def syllables(word: str) -> list[str]:
    """The pinyin of each character."""
    # Loaded here: its dictionaries take memory that a team without Chinese names does not need.
    from pypinyin import Style, lazy_pinyin

    surname = surnames().get(word[:1]) if len(word) > 1 else None
    read = lazy_pinyin(word, style=Style.NORMAL, errors="ignore", v_to_u=False)
    read = [syllable.replace("v", "u") for syllable in read]
    return [surname, *read[1:]] if surname else read


def other_readings(word: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return how else a Chinese word may be read: (vi, yue or nan, a syllable a character).

    As a Vietnamese, a Cantonese, a Hokkien or Teochew name; and with the family name in a dialect
    and the rest in Mandarin, as many passports have it. Only where every character is known.
    """
    mandarin = syllables(word)
    found = []
    for place, kind in enumerate(KINDS):
        for family in known().get(word[:1], NONE)[place]:
            given = [known().get(sign, NONE)[place][:1] for sign in word[1:]]
            if all(given):
                found.append((kind, (family, *(one for (one,) in given))))
            if kind != VIETNAMESE and len(mandarin) == len(word) > 1:
                found.append((kind, (family, "".join(mandarin[1:]))))
    return found


VIETNAMESE, CANTONESE, HOKKIEN = KINDS = ("vi", "yue", "nan")
NONE: tuple[tuple[str, ...], ...] = ((), (), ())


@cache
def known() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The Vietnamese, Cantonese and Hokkien readings of a character (table hanzi-readings)."""
    return {
        sign: tuple(tuple(filter(None, said.split("|"))) for said in row[1:4])
        for row in rows("hanzi-readings")
        for sign in row[0]
    }


@cache
def surnames() -> dict[str, str]:
    """Characters that are read otherwise when they are a surname."""
    return {row[0]: row[1] for row in rows("chinese-surnames")}
