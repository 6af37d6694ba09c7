"""What is to be asked again by a day, in rows that look alike, whatever they are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.keys.paged_grants import GrantedRows
from fanal.prevention import access
from fanal.prevention.models import AdviceCallBack, EarningLook, LookBack
from fanal.web.first_rows import FirstRows

MOST = 8  # of each on the page of today

type DueRows = GrantedRows[AdviceCallBack] | GrantedRows[LookBack] | GrantedRows[EarningLook]


class DueKind(StrEnum):
    CALL_BACKS = "call-backs"
    LOOK_BACKS = "look-backs"
    EARNINGS = "earnings"


@dataclass(frozen=True)
class DueLine:
    address: str
    title: str
    more: str
    on: date


@dataclass(frozen=True)
class DueList:
    """The first of them, and how many there are in all."""

    kind: DueKind
    heading: str
    rows: Sequence[DueLine]
    count: int

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


def due_rows(user: User, kind: DueKind, today: date) -> DueRows:
    """Return what is due, what waits longest first; calls that are still to come, too: they are
    promised."""
    if kind is DueKind.CALL_BACKS:
        return access.call_backs_for(user).order_by("due", "number")
    if kind is DueKind.LOOK_BACKS:
        looks = access.look_backs_for(user)
        return looks.filter(asked_on=None, due__lte=today).order_by("due", "id")
    earnings = access.earning_looks_for(user)
    return earnings.filter(asked_on=None, due__lte=today).order_by("due", "id")


def due_lists(user: User, today: date) -> list[DueList]:
    """Return of each kind what is due, for the page of today; without those of which nothing is."""
    lists = []
    for kind in DueKind:
        rows = due_rows(user, kind, today).filter(due__lte=today)
        first: FirstRows[Model] = FirstRows.of(rows, MOST)
        shown = [shown_due(kind, row) for row in first.rows]
        lists.append(DueList(kind, heading_of(kind), shown, first.count))
    return [due_list for due_list in lists if due_list.rows]


def heading_of(kind: DueKind) -> str:
    return {
        DueKind.CALL_BACKS: _("Call back after advice"),
        DueKind.LOOK_BACKS: _("What became of them?"),
        DueKind.EARNINGS: _("What do they earn after the course?"),
    }[kind]


def shown_due(kind: DueKind, row: Model) -> DueLine:
    if isinstance(row, AdviceCallBack):
        title = _("Call back {n}").format(n=row.number)
        address = reverse("prevention:call_back", args=[row.id])
        return DueLine(address, title, str(row.advice.area), row.due)
    if isinstance(row, LookBack):
        who, words = row.scholarship.participant, _("{n} months after the end")
    else:
        assert isinstance(row, EarningLook), row  # one of the three kinds
        who, words = row.enrolment.participant, _("{n} months after the course")
    title = _("Participant {n}").format(n=who.number)
    view = "look_back" if kind is DueKind.LOOK_BACKS else "earning"
    address = reverse(f"prevention:{view}", args=[row.id])
    return DueLine(address, title, words.format(n=row.months), row.due)
