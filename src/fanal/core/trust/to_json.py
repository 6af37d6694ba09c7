"""A decision as plain data and as lines of text; the schema is in docs/trust-decide.md."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from fanal.core.trust.change import Change, FindingChange
from fanal.core.trust.decide import Option, RankedOptions
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.situation import Situation
from fanal.core.words import Sentence, say

Speak = Callable[[Sentence], str]


def as_data(
    decision: RankedOptions,
    changes: Iterable[Change],
    speak: Speak = str,
    steps: Iterable[Sentence] = (),
) -> dict[str, Any]:
    """Return a decision as lists, texts and None only, in a stable order. `speak` says a sentence
    in a language."""
    answer = decision.answer
    return {
        "answer": {"action": answer.action, "who": answer.who or None},
        "options": [_option(option, speak) for option in decision.options],
        "blocked": [_option(option, speak) for option in decision.blocked],
        "under_danger": list(decision.under_danger),
        "would_change": [_change(change) for change in changes],
        "next_steps": [speak(step) for step in steps],
    }


def _option(option: Option, speak: Speak) -> dict[str, Any]:
    # All effects, the empty ones too: a program that reads it need not ask which keys are there.
    grounds = {
        str(effect): [_ground(one, speak) for one in option.only(effect)] for effect in Effect
    }
    return {"action": option.action, "who": option.who or None, "late": option.late, **grounds}


def _ground(ground: GateGround, speak: Speak) -> dict[str, Any]:
    return {
        "rule": ground.rule,
        "sentence": speak(ground.sentence),
        "sources": list(ground.sources),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "move": change.move,
        "about": change.about,
        "level": change.level,
        "finding": change.finding or None,
        "purposes": list(change.purposes),
        "area": change.area,
        "then": {"action": change.action, "who": change.who or None},
    }


def as_lines(
    situation: Situation,
    decision: RankedOptions,
    changes: Iterable[Change],
    speak: Speak = str,
    steps: Iterable[Sentence] = (),
) -> Iterator[str]:
    for step in steps:
        yield speak(say("first: {what}", what=step))
    for option in (*decision.options, *decision.blocked):
        yield speak(heading(option))
        for effect in Effect:
            for ground in option.only(effect):
                line = say("{effect}: {why}", effect=effect.label, why=ground.sentence)
                yield f"    {speak(line)}{_sources(ground)}"
    for change in changes:
        yield speak(say("would change it: {what}", what=sentence_of(situation, change)))


def _sources(ground: GateGround) -> str:
    return f" [{', '.join(ground.sources)}]" if ground.sources else ""


def heading(option: Option) -> Sentence:
    action = option.action.label
    if option.who:
        return say("{action}: {who}", action=action, who=option.name)
    return say("{action}: nobody can be asked or sent", action=action)


def sentence_of(situation: Situation, change: Change, finding: object = None) -> Sentence:
    """Return what would have to be found, and what the answer would be then.

    `finding`: what a reader calls the finding that would be taken back; its id if None.
    """
    teams = {team.id: team.name for team in situation.teams if team.name}
    name = situation.world.directory.name
    values = {
        "about": name(change.about),
        "level": change.level.label,
        "action": change.action.label,
        "who": teams.get(change.who) or name(change.who),
        "id": finding or change.finding,
    }
    if change.move is FindingChange.IF_WITHDRAWN and change.who:
        return say("if {id} about {about} were taken back: {action}, {who}", **values)
    if change.move is FindingChange.IF_WITHDRAWN:
        return say("if {id} about {about} were taken back: {action}", **values)
    if change.who:
        return say("if {about} were found {level}: {action}, {who}", **values)
    return say("if {about} were found {level}: {action}", **values)
