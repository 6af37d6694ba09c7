"""Languages as columns hold them: codes with spaces between, shown by their names."""

import re

from fanal.web.codes import LANGUAGES


def language_names(codes: str) -> str:
    return ", ".join(map(LANGUAGES.name, codes.split()))


def language_codes(text: str) -> str:
    """The codes of the languages that a text names ("Lao, thaï"), with spaces between."""
    words = re.findall(r"[^\W\d_]+(?:[-' ][^\W\d_]+)*", text)
    words += [part for word in words for part in word.split()]
    named = {LANGUAGES.known(word) for word in words if len(word) > 2}
    return " ".join(code for code in LANGUAGES.near if code in named)
