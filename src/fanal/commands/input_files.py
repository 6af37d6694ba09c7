"""A file that somebody names on the command line; `-` is the input."""

import sys
from collections.abc import Callable
from pathlib import Path

from fanal.core.data_files.json_lines import line_of
from fanal.core.data_files.json_values import read_json
from fanal.core.errors import BadInput
from fanal.core.words import say


def read_as[T](name: str, understand: Callable[[object], T]) -> T:
    """Return what `understand` makes of the JSON in the file. Raises BadInput with the file, the
    line and the place."""
    from fanal.commands.messages import spoken

    raw = _bytes_of(name)
    try:
        data = read_json(raw)
    except BadInput as problem:
        raise BadInput(f"{name}: {problem.where}".removesuffix(": "), problem.why) from None
    try:
        return understand(data)
    except BadInput as problem:
        line = line_of(raw.decode("utf-8-sig"), problem.where)
        where = spoken(say("line {n} of {file}", n=line, file=name))
        raise BadInput(f"{where}: {problem.where}", problem.why) from None


def text_of(name: str) -> str:
    """Return the text. Raises BadInput with the place of a byte that is not UTF-8."""
    try:
        # With the mark that Windows puts before a text, or without.
        return _bytes_of(name).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput(f"byte {problem.start}", say("the file is not UTF-8 text")) from None


def _bytes_of(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
