"""The title of a form: its heading, where that is a sentence of our own and nothing else.

Titles of pages stay in the history of a browser, also after the page is gone. A heading may have a
name or a word of a file in it; a sentence that stands whole in our catalogues has none.
"""

from functools import cache

from django.utils.translation import get_language
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, translation

WRITTEN_IN = "en"
ANOTHER = "fr"  # English is what is translated: its sentences are the keys of another language


def title_of(heading: object) -> str:
    """Return the heading; nothing where it may hold what somebody typed."""
    words = str(heading)
    return words if words in _our_sentences(get_language() or WRITTEN_IN) else ""


@cache
def _our_sentences(language: str) -> frozenset[str]:
    if language != WRITTEN_IN:
        return frozenset(said for _key, said in _catalogue(language))
    keys = (key for key, _said in _catalogue(ANOTHER) if isinstance(key, str))
    return frozenset(key.rpartition(CONTEXT_SEPARATOR)[-1] for key in keys)


def _catalogue(language: str) -> list[tuple[object, str]]:
    # As in `merged_catalogues`: gettext has no way to ask for all that it knows.
    return list(vars(translation(language))["_catalog"].items())
