"""`fanal law`: the texts on file, and what recorded facts mean under each of them."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from fanal.commands import input_files
from fanal.commands.terminal import hint
from fanal.core.words import say


def register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help=hint("every text on file, its versions and how sure"))
    listing.set_defaults(run=show_list)
    show = actions.add_parser("show", help=hint("one text, element by element"))
    show.add_argument("id", metavar="ID")
    show.set_defaults(run=show_one)
    check = actions.add_parser(
        "check", help=hint("read a file of a text as it would be on file, and say what is wrong")
    )
    check.add_argument("file", metavar="FILE.toml")
    check.set_defaults(run=show_check)
    assess = actions.add_parser(
        "assess", help=hint("read a facts file under every text that applies")
    )
    assess.add_argument("facts", metavar="FACTS.json", help=hint("- reads from standard input"))
    assess.add_argument(
        "--law", action="append", default=[], metavar="ID", help=hint("this text only")
    )
    assess.add_argument("--json", action="store_true", help=hint("for other programs"))
    assess.set_defaults(run=show_assessment)


def show_list(options: argparse.Namespace) -> None:
    from fanal.commands.messages import language, spoken
    from fanal.core.law.catalogue import instruments
    from fanal.core.law.wording import SURE

    for text in instruments().values():
        versions = ", ".join(f"{v.name} [{v.sure}]" for v in text.versions)
        print(f"{text.id:20} {text.short[language()]:45} {versions}")
    letters = ", ".join(f"[{letter}] {spoken(sure)}" for letter, sure in SURE.items())
    print("\n" + spoken(say("{letters}; `fanal law show ID` says more", letters=letters)))


def show_one(options: argparse.Namespace) -> None:
    from fanal.commands.messages import language, spoken
    from fanal.core.law.catalogue import instrument
    from fanal.core.law.leaflet import lines

    for line in lines(instrument(options.id, "ID"), speak=spoken, language=language()):
        print(line)


def show_check(options: argparse.Namespace) -> None:
    """Check a text, so that none that says too much is put on file. Raises `BadInput`
    with the line."""
    from fanal.commands.messages import spoken
    from fanal.core.law.reading import read_instrument

    text = read_instrument(Path(options.file).name, input_files.text_of(options.file))
    print(spoken(say("{id}: nothing is wrong; versions: {n}", id=text.id, n=len(text.versions))))


def show_assessment(options: argparse.Namespace) -> None:
    from fanal.commands.messages import spoken
    from fanal.core.law.applying import applying, not_joined, without_instrument
    from fanal.core.law.assess import assess
    from fanal.core.law.catalogue import chosen
    from fanal.core.law.facts_file import facts_from
    from fanal.core.law.report import as_data

    texts = chosen(options.law)
    facts_of = partial(facts_from, today=date.today())
    case, facts = input_files.read_as(options.facts, facts_of)
    read_ones = [assess(text, case, facts) for text in texts or applying(case)]
    for sentence in without_instrument(case) + not_joined(case):
        print(spoken(sentence), file=sys.stderr)
    if options.json:
        found = {a.instrument.id: as_data(a, spoken) for a in read_ones}
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in paragraphs(read_ones):
        print(line)


def paragraphs(assessments: list) -> Iterator[str]:
    from fanal.commands.messages import language, spoken
    from fanal.core.law.compare import differences
    from fanal.core.law.questions import next_questions
    from fanal.core.law.report import as_lines
    from fanal.core.law.vocabulary import vocabulary

    for assessment in assessments:
        yield from as_lines(assessment, speak=spoken, language=language())
        yield ""
    for difference in differences(assessments):
        yield spoken(difference.sentence())
    for question in next_questions(assessments):
        words = vocabulary()[question.code].question[language()]
        next_one = say(
            "ask next: {words} ({code}; settles {n})",
            words=words,
            code=question.code,
            n=len(question.settles),
        )
        yield spoken(next_one)
