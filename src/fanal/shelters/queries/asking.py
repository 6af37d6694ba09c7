"""Beds of other teams: which shelters have one tonight, what was asked, and what waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.ask_whom import danger_words, whom_to_ask_about
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.shelters.kinds import BedKind
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.shelters import asking_access
from fanal.shelters.models import Bed, BedRequest, Shelter, ShelterStay
from fanal.shelters.queries.alert_recipients import leads_to_call
from fanal.web.codes import COUNTRIES
from fanal.web.days_in_words import relative_day
from fanal.web.decisions import WaitingRequest
from fanal.web.words import translated


@dataclass(frozen=True)
class FreePlaces:
    """What another team sees of a shelter: its code name, kind and country, and what is free."""

    shelter: Shelter
    free: Counter[BedKind]

    @property
    def country(self) -> str:
        return COUNTRIES.name(self.shelter.team.office.country)

    @property
    def beds(self) -> str:
        """How many of which kind, in words."""
        parts = [f"{n} × {translated(kind.sentence())}" for kind, n in sorted(self.free.items())]
        return ", ".join(parts)

    @property
    def words(self) -> str:
        """The shelter as a choice."""
        kind = capfirst(translated(self.shelter.kind.sentence()))
        parts = [self.shelter.name, kind, self.country, self.beds or _("no bed free")]
        return " · ".join(parts)


def free_elsewhere(user: User) -> list[FreePlaces]:
    """Every shelter that this user can ask, in a constant number of queries."""
    shelters = list(asking_access.askable(user))
    ids = [shelter.id for shelter in shelters]
    taken = ShelterStay.objects.filter(shelter__in=ids, over_on=None).order_by().values("bed")
    free: dict[UUID, Counter[BedKind]] = defaultdict(Counter)
    for bed in Bed.objects.filter(shelter__in=ids, ended_on=None).exclude(id__in=taken):
        free[bed.shelter_id][bed.bed_kind] += 1
    offered = [FreePlaces(shelter, free[shelter.id]) for shelter in shelters]
    # Full ones come last and stay: a shelter may find a bed when it is called.
    return sorted(offered, key=lambda one: (not one.free, one.country, one.shelter.name))


@dataclass(frozen=True)
class ShownBedRequest:
    """A request as shown. `content`: what is sealed, {} where the reader has no key. `ask_whom`: of
    her who is in danger, and not there yet, who knows why."""

    row: BedRequest
    content: Content
    ask_whom: str = ""

    @property
    def danger_words(self) -> str:
        return danger_words(self.ask_whom)


def shown_requests(rows: Iterable[BedRequest], reader: User, ring: Ring) -> list[ShownBedRequest]:
    requests = list(rows)
    ring.prepare([row.id for row in requests])
    danger = _danger_of(requests, reader)
    return [
        ShownBedRequest(row, row.try_unseal(ring) or {}, danger.get(row.id, "")) for row in requests
    ]


def _danger_of(rows: Iterable[BedRequest], reader: User) -> Mapping[UUID, str]:
    """Return whom to ask about those who are in danger, of those who still wait."""
    # Once it is answered the shelter needs to know no more of her.
    waiting = [row for row in rows if row.answered_on is None]
    return whom_to_ask_about(waiting, reader)


def waiting_beds(user: User) -> Iterator[WaitingRequest]:
    """Yield the requests that wait, for whoever works in the shelter, or leads its team."""
    rows = list(asking_access.waiting_for(user))
    danger = _danger_of(rows, user)
    for row in rows:
        yield WaitingRequest(
            row.id,
            reverse("shelters:request", args=[row.id]),
            row.made_on,
            row.made_by,
            about=row.person,
            whom=row.shelter.name,
            # Tonight is what was asked for on the day on which it is needed.
            urgent=row.due <= row.made_on or row.id in danger,
        )


def without_answer(hers: QuerySet[Case], user: User, today: date) -> Iterator[TodayRow]:
    """Beds that she needs by now: the shelter was told, and nothing comes back by itself."""
    rows = BedRequest.objects.filter(case__in=hers.order_by().values("id"))
    rows = rows.filter(answered_on=None, due__lte=today).defer("sealed")
    for row in rows.select_related("person", "shelter__team").order_by("due", "id"):
        who = leads_to_call(row.shelter, reader=user)
        call = _("Call {who}, or ask for a bed elsewhere.").format(who=who) if who else ""
        yield TodayRow(
            reverse("shelters:request", args=[row.id]),
            _("No answer yet about a bed"),
            code=row.person.code_name,
            about=row.shelter.name,
            more=call,
            when=relative_day(row.due, today),
            icon="tonight",
            tone="care",
        )
