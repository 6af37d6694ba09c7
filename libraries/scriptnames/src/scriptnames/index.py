"""Search in an opened index of names: any script finds any script, with the reason.

The index lives in memory while the request lasts. It holds names in clear: it is never stored.
A quick pass over all names (`prefilter.py`) chooses who is read closely; those are ranked by the
same comparer as the duplicates of a register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from scriptnames.birth import Born, compare_births
from scriptnames.comparer import Comparer
from scriptnames.comparison import Level, Likeness
from scriptnames.entries import Entry
from scriptnames.hits import SAME_PLACE, SAME_TELEPHONE, Hit
from scriptnames.known import above
from scriptnames.messages import BadInput, say
from scriptnames.name_table import NameTable, known_of
from scriptnames.normal_form import NormalForm, normalise, with_joined_title
from scriptnames.person_facts import facts
from scriptnames.prefilter import Prefilter
from scriptnames.register import weights
from scriptnames.register.columns import Commonness, Register, assemble
from scriptnames.romanisation.chinese import VIETNAMESE
from scriptnames.tally import mark

READ_CLOSELY = 400  # names compared word by word after the quick pass
JUDGED = 2  # names judged for each that is wanted: of 533 people found none was further down
UNLIKE_BUT = -9.0  # bits from which one of another name is shown for all else that agrees


Keys = Sequence[str] | NDArray[np.int64]


@runtime_checkable
class NamesByKey(Protocol):
    """The names of people by their keys: a mapping, a pandas Series."""

    def items(self) -> Iterable[tuple[Any, Any]]: ...


@dataclass(frozen=True)
class Part:
    """Some of the people of an index: their columns, and the key of each.

    `left_out`: where one is marked, the search does not know her, and counts no name of hers.
    """

    columns: NameTable
    keys: Keys
    left_out: NDArray[np.bool_] | None = None


class Index:
    """All names of all people, ready to be searched."""

    def __init__(
        self, parts: Sequence[Part], closely: int = READ_CLOSELY, comparer: Comparer | None = None
    ) -> None:
        # Not the parts: beside one table of all of them they would fill as much memory again.
        self.keys, self.closely = [part.keys for part in parts], closely
        self.comparer = comparer or Comparer()
        self.columns = NameTable.concat([part.columns for part in parts])
        self.starts = np.cumsum([0, *(part.columns.people for part in parts)])
        self.out = np.concatenate([_left_out(part) for part in parts])
        self.quick = Prefilter(self.columns, self.out[self.columns.owner], self.comparer)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Index:
        """The index of these people."""
        return cls([Part(NameTable.of(entries), [entry.key for entry in entries])])

    def key(self, person: int) -> str:
        part = int(np.searchsorted(self.starts, person, side="right")) - 1
        return str(self.keys[part][person - int(self.starts[part])])

    def of_telephone(self, phone: str, *, nameless: bool = False) -> list[str]:
        """Return the keys of those who have this number, whatever they are called; or of those of
        them who have no name: a search by name never finds these."""
        said = mark(phone.casefold())
        has = (self.columns.phone == said) & ~self.out & bool(said)
        if nameless:
            has &= self.columns.names_of == 0
        return [self.key(person) for person in np.nonzero(has)[0].tolist()]

    def of_place(self, place: str) -> list[str]:
        """Return the keys of those who come from this place, written as it may be."""
        said = mark(facts(place=place).place.casefold())
        has = (self.columns.place == said) & ~self.out & bool(said)
        return [self.key(person) for person in np.nonzero(has)[0].tolist()]

    def search(
        self,
        text: str,
        *,
        birth: Born | None = None,
        place: str = "",
        nickname: str = "",
        limit: int = 20,
        **more: str,
    ) -> list[Hit]:
        """The nearest entries, best first. Raises BadInput for a text without a letter.

        `more` may say `sex`, `nationality` and `phone`, as the entries do.
        """
        if not normalise(text).keys:
            raise BadInput("name", say("a name needs at least one letter of a script we know"))
        nicknames = (nickname,) if nickname else ()
        asked = [
            Entry("", (text,), nicknames, birth, place, (read,), **more) for read in asked_as(text)
        ]
        near = [self.nearest(one) for one in asked]
        names, whose = np.concatenate(near), np.repeat(range(len(asked)), [len(n) for n in near])
        bits = self.bits(asked, names, whose)
        best: dict[int, Hit] = {}
        # Stable, so that people who are equally near always stand in the same order.
        for at in np.argsort(-bits, kind="stable")[: JUDGED * limit]:
            person = int(self.columns.owner[names[at]])
            worth, name = float(bits[at]), int(names[at])
            # Her best name alone: with all her names one person would fill the page.
            if person not in best and (hit := self.judge(asked[whose[at]], name, worth)):
                best[person] = hit
            if len(best) >= limit:
                break
        return list(best.values())

    def nearest(self, asked: Entry) -> NDArray[np.intp]:
        """Return the names that a quick pass over all of them finds worth reading closely."""
        if not self.quick.names:
            return np.zeros(0, dtype=np.intp)
        names, worth = self.quick.score(asked)
        wanted = min(self.closely, len(names))
        # `argpartition` and not a sort: the order among those who are read closely is not needed.
        return np.sort(names[np.argpartition(-worth, wanted - 1)[:wanted]])

    @cached_property
    def common(self) -> Commonness:
        """How common words and whole names are among all that are known."""
        return Commonness(self.quick.records, self.quick.words, self.quick.wholes)

    def bits(
        self, asked: Sequence[Entry], names: NDArray[np.intp], whose: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Return the bits for and against one person: each name beside its reading (`whose`).

        All readings in one register: to compare one pair takes as long as to compare fifty.
        """
        if not len(names):
            return np.zeros(0)
        near, place = np.unique(names, return_inverse=True)
        beside = self.beside(asked, near)
        return self.comparer.bits(
            beside, whose, len(asked) + place, records=weights.REFERENCE_RECORDS
        )

    def beside(self, asked: Sequence[Entry], near: NDArray[np.intp]) -> Register:
        """Return a small register: the readings of the one asked for first, then the near names."""
        has = self.columns
        people = has.owner[near]
        one, many = asked[0], len(asked)  # the readings differ in nothing but the name
        theirs = has.known.at(people)
        known = above(known_of(one).at(np.zeros(many, dtype=np.int64)), theirs)
        nobody = np.zeros(many + len(near), dtype=np.int64)
        return assemble(
            ids=[""] * (many + len(near)),
            forms=[*(read.read for read in asked), *(has.form(name) for name in near.tolist())],
            nicknames=[one.called] * many + [has.called(person) for person in people.tolist()],
            known=replace(known, codes={**known.codes, "office": nobody}),
            common=self.common,
        )

    def judge(self, asked: Entry, name: int, bits: float) -> Hit | None:
        """Return one name with its reasons; None where neither the name nor all else agrees."""
        has, person = self.columns, int(self.columns.owner[name])
        likeness = self.comparer.names(asked.read, has.form(name))
        if likeness.level is Level.DIFFERENT and bits <= UNLIKE_BUT:
            return None
        if has.nickname[name]:
            likeness = as_nickname(likeness)
        reasons = likeness.why + compare_births(asked.birth, has.birth(person))[1]
        for fact, sentence in SAME.items():
            said = mark(getattr(asked, fact).casefold())
            if said and said == int(getattr(has, fact)[person]):
                reasons += (sentence,)
        if asked.called and asked.called == has.called(person):
            reasons += (say("the same nickname"),)
        return Hit(self.key(person), likeness.level, bits, reasons)


