"""Who changed lately how a partner is named or reached, and what stood there before.

Two people find that somebody is to be trusted; one alone changes the number that is called. So
whoever is about to send something reads both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.partners.models import Partner
from fanal.sealed.columns import opens
from fanal.web.typing import PageText


class Earlier(TypedDict):
    """An earlier value as the column holds it: who changed it, on which day, and what stood there
    before."""

    on: str
    by: str
    before: dict[str, str]


WATCHED: Mapping[str, PageText] = {
    "name": _("Name"),
    "contact": _("How to reach it"),
    "age_key": _("Key for sealed files (age)"),
}
TOLD_FOR = timedelta(days=90)


@dataclass(frozen=True)
class RecentChange:
    """A change of the last 90 days. `before`: by what it is, what stood there."""

    on: date
    who: str
    before: list[tuple[PageText, str]]


def recent_change(partner: Partner, today: date) -> RecentChange | None:
    """Return the recent change; None where nothing was changed in the last 90 days."""
    earlier = _recent(partner, today)
    if earlier is None:
        return None
    who = str(User.objects.get(pk=earlier["by"]))
    before = [(WATCHED[name], text) for name, text in earlier["before"].items()]
    return RecentChange(date.fromisoformat(earlier["on"]), who, before)


def earlier_after(
    partner: Partner, wanted: Mapping[str, str], by: User, today: date
) -> Earlier | None:
    """What to keep with a change to `wanted`. A second change hides nothing of the first; what
    stands there again is told no more, nor is what was filled in first."""
    earlier = _recent(partner, today)
    now = {name: str(getattr(partner, name)) for name in WATCHED}
    then = {name: wanted.get(name, text) for name, text in now.items()}
    first = now | (earlier["before"] if earlier else {})
    before = {name: text for name, text in first.items() if text and text != then[name]}
    if not before:
        return None
    if now == then and earlier:
        return earlier | {"before": before}
    return Earlier(on=today.isoformat(), by=str(by.pk), before=before)


def _recent(partner: Partner, today: date) -> Earlier | None:
    earlier: Earlier | None = partner.earlier if opens(partner, "earlier") else None
    recent = earlier and today - date.fromisoformat(earlier["on"]) <= TOLD_FOR
    return earlier if recent else None
