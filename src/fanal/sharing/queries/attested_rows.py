"""Which of the rows that `facts` reads an action here made, and whether one that warns is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from fanal.authority import groups, reading
from fanal.authority.attested import as_before
from fanal.authority.tables import table
from fanal.cases.models import CarerDecision, Consent
from fanal.core.sealing.failures import BrokenSeal
from fanal.keys.models import Folder
from fanal.sharing.models import Approval, NeverTell
from fanal.sharing.queries import sealed_rows

if TYPE_CHECKING:
    from fanal.authority.models import Attested
    from fanal.sharing.queries.gate_rows import GateRow

# In place of a kind: a row that warns was deleted, or does not open; `code` is its table.
GONE = "gone"


def that_count(rows: Iterable[GateRow]) -> Iterator[GateRow]:
    """Yield the rows that count, of all that is on file about one case. An override and who must
    never know are sealed with all that they say; a consent, an approval and who answers for her are
    attested."""
    for row in rows:
        # The row of the folder is read for its counts alone (`lacking`).
        if row.kind == "folder" or not MADE_HERE.get(row.kind, bool)(row):
            continue
        try:
            opened = sealed_rows.opened(row)
        except BrokenSeal:
            # As one that was deleted: of this case nothing is told to anybody, and of the others
            # what waits is still shown.
            opened = row._replace(kind=GONE, code=table(WARN[row.kind]), text=None)
        if opened is not None:
            yield opened


WARN: dict[str, type[Attested]] = {"consent": Consent, "never": NeverTell}


def lacking(rows: Iterable[GateRow], counted: Iterable[GateRow]) -> list[str]:
    """Return the tables of which a row that warns is gone: each that says who must never know, and
    each of what she said, is there once. A consent that was changed says nothing, so it is gone as
    well."""
    rows = list(rows)
    listed = {UUID(row.id) for row in rows if row.kind == "never"}
    spoken = {UUID(row.id) for row in counted if row.kind == "consent"}
    expected = next((_counted_in(row) for row in rows if row.kind == "folder"), None)
    there: list[tuple[type[Attested], int]] = [(NeverTell, len(listed)), (Consent, len(spoken))]
    return [
        table(model)
        for model, n in there
        if not as_before(model) and (expected is None or n < expected.get(table(model), 0))
    ]


def _consent(row: GateRow) -> bool:
    values = {
        "id": row.id,
        "folder": row.case,
        "case_id": row.case,
        "person_id": row.by,
        "giver_id": row.area,
        "on": row.on,
        "until": row.until,
        "withdrawn_on": row.withdrawn_on,
        "made_by_id": row.second,
        "corrects_id": row.whom,
    }
    return reading.counts(Consent, int(row.purpose), row.attestation, values)


def _approved(row: GateRow) -> bool:
    values = {
        "id": row.id,
        "case_id": row.case,
        "partner_id": row.whom,
        "by_id": row.by,
        "at": row.at,
    }
    return reading.counts(Approval, int(row.purpose), row.attestation, values)


def _decided(row: GateRow) -> bool:
    values = {"id": row.id, "folder": row.case, **sealed_rows.decided(row)}
    return reading.counts(CarerDecision, int(row.purpose), row.attestation, values)


MADE_HERE: Mapping[str, Callable[[GateRow], bool]] = {
    "consent": _consent,
    "approval": _approved,
    "decision": _decided,
}


def _counted_in(row: GateRow) -> groups.Counts | None:
    """How many rows of each table the folder of the case counts; None where that is not known."""
    values = {
        "id": row.id,
        "team_id": row.whom,
        "kind": row.code,
        "generation": row.classes,
        "made": row.on,
        "counts": row.given_by,
    }
    if row.given_by is None or not reading.counts(
        Folder, int(row.purpose), row.attestation, values
    ):
        return None
    return groups.counts_in(row.given_by)
