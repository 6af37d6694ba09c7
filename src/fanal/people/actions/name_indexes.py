"""The keyed index of names: decided by two, made step by step by whoever holds a team's key."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.lookups import Exact
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.roles import Role
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.keyed_index import (
    OpenedIndex,
    decision,
    keyed_by,
    opened_index,
    waiting,
    write_tokens,
)
from fanal.people.models import NameIndex, NameIndexDecision, NameToken, SearchRow
from fanal.people.search_entries import entry, reads_otherwise, seal, search_folder
from scriptnames import Entry, normalise

A_STEP = 2_500  # rows in one transaction
AT_ONCE = 10_000  # rows in one request
FEWEST = 1_000  # people: in a smaller team the commonest names would stand out


@transaction.atomic
def ask_for_name_index(*, above: int, by: User, on: date | None = None) -> NameIndexDecision:
    """Ask that teams of more than `above` people keep an index. Raises `BadInput`, `Refused`.

    It holds once another person agrees: one of the two a director, the other an administrator.
    """
    _must_decide(by)
    if above < FEWEST:
        raise BadInput("above", say("a smaller team needs no index: at least {n}", n=FEWEST))
    made = _next(True, above, by, on)
    audit.record(act="person.index_asked", by=by, detail={"above": above})
    return made


@transaction.atomic
def agree_to_name_index(*, by: User, on: date | None = None) -> NameIndexDecision:
    """The second person agrees. Raises `Refused` for the one who asked, or one of that role."""
    _must_decide(by)
    asked = waiting()
    if asked is None:
        raise Refused(say("nothing waits for an answer"))
    if asked.asked_by_id == by.pk or asked.asked_by.role == by.role:
        raise Refused(say("a director and an administrator decide it together"))
    asked.agreed_by, asked.agreed_on = by, on or timezone.localdate()
    asked.save()
    audit.record(act="person.index_on", by=by, detail={"above": asked.above})
    return asked


@transaction.atomic
def end_name_index(*, by: User, on: date | None = None) -> None:
    """Switch it off, at once and by one person: every token is deleted."""
    _must_decide(by)
    held = decision()
    made = _next(False, held.above if held else 0, by, on)
    made.agreed_by, made.agreed_on = by, made.asked_on
    made.save()
    NameToken.objects.all().delete()
    NameIndex.objects.all().delete()
    SearchRow.objects.filter(indexed=True).update(indexed=False)
    audit.record(act="person.index_off", by=by)


def index_more(*, team: Team, by: User, ring: Ring, most: int = AT_ONCE) -> int:
    """Make the tokens of the next rows of a team. How many rows were read.

    Raises `Refused` where it was not decided or the team is small, Locked or NotGranted without its
    key. Each step is a transaction: what was done stays when the next one is interrupted.
    """
    held, people = decision(), SearchRow.objects.filter(team=team).count()
    if not (held and held.on and people > held.above):
        raise Refused(say("this team keeps no index"))
    done = 0
    while done < most and (step := _step(team, people, ring)):
        done += step
    audit.record(act="person.indexed", by=by, about=team.pk, detail={"rows": done})
    return done


@transaction.atomic
def _step(team: Team, people: int, ring: Ring) -> int:
    index = _index(team, people, ring)
    # Said as the partial index says it: SQLite reads the whole team for NOT "indexed". By number
    # rows come in no order.
    waiting = SearchRow.objects.filter(Exact(F("indexed"), False), team=team)
    rows = list(waiting.order_by("number")[:A_STEP])
    ring.prepare(row.folder for row in rows)
    read = {row.number: _read(row, ring) for row in rows}
    index.row.people = people
    write_tokens(index, read)
    SearchRow.objects.filter(id__in=[row.id for row in rows]).update(indexed=True)
    _count(index, read.values())
    index.seal(ring, made=len(rows) < A_STEP)
    index.row.save()
    return len(rows)


def _read(row: SearchRow, ring: Ring) -> Entry:
    """What a row holds; made ready anew where a name of it has a reading that its strip may not
    know, so that who is found by that reading is read closely by it too."""
    data = row.unseal(ring)
    read = entry(row.person_id, data)
    if reads_otherwise(read, data):
        before = row.version
        seal(row, ring, data)
        with suppress(Conflict):  # somebody wrote the row since, and made it ready
            row.save_if_version(before)
    return read


def _count(index: OpenedIndex, entries: Iterable[Entry]) -> None:
    """How common the words of these names are, and the whole names."""
    forms = [normalise(name) for one in entries for name in one.names]
    index.words = index.words.and_of(key for read in forms for key in read.keys)
    index.wholes = index.wholes.and_of("".join(sorted(read.keys)) for read in forms)


def _index(team: Team, people: int, ring: Ring) -> OpenedIndex:
    """The team's index, or a new one under the newest key of the team's search."""
    row = NameIndex.objects.select_for_update().filter(team=team).first()
    if row and (opened := opened_index(row, ring)):
        return opened
    if row:
        ring.key(row.folder, Compartment.IDENTITY, row.generation)  # raises
    folder = search_folder(team, ring)
    generation, key = ring.newest_key(folder, Compartment.IDENTITY)
    row = NameIndex(team=team, folder=folder, people=people, generation=generation)
    made = OpenedIndex(row, keyed_by(key))
    made.seal(ring, made=False)
    row.save(force_insert=True)
    return made


def _next(on: bool, above: int, by: User, day: date | None) -> NameIndexDecision:
    newest = NameIndexDecision.objects.select_for_update().first()
    return NameIndexDecision.objects.create(
        number=newest.number + 1 if newest else 1,
        on=on,
        above=above,
        asked_by=by,
        asked_on=day or timezone.localdate(),
    )


def _must_decide(by: User) -> None:
    if by.role not in (Role.DIRECTOR, Role.ADMINISTRATOR):
        raise Refused(say("a director and an administrator decide it together"))
