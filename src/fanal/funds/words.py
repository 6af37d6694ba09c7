"""What stands in lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from fanal.cases.forms.fields import capital
from fanal.core.words import Sentence
from fanal.web.words import translated


class Said(Protocol):
    @property
    def value(self) -> str: ...

    def sentence(self) -> Sentence: ...


def chosen_from(codes: Iterable[Said]) -> list[tuple[str, str]]:
    """Codes with their words, as a field offers them."""
    return [(one.value, capital(translated(one.sentence()))) for one in codes]
