"""What the codes of the journal are called; words of a data file in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language

from fanal.core.justice.kinds import JusticeKind
from fanal.core.law.instruments import Words

JOURNAL_CODES = {"record": {one.value: one.sentence() for one in JusticeKind}}


def in_page_language(words: Words) -> str:
    return words.get(get_language() or "en", words["en"])
