"""What was observed, by whom, when and how sure; and what it comes to when sources disagree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from fanal.core.errors import BadInput
from fanal.core.law.vocabulary import code, vocabulary
from fanal.core.words import LabelledEnum, say


class FactAnswer(LabelledEnum):
    """`REFUSED` and `NOT_ASKED` count as unknown, and are never the same as one another."""

    YES = "yes", say("yes")
    NO = "no", say("no")
    UNKNOWN = "unknown", say("not known")
    REFUSED = "refused", say("does not want to say")
    NOT_ASKED = "not_asked", say("not asked")


class FactSource(LabelledEnum):
    """Who says it. First word of nearly every case is a caller's, often a relative's."""

    INTERVIEW = "interview", say("interview")
    CALLER = "caller", say("a caller")
    RELATIVE = "relative", say("a relative")
    COLLEAGUE = "colleague", say("a colleague")
    DOCUMENT = "document", say("a paper")
    COURT = "court", say("a court")
    PARTNER = "partner", say("a partner")


class Certainty(LabelledEnum):
    SURE = "sure", say("sure")
    PROBABLE = "probable", say("probable")
    DOUBTFUL = "doubtful", say("doubtful")


# Only these two decide: what was refused or not asked must never count as a "no".
KNOWN = (FactAnswer.YES, FactAnswer.NO)


@dataclass(frozen=True, slots=True)
class Observation:
    """One answer. `said_by` tells two sources of a kind apart.

    `about` is the time it speaks of, `at` the hour it was given ("14:05"), where that was kept.
    """

    code: str
    answer: FactAnswer
    source: FactSource = FactSource.INTERVIEW
    said_by: str = ""
    on: date | None = None
    certainty: Certainty = Certainty.SURE
    about: tuple[date | None, date | None] = (None, None)
    at: str = ""


@dataclass(frozen=True)
class LawFacts:
    """All observations on one case, in three values a code: present, absent, not known.

    `doubtful` are codes on which no source is better than doubtful: they are shown as they were
    said, and decide nothing. Several doubts are not a certainty.
    """

    yes: int = 0
    no: int = 0
    doubtful: int = 0
    conflicts: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    observations: tuple[Observation, ...] = field(default=(), repr=False)

    def value(self, name: str) -> FactAnswer:
        bit = code(name).bit
        return (
            FactAnswer.YES
            if self.yes & bit
            else FactAnswer.NO
            if self.no & bit
            else FactAnswer.UNKNOWN
        )

    @property
    def surely_yes(self) -> int:
        # Three doubtful answers once made "all elements recorded": hearsay is shown and decides
        # nothing.
        return self.yes & ~self.doubtful

    @property
    def surely_no(self) -> int:
        return self.no & ~self.doubtful

    @property
    def known(self) -> int:
        """What decides: said by at least one source that did not doubt it."""
        return (self.yes | self.no) & ~self.doubtful

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Observation, ...]]:
        grouped: dict[str, list[Observation]] = {}
        for seen in self.observations:
            grouped.setdefault(seen.code, []).append(seen)
        return {name: tuple(seen) for name, seen in grouped.items()}


def gather(observations: Iterable[Observation], *, today: date) -> LawFacts:
    """Weigh the observations of one case.

    The last word of each source counts; two sources that disagree leave the code in conflict,
    which counts as unknown. Raises BadInput when one source says yes and no on the same day,
    when a code is unknown, or when an observation lies in the future.
    """
    seen = tuple(observations)
    latest = last_words(seen, today)
    said: dict[str, set[FactAnswer]] = {}
    firm = 0
    for (name, _, _), observation in latest.items():
        said.setdefault(name, set()).add(observation.answer)
        if observation.answer in KNOWN and observation.certainty is not Certainty.DOUBTFUL:
            firm |= vocabulary()[name].bit
    # A yes and a no leave both out: two sources that disagree are weighed by nobody here.
    yes = no = 0
    for name, answers in said.items():
        bit = vocabulary()[name].bit
        yes |= bit if FactAnswer.YES in answers and FactAnswer.NO not in answers else 0
        no |= bit if FactAnswer.NO in answers and FactAnswer.YES not in answers else 0
    conflicts = frozenset(n for n, answers in said.items() if {*KNOWN} <= answers)
    refused = frozenset(
        n for n, a in said.items() if FactAnswer.REFUSED in a and not a.intersection(KNOWN)
    )
    return LawFacts(yes, no, (yes | no) & ~firm, conflicts, refused, seen)


def last_words(
    observations: Iterable[Observation], today: date
) -> dict[tuple[str, FactSource, str], Observation]:
    """The latest observation of each source on each code; an undated one counts as the oldest."""
    latest: dict[tuple[str, FactSource, str], Observation] = {}
    for place, new in enumerate(observations):
        where = f"observations[{place}]"
        code(new.code, where)
        if new.on and new.on > today:
            raise BadInput(f"{where}.on", say("{day} lies in the future", day=new.on))
        key = (new.code, new.source, new.said_by)
        old = latest.get(key)
        if old and old.on == new.on and {old.answer, new.answer} == {*KNOWN}:
            raise BadInput(
                f"{where}.{new.code}",
                say(
                    "{source} says yes and no on the same day",
                    source=f"{new.source} {new.said_by}".strip(),
                ),
            )
        # On the same day the one that was read later stands: a source corrects itself by saying it
        # again.
        if old is None or (new.on or date.min) >= (old.on or date.min):
            latest[key] = new
    return latest
