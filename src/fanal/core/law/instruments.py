"""A text of law as data: its versions, its elements, its child rule, its places and dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fanal.core.law.case import Period

ElementName = Literal["act", "means", "purpose"]
ELEMENTS: tuple[ElementName, ...] = ("act", "means", "purpose")
Whom = Literal["anyone", "women_and_children", "children"]
ChildMeans = Literal["required", "not_required", "not_known"]
ConsentRule = Literal["irrelevant", "irrelevant_once_means", "not_mentioned"]
Sure = Literal["S", "X", "K"]
Words = Mapping[str, str]
ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Element:
    """`codes` are named by the text; `may` are codes it leaves open, for a lawyer to decide.

    `surely` and `maybe` are the masks after implications: one present code of `surely` meets the
    element; it is absent only when every code of `maybe`, which contains `surely`, is absent.
    Without `complete` parts of the text that bear on this element were not read: then nothing
    recorded can show that it is absent.
    """

    article: str = ""
    codes: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    surely: int = 0
    maybe: int = 0
    required: bool = True
    complete: bool = True


@dataclass(frozen=True, slots=True)
class ChildRule:
    """Below `under` years the means may fall away, if `when` is set only with one of its codes."""

    under: int
    means: ChildMeans
    article: str
    when: tuple[str, ...] = ()
    surely: int = 0
    maybe: int = 0
    youth_under: int | None = None
    presumed: str = ""  # the article by which an uncertain age is taken for a child's


@dataclass(frozen=True, slots=True)
class Note:
    article: str
    says: Words
    code: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One wording. `sure`: S text seen, X secondary source, K general knowledge, to be checked."""

    name: str
    first: date | None
    last: date | None
    source: str
    sure: Sure
    unsure: Words
    says: Words
    protects: Whom
    protects_article: str
    child: ChildRule
    act: Element
    means: Element
    purpose: Element
    consent: ConsentRule
    consent_article: str
    notes: tuple[Note, ...] = ()
    non_punishment: tuple[Note, ...] = ()
    checked_by: str = ""
    checked_on: str = ""

    def in_force_during(self, when: Period) -> bool:
        starts_in_time = self.first is None or when.last is None or self.first <= when.last
        ends_in_time = self.last is None or when.first is None or when.first <= self.last
        return starts_in_time and ends_in_time

    def elements(self) -> dict[ElementName, Element]:
        return {"act": self.act, "means": self.means, "purpose": self.purpose}


@dataclass(frozen=True, slots=True)
class Instrument:
    id: str
    title: Words
    short: Words
    kind: str
    places: frozenset[str]
    language: str
    versions: tuple[Version, ...] = field(repr=False)

    @property
    def everywhere(self) -> bool:
        return ANYWHERE in self.places

    @property
    def for_contrast(self) -> bool:
        """A text on something else, shown beside the others: it asks no question and counts as no
        text on what was done to her."""
        return self.kind == CONTRAST


Instruments = Mapping[str, Instrument]
CONTRAST = "contrast"
