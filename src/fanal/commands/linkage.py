"""Do two organisations know the same person: two lists meet."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from fanal.commands.messages import spoken
from fanal.commands.names import tell_of_zawgyi
from fanal.commands.registers import columns, writer
from fanal.commands.terminal import hint
from fanal.core.data_files.csv_text import safe
from fanal.core.errors import BadInput
from fanal.core.words import say

# Imported where a step runs, so that every other command of `fanal` starts without it.
if TYPE_CHECKING:
    from fanal.core.private_linkage.composites import Described
    from fanal.core.private_linkage.files import Header, Message
    from fanal.core.private_linkage.meeting import LinkageSide


def register(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    # In the order in which the files travel (docs/linking-without-pooling.md, "The meeting").
    for name, run, words, files in (
        ("begin", begin, hint("1. blind our list"), ("register",)),
        ("answer", answer, hint("2. blind the partner's points too"), ("theirs",)),
        (
            "meet",
            meet,
            hint("3. look at how much matched; let the partner know which of theirs"),
            ("answer", "theirs"),
        ),
        ("pairs", pairs, hint("4. read which of our records the partner knows"), ("matched",)),
    ):
        step = steps.add_parser(name, help=words, description=words)
        for file in files:
            step.add_argument(file, type=Path)
        if name == "begin":
            _add_what_was_agreed(step)
        # A file and never a value of the command line, which every process list shows.
        step.add_argument("--secret", type=Path, required=True, help=hint("our secret file"))
        step.add_argument("--out", type=Path, required=True)
        step.set_defaults(run=run)


def _add_what_was_agreed(step: argparse.ArgumentParser) -> None:
    for option in ("project", "party", "purpose"):
        step.add_argument(f"--{option}", required=True)
    # Sizes are agreed before the lists are made: a real size tells how many people one knows, and a
    # partner that makes up records is bounded by it.
    for option, words in (
        ("size", hint("how many records our list has at most, as agreed with the partner")),
        ("their-size", hint("how many records the partner's list has at most, as agreed")),
    ):
        step.add_argument(f"--{option}", type=int, required=True, help=words)


def begin(options: argparse.Namespace) -> int:
    from fanal.core.private_linkage import composites, meeting, registers

    sizes = [registers.agreed(n) for n in (options.size, options.their_size)]
    people = _people(options.register)
    held = composites.composites({record: [person] for record, person in people.items()})
    # The system's source of chance, not `random`: the secret is all that keeps a guess from being
    # checked.
    side = meeting.LinkageSide.begin(options.project, held, sizes[0], SystemRandom())
    header = _header(options, composites.fingerprint(), len(side.keys))
    # The secret first: a list that left without it could never be answered.
    _create(
        options.secret,
        json.dumps({"header": header.__dict__, "side": side.to_dict()}, ensure_ascii=False),
    )
    _write(options.out, header, side.first())
    done = say(
        "records: {n}, points: {points}; give {file} to the partner",
        n=len(people),
        points=len(side.keys),
        file=options.out,
    )
    print(spoken(done))
    return 0


def answer(options: argparse.Namespace) -> int:
    from fanal.core.private_linkage import files

    header, side = _read_secret(options.secret)
    # The step is checked: a list of ours that came back would be read as theirs.
    theirs = _message(options.theirs, "blinded")
    # Another project has another secret and another agreement on what may be learned.
    files.same_project(header, theirs.header)
    lines = side.answer(theirs.lines, header.other)
    # Sorted by `answer`: how much matched shows, and which of ours does not.
    _write(options.out, replace(theirs.header, step="doubled"), lines)
    done = say(
        "points of {party}: {n}; give {file} back",
        n=theirs.header.count,
        party=theirs.header.party,
        file=options.out,
    )
    print(spoken(done))
    return 0


def meet(options: argparse.Namespace) -> int:
    from fanal.core.private_linkage import files, meeting

    header, side = _read_secret(options.secret)
    doubled = _message(options.answer, "doubled")
    files.answers_ours(header, doubled.header)
    theirs = _message(options.theirs, "blinded")
    files.same_project(header, theirs.header)
    # More than half matching is refused there: two honest lists do not have that in common.
    met = side.met(doubled.lines, side.second(theirs.lines, header.other))
    lines = [meeting.matched_line(*one) for one in met]
    # Their positions and not our records: the partner learns which of its own.
    _write(options.out, replace(header, step="matched", count=len(lines)), lines)
    done = say(
        "points that matched: {n} of {points}; give {file} to the partner, who learns which of "
        "its own",
        n=len(lines),
        points=len(side.keys),
        file=options.out,
    )
    print(spoken(done))
    return 0


def pairs(options: argparse.Namespace) -> int:
    from fanal.core.private_linkage import files, meeting

    header, side = _read_secret(options.secret)
    given = _message(options.matched, "matched")
    files.same_project(header, given.header)
    found = side.found(meeting.matched_in(given.lines))
    # A table for people to look at: nothing merges by itself (ADR 4).
    with writer(options.out) as out:
        out.writerow(["rec_id", "band", "match", "also"])
        for one in found:
            # A cell that begins with "=" is run by a spreadsheet (`safe`).
            first, *also = map(safe, one.names)
            out.writerow([safe(one.record), one.band, first, " ".join(also)])
    print(spoken(say("records that a person on each side should look at: {n}", n=len(found))))
    return 0


def _people(path: Path) -> dict[str, Described]:
    """The records of a register, read as `fanal names dedupe` reads it."""
    from fanal.core.private_linkage import registers

    found = columns(path, registers.COLUMNS, needed=registers.NEEDED)
    # Names in the old Burmese encoding look like others and match nothing.
    tell_of_zawgyi(found["name"])
    return registers.read(found)


def _header(options: argparse.Namespace, parameters: str, count: int) -> Header:
    from fanal.core.private_linkage.files import Header

    return Header(
        options.project,
        options.purpose,
        options.party,
        "blinded",
        parameters,
        count,
        options.size,
        options.their_size,
    )


def _write(path: Path, header: Header, lines: list[bytes]) -> None:
    from fanal.core.private_linkage.files import Message

    path.write_text(Message(header, tuple(lines)).to_text(), "utf-8")


def _message(path: Path, step: str) -> Message:
    """A file that travelled; of two it says which one cannot be read."""
    from fanal.core.private_linkage import files

    try:
        return files.read(_text(path), step=step)
    except BadInput as problem:
        raise BadInput(f"{path.name}, {problem.where}", problem.why) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    # A file of another kind was named: without a traceback and without its content.
    except UnicodeDecodeError:
        raise BadInput(path.name, say("is not a text file")) from None


def _create(path: Path, text: str) -> None:
    """Create a file that only we can read; never over an older secret."""
    try:
        # In one call: between making a file and closing it to others somebody could open it.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text)
    except FileExistsError:
        held = say("exists: one secret a project, never written over")
        raise BadInput(path.name, held) from None


def _read_secret(path: Path) -> tuple[Header, LinkageSide]:
    from fanal.core.private_linkage.files import Header
    from fanal.core.private_linkage.meeting import LinkageSide

    try:
        values = json.loads(_text(path))
        return Header(**values["header"]), LinkageSide.from_dict(values["side"])
    # The content is a secret, so the refusal quotes nothing of it.
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadInput(path.name, say("is not the secret file of a meeting")) from None
