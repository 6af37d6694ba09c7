"""The periods that hold here: those of the organisation (`retention.toml` beside the data), or the
defaults that come with Fanal until it has decided."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from fanal.core.casework.retention import FILE, RetentionPolicy, default_policy, read_policy
from fanal.core.errors import BadInput


def path() -> Path:
    return Path(settings.VAR) / FILE


def is_decided() -> bool:
    """Whether the organisation has a file of its own."""
    return path().exists()


def policy() -> RetentionPolicy:
    """Raises BadInput naming the place in the file."""
    try:
        text = path().read_text("utf-8")
    except FileNotFoundError:
        return _default()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput(str(path()), str(problem)) from None
    return read_policy(text, str(path()))


@cache
def _default() -> RetentionPolicy:
    return default_policy()
