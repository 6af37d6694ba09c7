"""The table of one operation: a raid, or a group that returns.

Found, screened, elements met by law, identified by whom, refused by whom, charged or deported.
A person who was never screened is counted as not screened, not as not identified; a gap between
two columns is shown and never closed by a guess.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fanal.core.errors import BadInput
from fanal.core.law.findings import Body
from fanal.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One person of the operation, by a code that names nobody."""

    person: str
    screened: bool | None = None
    minor: bool | None = None
    met: frozenset[str] = frozenset()
    identified_by: frozenset[Body] = frozenset()
    refused_by: frozenset[Body] = frozenset()
    charged: bool | None = None
    deported: bool | None = None


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """Persons, counted once in each figure. `unknown` counts those with no entry on a point."""

    found: int
    screened: int
    minors: int
    met_by_law: Mapping[str, int]
    met_by_any_law: int
    identified: int
    identified_by: Mapping[Body, int]
    refused: int
    refused_by: Mapping[Body, int]
    charged_or_deported: int
    met_but_not_identified: int
    identified_but_charged: int
    unknown: Mapping[str, int] = field(default_factory=dict)


def ledger(lines: Iterable[LedgerLine]) -> LedgerTable:
    """Return the ledger. Raises BadInput when one person stands in the list twice."""
    people = list(lines)
    refuse_doubles(people)
    identified = [p for p in people if p.identified_by]
    return LedgerTable(
        found=len(people),
        # `is True`: None is not recorded, and is counted under `unknown` and not as a no.
        screened=sum(p.screened is True for p in people),
        minors=sum(p.minor is True for p in people),
        met_by_law=dict(Counter(law for p in people for law in sorted(p.met))),
        met_by_any_law=sum(bool(p.met) for p in people),
        identified=len(identified),
        identified_by=dict(Counter(body for p in people for body in p.identified_by)),
        refused=sum(bool(p.refused_by) for p in people),
        refused_by=dict(Counter(body for p in people for body in p.refused_by)),
        charged_or_deported=sum(treated_as_offender(p) for p in people),
        met_but_not_identified=sum(bool(p.met) for p in people if p not in identified),
        identified_but_charged=sum(treated_as_offender(p) for p in identified),
        unknown={
            "screened": sum(p.screened is None for p in people),
            "minor": sum(p.minor is None for p in people),
            "charged": sum(p.charged is None and p.deported is None for p in people),
        },
    )


def refuse_doubles(people: list[LedgerLine]) -> None:
    for person, times in Counter(p.person for p in people).items():
        if times > 1:
            raise BadInput(person, say("stands {n} times in this operation", n=times))


def treated_as_offender(person: LedgerLine) -> bool:
    # Both are what the non-punishment clause is to prevent (Council of Europe Convention 2005,
    # article 26).
    return bool(person.charged or person.deported)


def remarks(table: LedgerTable) -> list[Sentence]:
    """Return what a reader must not miss in the table."""
    sentences = []
    if n := table.found - table.screened:
        sentences.append(say("{n} found and not recorded as screened", n=n))
    if n := table.met_but_not_identified:
        sentences.append(say("{n} whose recorded facts meet a law and whom no one identified", n=n))
    if n := table.identified_but_charged:
        sentences.append(say("{n} identified and charged or deported all the same", n=n))
    return sentences
