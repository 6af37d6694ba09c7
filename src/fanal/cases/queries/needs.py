"""What was said of each domain of need: the entry that stands, opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.choices import DOMAINS, URGENCY
from fanal.core.casework.state_entries import SAYERS
from fanal.core.words import Sentence
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content


@dataclass(frozen=True)
class StatedNeed:
    """The last entry on one domain; `urgency`: its code, or a reason why there is none."""

    entry: CaseEntry
    domain: str
    urgency: object
    data: Content

    @property
    def words(self) -> Sentence:
        return dict(DOMAINS)[self.domain]

    @property
    def how_soon(self) -> Sentence | None:
        return dict(URGENCY).get(str(self.urgency)) if is_value(self.urgency) else None

    @property
    def said_by(self) -> str:
        """The code of who said it; empty where nobody wrote it down."""
        sayer = load(self.data.get("said_by"))
        return str(sayer) if is_value(sayer) and sayer in dict(SAYERS) else ""

    @property
    def source(self) -> Sentence | None:
        return dict(SAYERS).get(self.said_by)

    @property
    def in_her_words(self) -> bool:
        return bool(is_value(load(self.data.get("words"))))

    @property
    def needed(self) -> bool:
        return is_value(self.urgency) and self.urgency not in ("", "none")


def speaks_now(needs: Iterable[StatedNeed], user: User, today: date) -> str:
    """Who speaks in this conversation: as in the answer that this colleague wrote last today."""
    own = [
        need for need in needs if (need.entry.made_by_id, need.entry.made_on) == (user.pk, today)
    ]
    return max(own, key=lambda need: need.entry.number).said_by if own else ""


def stated_needs(case: Case, ring: Ring) -> dict[str, StatedNeed]:
    """Return what was said last of each domain; one query."""
    by_domain: dict[str, StatedNeed] = {}
    for entry in CaseEntry.objects.of_kinds([case.id], "need").order_by("number"):
        data = entry.try_unseal(ring)
        domain = load(data.get("domain")) if data else None
        if data and isinstance(domain, str) and domain in dict(DOMAINS):
            by_domain[domain] = StatedNeed(entry, domain, load(data.get("urgency")), data)
    return by_domain
