"""Which of the rows that `facts` reads an action here made, and whether one that warns is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from fanal.authority import groups, reading
from fanal.authority.attested import as_before
from fanal.authority.tables import table
from fanal.cases.models import Consent
from fanal.keys.models import Folder
from fanal.sharing.models import Approval, NeverTell
from fanal.sharing.queries import sealed_rows

if TYPE_CHECKING:
    from fanal.authority.models import Attested
    from fanal.sharing.queries.gate_rows import GateRow

GONE = "gone"  # in place of a kind: a row that warns was deleted; `code` is its table


def that_count(said: Iterable[GateRow]) -> Iterator[GateRow]:
    """Of all that is on file about one case. An override and who must never know are sealed with
    all that they say; a consent and an approval are attested."""
    for one in said:
        if one.kind == "folder" or not MADE_HERE.get(one.kind, bool)(one):
            continue
        if (opened := sealed_rows.opened(one)) is not None:
            yield opened


def lacking(said: Iterable[GateRow], counted: Iterable[GateRow]) -> list[str]:
    """The tables of which a row that warns is gone: each that says who must never know, and each of
    what she said, is there once. A consent that was changed says nothing, so it is gone as well."""
    said = list(said)
    listed = {UUID(one.id) for one in said if one.kind == "never"}
    spoken = {UUID(one.id) for one in counted if one.kind == "consent"}
    expected = next((_counted_in(one) for one in said if one.kind == "folder"), None)
    there: list[tuple[type[Attested], int]] = [(NeverTell, len(listed)), (Consent, len(spoken))]
    return [
        table(model)
        for model, n in there
        if not as_before(model) and (expected is None or n < expected.get(table(model), 0))
    ]


def _consent(said: GateRow) -> bool:
    values = {
        "id": said.id,
        "folder": said.case,
        "case_id": said.case,
        "person_id": said.by,
        "giver_id": said.area,
        "on": said.on,
        "until": said.until,
        "withdrawn_on": said.withdrawn_on,
        "made_by_id": said.second,
        "corrects_id": said.whom,
    }
    return reading.counts(Consent, int(said.purpose), said.attestation, values)


def _approved(said: GateRow) -> bool:
    values = {
        "id": said.id,
        "case_id": said.case,
        "partner_id": said.whom,
        "by_id": said.by,
        "at": said.at,
    }
    return reading.counts(Approval, int(said.purpose), said.attestation, values)


MADE_HERE: Mapping[str, Callable[[GateRow], bool]] = {"consent": _consent, "approval": _approved}


def _counted_in(said: GateRow) -> groups.Counts | None:
    """How many rows of each table the folder of the case counts; None where that is not known."""
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
    return groups.counts_in(said.given_by)
