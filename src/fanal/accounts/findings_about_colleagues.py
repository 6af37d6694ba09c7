"""What was found about a colleague, for whoever agrees that she is let in: read before the yes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.words import Sentence


@dataclass(frozen=True)
class FoundOfColleague:
    """One finding about a colleague, as far as the reader may know of it. `address`: where more of
    it stands."""

    colleague: UUID
    says: Sentence
    on: date
    address: str


# Filled when the server starts, by the app that keeps findings.
FOUND: list[Callable[[User], Iterable[FoundOfColleague]]] = []


def found_of(reader: User) -> Mapping[UUID, list[FoundOfColleague]]:
    """Return what was found about colleagues, by colleague, as far as the reader may know of it."""
    by_colleague: dict[UUID, list[FoundOfColleague]] = defaultdict(list)
    for one in (one for read in FOUND for one in read(reader)):
        by_colleague[one.colleague].append(one)
    return dict(by_colleague)
