"""Reports on everything attested: what is not genuine, what is missing, what was found before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from django.db import DatabaseError

from fanal.authority import groups, ledger, noted_head, reading
from fanal.authority.attested import as_before
from fanal.authority.failures import Unserved
from fanal.authority.findings import ALTERED, MISSING, OUTDATED
from fanal.authority.models import RowFinding
from fanal.authority.tables import attested_models, counted_in, counting_models, table
from fanal.authority.words import WHY, called
from fanal.core.words import Sentence, joined, say
from fanal.database.written_since import one_state

if TYPE_CHECKING:
    from fanal.authority.ledger_head import LedgerHead
    from fanal.authority.models import Attested

type HasEnded = Callable[[str, str], bool]  # whether a version of this row of a table ended
SHOWN = 10  # of a table, by their ids
# Tables of others that are attested in their own way: the name, and which rows are not genuine.
ATTESTED_ELSEWHERE: list[tuple[str, Callable[[], list[str]]]] = []
# The same of tables whose rows are marked by what they belong to: of which rows are gone.
GONE_ELSEWHERE: list[tuple[str, Callable[[], list[str]]]] = []


def faults() -> list[Sentence]:
    """Return all that is wrong with who may read what, in plain sentences; empty where nothing
    is."""
    wrong = certified_faults()  # first: it reads up to which release there is a certification
    return [*_later(), *wrong]


def certified_faults() -> list[Sentence]:
    """The same but for the tables that wait for two people since an upgrade."""
    return [*current_faults(), *map(said_of, unsettled())]


def current_faults(most: float = inf) -> list[Sentence]:
    """Rows that were written or deleted without an action of Fanal. `most`: rows of a
    table that is looked at."""
    try:
        ledger.read()  # through what the second place noted: in a transaction that is not asked
        # Colleagues go on writing: rows, how many there should be and what their folders say of
        # them are read from one state.
        with one_state(), ledger.read_for_long() as (head, ended_since):
            return _found(head, ended_since, most)
    except Unserved as failure:
        return [failure.SENTENCE, *_without_a_ledger()]


def _found(head: LedgerHead, ended_since: HasEnded, most: float) -> list[Sentence]:
    found = [] if noted_head.kept() or head.empty else [NO_SECOND_PLACE]
    without = {*not_certified(), *_larger(head, most)}
    models = [model for model in attested_models() if model not in without]
    there = {model: _looked_at(model, ended_since) for model in models}
    for model, read in there.items():
        found += _faults_of(model, read, head.counts.get(table(model), 0))
    found += _missing_in_folders(there)
    if most == inf:  # it reads every row
        found += [_gone(name, those) for name, which in GONE_ELSEWHERE if (those := which())]
    return found + [
        _row(name, ALTERED, wrong) for name, which in ATTESTED_ELSEWHERE if (wrong := which())
    ]


NO_SECOND_PLACE = say(
    "the file “{name}” beside the head of the journal is missing: an earlier state of the database "
    "would not be noticed",
    name=noted_head.NAME,
)


def of_many_rows(most: float) -> list[type[Attested]]:
    """The tables of more rows than `most`, as the ledger counts them; none where it cannot be
    read."""
    try:
        return _larger(ledger.read(), most)
    except Unserved:
        return []


def _larger(head: LedgerHead, most: float) -> list[type[Attested]]:
    return [model for model in attested_models() if head.counts.get(table(model), 0) > most]


def unsettled() -> list[RowFinding]:
    """What was found, and two people have not certified anything since."""
    return list(RowFinding.objects.filter(settled=None).order_by("found", "table", "row"))


def not_certified() -> list[type[Attested]]:
    """The models of tables that are attested since a release after which nobody certified them."""
    return [model for model in attested_models() if as_before(model)]


def _later() -> list[Sentence]:
    """One sentence for all of them: after an upgrade there may be thirty."""
    if not (waiting := not_certified()):
        return []
    return [
        say(
            "attested since this version: {tables}; until two people run `fanal authority "
            "certify`, what was put in there from outside counts as it did before",
            tables=joined(*(called(table(one)) for one in waiting)),
        )
    ]


@dataclass
class _Looked:
    """A summary of a table that was read, which may have hundreds of thousands of rows."""

    genuine: int = 0
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    of_folders: Counter[str | None] = field(default_factory=Counter)  # rows that belong to each
    counts: dict[str, groups.Counts] = field(default_factory=dict)  # what each folder counts


def _looked_at(model: type[Attested], ended_since: HasEnded) -> _Looked:
    found, counting = _Looked(), model.COUNTS
    for row in reading.all_of(model):
        # Only what was genuine is replaced or deleted here: in the state that is read it counts.
        replaced = row.why_not == OUTDATED and ended_since(table(model), row.name)
        if row.why_not is not None and not replaced:
            found.wrong[row.why_not].append(row.name)
            continue
        found.genuine += 1
        found.of_folders.update(row.values[name] for name in model.COUNTED_BY)
        if counting:
            found.counts[row.name] = _same_counts(row.values["counts"])
    return found


# A hundred thousand folders say a few dozen different things: each is kept once.
_same_counts = lru_cache(maxsize=1_000)(groups.counts_in)


def _faults_of(model: type[Attested], read: _Looked, expected: int) -> Iterator[Sentence]:
    genuine = read.genuine
    for why, names in sorted(read.wrong.items()):
        yield _row(table(model), why, names)
    if genuine < expected:
        yield say(
            "“{table}”: rows that an action here made and that are not there as they were: {n}",
            table=called(table(model)),
            n=expected - genuine,
        )
    elif genuine > expected:
        yield say(
            "“{table}”: rows in excess of those that actions here made: {n}",
            table=called(table(model)),
            n=genuine - expected,
        )


def _missing_in_folders(there: Mapping[type[Attested], _Looked]) -> Iterator[Sentence]:
    """Yield where what was deleted is missing: each folder, or journey, says how many rows of each
    table are its."""
    counted = ((one, model) for one in counting_models() for model in counted_in(one))
    for counting, model in counted:
        if counting in there and model in there:
            lacking = _lacking(model, there[model], there[counting].counts)
            if lacking:
                yield _gone(table(model), lacking)


def _gone(name: str, those: list[str]) -> Sentence:
    return say(
        "“{table}”: rows are gone or changed that belonged to {rows}",
        table=called(name),
        rows=_some(those),
    )


def _lacking(
    model: type[Attested], read: _Looked, counts: Mapping[str, groups.Counts]
) -> list[str]:
    found = read.of_folders
    return sorted(
        folder for folder, one in counts.items() if one.get(table(model), 0) > found[folder]
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


def _row(name: str, why: str, names: list[str]) -> Sentence:
    return say(
        "“{table}”: rows that count for nothing, {why} ({n}): {rows}",
        table=called(name),
        n=len(names),
        why=WHY[why],
        rows=_some(names),
    )


def said_of(finding: RowFinding) -> Sentence:
    """What was found, and what became of the row."""
    options = {"table": called(finding.table), "day": finding.found.isoformat()}
    if not finding.row:
        return say("“{table}”: rows were gone without an action here, found on {day}", **options)
    if finding.why == MISSING:
        return say(
            "“{table}”: rows that belonged to {row} were gone or changed without an action here, "
            "found on {day}",
            row=finding.row,
            **options,
        )
    if finding.taken_out:
        return say(
            "“{table}”: a row was taken out on {day}, {why}: {row}",
            why=WHY[finding.why],
            row=finding.row,
            **options,
        )
    return say(
        "“{table}”: a row counts for nothing since {day}, {why}: {row}",
        why=WHY[finding.why],
        row=finding.row,
        **options,
    )


def _without_a_ledger() -> Iterator[Sentence]:
    """What can be said of rows without knowing which of them are over."""
    try:
        for model in attested_models():
            wrong = [one.name for one in reading.all_of(model) if one.why_not == ALTERED]
            if wrong:
                yield _row(table(model), ALTERED, wrong)
    except DatabaseError:  # a half-upgraded database
        return
