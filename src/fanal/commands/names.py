"""fanal names: normal form, comparison of two names, duplicates of a register."""

from __future__ import annotations

import argparse
import json
import sys

from fanal.core.errors import BadInput


def register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    normal = actions.add_parser("normalise", help="script, normal form, Latin letters, key")
    normal.add_argument("text")
    normal.set_defaults(run=normalise)
    pair = actions.add_parser("compare", help="could two names be one person's, and why")
    pair.add_argument("a")
    pair.add_argument("b")
    pair.add_argument("--json", action="store_true")
    pair.set_defaults(run=compare)


def normalise(options: argparse.Namespace) -> None:
    from fanal.core.names.form import form
    from fanal.core.names.zawgyi import offered

    read = form(options.text)
    if not read.words:
        raise BadInput("name", f"no letter of a script we know in {options.text!r}")
    for title, value in (
        ("written", read.written),
        ("script", read.script),
        ("latin", " ".join(read.words)),
        ("key", " ".join(read.keys)),
    ):
        print(f"{title}\t{value}")
    if suggestion := offered(options.text):
        print(f"This looks like Zawgyi. In Unicode it would be: {suggestion}", file=sys.stderr)


def compare(options: argparse.Namespace) -> None:
    from fanal.core.names.compare import compare as compare_names
    from fanal.core.names.form import form

    for place, text in (("A", options.a), ("B", options.b)):
        if not form(text).words:
            raise BadInput(place, f"no letter of a script we know in {text!r}")
    likeness = compare_names(options.a, options.b)
    why = [str(reason) for reason in likeness.why]
    if options.json:
        answer = {"level": likeness.level.name.lower(), "score": round(likeness.score, 3)}
        print(json.dumps({**answer, "why": why}, ensure_ascii=False))
    else:
        print(f"{likeness.level.sentence()}: {'; '.join(why)}")
