"""Cases and files that the database says are of a colleague's team, and that are of another one.

Lists ask the database whose a case is. Who writes there could point a case of another team at that
of a colleague: opened by itself it stays closed, since it is verified then; but each list of her
team would show a line of it. So they are closed to her as by a conflict (`fanal.people.exclusion`),
which no list forgets.

A team may have thousands of cases, and each page asks. While nothing at all was written to the
database since all was right, nothing is asked (`fanal.database_state`). Else, which ids stand with
a team is one text, which costs little to ask and to compare. Of a text that was found right nothing
is verified again; of another one, the ids that are new, and those of which the ledger says that a
version ended.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.apps import apps
from django.db import connection

from fanal import database_state
from fanal.accounts.access import HER_TEAMS
from fanal.accounts.models import User
from fanal.authority import ledger, reading
from fanal.authority.attested import as_before
from fanal.authority.models import Attested
from fanal.authority.tables import table
from fanal.keys.queries import teams_of_folders
from fanal.people.models import Person
from fanal.sql import db_uuid, db_value, rows, these_as_held

type HeldId = UUID | str  # as the database gives it: SQLite in any form in which it was written
MOST_KEPT = 1_000  # teams or people, of each table
AT_ONCE = 200  # new ids that are asked for by name; of more, all of the team are


@dataclass
class KnownTeam:
    """`said`: its cases or files in one text, all right when the ledger ended with `state`.
    `right`: the version in which each was verified, by its id as it is held."""

    said: str = ""
    state: bytes = b""
    right: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_known: dict[tuple[str, str], KnownTeam] = {}


class _AllRight(threading.local):
    """For whom nothing was wrong in which table, when the database and the ledger stood so."""

    def __init__(self) -> None:
        self.when: dict[tuple[UUID, str], tuple[database_state.DatabaseState, bytes]] = {}


_all_right = _AllRight()


def cases_of_others(user: User) -> frozenset[HeldId]:
    """The cases that stand with a team of this user and that no action here gave to it."""
    return _of_this_request(user, apps.get_model("cases", "Case"))  # one floor up


def files_of_others(user: User) -> frozenset[HeldId]:
    """The same of the files of people."""
    return _of_this_request(user, Person)


def _of_this_request(user: User, model: type[Attested]) -> frozenset[HeldId]:
    """A page asks several times: kept on the `User` that the request loaded, as
    `fanal.keys.queries` keeps grants."""
    if as_before(model):  # nothing is certified yet, so nothing can be told apart
        return frozenset()
    found: dict[str, frozenset[HeldId]] | None = getattr(user, "_of_others", None)
    if found is None:
        found = user._of_others = {}  # type: ignore[attr-defined]  # of this request alone
    name = table(model)
    if name not in found:
        found[name] = _unless_all_is_as_it_was(user, model)
    return found[name]


def _unless_all_is_as_it_was(user: User, model: type[Attested]) -> frozenset[HeldId]:
    who, now = (user.pk, table(model)), database_state.state()  # before it is read, never after
    if now and _all_right.when.get(who) == (now, ledger.state()):
        return frozenset()
    teams = rows(_asked(table(model)), [db_value(user.pk)])
    found = frozenset[HeldId]().union(*(_of_others(model, team, said) for team, said in teams))
    if now and not found:
        if len(_all_right.when) >= MOST_KEPT:
            _all_right.when.clear()
        _all_right.when[who] = now, ledger.state()
    return found


def _asked(name: str) -> str:
    """The ids that stand with each of her teams as they are held, in one JSON text."""
    ids = "json_group_array(w.id)"
    if connection.vendor == "postgresql":
        ids = "CAST(json_agg(w.id ORDER BY w.id) AS text)"
    of_hers = f"WHERE w.team_id IN ({HER_TEAMS}) GROUP BY w.team_id"
    return f"SELECT w.team_id, {ids} FROM {name} w {of_hers}"  # noqa: S608


def _of_others(model: type[Attested], team: HeldId, said: str) -> set[HeldId]:
    if len(_known) >= MOST_KEPT:
        _known.clear()
    known = _known.setdefault((table(model), str(team)), KnownTeam())
    # After a start every thread asks at once: one verifies thousands of rows, the others wait.
    with known.lock:
        return _compared(model, team, said, known)


def _compared(model: type[Attested], team: HeldId, said: str, known: KnownTeam) -> set[HeldId]:
    if (known.said, known.state) == (said, ledger.state()):
        return set()
    ledger.refresh()
    held = json.loads(said)
    known.right = {id: known.right[id] for id in held if _still_right(known, model, id)}
    ids = {id: one for id in held if id not in known.right and (one := _as_written(id))}
    _verify(model, team, ids.values(), known)
    wrong = {id for id in held if id not in known.right}
    if wrong:
        return wrong - _by_their_folders(team, {id: ids[id] for id in wrong if id in ids})
    known.said, known.state = said, ledger.state()
    return set()


def _as_written(id: object) -> UUID | None:
    """None where it is no id in the form in which an action writes it: SQLite keeps any text."""
    try:
        found = UUID(str(id))
    except ValueError:
        return None
    return found if str(id) == _held(found) else None


def _held(id: UUID) -> str:
    return str(db_uuid([id])[0])


def _still_right(known: KnownTeam, model: type[Attested], id: str) -> bool:
    version = known.right.get(id)
    # The ledger names a row by the digits of its id.
    name = id.replace("-", "")
    return version is not None and not ledger.ended(table(model), name, version)


def _verify(model: type[Attested], team: HeldId, ids: Collection[UUID], known: KnownTeam) -> None:
    """Add to `known` which of these are right; what is not is kept as found."""
    where, values = "WHERE w.team_id = %s", [team]
    if len(ids) <= AT_ONCE:
        chosen = these_as_held(db_uuid(ids))
        where, values = f"{where} AND w.id IN ({chosen.sql})", [team, *chosen.params]
    for one in reading.each_verified(model, where, values) if ids else ():
        if one.is_genuine:
            known.right[_held(UUID(one.name))] = one.version
        else:
            reading.keep(model, one.name)


def _by_their_folders(team: HeldId, ids: dict[HeldId, UUID]) -> set[HeldId]:
    """A row that was altered in another column stays with its team, if its folder says so too:
    nobody makes a journey of hers vanish by touching the row of a case."""
    teams = teams_of_folders(ids.values())
    return {id for id, one in ids.items() if one in teams and teams[one] == UUID(str(team))}
