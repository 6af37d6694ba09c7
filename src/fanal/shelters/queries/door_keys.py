"""Who has a key of the door of a shelter, and what of it is dangerous: as pages and rows say it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.accounts.names import names_of_colleagues
from fanal.accounts.other_hands import in_other_hands, reachable
from fanal.cases.queries.today.rows import RowAction, TodayRow
from fanal.core.shelters.door_keys import DoorKey, held_by, is_for_direction, with_who_left
from fanal.shelters import access
from fanal.shelters.models import Shelter, ShelterStay
from fanal.shelters.queries.alert_recipients import leads_of, leads_to_call
from fanal.shelters.staff_access import who_may_be_concerned
from fanal.web.days_in_words import relative_day


@dataclass(frozen=True)
class ShownDoorKey:
    """A key as shown. `left`: who has it does not work there any more. `unsafe`: what she has may
    be in other hands: it is never said why."""

    key: DoorKey
    who: str
    left: bool
    unsafe: bool

    @property
    def tone(self) -> str:
        return "danger" if self.unsafe else "care" if self.left else ""


def shown_keys(shelter: Shelter) -> list[ShownDoorKey]:
    names = {str(id): name for id, name in names_of_colleagues().items()}
    gone, unsafe = _of_who_left(shelter), _in_other_hands(shelter)
    return [
        ShownDoorKey(key, _named(key, names), key in gone, key in unsafe)
        for key in shelter.door_keys
    ]


def _named(key: DoorKey, names: Mapping[str, str]) -> str:
    return names.get(key.who, _("a former colleague")) if key.who else key.words


def _of_who_left(shelter: Shelter) -> list[DoorKey]:
    keys = shelter.door_keys
    if not keys:
        return []
    return with_who_left(keys, {str(user.pk) for user in who_may_be_concerned(shelter)})


def _in_other_hands(shelter: Shelter) -> list[DoorKey]:
    keys = shelter.door_keys
    return held_by(keys, {str(user_id) for user_id in in_other_hands()}) if keys else []


def could_have_one(shelter: Shelter) -> dict[str, User]:
    """Return who works there or is of its team, and has none yet."""
    holders = {key.who for key in shelter.door_keys}
    concerned = {str(user.pk): user for user in who_may_be_concerned(shelter)}
    return {id: user for id, user in concerned.items() if id not in holders}


def door_keys_today(shelter: Shelter, today: date) -> Iterator[TodayRow]:
    """Yield rows for a lead: a lock that has to be changed, and keys of colleagues who left, or of
    whom what they have may be in other hands."""
    page = reverse("shelters:door_keys", args=[shelter.id])
    if since := shelter.open_since:
        change = reverse("shelters:lock_changed", args=[shelter.id])
        yield TodayRow(
            page,
            _("A key of the door is lost: change the lock"),
            about=shelter.name,
            when=relative_day(since, today),
            icon="lock",
            tone="danger",
            act=RowAction(_("The lock has been changed"), change, "lock"),
            pressing=True,
        )
    shown = shown_keys(shelter)
    if unsafe := [one.who for one in shown if one.unsafe]:
        yield _unsafe_key(shelter, unsafe, page)
    # A key that may be in other hands is said once, by the heavier reason.
    if left := [one.who for one in shown if one.left and not one.unsafe]:
        title = _("Works there no more and has a key of the door: {who}")
        yield TodayRow(
            page, title.format(who=", ".join(left)), about=shelter.name, icon="lock", tone="care"
        )


def _unsafe_key(shelter: Shelter, who: list[str], page: str) -> TodayRow:
    """The row of an unsafe key: whoever arrested a colleague, or took her bag, may have it."""
    title = _("Somebody else may have a key of the door: change the lock")
    more = _("Who had it: {who}").format(who=", ".join(who))
    return TodayRow(page, title, about=shelter.name, more=more, icon="lock", tone="danger")


def locks_of_residents(
    stays: Iterable[ShelterStay], pages: Mapping[UUID, str], today: date, reader: User
) -> Iterator[TodayRow]:
    """Yield rows for whoever works with one who sleeps there: who looks for her may have the key.
    Of several in one shelter one row."""
    by_shelter: dict[Shelter, list[ShelterStay]] = defaultdict(list)
    for stay in stays:
        if stay.shelter.open_since:
            by_shelter[stay.shelter].append(stay)
    for shelter, residents in by_shelter.items():
        who = leads_to_call(shelter, reader=reader, about=residents) or str(shelter.team)
        only = residents[0] if len(residents) == 1 else None
        title = _("a key of the door of her shelter is lost: call {who}")
        if only is None:
            title = _("A key of the door of their shelter is lost: call {who}")
        yield TodayRow(
            pages[only.id] if only else reverse("journeys:board"),
            title.format(who=who),
            code=only.person.code_name if only else "",
            about=shelter.name,
            more="" if only else ", ".join(sorted(stay.person.code_name for stay in residents)),
            when=relative_day(shelter.open_since or today, today),
            icon="lock",
            tone="danger",
            pressing=True,
        )


def locks_on_board(user: User, now: datetime) -> Iterator[TodayRow]:
    """Yield rows above the board, which says of each resident that she is where she should be."""
    for shelter in access.shelters_for(user):
        if since := shelter.open_since:
            who = leads_to_call(shelter, reader=user)
            yours = _("You lead here: have it changed now.")
            title = _("{shelter}: a key of the door is lost, and the lock has not been changed")
            page = reverse("shelters:shelter", args=[shelter.id])
            yield TodayRow(
                page,
                title.format(shelter=shelter.name),
                more=_("Who has the lock changed: {who}").format(who=who) if who else yours,
                when=relative_day(since, now.date()),
                tone="danger",
                act=RowAction(_("To the shelter"), page, "tonight"),
            )


@dataclass(frozen=True)
class OpenLock:
    """A shelter whose lock nobody changed, since when, and whom to call."""

    shelter: Shelter
    since: date
    call: str


def open_locks(reader: User, today: date) -> list[OpenLock]:
    """Return the shelters for the direction whose lock is open, from the day after on."""
    rows = Shelter.objects.filter(closed_on=None).select_related("team")
    return [
        OpenLock(row, row.open_since, leads_to_call(row, reader=reader))
        for row in rows
        if row.open_since and is_for_direction(row.open_since, today)
    ]


def _nobody_to_change() -> Iterator[TodayRow]:
    """Yield rows of unsafe keys where no lead can be reached: nobody else reads of them."""
    for row in Shelter.objects.filter(closed_on=None).select_related("team"):
        # Only then: where a lead can be reached the lock is hers to change.
        if _in_other_hands(row) and not reachable(leads_of(row)):
            who = [shown.who for shown in shown_keys(row) if shown.unsafe]
            yield _unsafe_key(row, who, reverse("shelters:numbers"))


def locks_for_direction(reader: User, today: date) -> Iterator[TodayRow]:
    yield from _nobody_to_change()
    for lock in open_locks(reader, today):
        yield TodayRow(
            reverse("shelters:numbers"),
            _("A key of the door is lost, and nobody has changed the lock"),
            about=lock.shelter.name,
            when=relative_day(lock.since, today),
            icon="lock",
            tone="danger",
        )
