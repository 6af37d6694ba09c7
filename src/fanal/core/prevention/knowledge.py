"""Tests before and after, paired by a token that each participant keeps. The token is no name.

Only who has both papers can have learned anything: whoever has one stands beside the figure, in
neither part of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.core.errors import BadInput
from fanal.core.words import Sentence, say

# Limits of typing; a token of twelve signs is too short for most full names.
MOST_POINTS = 100
MOST_TOKEN = 12

type Papers = Mapping[str, int]  # points by token


@dataclass(frozen=True, slots=True)
class PairedTests:
    """`rose`: of the pairs, those with more points after than before."""

    pairs: int
    rose: int
    only_before: int
    only_after: int

    def sentence(self) -> Sentence:
        return say(
            "{rose} of {pairs} paired rose; {before} before and {after} after without a pair",
            rose=self.rose,
            pairs=self.pairs,
            before=self.only_before,
            after=self.only_after,
        )


def paired(before: Papers, after: Papers) -> PairedTests:
    # Only who has both papers can be said to have learned (domain page on the programmes, 1.9, P3).
    both = before.keys() & after.keys()
    # Equal points are no rise.
    rose = sum(1 for token in both if after[token] > before[token])
    return PairedTests(len(both), rose, len(before) - len(both), len(after) - len(both))


def together(tests: list[PairedTests]) -> PairedTests:
    return PairedTests(
        sum(one.pairs for one in tests),
        sum(one.rose for one in tests),
        sum(one.only_before for one in tests),
        sum(one.only_after for one in tests),
    )


def read_papers(field: str, text: str, points: int) -> dict[str, int]:
    """Papers as typed, one a line: the token and its points. Raises BadInput naming the line."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        token, scored = _read_line(field, number, line)
        # Two papers of one token are two people: twins who share one, say (1.7).
        if token in found:
            twice = say(
                "line {n}: token {token} stands twice: give each a new one", n=number, token=token
            )
            raise BadInput(field, twice)
        if scored > points:
            raise BadInput(field, say("line {n}: more than {m} points", n=number, m=points))
        found[token] = scored
    return found


def _read_line(field: str, number: int, line: str) -> tuple[str, int]:
    token, _space, points = line.replace(",", " ").replace("\t", " ").strip().rpartition(" ")
    token = "".join(token.split()).casefold()  # or the two papers would not pair
    if not token or not points.isascii() or not points.isdecimal() or len(points) > 3:
        raise BadInput(field, say("line {n}: write the token, then the points", n=number))
    if len(token) > MOST_TOKEN:
        too_long = say(
            "line {n}: a token has at most {m} signs, and is no name", n=number, m=MOST_TOKEN
        )
        raise BadInput(field, too_long)
    return token, int(points)


def check_papers(before: Papers, after: Papers, heads: int) -> None:
    """Check that there are no more papers than heads that were counted. Raises BadInput."""
    for field, papers in (("before", before), ("after", after)):
        # More papers than heads: one of the two was counted wrongly.
        if len(papers) > heads:
            raise BadInput(
                field, say("{n} papers, and {m} heads were counted", n=len(papers), m=heads)
            )
    if not before and not after:
        raise BadInput("before", say("write at least one paper"))
