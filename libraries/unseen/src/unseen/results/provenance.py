"""What is needed to make a figure again: version, seed, digest of the lists, the exact call."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

from unseen.assess.strata import Groups
from unseen.data.lists import Lists, by_name
from unseen.errors import check_kind
from unseen.results.choices import Choices
from unseen.version import VERSION

# They change how the work is done, not what comes out.
WITHOUT_EFFECT = ("cores", "progress")


@dataclass(frozen=True)
class Provenance:
    """The provenance of a figure. digest: SHA-256 of the lists (see `digest_of`). call: with
    `lists` for the lists."""

    version: str
    numpy: str
    scipy: str
    seed: int
    digest: str
    call: str

    def to_dict(self) -> dict[str, object]:
        return asdict(self)


def provenance(function: str, lists: Lists, choices: Choices, *arguments: str) -> Provenance:
    """Return the provenance of a call. arguments: those that are no choice, as they
    are written in it."""
    called = ", ".join(["lists", *arguments, *chosen(choices)])
    digest = digest_of(lists, as_given=choices.r_compatible)
    return with_call(f"unseen.{function}({called})", choices.seed, digest)


def with_call(call: str, seed: int, digest: str) -> Provenance:
    return Provenance(VERSION, installed("numpy"), installed("scipy"), seed, digest, call)


def chosen(choices: Choices) -> list[str]:
    """Return the choices that differ from what the function takes by itself, and the seed."""
    default = Choices()
    return [
        f"{field.name}={getattr(choices, field.name)!r}"
        for field in fields(choices)
        if field.name not in WITHOUT_EFFECT
        and (field.name == "seed" or getattr(choices, field.name) != getattr(default, field.name))
    ]


def digest_of(lists: Lists, *, as_given: bool = False) -> str:
    """Return a digest of names and counts, the same however a file's columns and rows are arranged.

    as_given: of that order too, on which R's random numbers depend.
    """
    check_kind("lists", lists, Lists)
    table = lists if as_given else by_name(lists)
    rows = [(history, int(count)) for history, count in table.counts.items() if count]
    text = json.dumps([table.names, rows if as_given else sorted(rows)], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_groups(groups: Groups) -> str:
    """Return a digest of the lists of each group, and of the people of those that are left out."""
    each = [(name, digest_of(lists)) for name, lists in groups.tables.items()]
    each += [(name, str(sorted(one.counts.items()))) for name, one in groups.left_out.items()]
    text = json.dumps(sorted(each))
    return hashlib.sha256(text.encode()).hexdigest()


def installed(package: str) -> str:
    try:
        return version_of(package)
    except PackageNotFoundError:
        return ""
