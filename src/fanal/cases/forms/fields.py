"""What several forms share: days, codes as choices, the parts of a file in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from fanal.audit.words import PARTS as COMPARTMENT_WORDS
from fanal.core.words import Sentence
from fanal.web.forms import NOTHING
from fanal.web.words import translated


class Worded(Protocol):
    """A member of an enumeration that says itself in words."""

    def sentence(self) -> Sentence: ...


YES_NO = [("yes", _("Yes")), ("no", _("No"))]
PARTS = [("", _("all parts")), *((str(c), words) for c, words in COMPARTMENT_WORDS.items())]


def codes(words: Iterable[Worded], empty: bool = False) -> list[tuple[str, str]]:
    """The members of an enumeration as choices, in the language of the page."""
    listed = [(str(code), capital(translated(code.sentence()))) for code in words]
    return [NOTHING, *listed] if empty else listed


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
