"""The page of duplicates: who may be here twice, group by group, without an answer yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.words import Translatable, say
from fanal.keys.ring import Ring
from fanal.matching.models import Scorer
from fanal.matching.queries.cached_pairs import (
    Compared,
    answered,
    cached_pairs,
    weights_for,
)
from fanal.matching.queries.graph import GraphRow, Picture, Why, grouped, in_words, picture
from fanal.matching.queries.register import Pair, closest, judged_together, likeliest_pairs, table
from fanal.people.access import kept_out_of, people_among, teams_of
from fanal.people.file_entries import entries_of
from fanal.people.models import SearchRow
from fanal.people.opened_search import commonness
from fanal.people.queries import kin_of, last_of, merged_of
from fanal.people.search import without_names
from scriptnames import Entry

MOST = 20  # groups, and less likely pairs, on the page; the next come as these are answered


@dataclass(frozen=True)
class DuplicateList:
    """The groups of possible duplicates. `more`: how many groups are not shown yet. `scorer` None:
    the weights of the first day."""

    groups: list[Picture]
    more: int
    less_likely: list[GraphRow]
    people: int
    scorer: Scorer | None


def duplicates_of(user: User, ring: Ring, done: Compared) -> DuplicateList:
    """Return everything that waits for an answer among the people whom this user may search, of
    their register as it was compared."""
    # What was kept is by file; which file stands for which is asked now, so that a merge costs no
    # new comparison.
    into = _stand_for(user, done.pairs)
    beside, apart, settled = _beside(done.pairs, into)
    unsettled = [pair for pair in beside if pair.people not in settled]
    groups, unlikely = grouped(unsettled), [pair for pair in unsettled if not pair.is_link][:MOST]
    shown = groups[:MOST]
    links = {frozenset((UUID(li.a), UUID(li.b))) for group in shown for li in group.links}
    by_people = {pair.people: pair for pair in unsettled if pair.people in links}
    people = people_among(user, _files([*by_people.values(), *unlikely])).in_bulk()
    why = _why(user, ring, [*by_people.values(), *unlikely])
    return DuplicateList(
        groups=[picture(group, by_people, people, apart, why) for group in shown],
        more=len(groups) - len(shown),
        less_likely=[in_words(pair, False, people, why) for pair in unlikely],
        people=done.files - merged_among(user),
        scorer=done.scorer,
    )


def _stand_for(user: User, pairs: list[Pair]) -> dict[UUID, UUID]:
    """Return `merged_of`, where the file that stands in the end is one this user may open: for her
    any other file stands for itself."""
    into = merged_of()
    ends = {last_of(file, into) for file in _files(pairs) & into.keys()}
    seen = set(people_among(user, ends).values_list("id", flat=True)) if ends else ends
    return {other_file: to for other_file, to in into.items() if last_of(other_file, into) in seen}


People = set[frozenset[UUID]]


def _beside(pairs: list[Pair], into: Mapping[UUID, UUID]) -> tuple[list[Pair], People, People]:
    """Return each pair beside all others; who was found to be two people; who has an answer."""
    between = likeliest_pairs(pairs, into)
    answers = answered({file: last_of(file, into) for file in _files(between).union(into)})
    apart, settled = {who for who, row in answers if row.same is False}, {who for who, _ in answers}
    return judged_together(between, apart), apart, settled


def merged_among(user: User) -> int:
    """How many files that this user may search have another that stands for them here."""
    rows = SearchRow.objects.filter(team__in=teams_of(user), person__merged_into__gt=UUID(int=0))
    return rows.exclude(person__in=kept_out_of(user)).values("person").distinct().count()


def _files(pairs: Iterable[Pair]) -> set[UUID]:
    return {file for pair in pairs for file in (*pair.people, *(pair.files or ()))}


def _why(user: User, ring: Ring, pairs: Sequence[Pair]) -> Why:
    """The reasons of each of these pairs that quote no name; only their files are opened."""
    of = table(entries_of(_files(pairs), user, ring))
    return lambda pair: without_names(of.why_near(*(pair.files or (pair.one, pair.other))))


@dataclass(frozen=True)
class ExplainedPair:
    """One pair explained: the reasons, and the bits that each field gives for or against."""

    pair: Pair
    why: tuple[Translatable, ...]
    parts: list[tuple[Translatable, float]]
    scorer: Scorer | None


def score(user: User, ring: Ring, one: UUID, other: UUID) -> ExplainedPair | None:
    """How these two compare among all people of the teams; None where one has no name."""
    into = merged_of()
    ours, theirs = last_of(one, into), last_of(other, into)
    weights, scorer = weights_for(teams_of(user))
    of = table(_as_they_stand({one, other}, into, user, ring), common=commonness(user, ring))
    pair = closest(of, ours, theirs, weights) if ours != theirs else None
    if not pair:
        return None
    listed = as_listed(pair, _beside(cached_pairs(user, ring), into)[0])
    others = [(OTHERS_SAY, round(listed.bits - pair.bits, 1))] if listed is not pair else []
    parts: list[tuple[Translatable, float]] = [*of.parts(pair, weights), *others]
    return ExplainedPair(listed, (*of.why(pair), *listed.beside), parts, scorer)


OTHERS_SAY = say("what the other files say")


def as_listed(pair: Pair, listed: Iterable[Pair]) -> Pair:
    """The pair with the bits and reasons that it has in the list; as it is, where it is not."""
    same = next((other for other in listed if other.people == pair.people), None)
    return replace(pair, bits=same.bits, alike=same.alike, beside=same.beside) if same else pair


def _as_they_stand(
    files: set[UUID], into: Mapping[UUID, UUID], user: User, ring: Ring
) -> list[Entry]:
    """Return all files of these people, each under the one that stands for it."""
    entries = entries_of(files | kin_of(files), user, ring)
    return [replace(each, key=str(last_of(UUID(each.key), into))) for each in entries]
