"""`fanal trust decide SITUATION.json [--json]`"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from fanal.commands.terminal import told
from fanal.core.errors import BadInput
from fanal.core.words import say


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    text = told("ranked options for a situation: cooperate, go ourselves, or find out first")
    decide = commands.add_parser("decide", help=text, description=text)
    decide.add_argument(
        "file", metavar="SITUATION.json", help=told("the situation; - is the input")
    )
    decide.add_argument("--json", action="store_true", help=told("answer as JSON"))
    decide.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from fanal.commands.messages import spoken
    from fanal.core.trust.change import what_would_change
    from fanal.core.trust.decide import decide
    from fanal.core.trust.from_json import situation_from
    from fanal.core.trust.next_step import next_steps
    from fanal.core.trust.to_json import as_data, as_lines

    situation = situation_from(_read(options.file))
    decision = decide(situation)
    changes, steps = what_would_change(situation, decision), next_steps(situation, decision)
    if options.json:
        answer = as_data(decision, changes, spoken, steps)
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(situation, decision, changes, spoken, steps)))
    return 0


def _read(name: str) -> object:
    raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError as problem:
        raise BadInput(f"{name}: byte {problem.start}", say("the file is not UTF-8 text")) from None
    except json.JSONDecodeError as problem:
        where = f"{name}: line {problem.lineno} column {problem.colno}"
        raise BadInput(where, say("this is not JSON")) from None
    except RecursionError:
        raise BadInput(name, say("nested too deeply")) from None
    except BadInput:
        raise
    except ValueError:  # an integer of more digits than Python reads
        raise BadInput(name, say("a number has too many digits")) from None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadInput("situation", say("the key {key} is there twice", key=repr(twice)))
    return found
