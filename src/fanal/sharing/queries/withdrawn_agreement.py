"""What the other side of a two-country file wrote, and she took back since: it is read no longer,
and nothing new is told. Each side keeps what it wrote itself (ADR 35)."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.models import Consent
from fanal.core.casework.consent import ConsentAnswer, ConsentPurpose
from fanal.core.trust.shared import FIELDS, SharedField
from fanal.core.trust.vocabulary import DataClass
from fanal.sharing.access.both_teams import took_back
from fanal.sharing.actions.shared import other_side
from fanal.sharing.models import SharedEntry, Side

# Of what she said of anything else the gate is not asked: it is asked on the start page.
SAID = frozenset({ConsentPurpose.REFERRAL, ConsentPurpose.BOTH_TEAMS})


def taken_back(side: Side, other: Side, theirs: Iterable[SharedEntry]) -> set[str]:
    """Return the fields of these texts of the other side that are read here no longer."""
    entries = list(theirs)
    if not entries or not _said_no([side, other]):
        return set()
    by_class: dict[DataClass, bool] = {}
    for entry in entries:
        told = FIELDS[SharedField(entry.field)].told
        if told not in by_class:
            by_class[told] = _took_back(side, other, told, entry.made_by)
    return {entry.field for entry in entries if by_class[FIELDS[SharedField(entry.field)].told]}


def sides_taken_back(sides: Collection[Side]) -> dict[UUID, date]:
    """Return which of these sides, of open files, read something of the other no longer, each with
    the day on which she said so last."""
    said_no = _said_no([one for side in sides for one in (side, other_side(side))])
    days = {side.pk: [said_no[case] for case in _cases(side) & said_no.keys()] for side in sides}
    return {side.pk: max(days[side.pk]) for side in sides if days[side.pk] and _reads_no_more(side)}


def _reads_no_more(side: Side) -> bool:
    other = other_side(side)
    return bool(taken_back(side, other, other.entries.select_related("made_by").defer("sealed")))


def _took_back(side: Side, other: Side, told: DataClass, by: User) -> bool:
    if side.case is None or other.case is None:
        return False
    return took_back(case=other.case, team=side.team, told=told, by=by, there=side.case)


def _cases(side: Side) -> set[UUID]:
    return {one.case_id for one in (side, other_side(side)) if one.case_id}


def _said_no(sides: Iterable[Side]) -> dict[UUID, date]:
    """Return the cases of these sides in which she said no to it, or took a yes back, each with the
    last day on which she did."""
    cases = {side.case_id for side in sides if side.case_id}
    rows = Consent.objects.filter(case__in=cases).defer("sealed").order_by() if cases else ()
    days: dict[UUID, date] = {}
    for row in rows:
        if row.purpose in SAID and _is_no(row):
            day = row.withdrawn_on or row.on
            days[row.case_id] = max(day, days.get(row.case_id, day))
    return days


def _is_no(row: Consent) -> bool:
    refused = row.answer == ConsentAnswer.REFUSED or row.assent is False
    return refused or row.withdrawn_on is not None
