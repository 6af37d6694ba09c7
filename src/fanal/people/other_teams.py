"""Cases and files that the database says are of a colleague's team, and that are of another one.

Lists ask the database whose a case is. Who writes there could point a case of another team at that
of a colleague: opened by itself it stays closed, since it is verified then; but each list of her
team would show a line of it. So they are closed to her as by a conflict (`fanal.people.exclusion`),
which no list forgets.

A team may have thousands of cases, and each page asks. To verify them all each time would cost more
than the page. Which ids stand with which team is one text, and that costs little to ask: of a text
that was found right, nothing is verified again until the ledger says that something ended.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db import connection

from fanal.accounts.access import HER_TEAMS
from fanal.accounts.models import User
from fanal.authority import ledger, reading
from fanal.authority.models import Attested
from fanal.authority.tables import table
from fanal.authority.values import written
from fanal.keys.queries import teams_of_folders
from fanal.people.models import Person
from fanal.sql import db_value, rows

OF_HER_TEAMS = f"WHERE w.team_id IN ({HER_TEAMS})"
IS_ID = re.compile("[0-9a-f]{32}")
type HeldId = UUID | str  # as the database gives it: SQLite in any form in which it was written
MOST_KEPT = 1_000  # texts: of each set of teams in which a colleague works, two
_right: set[bytes] = set()  # digests of what was found right, by the state of the ledger


def cases_of_others(user: User) -> frozenset[HeldId]:
    """The cases that stand with a team of this user and that no action here gave to it."""
    return _known(user, apps.get_model("cases", "Case"))  # one floor up


def files_of_others(user: User) -> frozenset[HeldId]:
    """The same of the files of people."""
    return _known(user, Person)


def _known(user: User, model: type[Attested]) -> frozenset[HeldId]:
    """A page asks several times: kept on the `User` that the request loaded, as
    `fanal.keys.queries` keeps grants."""
    known: dict[str, frozenset[HeldId]] | None = getattr(user, "_of_others", None)
    if known is None:
        known = user._of_others = {}  # type: ignore[attr-defined]  # of this request alone
    if table(model) not in known:
        known[table(model)] = _of_others(user, model)
    return known[table(model)]


def _of_others(user: User, model: type[Attested]) -> frozenset[HeldId]:
    mark = _digest(model, user)
    if mark in _right:
        return frozenset()
    found = _verified(user, model)
    if not found:
        _remember(mark)
    return found


def _digest(model: type[Attested], user: User) -> bytes:
    """Of which ids stand with which of her teams, and of what the ledger says has ended."""
    ((said,),) = rows(_said(table(model)), [db_value(user.pk)])
    state = ledger.state()
    return hashlib.blake2b(f"{table(model)} {said}".encode(), digest_size=32, key=state).digest()


def _said(name: str) -> str:
    # In SQLite also what is no id stands there as it is, and nothing is left out as NULL.
    if connection.vendor == "sqlite":
        return (
            f"SELECT group_concat(printf('%%Q%%Q', w.id, w.team_id)) FROM {name} w {OF_HER_TEAMS}"  # noqa: S608
        )
    return (
        "SELECT string_agg(CAST(w.id AS text) || CAST(w.team_id AS text), '' ORDER BY w.id) "  # noqa: S608
        f"FROM {name} w {OF_HER_TEAMS}"
    )


def _verified(user: User, model: type[Attested]) -> frozenset[HeldId]:
    """A row that was altered in another column stays with its team, if its folder says so too:
    nobody makes a journey of hers vanish by touching the row of a case."""
    ledger.refresh()
    named = _ids(reading.not_genuine(model, OF_HER_TEAMS, [db_value(user.pk)]))
    if not named:
        return frozenset()
    for one in filter(None, named.values()):
        reading.keep(model, one.hex)
    teams = teams_of_folders(filter(None, named.values()))
    sql = f"SELECT w.id, w.team_id FROM {table(model)} w {OF_HER_TEAMS}"  # noqa: S608
    held = [(id, _text(id), _text(team)) for id, team in rows(sql, [db_value(user.pk)])]
    its_own = {(one.hex, team.hex) for one, team in teams.items()}
    return frozenset(id for id, name, team in held if name in named and (name, team) not in its_own)


def _ids(names: Iterable[str]) -> dict[str, UUID | None]:
    """Somebody who writes to SQLite may call a row what is no id."""
    return {one: UUID(one) if IS_ID.fullmatch(one) else None for one in names}


def _text(held: object) -> str | None:
    return written(Person._meta.pk, held)


def _remember(mark: bytes) -> None:
    if len(_right) >= MOST_KEPT:
        _right.clear()
    _right.add(mark)
