"""What stands in lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from fanal.cases.forms.fields import capital
from fanal.cases.queries.needs import ToldNeed
from fanal.core.services.kinds import SUPPORT_SAYS, ServiceKind
from fanal.core.words import Sentence
from fanal.web.words import translated


class Said(Protocol):
    @property
    def value(self) -> str: ...

    def sentence(self) -> Sentence: ...


def chosen_from(codes: Iterable[Said]) -> list[tuple[str, str]]:
    """Codes with their words, as a field offers them."""
    return [(one.value, capital(translated(one.sentence()))) for one in codes]


def kinds_by_support() -> list[tuple[str, list[tuple[str, str]]]]:
    """All kinds, in groups of their type of support: two levels, as the list has them."""
    groups: dict[str, list[ServiceKind]] = {}
    for kind in ServiceKind:
        groups.setdefault(kind.described.support, []).append(kind)
    return [
        (capital(translated(SUPPORT_SAYS[support])), chosen_from(some))
        for support, some in groups.items()
    ]


def words_of_needs(needs: Mapping[str, ToldNeed]) -> list[tuple[str, str]]:
    """Needs as a field offers them: what it concerns, and how soon."""
    return [
        (key, " · ".join([capital(translated(one.words)), translated(one.how_soon or "")]))
        for key, one in needs.items()
    ]
