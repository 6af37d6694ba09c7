"""Reading all that is attested: what is not genuine, what is missing, what was found before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from django.db import DatabaseError

from fanal.authority import ledger, reading, second_place
from fanal.authority.failures import Unserved
from fanal.authority.findings import ALTERED
from fanal.authority.models import Finding
from fanal.authority.tables import attested_models, table
from fanal.authority.words import WHY, called
from fanal.core.words import Sentence, say

SHOWN = 10  # of a table, by their ids
# Tables of others that are attested in their own way: the name, and which rows are not genuine.
ALSO: list[tuple[str, Callable[[], list[str]]]] = []


def faults() -> list[Sentence]:
    """All that is wrong with who may read what, in plain sentences; empty where nothing is."""
    try:
        counts = ledger.read().counts
    except Unserved as failure:
        return [failure.SENTENCE, *_without_a_ledger()]
    found = [] if second_place.kept() or not counts else [NO_SECOND_PLACE]
    for model in attested_models():
        found += _faults_of(model, counts.get(table(model), 0))
    found += [_row(name, ALTERED, wrong) for name, which in ALSO if (wrong := which())]
    return found + [_said(one) for one in unsettled()]


NO_SECOND_PLACE = say(
    "the file “{name}” beside the head of the journal is missing: an earlier state of the database "
    "would not be noticed",
    name=second_place.NAME,
)


def unsettled() -> list[Finding]:
    """What was found, and two people have not certified anything since."""
    return list(Finding.objects.filter(settled=None).order_by("found", "table", "row"))


def _faults_of(model: type, expected: int) -> Iterator[Sentence]:
    wrong: dict[str, list[str]] = defaultdict(list)
    genuine = 0
    for row in reading.all_of(model):
        if row.why_not is None:
            genuine += 1
        else:
            wrong[row.why_not].append(row.name)
    for why, names in sorted(wrong.items()):
        yield _row(table(model), why, names)
    if genuine < expected:
        yield say(
            "“{table}”: {n} rows that an action here made are not there as they were",
            table=called(table(model)), n=expected - genuine,
        )  # fmt: skip
    elif genuine > expected:
        yield say(
            "“{table}”: {n} rows more than actions here made",
            table=called(table(model)), n=genuine - expected,
        )  # fmt: skip


def _row(name: str, why: str, names: list[str]) -> Sentence:
    shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
    return say(
        "“{table}”: {n} rows count for nothing, {why}: {rows}",
        table=called(name), n=len(names), why=WHY[why], rows=shown,
    )  # fmt: skip


def _said(finding: Finding) -> Sentence:
    options = {"table": called(finding.table), "day": finding.found.isoformat()}
    if not finding.row:
        return say("“{table}”: rows were gone without an action here, found on {day}", **options)
    if finding.taken_out:
        return say(
            "“{table}”: a row was taken out on {day}, {why}: {row}",
            why=WHY[finding.why], row=finding.row, **options,
        )  # fmt: skip
    return say(
        "“{table}”: a row counts for nothing since {day}, {why}: {row}",
        why=WHY[finding.why], row=finding.row, **options,
    )  # fmt: skip


def _without_a_ledger() -> Iterator[Sentence]:
    """What can be said of rows without knowing which of them are over."""
    try:
        for model in attested_models():
            wrong = [one.name for one in reading.all_of(model) if one.why_not == ALTERED]
            if wrong:
                yield _row(table(model), ALTERED, wrong)
    except DatabaseError:  # a half-upgraded database
        return
