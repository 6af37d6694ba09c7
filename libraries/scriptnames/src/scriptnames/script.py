"""Which writing a text is in, by the blocks of Unicode, as ISO 15924 codes."""

import re
from collections import Counter
from functools import cache
from unicodedata import category

from scriptnames.messages import say

LATIN, KHMER, LAO, THAI, BURMESE, CHINESE = "Latn", "Khmr", "Laoo", "Thai", "Mymr", "Hani"
OTHER = "Zyyy"  # any script without a table of ours
BLOCKS = {
    LATIN: "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f",
    KHMER: "\u1780-\u17dd",
    LAO: "\u0e81-\u0edf",
    THAI: "\u0e01-\u0e4e",
    BURMESE: "\u1000-\u103f\u1050-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f",
    CHINESE: "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}
SCRIPT_SAYS = {
    LATIN: say("Latin letters"),
    KHMER: say("Khmer letters"),
    LAO: say("Lao letters"),
    THAI: say("Thai letters"),
    BURMESE: say("Burmese letters"),
    CHINESE: say("Chinese characters"),
    OTHER: say("letters of another script"),
}


@cache
def letters() -> re.Pattern[str]:
    """What finds letters of one writing that stand together, each in a group of its script code.

    Made when it is first asked for: every sign of Unicode is looked at, and most commands that load
    this module read no name.
    """
    marks = "".join(c for c in map(chr, range(0x20000)) if category(c).startswith("M"))
    ours = "".join(BLOCKS.values())
    # Letters that are in no block of ours, with the marks that stand on them.
    elsewhere = f"[^\\W\\d_{ours}](?:[^\\W\\d_{ours}]|(?![{ours}])[{marks}])*"
    of_blocks = "|".join(f"(?P<{code}>[{block}]+)" for code, block in BLOCKS.items())
    return re.compile(f"{of_blocks}|(?P<{OTHER}>{elsewhere})")


def runs(text: str) -> list[tuple[str, str]]:
    """The text cut where the writing changes: [(script code, letters)], all else left out."""
    return [(str(match.lastgroup), match.group()) for match in letters().finditer(text)]


def script_of(text: str) -> str | None:
    """The script of most letters, or None where there is no letter of ours."""
    count: Counter[str] = Counter()
    for script, letters in runs(text):
        count[script] += len(letters)
    return count.most_common(1)[0][0] if count else None
