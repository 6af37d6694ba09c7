"""What stands in lists to choose from."""

from collections.abc import Mapping

from django.utils.text import capfirst

from fanal.cases.queries.needs import StatedNeed
from fanal.core.services.kinds import SUPPORT_SAYS, ServiceKind
from fanal.web.forms.codes import chosen_from
from fanal.web.words import translated


def kinds_by_support() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all kinds, in groups of their type of support: two levels, as the list has them."""
    groups: dict[str, list[ServiceKind]] = {}
    for kind in ServiceKind:
        groups.setdefault(kind.described.support, []).append(kind)
    return [
        (capfirst(translated(SUPPORT_SAYS[support])), chosen_from(some))
        for support, some in groups.items()
    ]


def words_of_needs(needs: Mapping[str, StatedNeed]) -> list[tuple[str, str]]:
    """Needs as a field offers them: what it concerns, and how soon."""
    return [
        (key, " · ".join([capfirst(translated(need.words)), translated(need.how_soon or "")]))
        for key, need in needs.items()
    ]
