"""The shared vocabulary of coded observations, and which is a form of which other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from fanal.core.data_files.json_values import shown
from fanal.core.data_files.toml_tables import shipped
from fanal.core.errors import BadInput
from fanal.core.words import say

Kind = Literal["act", "means", "purpose", "circumstance"]
Asked = Literal["yes", "told", "never"]
Holds = Literal["always", "may"]
# Recorded when told, never asked and never an element (Palermo Protocol 2000, article 3(b)).
CONSENT = "consented"
LAW = "fanal.core.law"


@dataclass(frozen=True, slots=True)
class Code:
    """One observation. `asked`: `told` is recorded when told, never put as a question."""

    name: str
    kind: Kind
    label: Mapping[str, str]
    question: Mapping[str, str]
    definition: Mapping[str, str]
    bit: int
    asked: Asked = "yes"


@dataclass(frozen=True, slots=True)
class Implication:
    """`source_code` is a form of `target`: always, or it may be and a lawyer decides."""

    source_code: str
    target: str
    holds: Holds
    reason: Mapping[str, str]
    source: Mapping[str, str]
    not_for: frozenset[str] = field(default_factory=frozenset)


@cache
def vocabulary() -> Mapping[str, Code]:
    """Return all codes by name, acts first, in the order in which questions are asked."""
    rows = shipped(LAW, "vocabulary.toml")
    return {
        name: Code(
            name,
            row["kind"],
            row["label"],
            row["question"],
            row["definition"],
            # One bit a code, so that what an element needs and what is recorded are compared by one
            # operation.
            1 << place,
            row.get("asked", "yes"),
        )
        for place, (name, row) in enumerate(rows.items())
    }


@cache
def implications() -> tuple[Implication, ...]:
    rows = shipped(LAW, "implications.toml")["implication"]
    return tuple(
        Implication(
            row["from"],
            row["to"],
            row["holds"],
            row["reason"],
            row["source"],
            frozenset(row.get("not_for", ())),
        )
        for row in rows
    )


def code(name: str, where: str = "facts") -> Code:
    """The code of that name. Raises BadInput that names `where` and the unknown code."""
    try:
        return vocabulary()[name]
    except KeyError:
        raise BadInput(f"{where}.{shown(name)}", say("no such code in the vocabulary")) from None


def mask(names: Iterable[str]) -> int:
    """Return one bit a code, so that sets of codes are compared in one step."""
    known = vocabulary()
    bits = 0
    for name in names:
        bits |= known[name].bit
    return bits


def names(bits: int) -> Iterator[str]:
    """The codes of a mask, in the order of the vocabulary."""
    for entry in vocabulary().values():
        if entry.bit & bits:
            yield entry.name


def forms_of(
    targets: Iterable[str], instrument: str, holds: tuple[Holds, ...] = ("always",)
) -> frozenset[str]:
    """Return `targets` and every code that is a form of one of them, in any number of steps."""
    found = set(targets)
    edges = [i for i in implications() if i.holds in holds and instrument not in i.not_for]
    # Until nothing new comes: the graph has chains (a form of a form), and a circle in the file
    # must not hang.
    while more := {i.source_code for i in edges if i.target in found} - found:
        found |= more
    return frozenset(found)


def reasons(source_code: str, targets: Iterable[str], instrument: str) -> list[Implication]:
    """The shortest chain of implications from a code to one of `targets`; empty if it is one."""
    goal = set(targets)
    # Breadth first: the shortest chain is the one that a lawyer can follow.
    chains: list[list[Implication]] = [[]]
    seen = {source_code}
    while chains:
        chain = chains.pop(0)
        at = chain[-1].target if chain else source_code
        if at in goal:
            return chain
        for step in implications():
            onward = step.source_code == at and instrument not in step.not_for
            if onward and step.target not in seen:
                seen.add(step.target)
                chains.append([*chain, step])
    return []
