"""What the page of a two-country file shows to one side."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from fanal.accounts.models import User
from fanal.cases.access import cases_for
from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.codes import stored_codes_of
from fanal.cases.queries.warnings_from_teams import ToldByTeam
from fanal.core.casework.statements import Custody
from fanal.core.trust.shared import FIELDS, SharedField, SharedFieldText
from fanal.keys.ring import Ring
from fanal.keys.sealed import SealedRecord
from fanal.people.models import Person
from fanal.people.queries import files_of
from fanal.sharing.access import sides_for
from fanal.sharing.actions.shared import other_side, shown_fields
from fanal.sharing.models import SharedEntry, Side
from fanal.sharing.queries.other_files import as_agreed, may_hear, tells
from fanal.sharing.queries.withdrawn_agreement import taken_back
from fanal.web.words import translated


@dataclass(frozen=True)
class SharedFileRow:
    """One field: who agreed, and what each side says in it, where both agreed. `taken_back`: they
    wrote in it, and she took back since that they tell us."""

    code: SharedField
    words: SharedFieldText
    open: bool
    ours: str
    theirs: str
    when: tuple[date, User] | None
    version: int
    taken_back: bool = False


def cases_to_choose(side: Side, user: User) -> list[Case]:
    """Return the open cases of the team of this side that a user opens, with whom each concerns: on
    the telephone a person is named, not the number of a case."""
    links = CasePerson.objects.exclude(of_family=True).select_related("person")
    found = cases_for(user).filter(team=side.team_id, closed=False).select_related("assignee")
    return list(found.prefetch_related(Prefetch("concerns", links)).order_by("code_name", "id"))


def rows(side: Side, ring: Ring) -> list[SharedFileRow]:
    """The fields in order, opened as far as keys and agreement reach. After the end, ours alone."""
    other = other_side(side)
    # Both sides in one question, in place of one for each field.
    ring.prepare([side.id, other.id])
    written = {
        (entry.side_id, entry.field): entry
        for entry in SharedEntry.objects.filter(side__in=[side, other]).select_related("made_by")
    }
    # Once it is over, agreement is over: the other side's words close.
    open_now = shown_fields(side) if side.shared.state == "open" else ()
    theirs = [one for one in written.values() if one.side_id == other.id and one.field in open_now]
    closed = taken_back(side, other, theirs)
    return [
        _row(field, field in open_now, field in closed, written, side, other, ring)
        for field in SharedField
        # What we wrote stays ours to read, also where it is not open.
        if field in open_now or (side.id, field) in written
    ]


@dataclass(frozen=True)
class SaidByOtherTeam:
    """What the other side of an open file wrote in a field that both agreed to. `of_several`: the
    file is about several people, and the words may be another's."""

    shared: UUID
    by_team: UUID
    team: str
    by: User
    on: date
    text: str
    of_several: bool


def said_of(person: Person, user: User, ring: Ring) -> list[SaidByOtherTeam]:
    """Return what other teams of ours warn of in the files that they keep with the cases of this
    person, as far as the user reads it: the newest first."""
    hers = files_of(person)
    sides = sides_for(user).filter(shared__state="open", case__people__in=hers)
    others = CasePerson.objects.exclude(of_family=True)
    others = others.filter(case__in=sides.order_by().values("case"))
    shared_cases = {*others.exclude(person__in=hers).values_list("case_id", flat=True)}
    said = [
        SaidByOtherTeam(
            side.shared_id,
            other_side(side).team_id,
            other_side(side).team.name,
            row.when[1],
            row.when[0],
            row.theirs,
            of_several=side.case_id in shared_cases,
        )
        for side in sides.distinct().prefetch_related("shared__sides__team")
        for row in rows(side, ring)
        if row.code is SharedField.SAFETY and row.when and row.theirs
    ]
    return sorted(said, key=lambda one: one.on, reverse=True)


def danger_told_of(person: Person, user: User, ring: Ring) -> Iterator[ToldByTeam]:
    """Yield who of another team warned of it and when, for the form that keeps it in her case."""
    for one in said_of(person, user, ring):
        address = reverse("sharing:shared", args=[one.shared])
        who = f"{one.by} ({one.team})"
        yield ToldByTeam(str(one.by_team), one.team, who, one.on, address)


def _of(
    written: Mapping[tuple[UUID, str], SharedEntry], side: Side, field: SharedField
) -> SharedEntry | None:
    return written.get((side.id, field))


def _row(
    field: SharedField,
    is_open: bool,
    taken_back: bool,
    written: Mapping[tuple[UUID, str], SharedEntry],
    side: Side,
    other: Side,
    ring: Ring,
) -> SharedFileRow:
    ours, theirs = _of(written, side, field), _of(written, other, field)
    # Theirs only where both agreed to this field, and she did not take it back.
    shown = theirs if is_open and not taken_back else None
    return SharedFileRow(
        field,
        FIELDS[field],
        is_open,
        sealed_text(ours, ring),
        sealed_text(shown, ring),
        (shown.made_on, shown.made_by) if shown else None,
        # 0 for what is not written yet: the form then begins the row.
        ours.version if ours else 0,
        taken_back,
    )


def sealed_text(record: SealedRecord | None, ring: Ring) -> str:
    """What is sealed in a row of one text; empty where there is none, or no key to it."""
    data = record.try_unseal(ring) if record else None
    return data["text"] if data else ""


# Who has each of the people of a two-country file that is about several: which of ours is which of
# theirs stands in neither, so that no case says it by itself. It is told by kind and number.

type KindAndNumber = tuple[str, int]
# Filled when the server starts: what the journeys of a case say of a person of it.
SAID: list[Callable[[UUID, UUID, datetime], Collection[Custody]]] = []


def who_has_each(ours: Side, other: Side) -> list[KindAndNumber]:
    """Return how many of the people of the other case are with whom, by its own word; nothing where
    it is about one person, of whom her case says it, or may not be told."""
    if ours.case is None or other.case is None or not tells(ours):
        return []
    people = [link.person_id for link in other.case.concerned]
    if len(people) < 2 or not may_hear([(other.case.pk, ours.case.pk)]) or not as_agreed(ours):
        return []
    codes, now, case = stored_codes_of(people), timezone.localtime(), other.case.pk
    said = {person: {one for ask in SAID for one in ask(case, person, now)} for person in people}
    # Where a journey and her case do not say the same, what is stored of her case counts.
    kinds = (
        next(iter(said[person])) if len(said[person]) == 1 else codes[person].custody
        for person in people
    )
    return sorted(Counter(map(_kind, kinds)).items())


def _kind(custody: Custody | None) -> str:
    # That people hold her is a danger, which the other side says in words; it makes nothing calm.
    kind = Custody.NOBODY if custody is None or Custody.nobody_answers(custody) else custody
    return capfirst(translated(kind.sentence()))
