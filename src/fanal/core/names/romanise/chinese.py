"""Chinese to pinyin without tones, by pypinyin; the first character is read as a surname."""

from __future__ import annotations

from functools import cache

from fanal.core.names.tables import rows


def romanise(word: str) -> str:
    """Pinyin of one Chinese word, joined; ü is written u, as on passports without marks."""
    return "".join(syllables(word))


def syllables(word: str) -> list[str]:
    """The pinyin of each character."""
    from pypinyin import Style, lazy_pinyin

    surname = surnames().get(word[:1]) if len(word) > 1 else None
    read = lazy_pinyin(word, style=Style.NORMAL, errors="ignore", v_to_u=False)
    read = [syllable.replace("v", "u") for syllable in read]
    return [surname, *read[1:]] if surname else read


@cache
def surnames() -> dict[str, str]:
    """Characters that are read otherwise when they are a surname."""
    return {row[0]: row[1] for row in rows("chinese-surnames")}
