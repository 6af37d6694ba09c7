"""How far a reading of a text can be trusted: what was seen of it, and whether a lawyer looked."""

from __future__ import annotations

from fanal.core.law.instruments import Version
from fanal.core.law.wording import BRANCHES, SURE
from fanal.core.words import Sentence, say


def confidence(version: Version) -> list[Sentence]:
    """What stands beside every finding: the kind of source, what was not read, who checked it."""
    said = [SURE[version.sure]]
    if version.sure == "S" and (parts := not_read(version)):
        said.append(say("not wholly read: {parts}", parts=enumerated(parts)))
    said.append(checked(version))
    return said


def checked(version: Version) -> Sentence:
    if version.checked_by:
        return say("checked by {who} on {day}", who=version.checked_by, day=version.checked_on)
    return say("not yet checked by a lawyer")


def not_read(version: Version) -> list[Sentence]:
    """The elements of which parts of the text were not read, by name."""
    return [
        BRANCHES[name]
        for name, element in version.elements().items()
        if element.required and not element.complete
    ]


def enumerated(parts: list[Sentence]) -> Sentence:
    first, *others = parts
    for other in others:
        first = say("{one}, {another}", one=first, another=other)
    return first
