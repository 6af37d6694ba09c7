"""Gives the title of a draft in the reader's language; the page may have been in another.

A title is the heading of a page, with the code above it. Where nothing is filled into it, the
heading is a sentence of the catalogues: it is looked up there and said anew. What is not found
stays as it is.
"""

from functools import cache

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, trans_real

BETWEEN = " · "
WRITTEN = "en"  # the language of the sentences
COMPLETE = "fr"  # a catalogue that has all of them


def said_here(title: str, written_in: str) -> str:
    """The title in the language of this page, as far as the catalogues know it."""
    if not title or not written_in or written_in == get_language():
        return title
    return BETWEEN.join(_said_here(part, written_in) for part in title.split(BETWEEN))


def _said_here(words: str, written_in: str) -> str:
    sentence = _sentences(written_in).get(words)
    return capfirst(gettext(sentence)) if sentence else words


@cache
def _sentences(language: str) -> dict[str, str]:
    """Return {as a heading says it: the sentence in the catalogues}; of several that are said alike
    ("Note" and "Notes" in Vietnamese), the shortest."""
    known = trans_real.translation(COMPLETE if language == WRITTEN else language)
    catalogue = vars(known)["_catalog"]  # Django has no other way to all that it holds
    pairs = (
        (key, translation) for key, translation in catalogue.items() if isinstance(key, str) and key
    )
    longest_first = sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)
    return {
        _as_heading(key if language == WRITTEN else translation): key
        for key, translation in longest_first
        if translation
    }


def _as_heading(words: str) -> str:
    """Return the words with a capital letter and single spaces, as `html_forms.heading` reads them
    off a page."""
    return capfirst(" ".join(words.split()))
