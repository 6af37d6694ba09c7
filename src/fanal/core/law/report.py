"""An assessment as plain data for other programs, and as lines for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fanal.core.law.assess import Assessment
from fanal.core.law.explain import because
from fanal.core.law.instruments import ELEMENTS
from fanal.core.law.settle import settle


def as_data(assessment: Assessment) -> dict[str, Any]:
    """The nine entries of one instrument in `fanal law assess --json`."""
    return {
        "applies": assessment.applies,
        "version": assessment.version.name,
        "child": assessment.child.value,
        "act": assessment.act.value,
        "means": assessment.means.value,
        "purpose": assessment.purpose.value,
        "overall": assessment.overall.value,
        "because": [str(sentence) for sentence in because(assessment)],
        "settle": settle(assessment),
    }


def as_lines(assessment: Assessment, shown: int = 6) -> Iterator[str]:
    """A paragraph for a terminal: the elements, why, and what would settle it."""
    data = as_data(assessment)
    found = "  ".join(f"{name} {data[name]}" for name in ELEMENTS)
    yield f"{assessment.instrument.id} ({assessment.instrument.short['en']}, {data['version']})"
    yield f"  elements recorded: {found}  child {data['child']}  overall {data['overall']}"
    for sentence in data["because"]:
        yield f"    {sentence}"
    for codes in data["settle"][:shown]:
        yield f"    would settle it: {' and '.join(codes)}"
    if len(data["settle"]) > shown:
        yield f"    and {len(data['settle']) - shown} other sets of the same size"
