"""Digests by which a stored state is known again: an earlier row put back in its place would open,
and say that she is safe. Of each state that has to be looked at, the list keeps a digest of its row
(`WatchList`), and the head of the ledger keeps which list is the last."""

import hashlib
from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from fanal.authority import findings, ledger
from fanal.cases.models import CasePerson, StateCode, WatchList
from fanal.cases.models.state import CHANGED_BY_HAND
from fanal.database.sql import these
from fanal.sealed.columns import Sealed, opens

LIST = WatchList._meta.db_table


class StateSeal(NamedTuple):
    """A digest of what is sealed in the row, and whose row it is."""

    seal: str
    case: UUID
    person: UUID


def seal_of(column: object) -> str:
    if not isinstance(column, Sealed):
        raise TypeError("this was read with its row")
    # Eight bytes are enough: nothing but an earlier value of this very row would open in its place.
    return hashlib.blake2b(column.blob, digest_size=8).hexdigest()


def seals_in(row: WatchList) -> dict[UUID, StateSeal]:
    """Return the digests by the id of each state on the list; none of a list that does not open."""
    listed = row.held if opens(row, "held") else {}
    return {
        UUID(id): StateSeal(seal, UUID(case), UUID(person))
        for id, (seal, case, person) in listed.get("seals", {}).items()
    }


def kept_in(row: WatchList | None, last: int | None) -> set[UUID] | None:
    """Return the ids on the list; None where it is not the last one that an action here wrote.
    `last`: the version that the head of the ledger names; None before it named any."""
    if row is None or not opens(row, "held") or "seals" not in row.held:
        return None
    is_last = last is None or (row.version, row.held["number"]) == (last, last)
    return {*seals_in(row)} if is_last else None


def changed_by_hand(row: WatchList | None, last: int | None) -> dict[UUID, StateSeal]:
    """Return the states on the list whose row is another than was written here, or is gone."""
    if row is None or kept_in(row, last) is None:
        return {}
    seals = seals_in(row)
    rows = StateCode.objects.filter(id__in=these(seals)).order_by()
    rows_now = rows.values_list("id", "told", "case_id", "person_id")
    now = {id: StateSeal(seal_of(column), case, person) for id, column, case, person in rows_now}
    return {
        id: known_seal
        for id, known_seal in seals.items()
        if (now[id] != known_seal if id in now else _still_concerned(known_seal))
    }


def still_listed(
    known: Mapping[UUID, StateSeal], read: Collection[UUID], *, whole: bool
) -> dict[UUID, StateSeal]:
    """Return those of the list that were not `read` now. `whole`: every state there is was read, so
    that their rows are gone: by hand, or with a case that was erased."""
    rest = {id: seal for id, seal in known.items() if id not in read}
    return {id: seal for id, seal in rest.items() if _still_concerned(seal)} if whole else rest


def _still_concerned(seal: StateSeal) -> bool:
    """Whether her state should be there: the case was not erased, nor another row made since."""
    of_her = {"case": seal.case, "person": seal.person}
    there = StateCode.objects.filter(**of_her).exists()
    return not there and CasePerson.objects.filter(**of_her).exists()


def mend(row: WatchList | None, last: int | None) -> None:
    """Store each person whose state on the list was changed as in danger, until somebody who can
    read what was said stores it anew. Keep as found what was changed, and a list that is not the
    last."""
    if last is not None and kept_in(row, last) is None:
        findings.noted(LIST, "1", findings.OUTDATED)
    for id, seal in changed_by_hand(row, last).items():
        state = StateCode.objects.filter(id=id).first() or StateCode(id=id, version=0)
        state.case_id, state.person_id = seal.case, seal.person
        state.told, state.may_need_lead = CHANGED_BY_HAND.packed(), False
        state.version += 1
        state.save()
        findings.noted(StateCode._meta.db_table, id.hex, findings.ALTERED)


def write_list(
    row: WatchList, seals: Mapping[UUID, StateSeal], of: list[int], last: int | None
) -> None:
    """Write the list as the last one."""
    row.version = max(row.version, last or 0) + 1
    row.held = {
        "of": of,
        "ids": sorted(id.hex for id in seals),
        "number": row.version,
        "seals": {
            id.hex: [state_seal.seal, state_seal.case.hex, state_seal.person.hex]
            for id, state_seal in sorted(seals.items())
        },
    }
    row.save()
    ledger.made(LIST, row.version - (last or 0))
