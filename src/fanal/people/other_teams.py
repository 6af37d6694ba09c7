"""Cases and files that the database says are of a colleague's team, and that are of another one.

Lists ask the database whose a case is. Who writes there could point a case of another team at that
of a colleague: opened by itself it stays closed, since it is verified then; but each list of her
team would show a line of it. So they are closed to her as by a conflict (`fanal.people.exclusion`),
which no list forgets.

A team may have thousands of cases, and each page asks. While nothing at all was written to the
database since all was right, nothing is asked (`fanal.database.written_since`). Else, which ids
stand with
a team is one text, or the digest of one, which costs little to ask and to compare. Of a text that
was found right nothing is verified again; of another one, the ids that are new, and those of which
the ledger says that a version ended. A page that shows a few files asks about these alone.
"""

import json
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model

from fanal.accounts.access import HER_TEAMS
from fanal.accounts.models import User
from fanal.authority import ledger, reading
from fanal.authority.attested import as_before
from fanal.authority.models import Attested
from fanal.authority.tables import table
from fanal.database import written_since
from fanal.database.sql import (
    SqlRow,
    SqlValue,
    db_uuid,
    db_value,
    on_postgresql,
    rows,
    these,
    these_as_held,
)
from fanal.keys.queries import teams_of_folders
from fanal.people.models import Person

type Among = Collection[UUID] | type[Model] | None  # of which files: these, or those a table names
type HeldId = UUID | str  # as the database gives it: SQLite in any form in which it was written
MOST_KEPT = 1_000  # teams or people, of each table
AT_ONCE = 200  # new ids that are asked for by name; of more, all of the team are


@dataclass
class KnownTeam:
    """What is known of the rows of a team.

    `said`: its cases or files, as `IdsByTeam` has them, if all were right when the ledger had that
    `state`. `right`: the version in which each was verified, by its id as it is held. `within`:
    what `said` and `state` were of those alone whom another table names, by its name.
    """

    said: str = ""
    state: ledger.TableState | None = None
    within: dict[str, tuple[str, ledger.TableState]] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


# In memory, never in the database: whoever writes there could write that all was right.
_known: dict[tuple[str, str], KnownTeam] = {}


class _AllRight(threading.local):
    """What was found right: for whom nothing was wrong in which table, when the database and the
    ledger stood so."""

    def __init__(self) -> None:
        self.when: dict[
            tuple[UUID, str, str], tuple[written_since.DatabaseState, ledger.TableState]
        ] = {}


_all_right = _AllRight()


def cases_of_others(user: User) -> frozenset[HeldId]:
    """The cases that stand with a team of this user and that no action here gave to it."""
    return of_others(user, _cases())


def files_of_others(user: User, among: Among = None) -> frozenset[HeldId]:
    """The same of the files of people; of those `among` which alone it is asked."""
    if among is None or isinstance(among, type):
        return of_others(user, Person, within=among)
    whole = getattr(user, "_of_others", {}).get((table(Person), ""))
    return _of_these(user, Person, among) if whole is None else whole


def of_others(
    user: User, model: type[Attested], within: type[Model] | None = None
) -> frozenset[HeldId]:
    """The same of another table of which each row has a team and a folder. `within`: a table with a
    person in each row, of whom alone it is asked.

    A page asks several times: kept on the `User` that the request loaded, as
    `fanal.keys.queries` keeps grants."""
    if as_before(model):  # nothing is certified yet, so nothing can be told apart
        return frozenset()
    found: dict[tuple[str, str], frozenset[HeldId]] | None = getattr(user, "_of_others", None)
    if found is None:
        found = user._of_others = {}  # type: ignore[attr-defined]  # of this request alone
    narrow = within._meta.db_table if within else ""
    name = table(model), narrow
    if name not in found:
        found[name] = _unless_all_is_as_it_was(user, model, narrow)
    return found[name]


