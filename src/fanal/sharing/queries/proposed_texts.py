"""What a side of a two-country file could tell the other, as apps above know it: proposed to who
writes it, and read twice before it goes."""

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


PROPOSED: dict[SharedField, Callable[[Case, User, Ring], ProposedText | None]] = {}


def proposed_text(field: SharedField, case: Case, user: User, ring: Ring) -> ProposedText | None:
    """Return what this user reads elsewhere and has not told the other side yet."""
    return PROPOSED[field](case, user, ring) if field in PROPOSED else None
