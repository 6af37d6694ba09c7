"""fanal names: normal form, comparison of two names, duplicates of a register."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fanal.commands import registers, stdin_names
from fanal.commands.messages import joiner, spoken
from fanal.commands.terminal import hint
from fanal.core.data_files.csv_text import safe
from fanal.core.errors import BadInput
from fanal.core.extras import must_have
from fanal.core.libraries import own_errors
from fanal.core.words import Sentence, say
from scriptnames import SCRIPT_SAYS, from_zawgyi, is_zawgyi, script_of
from scriptnames import compare as compare_names
from scriptnames import normalise as normalise_name

if TYPE_CHECKING:
    from scriptnames import Matches, Register, Weights

MOST_ASKED = 500
FEW_OF_ZAWGYI = 0.01
ANSWERED = ("a", "b", "same")
BURMESE = "Mymr"


def register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    normal = actions.add_parser("normalise", help=hint("script, normal form, Latin letters, key"))
    normal.add_argument("text", help=spoken(stdin_names.HELP))
    normal.set_defaults(run=normalise)
    pair = actions.add_parser("compare", help=hint("could two names be one person's, and why"))
    pair.add_argument("a", help=spoken(stdin_names.HELP))
    pair.add_argument("b", help=spoken(stdin_names.HELP))
    pair.add_argument("--json", action="store_true")
    pair.set_defaults(run=compare)
    whole = actions.add_parser(
        "dedupe", help=hint("likely duplicates of a register, each with why")
    )
    whole.add_argument("file", type=Path, metavar="FILE.csv")
    whole.add_argument("--out", type=Path, required=True, metavar="PAIRS.csv")
    whole.add_argument(
        "--truth", metavar="COLUMN", help=hint("column of the true person: print scores")
    )
    whole.add_argument(
        "--reviewed", type=Path, metavar="ANSWERS.csv", help=hint("a,b,same (1 or 0)")
    )
    whole.add_argument(
        "--ask",
        type=Path,
        metavar="QUESTIONS.csv",
        help=hint(
            "write the {n} pairs whose answers teach most; fill in the column same "
            "for each of them and give the file back with --reviewed",
            n=MOST_ASKED,
        ),
    )
    whole.add_argument("--save-weights", type=Path, metavar="MODEL.json")
    whole.add_argument(
        "--weights", type=Path, metavar="MODEL.json", help=hint("a model saved earlier")
    )
    whole.set_defaults(run=dedupe)


def normalise(options: argparse.Namespace) -> None:
    if options.text != stdin_names.FROM_INPUT:
        show_form(options.text, "name")
        return
    for place, (line, name) in enumerate(stdin_names.names()):
        if place:
            print()
        show_form(name, f"line {line}")


@own_errors()
def show_form(text: str, where: str) -> None:
    """Print the four lines of one name. Raises BadInput for a text without letters."""
    read = normalise_name(text)
    if not read.words or not read.script:
        raise BadInput(where, no_letter(text))
    for line in (
        say("written\t{name}", name=read.written),
        say("script\t{letters}", letters=SCRIPT_SAYS[read.script]),
        say("latin\t{words}", words=" ".join(read.words)),
        say("key\t{sounds}", sounds=" ".join(read.keys)),
    ):
        print(spoken(line))
    offer_unicode(text)


def no_letter(text: str) -> Sentence:
    return say("no letter of a script we know in {text}", text=repr(text))


def offer_unicode(text: str) -> None:
    if suggestion := from_zawgyi(text):
        hint = say(
            "{text} looks like Zawgyi. In Unicode it would be: {unicode}",
            text=text,
            unicode=suggestion,
        )
        print(spoken(hint), file=sys.stderr)


@own_errors()
def compare(options: argparse.Namespace) -> None:
    a, b = stdin_names.instead_of_dashes((("A", options.a), ("B", options.b)))
    for place, text in (("A", a), ("B", b)):
        if not normalise_name(text).words:
            raise BadInput(place, no_letter(text))
        offer_unicode(text)
    likeness = compare_names(a, b)
    if options.json:
        answer = {"level": likeness.level.name.lower(), "score": round(likeness.score, 3)}
        why = [spoken(reason) for reason in likeness.why]
        print(json.dumps({**answer, "why": why}, ensure_ascii=False))
    else:
        print(joiner()(likeness.why))


@own_errors()
def dedupe(options: argparse.Namespace) -> None:
    from scriptnames import LEAST_BITS, LOOKED_AT
    from scriptnames import dedupe as dedupe_register

    must_have("registers")
    all_writable(options)
    start = model(options)
    register, truth, people = read_register(options)
    reviewed = answers(options.reviewed, register) if options.reviewed else None
    with registers.room_beside(options.out) as folder:
        found = dedupe_register(register, least=LOOKED_AT, spill=folder)
    if options.ask:
        write_questions(options.ask, found)
    known = start
    if reviewed is not None:
        known = found.rescored(start, least=-math.inf).learned(reviewed)
    if options.save_weights:
        options.save_weights.write_text(known.to_json(), "utf-8")
    found = found.rescored(known, least=LEAST_BITS)
    write_pairs(options.out, found)
    done = say(
        "records: {n}; pairs written to {file}: {pairs}",
        n=len(register),
        pairs=len(found),
        file=options.out,
    )
    print(spoken(done))
    if truth is not None:
        from fanal.commands.names_marks import print_marks

        print_marks(found, truth, people)


def all_writable(options: argparse.Namespace) -> None:
    """Check before the work that each answer can be written. Raises BadInput or OSError."""
    written = [one for one in (options.out, options.ask, options.save_weights) if one]
    for answer in written:
        registers.writable(answer, options.file)
        if written.count(answer) > 1:
            raise BadInput(answer.name, say("two answers cannot be written to one file"))


def read_register(options: argparse.Namespace) -> tuple[Any, Any, Any]:
    """Return the register; and the columns of the truth and of nationality, where
    there is a truth."""
    from scriptnames import FIELDS
    from scriptnames import read_register as as_register

    title = (options.truth or "").strip().lower()  # as titles are read
    columns = registers.columns(options.file, [*FIELDS, *([title] if title else [])])
    truth = columns.get(title)
    if options.truth and truth is None:
        raise BadInput(options.file.name, registers.no_column(options.truth))
    tell_of_zawgyi(columns["name"])
    return as_register(columns), truth, columns.get("nationality") if options.truth else None


def tell_of_zawgyi(names: list[str | None]) -> None:
    """Print how many names of a register seem to be in Zawgyi: such a name finds none in Unicode.

    One in a thousand Burmese names in Unicode seems so too; a few of many are not worth a word.
    """
    burmese = {name for name in set(names) if name and script_of(name) == BURMESE}
    looks = {name for name in burmese if is_zawgyi(name)}
    if not looks or len(looks) < len(burmese) * FEW_OF_ZAWGYI:
        return
    record = next(place for place, name in enumerate(names, 1) if name in looks)
    first = names[record - 1] or ""
    hint = say(
        "Names that look like Zawgyi: {n}, record {record} first: {name} would be {unicode} in "
        "Unicode. They are compared as they stand.",
        n=sum(name in looks for name in names),
        record=record,
        name=first,
        unicode=from_zawgyi(first),
    )
    print(spoken(hint), file=sys.stderr)


def model(options: argparse.Namespace) -> Weights:
    """Return the weights of the first day, or of a model saved earlier."""
    from scriptnames import Weights, default_weights

    if not options.weights:
        return default_weights()
    return Weights.from_json(options.weights.read_text("utf-8", errors="replace"))


def write_questions(path: Path, found: Matches) -> None:
    """Write the pairs whose answers teach most, with an empty column for the answers."""
    answer = joiner()
    with registers.writer(path) as out:
        out.writerow(("a", "b", "same", "why"))
        for pair in found.questions(MOST_ASKED):
            row = (pair.left, pair.right, "", answer(pair.why_alone))
            out.writerow(map(safe, row))


def answers(path: Path, register: Register) -> list[tuple[str, str, bool]]:
    """Return the reviewed pairs of a file with the columns a, b, same; rows without
    an answer wait."""
    known = {safe(record): record for record in register.ids}
    answers = registers.columns(path, ANSWERED, needed=ANSWERED)
    rows = []
    for line, (a, b, same) in enumerate(zip(*(answers[one] for one in ANSWERED), strict=True), 2):
        if not same:
            continue
        try:
            pair = (known[safe(a or "")], known[safe(b or "")])
            rows.append((*pair, {"1": True, "0": False}[same]))
        except KeyError as missing:
            why = say(
                "{value} is no record of the register, or neither 1 nor 0", value=str(missing)
            )
            raise BadInput(f"{path.name}, line {line}", why) from None
    return rows


def write_pairs(path: Path, found: Matches) -> None:
    answer = joiner()
    with registers.writer(path) as out:
        out.writerow(("a", "b", "score", "why"))
        for pair in found:
            ids = (safe(pair.left), safe(pair.right))
            out.writerow((*ids, f"{pair.probability:.6f}", safe(answer(pair.why))))