def _unless_all_is_as_it_was(user: User, model: type[Attested], within: str) -> frozenset[HeldId]:
    now = written_since.state()  # before it is read, never after
    if _is_as_it_was(user, model, now, within):
        return frozenset()
    narrow = f" AND w.id IN (SELECT person_id FROM {within})" if within else ""  # noqa: S608
    asked = IdsByTeam(model, f"w.team_id IN ({HER_TEAMS}){narrow}", [db_value(user.pk)])
    wrong = (_of_others(asked, team, said, within) for team, said in asked.said())
    found = frozenset[HeldId]().union(*wrong)
    if now and not found:
        if len(_all_right.when) >= MOST_KEPT:
            _all_right.when.clear()
        _all_right.when[user.pk, table(model), within] = now, ledger.state(table(model))
    return found


def _is_as_it_was(
    user: User, model: type[Attested], now: written_since.DatabaseState | None, within: str = ""
) -> bool:
    """Whether nothing was written since all of this was right."""
    held = _all_right.when.get((user.pk, table(model), within))
    return now is not None and held == (now, ledger.state(table(model)))


def _of_these(user: User, model: type[Attested], among: Collection[UUID]) -> frozenset[HeldId]:
    if as_before(model) or not among or _is_as_it_was(user, model, written_since.state()):
        return frozenset()
    ledger.refresh()
    chosen = these(among)
    asked = f"""SELECT w.team_id, w.id FROM {table(model)} w
        WHERE w.id IN ({chosen.sql}) AND w.team_id IN ({HER_TEAMS})"""  # noqa: S608
    found: dict[HeldId, list[HeldId]] = {}
    for team, id in rows(asked, [*chosen.params, db_value(user.pk)]):
        found.setdefault(team, []).append(id)
    wrong = (_wrong_among(model, team, ids) for team, ids in found.items())
    return frozenset[HeldId]().union(*wrong)


def _wrong_among(model: type[Attested], team: HeldId, ids: list[HeldId]) -> set[HeldId]:
    """Return those of these that do not count for this team; what is verified of them is kept."""
    known = _known_of(model, team)
    with known.lock:
        same = known.state == ledger.state(table(model))
        for id in [] if same else map(str, ids):
            if (version := known.right.get(id)) is not None and _is_over(model, id, version):
                del known.right[id]
        _verify(model, team, [id for id in ids if str(id) not in known.right], known)
        wrong = {id for id in ids if str(id) not in known.right}
    return _but_by_their_folders(model, team, wrong)


def verify_all() -> None:
    """Verify what stands with every team, in a process from which those that answer are forked:
    each of them would do it again, in the middle of its first page. Writes nothing."""
    ledger.read()
    for model in (_cases(), Person):
        asked = IdsByTeam(model, "true")
        for team, said in [] if as_before(model) else asked.said():
            known = _known_of(model, team)
            with known.lock:
                _learn(asked, team, said, known)


def forget() -> None:
    """Verify all again when it is asked for."""
    _known.clear()


def _cases() -> type[Attested]:
    found: type[Attested] = apps.get_model("cases", "Case")  # one floor up
    return found


# Unsorted: in another order the ids are read again, and none is verified anew.
BYTES = "string_agg(uuid_send(w.id), ''::bytea)"
DIGEST = f"encode(sha256({BYTES}), 'hex')"


