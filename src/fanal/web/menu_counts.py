"""The numbers beside the menu: one question a page finds of which there may be anything at all.

Every page shows them and mostly there is little: what is counted takes the rules of who may see it,
and Django longer to write than a database to answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fanal.database.sql import SqlValue, db_value, rows
from fanal.sealed.substitutes import unless_broken
from fanal.web.typing import PermissionHolder

ANSWER = "SELECT '{}', one.* FROM ({}) one"
type Reader = Any  # a `User`, who stands on a floor above: see `PermissionHolder`
type Question = tuple[str, tuple[SqlValue, ...]]  # SQL that answers one text or nothing; its values


@dataclass(frozen=True)
class MenuCount:
    """A number beside an entry of the menu.

    `asks`: questions by a name of their own, in SQL, without any rule of access: nothing is counted
    where none has an answer. `number`: what a person is shown, given the answers by name. It equals
    the rows of the page that the entry leads to.
    """

    asks: Callable[[Reader], Mapping[str, Question]]
    number: Callable[[Reader, Mapping[str, str]], int]


def anything(sql: str, *values: SqlValue) -> Question:
    """Whether `sql` finds anything."""
    return f"SELECT '' WHERE EXISTS ({sql})", values


def numbers(counts: Mapping[str, MenuCount], user: PermissionHolder) -> dict[str, int]:
    """The numbers by entry; an entry of which nothing is counted is left out."""
    asked = {
        f"{entry}/{name}": one
        for entry, count in counts.items()
        for name, one in count.asks(user).items()
    }
    found: dict[str, dict[str, str]] = {}
    for question, answer in answers(asked).items():
        entry, _slash, name = question.partition("/")
        found.setdefault(entry, {})[name] = answer
    return {entry: _number(counts[entry], user, told) for entry, told in found.items()}


def _number(count: MenuCount, user: PermissionHolder, told: Mapping[str, str]) -> int:
    return unless_broken(lambda: count.number(user, told), 0)


def answers(asked: Mapping[str, Question]) -> dict[str, str]:
    """What was answered, by name: all in one question. A name is written by us, never typed."""
    named = (ANSWER.format(name, sql) for name, (sql, _values) in asked.items())
    sql = " UNION ALL ".join(named)
    values = [db_value(value) for _one, given in asked.values() for value in given]
    return dict(rows(sql, values)) if sql else {}
