"""`fanal trust decide SITUATION.json [--json]`"""

import argparse
import json

from fanal.commands import input_files
from fanal.commands.terminal import hint


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    text = hint("ranked options for a situation: cooperate, go ourselves, or find out first")
    decide = commands.add_parser("decide", help=text, description=text)
    decide.add_argument(
        "file", metavar="SITUATION.json", help=hint("the situation; - is the input")
    )
    decide.add_argument("--json", action="store_true", help=hint("answer as JSON"))
    decide.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from fanal.commands.messages import spoken
    from fanal.core.trust.change import what_would_change
    from fanal.core.trust.decide import decide, next_steps
    from fanal.core.trust.from_json import situation_from
    from fanal.core.trust.to_json import as_data, as_lines

    situation = input_files.read_as(options.file, situation_from)
    decision = decide(situation)
    changes, steps = what_would_change(situation, decision), next_steps(situation, decision)
    if options.json:
        answer = as_data(decision, changes, spoken, steps)
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(situation, decision, changes, spoken, steps)))
    return 0
