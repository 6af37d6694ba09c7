"""The content of a request for review: what the facts on record meet, and an authority refused.

It names elements, facts with their sources, articles and non-punishment clauses; it names no
person. It has to fit one sheet: three texts beside one another, the most weighty facts first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.errors import Refused
from fanal.core.law.assess import Assessment, LawFinding
from fanal.core.law.explain import Branch, Leaf, tree
from fanal.core.law.facts import Certainty, FactAnswer, FactSource, Observation
from fanal.core.law.findings import HumanFinding
from fanal.core.law.instruments import Note, Words
from fanal.core.words import Sentence, say

# As many as fit on one A4 page in the three languages; what is left out is counted (`further`).
LAWS, FACTS, REASON = 3, 16, 280
LAW = ("law", "treaty", "directive")
ORDER = ("child", "protected", "act", "means", "purpose")
# A court found it, a paper shows it, a partner or one of us saw it, she said it, others said it.
WEIGHT = (
    FactSource.COURT,
    FactSource.DOCUMENT,
    FactSource.PARTNER,
    FactSource.COLLEAGUE,
    FactSource.INTERVIEW,
    FactSource.RELATIVE,
    FactSource.CALLER,
)


@dataclass(frozen=True, slots=True)
class ReviewGround:
    """One instrument whose elements are all recorded as present."""

    instrument: str
    title: Words
    short: Words
    version: str
    elements: tuple[Branch, ...]
    present: tuple[Leaf, ...]
    non_punishment: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One code recorded as present, who says so, and whether each text shown counts it."""

    element: str
    code: str
    observations: tuple[Observation, ...]
    counts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One element: what each text shown makes of it, None where it has none, and the facts."""

    name: str
    branches: tuple[Branch | None, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The content of a request for review. `shown`: the texts set beside one another; `others`:
    further texts, named only."""

    refusal: HumanFinding
    opening: Sentence
    grounds: tuple[ReviewGround, ...]
    rows: tuple[ReviewRow, ...]
    further: int
    asks: tuple[Sentence, ...]
    caution: Sentence

    @property
    def shown(self) -> tuple[ReviewGround, ...]:
        return self.grounds[:LAWS]

    @property
    def others(self) -> tuple[ReviewGround, ...]:
        return self.grounds[LAWS:]


def request_for_review(refusal: HumanFinding, assessments: Iterable[Assessment]) -> ReviewRequest:
    """Return the content of a request. Raises Refused when no applying instrument has all its
    elements recorded as present."""
    met = [a for a in assessments if is_ground(a)]
    if not met:
        raise Refused(say("no text that applies has all its elements recorded as present"))
    met.sort(key=lambda a: nearness(a, refusal.country))
    grounds = tuple(ground(a) for a in met)
    rows = [row(name, grounds[:LAWS]) for name in ORDER]
    weightiest_rows = weightiest(rows)
    return ReviewRequest(
        refusal,
        say(
            "On {day} recognition was refused in {country}. The reason given was: {reason}",
            day=refusal.on,
            country=refusal.country,
            reason=clipped(refusal.reason),
        ),
        grounds,
        tuple(shortened(one, weightiest_rows) for one in rows if any(one.branches)),
        sum(len(one.facts) for one in rows) - len(weightiest_rows),
        asked_for(met),
        say(
            "This sets out facts on record beside the elements of the law. "
            "It is not proof as a trial asks for, which identification does not need."
        ),
    )


def is_ground(assessment: Assessment) -> bool:
    """Whether it is a law or a treaty that applies and is met: no definition for
    staff or a profession."""
    is_law = assessment.instrument.kind in LAW
    return is_law and assessment.applies and assessment.overall is LawFinding.MET


def nearness(assessment: Assessment, country: str) -> tuple[bool, bool, bool, str]:
    """Return the sort key of a text: the law of the authority's own country first, then what binds
    it, then any other law."""
    text = assessment.instrument
    # An authority is bound by its own law before any treaty.
    return (country not in text.places, text.kind != "law", not text.everywhere, text.id)


def clipped(reason: str) -> str:
    """Return the reason as far as it leaves room on the sheet."""
    words = " ".join(reason.split())
    # At a word: half a word in the reason of an authority looks like a quotation that was tampered
    # with.
    return words if len(words) <= REASON else words[:REASON].rsplit(" ", 1)[0] + " …"


def ground(assessment: Assessment) -> ReviewGround:
    branches = tree(assessment)
    return ReviewGround(
        assessment.instrument.id,
        assessment.instrument.title,
        assessment.instrument.short,
        assessment.version.name,
        branches,
        tuple(leaf for branch in branches for leaf in branch.leaves if leaf.recorded == "present"),
        assessment.version.non_punishment,
    )


def row(name: str, shown: tuple[ReviewGround, ...]) -> ReviewRow:
    branches = tuple(next((b for b in g.elements if b.name == name), None) for g in shown)
    present = [
        {leaf.code: leaf for leaf in (b.leaves if b else ()) if leaf.recorded == "present"}
        for b in branches
    ]
    codes = {code: leaf for by_code in present for code, leaf in by_code.items()}
    return ReviewRow(
        name,
        branches,
        tuple(
            Fact(
                name,
                code,
                said_yes(leaf.observations),
                tuple(code in by_code for by_code in present),
            )
            for code, leaf in codes.items()
        ),
    )


def said_yes(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Return the observations that say so, the weightiest first."""
    yes = [seen for seen in observations if seen.answer is FactAnswer.YES]
    return tuple(sorted(yes, key=weight_of))


def weight_of(seen: Observation) -> tuple[int, int]:
    return (list(Certainty).index(seen.certainty), WEIGHT.index(seen.source))


def weightiest(rows: list[ReviewRow]) -> list[Fact]:
    """Return as many facts as the sheet holds: each element's first, then each one's
    second, and so on."""
    ranked = [
        (place, weight(fact), fact)
        for review_row in rows
        for place, fact in enumerate(sorted(review_row.facts, key=weight))
    ]
    return [fact for _, _, fact in sorted(ranked, key=lambda r: r[:2])][:FACTS]


def weight(fact: Fact) -> tuple[int, tuple[int, int]]:
    """Lower is weightier: more of the texts shown count it, and it is better attested."""
    best = weight_of(fact.observations[0]) if fact.observations else (9, 9)
    return -sum(fact.counts), best


def shortened(one: ReviewRow, kept: list[Fact]) -> ReviewRow:
    return ReviewRow(one.name, one.branches, tuple(f for f in kept if f.element == one.name))


def asked_for(met: list[Assessment]) -> tuple[Sentence, ...]:
    asks = [say("We ask that the decision be reviewed on these facts.")]
    if any(a.version.non_punishment for a in met):
        asks.append(
            say(
                "We ask that no one be charged or deported for acts that result from what was done."
            )
        )
    return tuple(asks)
