"""The content of a request for review: what the facts on record meet, and an authority refused.

It names elements, facts with their sources, articles and non-punishment clauses; it names no
person. The page adds who asks, for whom, and the authority's language beside English.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.errors import Refused
from fanal.core.law.assess import Assessment, Finding
from fanal.core.law.explain import Branch, Leaf, tree
from fanal.core.law.findings import HumanFinding
from fanal.core.law.instruments import Note, Words
from fanal.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Ground:
    """One instrument whose elements are all recorded as present."""

    instrument: str
    title: Words
    short: Words
    version: str
    elements: tuple[Branch, ...]
    present: tuple[Leaf, ...]
    non_punishment: tuple[Note, ...]
    says: Sentence


@dataclass(frozen=True, slots=True)
class Request:
    refusal: HumanFinding
    opening: Sentence
    grounds: tuple[Ground, ...]
    asks: tuple[Sentence, ...]
    caution: Sentence


def request_for_review(refusal: HumanFinding, assessments: Iterable[Assessment]) -> Request:
    """Raises Refused when no applying instrument has all its elements recorded as present."""
    met = [a for a in assessments if a.applies and a.overall is Finding.MET]
    if not met:
        raise Refused(say("no text that applies has all its elements recorded as present"))
    met.sort(key=lambda a: (refusal.country not in a.instrument.places, a.instrument.id))
    return Request(
        refusal,
        say(
            "On {day} recognition was refused in {country}. The reason given was: {reason}",
            day=refusal.on.isoformat(),
            country=refusal.country,
            reason=refusal.reason,
        ),
        tuple(ground(a) for a in met),
        asked_for(met),
        say(
            "This sets out facts on record beside the elements of the law. "
            "It is not proof as a trial asks for, which identification does not need."
        ),
    )


def ground(assessment: Assessment) -> Ground:
    branches = tree(assessment)
    present = tuple(
        leaf for branch in branches for leaf in branch.leaves if leaf.recorded == "present"
    )
    return Ground(
        assessment.instrument.id,
        assessment.instrument.title,
        assessment.instrument.short,
        assessment.version.name,
        branches,
        present,
        assessment.version.non_punishment,
        say(
            "Every element of {law} is recorded as present.", law=assessment.instrument.short["en"]
        ),
    )


def asked_for(met: list[Assessment]) -> tuple[Sentence, ...]:
    asks = [say("We ask that the decision be reviewed on these facts.")]
    if any(a.version.non_punishment for a in met):
        asks.append(
            say(
                "We ask that no one be charged or deported for acts that result from what was done."
            )
        )
    return tuple(asks)
