"""The likely pairs of a team, kept sealed: the whole register is compared when it has changed.

Kept under the team's search key, as what they are made of. Whoever is kept out of a file neither
reads nor writes them: for her the register is compared without it each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Sum

from fanal.core.words import Sentence
from fanal.people.access import kept_out_of, teams_of
from fanal.people.models import Comparison, Person, SearchFolder, SearchRow
from fanal.people.search import open_rows
from fanal.registers.models import KeptPairs, Scorer
from fanal.registers.queries.register import Pair, pairs, table
from fanal.registers.queries.scorer import weights_for

PRIME = 1_000_003  # sums of a million numbers below it fit into what a database adds


@dataclass(frozen=True)
class Compared:
    """A register compared with itself. `to_keep`: the team and the state to keep it under."""

    pairs: list[Pair]
    people: int
    scorer: Scorer | None
    to_keep: tuple[Any, str] | None = None


def compared(user: Any, ring: Any) -> Compared:
    """The likely pairs among all whom this user may search: as kept, or made anew."""
    teams = list(teams_of(user))
    weights, scorer = weights_for(teams)
    alone = teams[0] if len(teams) == 1 and not kept_out_of(user).exists() else None
    state = f"{state_of(alone)} {scorer.pk if scorer else None}" if alone else ""
    if alone and (kept := _kept(alone, state, ring)):
        return Compared(kept["pairs"], kept["people"], scorer)
    entries = open_rows(user, ring).entries
    found = pairs(table(entries), weights, ())
    opens = alone and _opens(alone, ring)
    return Compared(found, len(entries), scorer, (alone, state) if opens else None)


def state_of(team: Any) -> str:
    """Differs once a row of the team is added, changed or gone, or two files became one again.

    A row's number is random, and each change raises its version.
    """
    rows = SearchRow.objects.filter(team=team).order_by()
    mark = F("number") % PRIME
    held = rows.aggregate(n=Count("id"), which=Sum(mark), versions=Sum(mark * F("version")))
    merged = Person.objects.filter(merged_into__gt=UUID(int=0)).order_by().count()
    answers = Comparison.objects.order_by().aggregate(n=Count("id"), undone=Count("undone_on"))
    return " ".join(str(one) for one in (*held.values(), merged, *answers.values()))


def _opens(team: Any, ring: Any) -> bool:
    folder = SearchFolder.objects.filter(team=team).first()
    return bool(folder) and SearchRow.COMPARTMENT in ring.compartments(folder.folder)


def _kept(team: Any, state: str, ring: Any) -> dict[str, Any] | None:
    row = KeptPairs.objects.filter(team=team, state=state).first()
    data = row.try_unseal(ring) if row else None
    return data and {"people": data["people"], "pairs": [_read(one) for one in data["pairs"]]}


def written(pair: Pair) -> list[Any]:
    """A pair as it is kept."""
    return [str(pair.one), str(pair.other), pair.bits, pair.alike, [_said(one) for one in pair.why]]


def _read(kept: list[Any]) -> Pair:
    one, other, bits, alike, why = kept
    return Pair(UUID(one), UUID(other), bits, -1, -1, alike, tuple(_sentence(each) for each in why))


def _said(value: Any) -> Any:
    if not isinstance(value, Sentence):
        return value
    return [value.template, {name: _said(one) for name, one in value.values.items()}]


def _sentence(kept: list[Any]) -> Sentence:
    template, values = kept
    return Sentence(
        template, {k: _sentence(v) if isinstance(v, list) else v for k, v in values.items()}
    )