def search(
    text: str,
    people: NamesByKey | Iterable[Entry | str],
    *,
    birth: Born | None = None,
    place: str = "",
    nickname: str = "",
    limit: int = 20,
    **more: str,
) -> list[Hit]:
    """The people whose names are nearest to `text`, best first, each with the reasons.

    `people`: names by key (a mapping, or a pandas Series), entries, or names alone, of which the
    place is the key. What else is known of the one who is sought ranks them:
    `birth`, `place`, `nickname`, `sex`, `nationality`, `phone`, as written. For many searches among
    the same people make an `Index`. Raises BadInput for a text without a letter, and for people or
    a birth of another kind.
    """
    if isinstance(people, str) or not isinstance(people, NamesByKey | Iterable):
        raise not_taken("people", people)
    if birth is not None and not isinstance(birth, Born):
        raise not_taken("birth", birth)
    entries = _entries(people)
    known = facts(place=place, **more)
    return Index.of(entries).search(
        text,
        birth=birth,
        place=known.place,
        nickname=nickname,
        limit=limit,
        sex=known.sex,
        nationality=known.nationality,
        phone=known.phone,
    )


def not_taken(argument: str, given: object) -> BadInput:
    return BadInput(argument, say("{kind} is not taken here", kind=type(given).__name__))


def _entries(people: NamesByKey | Iterable[Entry | str]) -> list[Entry]:
    if isinstance(people, NamesByKey):
        return [Entry.of(str(key), names) for key, names in people.items()]
    return [
        one if isinstance(one, Entry) else Entry.of(str(place), one)
        for place, one in enumerate(people)
    ]


def asked_as(text: str) -> list[NormalForm]:
    """Return the readings that a name is searched by: as it is most read, as a Vietnamese name, and
    with what may be a title."""
    read, whole = normalise(text), with_joined_title(text)
    # A Vietnamese reading alone: the dialects are spelt as each family likes, and are compared
    # where they are met.
    vietnamese = [other for other in read.others if other.reading == VIETNAMESE]
    return [read, *vietnamese, *([whole] if whole else [])]


SAME = {"place": SAME_PLACE, "phone": SAME_TELEPHONE}


def _left_out(part: Part) -> NDArray[np.bool_]:
    none = np.zeros(part.columns.people, dtype=np.bool_)
    return none if part.left_out is None else part.left_out


def as_nickname(likeness: Likeness) -> Likeness:
    """Return the likeness of a nickname: they are shared by many, so an agreement on one says less,
    and is told as such."""
    level = min(likeness.level, Level.PART)
    return Likeness(level, 0.6 * likeness.score, (say("by nickname"), *likeness.why))
