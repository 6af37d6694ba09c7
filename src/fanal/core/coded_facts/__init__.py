"""Coded facts: what a sealed row says in codes of closed lists, so that it can be counted.

A fact holds no word anybody typed, no place and no hour. What is not in its list becomes `other`:
a form with a new answer never keeps a word here and never fails for it.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from fanal.core.coded_facts import case_facts, programme_facts
from fanal.core.coded_facts.checks import Check, Codes


class CodedFact(NamedTuple):
    """`kind` of FACT_KINDS, the `day` it is of, its codes by name."""

    kind: str
    day: date
    codes: Codes


# KeyError and no refusal: a code that no kind knows is a mistake of ours, found by the first test.
def coded(kind: str, day: date, **codes: object) -> CodedFact:
    """The fact, each code checked against its list. Raises KeyError for no code of `kind`."""
    checks = fact_kinds()[kind]
    # Sorted, so that two facts of the same codes have the same bytes.
    return CodedFact(kind, day, {name: checks[name](codes[name]) for name in sorted(codes)})


# Some lists come from files: they are read once.
@cache
def fact_kinds() -> Mapping[str, Mapping[str, Check]]:
    """Return what each kind of fact holds: the name of a code and the list that its value is of."""
    return (
        case_facts.of_cases()
        | case_facts.of_people()
        | case_facts.of_entries()
        | case_facts.of_partners()
        | case_facts.of_services()
        | programme_facts.of_prevention()
        | programme_facts.of_proceedings()
        | programme_facts.of_plans()
    )
