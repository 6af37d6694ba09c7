"""Files of timers: how long each step of a kind of work takes, with where that is from."""

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import get_args

from fanal.core.data_files.toml_tables import TomlTable, read_rows, require_each
from fanal.core.law.instruments import Sure
from fanal.core.words import say


def read_lengths[Timer: StrEnum, Length](
    timers: type[Timer],
    file: str,
    text: str,
    length: Callable[[TomlTable], Length],
    marks: Collection[str] = get_args(Sure),
) -> dict[Timer, Length]:
    """Read one row for each timer. `length`: what a row says beside its name and its source.

    Raises BadInput with `file:line` and the reason when the file is malformed.
    """
    found: dict[Timer, Length] = {}
    rows = read_rows(file, text, "timer")
    for row in rows:
        name = row.string("timer")
        if name not in set(timers) or name in found:
            row.wrong("timer", say("{code} is not in the list, or stands twice", code=name))
        found[timers(name)] = length(row)
        row.string("source")
        if row.string("sure") not in marks:
            row.wrong("sure", say("is one of {known}", known=", ".join(marks)))
    require_each(rows, "timer", timers, found)
    return found
