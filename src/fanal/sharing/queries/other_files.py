"""The file that another team of ours has of the same person: both agreed to a two-country file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fanal.cases.models import Case, CasePerson
from fanal.cases.queries.changed_cases import changed_among
from fanal.core.trust.shared import tells_how_she_is
from fanal.core.trust.transfers import Offer
from fanal.database.sql import these
from fanal.people.exclusion import kept_out_of_each
from fanal.people.queries import last_of
from fanal.sharing.actions.shared import other_side, shown_fields
from fanal.sharing.models import Side, Transfer


class OtherFile(NamedTuple):
    """A person in a case, and her file in the case of the other side."""

    case: UUID
    person: UUID
    other_case: UUID
    other: UUID

    def turned(self) -> OtherFile:
        """The same as the other case sees it."""
        return OtherFile(self.other_case, self.other, self.case, self.person)


def same_person() -> dict[UUID, UUID]:
    """Return which file stands for a person whom several files of ours concern, of each but that
    one: whoever reads all of these counts her once, also where neither team says to the other how
    she is."""
    stands_for: dict[UUID, UUID] = {}
    for file in _of_one_person(_with_cases(sides_with_another(None))):
        one, other = (last_of(each, stands_for) for each in (file.person, file.other))
        if one != other:
            stands_for[max(one, other)] = min(one, other)
    return stands_for


def sides_with_another(cases: Collection[UUID] | None) -> QuerySet[Side]:
    """Return the sides of these cases, or of all, in files that are open, or that ended as one of
    both cases went to another team."""
    # On the same day by the same colleague, as `_given_over` looks at: of all that ever ended, the
    # board of everybody would read each at every look.
    went = Transfer.objects.filter(
        state=Offer.ACCEPTED,
        answered_on=OuterRef("shared__ended_on"),
        answered_by=OuterRef("shared__ended_by"),
    )
    given = Q(Exists(went), shared__state="withdrawn")
    rows = Side.objects.filter(Q(shared__state="open") | given)
    rows = rows if cases is None else rows.filter(case__in=these(cases))
    return rows.select_related("shared").prefetch_related("shared__sides").order_by()


def other_files(cases: Collection[UUID] | None) -> list[OtherFile]:
    """Return `among` of all sides of these cases, or of all."""
    return among(sides_with_another(cases)) if cases is None or cases else []


def among(sides: Iterable[Side]) -> list[OtherFile]:
    """Return who in the cases of these sides is whom in the case of the other side: as long as the
    file is open and tells how she is, and after it where it ended because one of the two cases went
    to the team of the other. Of a case about several people nobody has said which of them is
    meant; of one in which something was changed from outside, not that it is the one."""
    pairs = _with_cases(sides)
    went = _given_over(pairs)
    return _of_one_person([pair for pair in pairs if tells(pair[0]) or pair[0].id in went])


type Pair = tuple[Side, Side]


def _with_cases(sides: Iterable[Side]) -> list[Pair]:
    pairs = [(side, other_side(side)) for side in sides]
    return [(side, other) for side, other in pairs if other.case_id]


def _of_one_person(pairs: Collection[Pair]) -> list[OtherFile]:
    about = _about(cases := {one.case_id for pair in pairs for one in pair if one.case_id})
    changed = changed_among(cases)
    return [
        OtherFile(side.case_id, about[side.case_id], other.case_id, about[other.case_id])
        for side, other in pairs
        if side.case_id and other.case_id
        if side.case_id in about and other.case_id in about
        if not {side.case_id, other.case_id} & changed
    ]


def tells(side: Side) -> bool:
    """Whether both sides agreed to say how she is."""
    return side.shared.is_open and tells_how_she_is(shown_fields(side))


def as_agreed(side: Side) -> bool:
    """Whether its file stands between the cases for which both sides agreed, as far as nothing of
    them was changed from outside."""
    return not changed_among({one.case_id for one in side.shared.sides.all() if one.case_id})


def may_hear(pairs: Collection[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Return those of these cases, each with one that is to hear of it, of which the team of the
    second may hear: nobody of it who opens the second is kept out of the first by a conflict. What
    is stored in a case is read by all who open it."""
    kept_out = kept_out_of_each({case for pair in pairs for case in pair}) if pairs else {}
    listed = {user for users in kept_out.values() for user in users}
    if not listed:
        return set(pairs)
    hear = {hears for _speaks, hears in pairs}
    rows = Case.objects.filter(id__in=hear, team__members__in=listed).order_by()
    found = rows.values_list("id", "team__members")
    let_in = {(case, user) for case, user in found if user not in kept_out.get(case, ())}
    return {
        (speaks, hears)
        for speaks, hears in pairs
        if not any((hears, user) in let_in for user in kept_out.get(speaks, ()))
    }


def that_hear(files: Iterable[OtherFile]) -> list[OtherFile]:
    """Return those of these files of which the case may hear what the other says (`may_hear`)."""
    found = list(files)
    told = may_hear([(file.other_case, file.case) for file in found])
    return [file for file in found if (file.other_case, file.case) in told]


def _given_over(pairs: Iterable[tuple[Side, Side]]) -> set[UUID]:
    """Return the sides of which the file ended as one of both cases went to the other's team, which
    has both still: with a third nobody agreed to anything."""
    ended = [(side, other) for side, other in pairs if not side.shared.is_open]
    cases = {one.case_id for pair in ended for one in pair if one.case_id}
    if not cases:
        return set()
    rows = Transfer.objects.filter(case__in=cases, state=Offer.ACCEPTED).order_by()
    went = set(rows.values_list("case", "receiving", "answered_on", "answered_by"))
    has = Case.objects.filter(id__in=cases).order_by().values_list("id", "team")
    team: dict[UUID | None, UUID] = dict(has)
    return {
        side.id
        for side, other in ended
        for one, to in ((side, other), (other, side))
        if team.get(one.case_id) == team.get(to.case_id) == to.team_id
        if (one.case_id, to.team_id, side.shared.ended_on, side.shared.ended_by_id) in went
    }


def _about(cases: Collection[UUID]) -> dict[UUID | None, UUID]:
    """Return whom each of these cases concerns, of those that concern one person."""
    if not cases:
        return {}
    people: dict[UUID | None, list[UUID]] = defaultdict(list)
    rows = CasePerson.objects.filter(case__in=these(cases)).exclude(of_family=True).order_by()
    for case, person in rows.values_list("case", "person"):
        people[case].append(person)
    return {case: found[0] for case, found in people.items() if len(found) == 1}
