"""Areas: a tree of country, province, district, crossing, which reforms cut anew.

A finding of danger follows an area through a reform to every successor; a finding of trust does
not: somebody has to say it again of the new area.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.intervals import lies_within
from fanal.core.errors import BadInput
from fanal.core.words import say


@dataclass(frozen=True, slots=True)
class AreaFact:
    """`valid_until` is the last day; `replaced_by` names the areas a reform made of it."""

    id: str
    kind: str = "province"
    within: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    replaced_by: tuple[str, ...] = ()
    name: str = ""

    def valid_on(self, day: date) -> bool:
        return lies_within(day, self.valid_from, self.valid_until)


class AreaTree:
    """Raises `BadInput` for an area twice, an unknown parent or successor, or a circle."""

    def __init__(self, areas: Iterable[AreaFact] = ()) -> None:
        self._areas: dict[str, AreaFact] = {}
        for area in areas:
            if area.id in self._areas:
                raise BadInput(f"areas.{area.id}", say("is there twice"))
            self._areas[area.id] = area
        # Worked out once: a decision asks about the same areas for each finding of each partner.
        self._above = {key: self._chain(key) for key in self._areas}
        self._before = self._predecessors()
        self._after = {
            key: self._successors(key) for key, area in self._areas.items() if area.replaced_by
        }
        self._below: dict[str, set[str]] = {}
        for key, chain in self._above.items():
            for above in chain:
                self._below.setdefault(above, set()).add(key)

    def __contains__(self, area: object) -> bool:
        return area in self._areas

    def get(self, area: str) -> AreaFact:
        if area not in self._areas:
            raise BadInput("area", say("no area {area}", area=repr(area)))
        return self._areas[area]

    def name(self, area: str) -> str:
        known = self._areas.get(area)
        # An id rather than an error: a finding is still said where its area has no name.
        return known.name if known is not None and known.name else area

    def country(self, area: str) -> str:
        """The top of the tree above `area`; the area itself where no tree is given."""
        return self._above.get(area, (area,))[-1]

    def covers(self, said: str | None, asked: str | None) -> bool:
        """Whether `asked` is inside the area of which trust was said. Everywhere is
        written None."""
        return said is None or (asked is not None and said in self._above.get(asked, (asked,)))

    def touches(self, said: str | None, asked: str | None) -> bool:
        """Whether danger said of `said` reaches `asked`: above, inside, or through a reform."""
        if said is None or asked is None or self.covers(said, asked):
            return True
        # Danger in a district is danger to whoever is sent into its province: nobody said where in
        # it she will be. Of trust (`covers`) the opposite holds.
        if said in self._below.get(asked, ()):
            return True
        around = self._above.get(asked, (asked,))
        # The office that was found dangerous works on under the name of the area that a reform made
        # of its own.
        if any(said in self._before.get(area, ()) for area in around):
            return True
        return any(new in around or asked in self._above[new] for new in self._became(said))

    def _became(self, said: str) -> frozenset[str]:
        """Return what a reform made of `said`; else of the nearest area around it that had one.

        Where in it the old district lies nobody said: danger is then in all of it.
        """
        reformed = (area for area in self._above.get(said, (said,)) if area in self._after)
        return self._after.get(next(reformed, ""), frozenset())

    def _chain(self, key: str) -> tuple[str, ...]:
        chain = [key]
        while (above := self._areas[chain[-1]].within) is not None:
            if above not in self._areas:
                raise BadInput(f"areas.{chain[-1]}.within", say("no area {area}", area=repr(above)))
            if above in chain:
                raise BadInput(f"areas.{key}.within", say("the areas stand in a circle"))
            chain.append(above)
        return tuple(chain)

    def _successors(self, key: str) -> frozenset[str]:
        def replaced_by(area: str) -> tuple[str, ...]:
            return self._areas[area].replaced_by

        return frozenset(reachable_from(replaced_by(key), replaced_by))

    def _predecessors(self) -> dict[str, frozenset[str]]:
        direct: dict[str, set[str]] = {}
        for area in self._areas.values():
            for successor in area.replaced_by:
                if successor not in self._areas:
                    raise BadInput(
                        f"areas.{area.id}.replaced_by", say("no area {area}", area=repr(successor))
                    )
                direct.setdefault(successor, set()).add(area.id)
        return {key: self._all_before(key, direct) for key in direct}

    def _all_before(self, key: str, direct: dict[str, set[str]]) -> frozenset[str]:
        def before(area: str) -> set[str]:
            return {above for one in direct.get(area, ()) for above in self._above[one]}

        return frozenset(reachable_from(before(key), before))


# What is reached from a place in a graph: units of a body, successors of an area, ties.
def reachable_from[Place](
    start: Iterable[Place], step: Callable[[Place], Iterable[Place]]
) -> set[Place]:
    """Return `start` and all that any number of steps leads to; a circle is walked once."""
    found = set(start)
    waiting = list(found)
    while waiting:
        new = set(step(waiting.pop())) - found
        found |= new
        waiting.extend(new)
    return found
