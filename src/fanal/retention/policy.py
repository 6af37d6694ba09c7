"""The periods that hold here: those of the organisation (`retention.toml` beside the data), or the
defaults that come with Fanal until it has decided. While its file cannot be read no time is over.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings

from fanal.core.casework.retention import (
    FILE,
    MOST_YEARS,
    RegisterKind,
    RetentionPolicy,
    default_policy,
    read_policy,
)
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


def path() -> Path:
    return Path(settings.VAR) / FILE


def is_decided() -> bool:
    """Whether the organisation has a file of its own."""
    return path().exists()


def policy() -> RetentionPolicy:
    try:
        return _own() or _default()
    except BadInput:
        return _nothing_is_over()


def fault() -> Sentence | None:
    """What is wrong with the organisation's file, with its place."""
    try:
        _own()
    except BadInput as problem:
        return say(
            "no retention period ends while this cannot be read: {where}: {why}",
            where=problem.where,
            why=problem.why,
        )
    return None


def _own() -> RetentionPolicy | None:
    """Return the organisation's own policy; None where it has none. Raises BadInput naming the
    place in the file."""
    try:
        text = path().read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(str(path()), str(problem)) from None
    own = read_policy(text, str(path()))
    # A file of before there were periods of registers keeps the defaults for them.
    return replace(own, registers={**_default().registers, **own.registers})


@cache
def _default() -> RetentionPolicy:
    return default_policy()


def _nothing_is_over() -> RetentionPolicy:
    # Closed on a fault: a slip in the file must not make the files of real people erasable.
    longest = replace(_default().otherwise, years=MOST_YEARS)
    registers = dict.fromkeys(RegisterKind, longest)
    return replace(_default(), by_kind={}, otherwise=longest, registers=registers)
