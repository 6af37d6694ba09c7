"""What she may need, asked one domain after the other; each once, whatever the answer was."""

from collections.abc import Collection

from fanal.core.casework.choices import DOMAINS, URGENCY
from fanal.core.words import Sentence

# "Something else" is no question: it is written in her words.
ASKED_DOMAINS = tuple((code, words) for code, words in DOMAINS if code != "other")
URGENCIES = tuple(code for code, _words in URGENCY)


def number_of(domain: str) -> int:
    """The place of a question, counted from 1."""
    return [code for code, _words in ASKED_DOMAINS].index(domain) + 1


def domain_at(number: int) -> tuple[str, Sentence] | None:
    """The domain and its words; None where there is none of that number."""
    return ASKED_DOMAINS[number - 1] if 1 <= number <= len(ASKED_DOMAINS) else None


def next_number(answered: Collection[str]) -> int | None:
    """The first question that nobody asked yet."""
    left = [code for code, _words in ASKED_DOMAINS if code not in answered]
    return number_of(left[0]) if left else None
