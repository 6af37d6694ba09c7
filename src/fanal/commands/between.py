"""Do two organisations know the same person: two parties meet, or a unit compares."""

from __future__ import annotations

import argparse
import json
import os
import secrets
from dataclasses import replace
from pathlib import Path
from random import SystemRandom
from typing import Any

from fanal.commands.names import tell_of_zawgyi
from fanal.commands.registers import columns, safe, writer
from fanal.commands.spoken import spoken
from fanal.commands.terminal import told
from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say


def register(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    for name, run, words, files in (
        ("begin", begin, told("1. blind our composite keys"), ("register",)),
        ("answer", answer, told("2. blind the partner's points too"), ("theirs",)),
        ("meet", meet, told("3. find what both hold; write the question"), ("answer", "theirs")),
        ("reply", reply, told("4. answer the question with pairs of pseudonyms"), ("question",)),
        (
            "encode",
            encode,
            told("for a unit: encode our register under the project's key"),
            ("register",),
        ),
        (
            "compare",
            compare,
            told("at the unit: compare two encoded registers"),
            ("ours", "theirs"),
        ),
        ("take", take, told("read the unit's answer beside our register"), ("answer", "register")),
    ):
        step = steps.add_parser(name, help=words, description=words)
        for file in files:
            step.add_argument(file, type=Path)
        if name in ("begin", "encode"):
            for option in ("project", "party", "purpose"):
                step.add_argument(f"--{option}", required=True)
        if name not in ("compare", "take"):
            step.add_argument("--secret", type=Path, required=True, help=told("our secret file"))
        if name == "compare":
            step.add_argument(
                "--answers", type=Path, nargs=2, metavar=("FIRST", "SECOND"),
                help=told("what each party gets: opaque names of pairs, its own lines, a band"),
            )  # fmt: skip
        step.add_argument("--out", type=Path, required=True)
        step.set_defaults(run=run)


def begin(options: argparse.Namespace) -> int:
    from fanal.core.names.between import composites, meeting

    people = _people(options.register)
    keys = {record: composites.composites(person) for record, person in people.items()}
    side = meeting.Side.begin(options.project, keys, SystemRandom())
    header = _header(options, "blinded", composites.fingerprint(), len(side.keys))
    _write_secret(options.secret, {"header": header.__dict__, "side": side.to_dict()})
    _write(options.out, header, side.first())
    done = say(
        "{n} records, {points} points: give {file} to the partner",
        n=len(people), points=len(side.keys), file=options.out,
    )  # fmt: skip
    print(spoken(done))
    return 0


def answer(options: argparse.Namespace) -> int:
    from fanal.core.names.between import files

    header, side = _read_secret(options.secret)
    theirs = _message(options.theirs, "blinded")
    files.same_project(header, theirs.header)
    _write(options.out, replace(theirs.header, step="doubled"), side.second(theirs.lines))
    done = say(
        "{n} points of {party}: give {file} back",
        n=theirs.header.count, party=theirs.header.party, file=options.out,
    )  # fmt: skip
    print(spoken(done))
    return 0


def meet(options: argparse.Namespace) -> int:
    from fanal.core.names.between import files, meeting

    header, side = _read_secret(options.secret)
    doubled = _message(options.answer, "doubled")
    if doubled.header.party != header.party:
        raise BadInput("header, party", say("the answer is not to our file"))
    theirs = _message(options.theirs, "blinded")
    files.same_project(header, theirs.header)
    asked = side.question(side.met(doubled.lines, side.second(theirs.lines)))
    pseudonyms = {record: secrets.token_hex(8) for record in asked}
    _append_secret(options.secret, {name: record for record, name in pseudonyms.items()})
    lines = [meeting.question_line(pseudonyms[one], shared) for one, shared in asked.items()]
    _write(options.out, replace(header, step="question", count=len(lines)), lines)
    done = say(
        "{n} of our records share a key with theirs: give {file} to them",
        n=len(lines), file=options.out,
    )  # fmt: skip
    print(spoken(done))
    return 0


def reply(options: argparse.Namespace) -> int:
    from fanal.core.names.between import files, meeting

    header, side = _read_secret(options.secret)
    question = _message(options.question, "question")
    files.same_project(header, question.header)
    pairs = side.pairs(meeting.asked_in(question.lines))
    _write_pairs(options.out, [(p.theirs, p.ours, p.log_odds, p.band) for p in pairs])
    return 0


def encode(options: argparse.Namespace) -> int:
    from fanal.core.names.between.encodings import Encoder

    if not options.secret.exists():
        _create(options.secret, secrets.token_hex(32))
    encoder = Encoder(_project_key(options.secret))
    people = _people(options.register)
    lines = [encoder.encode(person).to_bytes() for person in people.values()]
    _write(options.out, _header(options, "encoded", encoder.fingerprint(), len(lines)), lines)
    print(spoken(say("{n} records; the secret never goes to the unit", n=len(lines))))
    return 0


def compare(options: argparse.Namespace) -> int:
    from fanal.core.names.between import answers, encodings, files, unit

    ours, theirs = (_message(path, "encoded") for path in (options.ours, options.theirs))
    files.same_project(ours.header, theirs.header)
    sides = [
        [encodings.from_bytes(line, n) for n, line in enumerate(message.lines, 2)]
        for message in (ours, theirs)
    ]
    pairs = unit.compare(sides[0], sides[1])
    if options.answers:
        for path, message, lines in zip(
            options.answers, (ours, theirs), answers.for_parties(pairs), strict=True
        ):
            _write(path, replace(message.header, step="compared", count=len(lines)), lines)
    _write_pairs(options.out, [(str(p.ours), str(p.theirs), p.log_odds, p.band) for p in pairs])
    return 0


def take(options: argparse.Namespace) -> int:
    from fanal.core.names.between import answers

    people = list(_people(options.register))
    given = _message(options.answer, "compared")
    found = answers.matches(given.lines, records=len(people))
    with writer(options.out) as out:
        out.writerow(["pair", "rec_id", "band"])
        out.writerows((safe(one.pair), safe(people[one.record]), one.band) for one in found)
    print(spoken(_to_look_at(len(found))))
    return 0


def _to_look_at(pairs: int) -> Sentence:
    return say("{n} pairs that a person on each side should look at", n=pairs)


def _people(path: Path) -> dict[str, Any]:
    """The records of a register, read as `fanal names dedupe` reads it."""
    from fanal.core.names.between import registers

    found = columns(path, registers.COLUMNS, needed=registers.NEEDED)
    tell_of_zawgyi(found["name"])
    return registers.read(found)


def _header(options: argparse.Namespace, step: str, parameters: str, count: int) -> Any:
    from fanal.core.names.between.files import Header

    return Header(options.project, options.purpose, options.party, step, parameters, count)


def _write(path: Path, header: Any, lines: list[bytes]) -> None:
    from fanal.core.names.between.files import Message

    path.write_text(Message(header, tuple(lines)).to_text(), "utf-8")


def _write_pairs(path: Path, pairs: list[tuple[str, str, float, str]]) -> None:
    with writer(path) as out:
        out.writerow(["a", "b", "score", "band"])
        out.writerows((safe(a), safe(b), f"{odds:.2f}", band) for a, b, odds, band in pairs)
    print(spoken(_to_look_at(len(pairs))))


def _message(path: Path, step: str) -> Any:
    """A file that travelled; of two it says which one cannot be read."""
    from fanal.core.names.between import files

    try:
        return files.read(_text(path), step=step)
    except BadInput as problem:
        raise BadInput(f"{path.name}, {problem.where}", problem.why) from None


def _project_key(path: Path) -> bytes:
    try:
        return bytes.fromhex(_text(path).strip())
    except ValueError:
        raise BadInput(path.name, say("is not the key of a project")) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise BadInput(path.name, say("is not a text file")) from None


def _create(path: Path, text: str) -> None:
    """A file that only we can read; never over an older secret."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text)
    except FileExistsError:
        held = say("exists: one secret a project, never written over")
        raise BadInput(path.name, held) from None


def _write_secret(path: Path, held: dict[str, Any]) -> None:
    _create(path, json.dumps(held | {"pseudonyms": {}}, ensure_ascii=False))


def _append_secret(path: Path, pseudonyms: dict[str, str]) -> None:
    held = json.loads(_text(path)) | {"pseudonyms": pseudonyms}
    path.write_text(json.dumps(held, ensure_ascii=False), "utf-8")


def _read_secret(path: Path) -> tuple[Any, Any]:
    from fanal.core.names.between.files import Header
    from fanal.core.names.between.meeting import Side

    try:
        held = json.loads(_text(path))
        return Header(**held["header"]), Side.from_dict(held["side"])
    except (ValueError, KeyError, TypeError):
        raise BadInput(path.name, say("is not the secret file of a meeting")) from None
