"""What a side of a two-country file could tell the other, as apps above know it: proposed to who
writes it, and read twice before it goes."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.core.trust.shared import SharedField
from fanal.keys.ring import Ring


@dataclass(frozen=True)
class ProposedText:
    """A text, and where it is from: a sentence for whoever writes."""

    text: str
    source: str


# Of each field, what there is of it here and there: all of it is proposed.
PROPOSED: dict[SharedField, list[Callable[[Case, User, Ring], ProposedText | None]]] = defaultdict(
    list
)


def proposed_text(field: SharedField, case: Case, user: User, ring: Ring) -> ProposedText | None:
    """Return what this user reads elsewhere and has not told the other side yet."""
    asked = (find(case, user, ring) for find in PROPOSED.get(field, ()))
    found = [text for text in asked if text is not None]
    if not found:
        return None
    return ProposedText(
        "\n\n".join(one.text for one in found), " ".join(one.source for one in found)
    )
