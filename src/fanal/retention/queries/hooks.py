"""What other apps learn of legal holds, and of who was erased."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.care.models import CareFile, CareRequest
from fanal.cases.queries.story import StoryItem, StoryQuery
from fanal.cases.queries.today.rows import TodayRow
from fanal.core.words import say
from fanal.journeys.models import Journey, MissingSheet
from fanal.keys.drafts.closed_case_drafts import AddressedRow
from fanal.matching.models import TracingRequest
from fanal.people.queries import all_files_of
from fanal.retention import access
from fanal.retention.models import LegalHold, Tombstone
from fanal.retention.queries import deciding, holding, pages
from fanal.retention.queries.registers import agreed_registers
from fanal.retention.queries.tombstones import tombstones
from fanal.sharing.models import PartnerFile, Referral, SharedFile, Transfer
from fanal.shelters.models import BedRequest, ShelterStay
from fanal.web.days_in_words import past_day
from fanal.web.words import translated

TOLD_FOR = timedelta(days=7)
HELD = "SELECT 1 FROM retention_legalhold"
ERASED = "SELECT 1 FROM retention_tombstone"
REGISTERS = "SELECT 1 FROM retention_registererasure WHERE agreed_on IS NOT NULL"
NOT_AGREED = "SELECT 1 FROM retention_erasure WHERE agreed_on IS NULL"


def ended_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows for a week for whoever asked to lift a hold that was lifted, or asked for one
    that ended by itself: what waited for its end is remembered by nobody else. A no stands there by
    itself, as that to any other request. Of no file that she does not open any more."""
    today = now.date()
    lifted = Q(lift_by=user, ended_on__gte=today - TOLD_FOR) & ~Q(ended_by=None)
    of_itself = (
        Q(by=user, ended_on=None) & holding.over_on(today) & ~holding.over_on(today - TOLD_FOR)
    )
    rows = LegalHold.objects.filter(lifted | of_itself)
    found = list(rows.select_related("person", "case", "ended_by"))
    return [
        TodayRow(
            reverse("people:person" if row.person else "cases:case", args=[one.pk]),
            _("A legal hold was lifted") if row.ended_on else _("A legal hold has ended"),
            about=one.code_name,
            more=str(row.ended_by or ""),
            when=past_day(row.ended_on or holding.last_day(row), today),
            icon="lock",
        )
        for row in (access.holds_seen_by(user, found) if found else ())
        if (one := row.person or row.case)
    ]


def holds_of_case(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield each hold on the case, or on whom it concerns, for whoever decides on them: she would
    promise that it is erased."""
    if not access.decides(query.user):
        return
    files = {file for person in query.people for file in all_files_of(person.pk)}
    found = holding.holds_on(files, [query.case.pk])
    for row in access.holds_seen_by(query.user, found) if found else ():
        day, url = holding.last_day(row), reverse("retention:list")
        says = (
            say("legal hold until {day}: nothing of it is erased", day=day)
            if row.agreed_on
            else say("legal hold asked for: without a second person it ends on {day}", day=day)
        )
        about = row.person.code_name if row.person and len(query.people) > 1 else ""
        yield StoryItem(says, url, say("Legal holds"), about)


def lapsed_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return rows for whoever asked for an erasure that nobody agreed to in time, until she asks
    anew or takes it back: somebody may wait for it who asked us."""
    return [
        TodayRow(
            reverse("retention:list"),
            _("Nobody answered: the erasure is not done"),
            about=what.code_name,
            when=past_day(row.until, now.date()),
            icon="lock",
        )
        for row in deciding.erasures_asked_by(user)
        if row.until < now.date() and (what := pages.named(row))
    ]


def erased_today(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row for a week for each erasure that somebody asked for and that is done: she is the
    one who tells whom it was of, and the partners."""
    since = now.date() - TOLD_FOR
    stones = tombstones().filter(by=user, ended_on__gt=since)
    return [
        TodayRow(
            reverse("retention:list"),
            _("What you asked to erase is erased"),
            more=str(stone.agreed_by),
            when=past_day(stone.ended_on, now.date()),
            icon="lock",
        )
        for stone in {stone.erasure: stone for stone in stones}.values()
    ]


def registers_unfinished(user: User, now: datetime) -> Sequence[TodayRow]:
    """Return a row for each register whose old rows two people agreed to erase before today, for
    these two: they are still here, and the retention period said that they would not be."""
    late = agreed_registers().filter(agreed_on__lt=now.date())
    rows = late.filter(Q(by=user) | Q(agreed_by=user))
    return [
        TodayRow(
            reverse("retention:list"),
            _("Old rows of a register are not erased yet"),
            about=capfirst(translated(row.of.sentence())),
            more=_("Agreed to by two people. Ask whoever runs the server what holds it up."),
            when=past_day(row.agreed_on, now.date()) if row.agreed_on else "",
            icon="lock",
            tone="care",
        )
        for row in rows
    ]


# What addresses name without the person or the case whose it is: of it no tombstone stays. Nothing
# but an erasure deletes these rows.
ADDRESSED: dict[tuple[str, str], type[Model]] = {
    ("journeys", "journey_id"): Journey,
    ("journeys", "sheet_id"): MissingSheet,
    ("shelters", "stay_id"): ShelterStay,
    ("shelters", "request_id"): BedRequest,
    ("care", "file_id"): CareFile,
    ("care", "request_id"): CareRequest,
    ("sharing", "referral_id"): Referral,
    ("sharing", "transfer_id"): Transfer,
    ("sharing", "shared_id"): SharedFile,
    ("sharing", "file_id"): PartnerFile,
    ("matching", "request_id"): TracingRequest,
}


def erased_among(named: Collection[AddressedRow]) -> set[UUID]:
    """Return which of these were erased: files, cases, and what was found of them alone."""
    rows = Tombstone.objects.filter(id__in={one.id for one in named}).order_by()
    gone = set(rows.values_list("id", flat=True))
    ids: dict[type[Model], set[UUID]] = {}
    for one in named:
        if model := ADDRESSED.get((one.app, one.name)):
            ids.setdefault(model, set()).add(one.id)
    for model, asked in ids.items():
        known = model._base_manager.filter(pk__in=asked).order_by()
        gone |= asked - set(known.values_list("pk", flat=True))
    return gone
