"""Which of the rows that `facts` reads an action here made, and whether one that warns is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from fanal.authority import groups, reading
from fanal.authority.attested import as_before
from fanal.authority.tables import table
from fanal.keys.models import Folder
from fanal.sharing.models import Approval, NeverTell
from fanal.sharing.queries import sealed_rows

if TYPE_CHECKING:
    from fanal.sharing.queries.gate_rows import GateRow

GONE = "gone"  # in place of a kind: a row that says who must never know was deleted


def that_count(said: Iterable[GateRow]) -> Iterator[GateRow]:
    """Of all that is on file about one case. An override and who must never know are sealed with
    all that they say; an approval is attested."""
    for one in said:
        if one.kind == "folder" or (one.kind == "approval" and not _approved(one)):
            continue
        if (opened := sealed_rows.opened(one)) is not None:
            yield opened


def are_whole(said: Iterable[GateRow]) -> bool:
    """Whether every row that says who must never know is there, each once."""
    said = list(said)
    listed = {UUID(one.id) for one in said if one.kind == "never"}
    expected = next((_listed_in(one) for one in said if one.kind == "folder"), None)
    return as_before(NeverTell) or (expected is not None and len(listed) >= expected)


def _approved(said: GateRow) -> bool:
    values = {
        "id": said.id,
        "case_id": said.case,
        "partner_id": said.whom,
        "by_id": said.by,
        "at": said.at,
    }
    return reading.counts(Approval, int(said.purpose), said.attestation, values)


def _listed_in(said: GateRow) -> int | None:
    """How many rows of the list the folder of the case counts; None where that is not known."""
    values = {
        "id": said.id,
        "team_id": said.whom,
        "kind": said.code,
        "generation": said.classes,
        "made": said.on,
        "counts": said.given_by,
    }
    if said.given_by is None or not reading.counts(
        Folder, int(said.purpose), said.attestation, values
    ):
        return None
    return groups.counts_in(said.given_by).get(table(NeverTell), 0)
