"""What stands in lists to choose from, and what the journal calls its codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanal.core.words import Sentence
from fanal.web.words import translated

# What the journal calls the folders of prevention.
JOURNAL_CODES = {
    "kind": {
        "participant": _("participant"),
        "volunteer": _("volunteer"),
        "call_back": _("call back"),
    }
}
SEXES = [
    ("female", _("Woman or girl")),
    ("male", _("Man or boy")),
    ("other", _("Other")),
]


class WordedCode(Protocol):
    @property
    def value(self) -> str: ...

    def sentence(self) -> Sentence: ...


def chosen_from(codes: Iterable[WordedCode]) -> list[tuple[str, str]]:
    """Codes with their words, as a field offers them."""
    return [(one.value, str(capfirst(translated(one.sentence())))) for one in codes]
