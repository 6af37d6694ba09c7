"""The page of duplicates: who may be here twice, group by group, without an answer yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fanal.people.access import people_for, teams_of
from fanal.people.models import Comparison
from fanal.people.queries import last_of, merged_of
from fanal.people.search import open_rows
from fanal.registers.models import Scorer
from fanal.registers.queries.graph import Picture, Row, grouped, in_words, picture
from fanal.registers.queries.kept import Compared, compared
from fanal.registers.queries.register import Pair, closest, table
from fanal.registers.queries.scorer import answered, weights_for

MOST = 20  # groups, and less likely pairs, on the page; the next come as these are answered


@dataclass(frozen=True)
class Board:
    """`more`: how many groups are not shown yet. `scorer` None: the weights of the first day."""

    groups: list[Picture]
    more: int
    less_likely: list[Row]
    people: int
    scorer: Scorer | None


def board(user: Any, ring: Any) -> Board:
    """Everything that waits for an answer among the people whom this user may search."""
    return board_of(user, compared(user, ring))


def board_of(user: Any, done: Compared) -> Board:
    """As `board`, of a register that was compared already."""
    said = _answered(done.pairs)
    settled = {people for people, _ in said}
    found = [pair for pair in done.pairs if pair.people not in settled]
    made, unlikely = grouped(found), [pair for pair in found if not pair.is_link][:MOST]
    shown = made[:MOST]
    wanted = {UUID(one) for group in shown for one in group.records}
    wanted |= {one for pair in unlikely for one in pair.people}
    people = people_for(user).in_bulk(wanted)
    by_people = {pair.people: pair for pair in found}
    apart = {pair for pair, row in said if row.same is False}
    return Board(
        groups=[picture(group, by_people, people, apart) for group in shown],
        more=len(made) - len(shown),
        less_likely=[in_words(pair, False, people) for pair in unlikely],
        people=done.people,
        scorer=done.scorer,
    )


def _answered(found: Sequence[Pair]) -> list[tuple[frozenset[UUID], Comparison]]:
    """The standing answers between people of these pairs, in whichever of their files."""
    into = merged_of()
    files = {one for pair in found for one in pair.people}.union(into)
    return answered({one: last_of(one, into) for one in files})


@dataclass(frozen=True)
class Score:
    """One pair explained: the reasons, and the bits that each field gives for or against."""

    pair: Pair
    why: tuple[Any, ...]
    parts: list[tuple[Any, float]]
    scorer: Scorer | None


def score(user: Any, ring: Any, one: UUID, other: UUID) -> Score | None:
    """How these two compare among all people of the teams; None where one has no name."""
    weights, scorer = weights_for(teams_of(user))
    opened = open_rows(user, ring)
    of = table(opened.entries)
    ours, theirs = (opened.stands_for.get(file, file) for file in (one, other))
    pair = closest(of, ours, theirs, weights) if ours != theirs else None
    return Score(pair, of.why(pair), of.parts(pair, weights), scorer) if pair else None
