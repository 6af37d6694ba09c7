"""Lists from ids: one person however her id was kept, whichever list was read as numbers.

A link that is not recognised makes an estimate too high, and no answer shows it: what software
adds to an id on its way (blanks, ".0") is taken off before ids are compared.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from unseen.data.lists import Id, Lists, from_histories
from unseen.errors import BadInput, check_kind
from unseen.messages import say

# A column of whole numbers with one gap is read as decimals, and saved so, by data-frame software.
DECIMAL = re.compile(r"-?\d+\.0+")


def from_people(people: Mapping[str, Iterable[Id]] | Iterable[tuple[str, Id]]) -> Lists:
    check_kind("people", people, Mapping, Iterable)
    if isinstance(people, Mapping):
        return from_ids(people)
    found: dict[str, list[Id]] = {}
    for pair in people:
        if isinstance(pair, str) or not isinstance(pair, Iterable) or len(pair) != 2:
            raise BadInput(
                "people", say("ids by the name of the list, or pairs of a list and an id")
            )
        name, person = pair
        found.setdefault(name, []).append(person)
    return from_ids(found)


def from_ids(lists: Mapping[str, Iterable[Id]]) -> Lists:
    """Return lists from several lists of linked person ids; an id twice on one list
    is one person."""
    seen: dict[str, int] = {}
    for j, (name, ids) in enumerate(lists.items()):
        check_kind(name, ids, Iterable)
        if isinstance(ids, str):
            raise BadInput(name, say("a list of ids is needed, not one text"))
        for person in map(as_text, ids):
            if not person:
                raise BadInput("lists", say("a person on list {name} has no id", name=name))
            seen[person] = seen.get(person, 0) | 1 << j
    return from_histories(lists, seen.values())


def as_text(person: Id | None) -> str:
    """Return the text of an id: 7, 7.0, "7.0" and " 7" are one id; "" for what is missing."""
    text = written(person).strip()
    return text.partition(".")[0] if DECIMAL.fullmatch(text) else text


def written(value: Any) -> str:
    """Return a value as a file would hold it: nothing where it is missing, whole
    numbers without decimals."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return "" if text in MISSING else text


MISSING = ("None", "nan", "NaT", "<NA>")  # the last is that of pandas, which compares with nothing
