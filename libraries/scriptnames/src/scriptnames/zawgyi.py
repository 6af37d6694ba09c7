"""Burmese typed in Zawgyi, an older use of the same code points: told apart, and offered converted.

Nothing is converted silently: a wrong guess would turn a good name into another one. Detection is
Google's myanmar-tools, where the text has a sign that Unicode would not put there (alone it takes
one Unicode name in a thousand for Zawgyi). The rules of conversion are those by which the two
encodings differ (Unicode Technical Note 11, Representing Myanmar in Unicode; the Zawgyi chart).
"""

import re
from functools import cache

from scriptnames.normal import check_text
from scriptnames.script import BLOCKS, BURMESE, script_of
from scriptnames.tables import kinds

SURE = 0.95  # probability above which a text is called Zawgyi
A_SIGN = re.compile(f"[{BLOCKS[BURMESE]}]")  # most names have none, and are told from it at once
# Consonants that Unicode stacks, each with one of its own row, or any under a killed င.
STACKS = "|".join(
    f"(?<=[{row}])္(?=[{row}])" for row in ("က-င", "စ-ည", "ဋ-ဏ", "တ-န", "ပ-မ", "လ", "သ")
)
# Signs where Unicode has none: a stack of strangers (Zawgyi's killer), ေ and ြ before their
# consonant, vowels after a killed one, and code points that Zawgyi fills otherwise.
ONLY_ZAWGYI = re.compile(
    f"(?!{STACKS}|(?<=င်)္)္|(?<![က-အဿျြွှ])ေ|(?<![က-အဿ])ျ|(?<![ကခဂငစတဒပဖဗဘမသျ])ြ|်[ိီုူ]"
    "|[\u1033\u1034\u105a\u1060-\u1097]"
)


def is_zawgyi(text: str) -> bool:
    """Whether the text was surely typed in Zawgyi. Raises `BadInput` for what is no text."""
    check_text("text", text)
    if not A_SIGN.search(text) or script_of(text) != BURMESE or not ONLY_ZAWGYI.search(text):
        return False
    return float(detector().get_zawgyi_probability(text)) >= SURE


def from_zawgyi(text: str) -> str | None:
    """The text as Unicode, to be shown for a person to accept; None when it is not Zawgyi."""
    return to_unicode(text) if is_zawgyi(text) else None


def to_unicode(text: str) -> str:
    """Zawgyi rewritten as Unicode, sign by sign and then in Unicode's order."""
    text = text.translate(signs())
    for pattern, replacement in orders():
        text = pattern.sub(replacement, text)
    return text


@cache
def signs() -> dict[int, str]:
    return {int(sign, 16): to[0] for sign, to in kinds("zawgyi")["sign"].items()}


@cache
def orders() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(written), to[0]) for written, to in kinds("zawgyi")["order"].items())


@cache
def detector():  # type: ignore[no-untyped-def]  # the library has no types
    from myanmartools import ZawgyiDetector

    return ZawgyiDetector()