class IdsByTeam(NamedTuple):
    """What stands in a table with each of the teams that `which` leaves."""

    model: type[Attested]
    which: str
    values: Sequence[SqlValue] = ()

    def said(self) -> list[SqlRow]:
        """Return by team the ids as they are held, in one JSON text. PostgreSQL makes a digest of
        them: of 20,000 it takes a third of the time that their text takes."""
        return self._ask(DIGEST if on_postgresql() else "json_group_array(w.id)")

    def ids(self, team: HeldId, said: str) -> tuple[str, list[str]]:
        """The ids of which `said` was told. PostgreSQL tells it anew beside them: whoever writes
        meanwhile must not have the digest of some remembered as right for others."""
        if not on_postgresql():
            return said, json.loads(said)
        found = self._ask(f"{DIGEST}, {BYTES}")
        digest, ids = next(((one, held) for of, one, held in found if of == team), ("", b""))
        return digest, [str(UUID(bytes=bytes(one))) for one in batched(ids, 16)]

    def _ask(self, what: str) -> list[SqlRow]:
        sql = f"SELECT w.team_id, {what} FROM {table(self.model)} w WHERE {self.which}"  # noqa: S608
        return rows(f"{sql} GROUP BY w.team_id", self.values)


def _of_others(asked: IdsByTeam, team: HeldId, said: str, within: str) -> set[HeldId]:
    model = asked.model
    known = _known_of(model, team)
    if within:
        state = ledger.state(table(model))
        if known.within.get(within) == (said, state):
            return set()
        said, ids = asked.ids(team, said)
        if not (wrong := _wrong_among(model, team, [*ids])):
            known.within[within] = said, state
        return wrong
    # After a start every thread asks at once: one verifies thousands of rows, the others wait.
    with known.lock:
        if (known.said, known.state) == (said, ledger.state(table(model))):
            return set()
        wrong = _learn(asked, team, said, known)
    return _but_by_their_folders(model, team, wrong)


def _known_of(model: type[Attested], team: HeldId) -> KnownTeam:
    if len(_known) >= MOST_KEPT:
        _known.clear()
    return _known.setdefault((table(model), str(team)), KnownTeam())


def _learn(asked: IdsByTeam, team: HeldId, said: str, known: KnownTeam) -> set[HeldId]:
    """Verify what is new among these ids; those that are not right."""
    ledger.refresh()
    model, (said, held) = asked.model, asked.ids(team, said)
    state = ledger.state(table(model))
    right = {id: version for id in held if (version := known.right.get(id)) is not None}
    if state != known.state:
        right = {id: one for id, one in right.items() if not _is_over(model, id, one)}
    known.right = right
    _verify(model, team, [id for id in held if id not in right], known)
    known.state = state
    wrong: set[HeldId] = {id for id in held if id not in right}
    known.said = "" if wrong else said
    return wrong


def _is_over(model: type[Attested], id: str, version: int) -> bool:
    # The ledger names a row by the digits of its id.
    return ledger.ended(table(model), id.replace("-", ""), version)


def _as_written(id: object) -> UUID | None:
    """Return the id as a UUID; None where it is not in the form in which an action writes it:
    SQLite keeps any text."""
    try:
        found = UUID(str(id))
    except ValueError:
        return None
    return found if str(id) == str(db_uuid([found])[0]) else None


def _verify(model: type[Attested], team: HeldId, ids: list[HeldId], known: KnownTeam) -> None:
    """Add to `known` which of these are right."""
    where, values = "WHERE w.team_id = %s", [team]
    if len(ids) <= AT_ONCE:
        chosen = these_as_held(ids)
        where, values = f"{where} AND w.id IN ({chosen.sql})", [team, *chosen.params]
    native = connection.features.has_native_uuid_field
    for one in reading.each_verified(model, where, values) if ids else ():
        if one.is_genuine:
            known.right[str(UUID(one.name)) if native else one.name] = one.version


def _but_by_their_folders(model: type[Attested], team: HeldId, wrong: set[HeldId]) -> set[HeldId]:
    """Return these without those whose folder says this team, too: nobody makes a journey of hers
    vanish by touching another column of the row of a case."""
    written = {id: one for id in wrong if (one := _as_written(id))}
    for one in written.values():
        reading.keep(model, one.hex)
    teams = teams_of_folders(written.values()) if written else {}
    stays = {id for id, one in written.items() if teams.get(one) == UUID(str(team))}
    return wrong - stays
