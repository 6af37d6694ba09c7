"""Keys of the door of a shelter: given, given back, lost; and the lock changed after that."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput, Refused
from fanal.core.shelters.door_keys import DoorKey, LostKey, after_change
from fanal.core.shelters.kinds import IncidentKind
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.shelters.actions.book import add_incident
from fanal.shelters.models import Shelter
from fanal.shelters.queries.alert_recipients import tell_leads

ANSWERED = say("This was answered meanwhile: look at it again.")


@transaction.atomic
def give_key(
    *, shelter: Shelter, by: User, to: User | None = None, words: str, on: date | None = None
) -> None:
    """Give a key to a colleague, or to another, in `words`. Raises BadInput naming the question."""
    on = on or timezone.localdate()
    refuse_future("on", on, timezone.localdate())
    words = check_no_place("words", short_text("words", words))
    if (to is None) == (not words):  # neither, or both: what was typed would be lost
        raise BadInput("to", say("choose a colleague, or say who else has it"))
    row = _held_open(shelter)
    # Counted on and never reused: a page that was opened before must not take back another key.
    number = int(row.told.get("last_key") or 0) + 1
    row.told = row.told | {"last_key": number}
    key = DoorKey(number, str(to.pk) if to else "", words, on)
    # Two keys under one name could not be told apart when one comes back.
    if to and any(known.who == key.who for known in row.door_keys):
        raise BadInput("to", say("she has one already"))
    _keep(row, [*row.door_keys, key], row.lost_keys, by)


@transaction.atomic
def take_back(*, shelter: Shelter, number: int, by: User) -> None:
    """Record that a key was given back. Raises Refused where it is not out any more."""
    row = _held_open(shelter)
    _keep(row, _without(row.door_keys, number), row.lost_keys, by)


@transaction.atomic
def lose_key(
    *,
    shelter: Shelter,
    words: str,
    by: User,
    ring: Ring,
    number: int | None = None,
    on: date | None = None,
) -> None:
    """Record that nobody knows where a key is; `number`: which, where it is one that was written
    down. The leads are told at once. What happened stands in the book: in words that name people,
    and in a row that nobody takes away or marks as read by hand. Raises BadInput naming the
    question, Refused."""
    on = on or timezone.localdate()
    refuse_future("on", on, timezone.localdate())
    needed = say("say what happened, and who may have it")
    words = check_no_place("words", long_text("words", words, needed=needed))
    row = _held_open(shelter)
    held = row.door_keys if number is None else _without(row.door_keys, number)
    _keep(row, held, [*row.lost_keys, LostKey(on)], by)
    # The words stand under the key of the book and not of the server: a seized server must not
    # tell who may have the key.
    add_incident(shelter=row, kind=IncidentKind.OTHER, what=words, done="", by=by, ring=ring, on=on)
    tell_leads(row, by)


@transaction.atomic
def change_lock(
    *, shelter: Shelter, given: Iterable[int], by: User, on: date | None = None
) -> None:
    """Record that the lock was changed, so that no key of before opens any more; `given`: which of
    those who had one have one of the new lock. Raises BadInput naming the question."""
    on = on or timezone.localdate()
    refuse_future("on", on, timezone.localdate())
    row = _held_open(shelter)
    if row.open_since and on < row.open_since:
        raise BadInput("on", say("this day is before the other one"))
    chosen = set(given)
    # Whoever is not chosen has none of the new lock, and her old key opens nothing.
    held = [replace(key, since=on) for key in row.door_keys if key.number in chosen]
    # By its day: a change that is written down late does not close the lock for a key of the new
    # one.
    _keep(row, held, [after_change(key, on) for key in row.lost_keys], by)


def _held_open(shelter: Shelter) -> Shelter:
    """The row, held so that of two who write at once the second reads what the first wrote."""
    return Shelter.objects.select_for_update(of=("self",)).select_related("team").get(pk=shelter.pk)


def _without(held: Sequence[DoorKey], number: int) -> list[DoorKey]:
    if number not in {key.number for key in held}:
        raise Refused(ANSWERED)
    return [key for key in held if key.number != number]


def _keep(row: Shelter, held: Sequence[DoorKey], lost: Sequence[LostKey], by: User) -> None:
    row.told = row.told | {
        "door_keys": [key.to_store() for key in held],
        "lost_keys": [key.to_store() for key in lost],
    }
    row.save_if_version(row.version)
    audit.record(act="shelters.door_keys", by=by, about=row.id)
