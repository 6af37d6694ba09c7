"""The likely pairs of a team, cached and sealed: the register is compared when it has changed.

Cached under the team's search key, as what they are made of: file by file, so that neither an
answer nor two files found to be one person makes them anew. Whoever is kept out of a file neither
reads nor writes them: for her the register is compared without it each time.

And the scorer of a person's teams, with the answers from which it learns.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from fanal.accounts.models import Team, User
from fanal.keys.ring import Ring
from fanal.matching.models import CachedPairs, Scorer
from fanal.matching.queries.register import Pair, judged_alone, table
from fanal.people.access import people_among, teams_of
from fanal.people.exclusion import all_files_closed_to
from fanal.people.file_entries import entries_by_file
from fanal.people.models import MatchDecision, SearchFolder, SearchRow
from fanal.people.queries import decisions_in_force
from scriptnames import Weights, default_weights

type CachedJson = dict[str, Any]  # `files` and `pairs`, as JSON holds them
PRIME = 1_000_003  # sums of a million numbers below it fit into what a database adds


@dataclass(frozen=True)
class Compared:
    """A register compared with itself, file by file; how many `files`.

    `cache_as`: the team and the state to cache it under; None where it may not be cached.
    """

    pairs: list[Pair]
    files: int
    scorer: Scorer | None
    cache_as: tuple[Team, str] | None = None


def nothing_yet() -> None:
    """Do nothing: nobody asks how far it is."""


def compared(user: User, ring: Ring, step: Callable[[], object] = nothing_yet) -> Compared:
    """The likely pairs among all whom this user may search: as cached, or made anew. `step`: done
    when everything is read and the comparing begins."""
    teams = list(teams_of(user))
    weights, scorer = weights_for(teams)
    only, state = _cache_key(user, teams, scorer)
    # The state names rows, versions and scorer: anything that changed since is another state, and
    # the register is compared anew.
    if only and (stored := _cached(only, state, ring)):
        return Compared([_read(row) for row in stored["pairs"]], stored["files"], scorer)
    entries = {entry.key: entry for team in teams for entry in entries_by_file(user, ring, team)}
    step()
    pairs = judged_alone(table(list(entries.values())), weights)
    cache_as = (only, state) if only and _opens(only, ring) else None
    return Compared(pairs, len(entries), scorer, cache_as)


def cached_before(user: User, ring: Ring) -> tuple[Compared | None, bool]:
    """What was cached, also of an earlier register, as far as this user still sees these files; and
    whether it is that of now. None where nothing may be cached for her, or nothing was."""
    teams = list(teams_of(user))
    _weights, scorer = weights_for(teams)
    only, state = _cache_key(user, teams, scorer)
    row = CachedPairs.objects.filter(team=only).first() if only else None
    stored = row.try_unseal(ring) if row else None
    if row is None or stored is None:
        return None, False
    pairs = [_read(stored_pair) for stored_pair in stored["pairs"]]
    if row.state != state:
        # An earlier list may name files that were closed to her since.
        files = {person for pair in pairs for person in pair.people}
        seen = set(people_among(user, files).values_list("id", flat=True))
        pairs = [pair for pair in pairs if pair.people <= seen]
    return Compared(pairs, stored["files"], scorer), row.state == state


def team_to_cache_for(user: User) -> Team | None:
    """The team for which the pairs of this user are cached; none where she works in several, or a
    conflict keeps her out of a file."""
    return _cache_key(user, list(teams_of(user)), None)[0]


def cached_pairs(user: User, ring: Ring) -> list[Pair]:
    """The likely pairs as cached; none where the register would have to be compared first."""
    teams = list(teams_of(user))
    only, state = _cache_key(user, teams, weights_for(teams)[1])
    stored = _cached(only, state, ring) if only else None
    return [_read(row) for row in stored["pairs"]] if stored else []


def _cache_key(user: User, teams: list[Team], scorer: Scorer | None) -> tuple[Team | None, str]:
    """The team under whose key the pairs may be cached, and the state to find them by."""
    # Of several teams no single key covers the pairs; a conflict hides some that colleagues see.
    only = teams[0] if len(teams) == 1 and not all_files_closed_to(user) else None
    return only, f"{state_of(only)} {scorer.pk if scorer else None}" if only else ""


def state_of(team: Team) -> str:
    """Return a mark that differs once a row of the team is added, changed or gone. A row's number
    is random, and each change raises its version."""
    rows, mark = SearchRow.objects.filter(team=team).order_by(), F("number") % PRIME
    sums = rows.aggregate(n=Count("id"), which=Sum(mark), versions=Sum(mark * F("version")))
    return " ".join(str(number) for number in sums.values())


def _opens(team: Team, ring: Ring) -> bool:
    folder = SearchFolder.objects.filter(team=team).first()
    return folder is not None and SearchRow.COMPARTMENT in ring.compartments(folder.folder)


def _cached(team: Team, state: str, ring: Ring) -> CachedJson | None:
    row = CachedPairs.objects.filter(team=team, state=state).first()
    return row.try_unseal(ring) if row else None


def as_json(pair: Pair) -> list[str | float | bool]:
    """A pair as it is cached."""
    return [str(pair.one), str(pair.other), pair.bits, pair.alike]


def _read(stored: list[Any]) -> Pair:
    one, other, bits, alike = stored
    return Pair(UUID(one), UUID(other), bits, alike=alike)


def weights_for(teams: Iterable[Team]) -> tuple[Weights, Scorer | None]:
    """The newest weights of these teams; those of the first day (None) where no team has any."""
    newest = Scorer.objects.filter(team__in=teams).order_by("-made_on", "-number", "id").first()
    return (Weights.from_json(newest.weights), newest) if newest else (default_weights(), None)


def labels(team: Team) -> list[tuple[UUID, UUID, bool]]:
    """The answers same and not the same that stand between files of the team."""
    rows = _labels(team).order_by("on", "id")
    return [
        (one, other, bool(same)) for one, other, same in rows.values_list("one", "other", "same")
    ]


def how_many(team: Team) -> tuple[int, int]:
    """How many answers say the same, and how many not."""
    same_answers = [bool(same) for same in _labels(team).order_by().values_list("same", flat=True)]
    return sum(same_answers), len(same_answers) - sum(same_answers)


def _labels(team: Team) -> QuerySet[MatchDecision]:
    # “Cannot tell” teaches nothing, and an answer that was taken back was a mistake.
    return decisions_in_force().filter(one__team=team, other__team=team).exclude(same=None)


def answered(stands_for: dict[UUID, UUID]) -> list[tuple[frozenset[UUID], MatchDecision]]:
    """The standing answers between people whom the reader sees, by the files that stand."""
    return [
        (frozenset((stands_for[row.one_id], stands_for[row.other_id])), row)
        for row in decisions_in_force().order_by("on", "id")
        if row.one_id in stands_for and row.other_id in stands_for
    ]
