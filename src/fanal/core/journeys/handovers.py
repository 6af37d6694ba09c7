"""A hand-over has two sides. She passes only when both have named her.

The giving side names the persons and counts; the receiving side confirms persons and count. Until
it does she is with the side that gave, and the journey is red: nearly 250 girls disappeared while
their return was being prepared (Alliance Anti-Trafic), and nobody was the last to have had them.
That they did not take her, two people say.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

from fanal.core.journeys.events import Event, EventKind
from fanal.core.journeys.problems import Problem, ProblemKind


@dataclass(frozen=True, slots=True)
class CustodyMove:
    """One person passed from `giver` to `receiver`; `at` is when the second side had named her."""

    at: datetime
    handover: str
    giver: str
    receiver: str


@dataclass
class Handover:
    """Both sides of one hand-over. The first giving event says who gives to whom."""

    id: str
    given: list[Event] = field(default_factory=list)
    received: list[Event] = field(default_factory=list)
    kept: list[Event] = field(default_factory=list)  # the giving side has them still

    @property
    def giver(self) -> str:
        return self.given[0].custodian if self.given else ""

    @property
    def receiver(self) -> str:
        return self.given[0].to if self.given else self.received[0].custodian

    @property
    def persons(self) -> frozenset[str]:
        """Everybody named by either side."""
        return frozenset().union(*(event.persons for event in (*self.given, *self.received)))

    def first(self, person: str, kind: EventKind) -> Event | None:
        """Return the first event of the right side that names her."""
        side = self.given if kind is EventKind.GIVEN else self.received
        right = (event for event in side if person in event.persons and self._right(event))
        return next(right, None)

    def move(self, person: str) -> CustodyMove | None:
        given = self.first(person, EventKind.GIVEN)
        received = self.first(person, EventKind.RECEIVED)
        if given is None or received is None:
            return None
        # The later of the two: before it one side alone had named her, and she was still with the
        # giver.
        return CustodyMove(max(given.at, received.at), self.id, self.giver, self.receiver)

    def problems(self) -> Iterator[Problem]:
        yield from self._one_sided()
        yield from self._miscounted()
        yield from self._wrong()
        yield from self._wrong_code_word()
        yield from self._again()
        yield from self._by_one()
        # Shown and not refused: a telephone with a wrong clock must not keep an arrival from being
        # noted.
        if self.given and self.received and self.received[0].at < self.given[0].at:
            yield self._problem(ProblemKind.CLOCK, (), [self.given[0], self.received[0]])

    def _right(self, event: Event) -> bool:
        if event.kind is EventKind.GIVEN:
            return (event.custodian, event.to) == (self.giver, self.receiver)
        # Without a giving side nobody says to whom she was to go: whoever claims her then moves
        # nobody.
        return bool(self.given) and event.custodian == self.receiver and not event.wrong_code_word

    def _valid_events(self) -> list[Event]:
        """Return what the right sides told, each in its order."""
        return [event for event in (*self.given, *self.received) if self._right(event)]

    def _one_sided(self) -> Iterator[Problem]:
        given = self._named(self.given)
        received = self._named(self.received)
        if self.waiting:
            yield self._problem(ProblemKind.NOT_CONFIRMED, self.waiting, self._valid_events())
        if received - given:
            yield self._problem(ProblemKind.NOT_GIVEN, received - given, self._valid_events())
        if not self.given:
            everybody = self.persons
            yield self._problem(ProblemKind.NOT_GIVEN, everybody, self.received)

    def _named(self, side: Iterable[Event]) -> frozenset[str]:
        return frozenset().union(*(event.persons for event in side if self._right(event)))

    def _miscounted(self) -> Iterator[Problem]:
        """Yield the problems of the last word of each side: a recount settles a miscount."""
        last = [side[-1] for side in (self.given, self.received) if side]
        wrong = [event for event in last if _differs(event)]
        if wrong:
            yield self._problem(ProblemKind.COUNT_DIFFERS, self.persons, wrong)

    def _wrong(self) -> Iterator[Problem]:
        givers = [event for event in self.given if not self._right(event)]
        if givers:
            yield self._problem(ProblemKind.SIDES_DISAGREE, (), [self.given[0], *givers])
        # Red with their names: this is how somebody looks who came to the border in place of the
        # partner.
        strangers = [e for e in self.received if self.given and e.custodian != self.receiver]
        if strangers:
            named = frozenset().union(*(event.persons for event in strangers))
            yield self._problem(ProblemKind.WRONG_SIDE, named, strangers)

    def _wrong_code_word(self) -> Iterator[Problem]:
        """Yield a wrong code word. Nobody arrived by such a confirmation: it may come
        from somebody else."""
        wrong = [event for event in self.received if event.wrong_code_word]
        if wrong:
            named = frozenset().union(*(event.persons for event in wrong))
            yield self._problem(ProblemKind.WRONG_CODE_WORD, named, wrong)

    def _again(self) -> Iterator[Problem]:
        """Yield what was confirmed twice; said once more by a second person, or counted anew after
        a miscount, is not twice."""
        seen: set[str] = set()
        reporters = {event.by for event in self.given if self._right(event)}
        miscounted = False
        for event in self.received:
            if self._right(event):
                # Said anew because somebody says that it was wrong is not twice either.
                denied = {p for one in self.kept if one.at < event.at for p in one.persons}
                # The second teller is wanted (`told_by_one`): their word is the cure and no fault.
                second = len(reporters) == 1 and event.by not in reporters
                if event.persons <= seen - denied and not second and not miscounted:
                    yield self._problem(ProblemKind.CONFIRMED_TWICE, event.persons, [event])
                seen |= event.persons
                reporters.add(event.by)
                miscounted = _differs(event)

    @property
    def waits_for_recount(self) -> bool:
        """Whether the receiving side, the last time it told, counted others than it named."""
        right = [event for event in self.received if self._right(event)]
        return bool(right) and _differs(right[-1])

    @property
    def confirmed(self) -> frozenset[str]:
        """The persons whom the receiving side has confirmed, and of whom nobody says otherwise."""
        return self._named(self.received) - self.doubted

    @property
    def whole_confirmation(self) -> Event | None:
        """The last confirmation by the receiving side, where its teller has confirmed everybody
        whom the giving side named, and nobody says otherwise."""
        right = [event for event in self.received if self._right(event)]
        told = self._named(event for event in right if event.by == right[-1].by)
        return right[-1] if right and self._named(self.given) <= told & self.confirmed else None

    def denials(self, person: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the confirmations of her of which two people have said since that they are wrong,
        by id, and who says so of the one that stands."""
        told = [event for event in self.received if self._right(event)]
        told += [event for event in self.kept if event.to and event.to == self.receiver]
        wrong: set[str] = set()
        standing: list[str] = []
        tellers: set[str] = set()
        # Of the same moment the confirmation comes last: it takes two to say that it is wrong.
        for event in sorted(told, key=lambda one: (one.at, one.kind is EventKind.RECEIVED, one.id)):
            if person not in event.persons:
                continue
            if event.kind is EventKind.RECEIVED:
                standing.append(event.id)
                tellers.clear()
            elif standing:
                tellers.add(event.by)
            if len(tellers) > 1:
                wrong.update(standing)
                standing, tellers = [], set()
        return frozenset(wrong), frozenset(tellers)

    def deniers(self, person: str) -> frozenset[str]:
        """Return who says that the other side did not take her; of whom it confirmed, since."""
        if person in self._named(self.received):
            return self.denials(person)[1]
        return frozenset(event.by for event in self.kept if person in event.persons)

    @property
    def standing_denials(self) -> list[Event]:
        """The words that the other side did not take somebody, which nobody has answered since by
        confirming her."""
        return [one for one in self.kept if any(self._stands(one, p) for p in one.persons)]

    def _stands(self, denial: Event, person: str) -> bool:
        since = (one for one in self.received if self._right(one) and one.at >= denial.at)
        return denial.by in self.deniers(person) and not any(person in one.persons for one in since)

    @property
    def doubted(self) -> frozenset[str]:
        """The persons of whom one says that their confirmation is wrong: they are looked for until
        another says so too, or they are confirmed anew."""
        return frozenset(p for p in self._named(self.received) if self.denials(p)[1])

    @property
    def waiting(self) -> frozenset[str]:
        """The persons whom the giving side named, and nobody has confirmed or kept."""
        given = self._named(self.given)
        return (given - self._named(self.received) - self.not_taken) | (given & self.doubted)

    @property
    def not_taken(self) -> frozenset[str]:
        """The persons of whom two people say that the other side did not take them. On the word of
        one of the giving side nobody would look for whom it does not have."""
        named: dict[str, set[str]] = {}
        for event in self.kept:
            if self.given and event.custodian == self.giver and event.at >= self.given[0].at:
                for person in event.persons:
                    named.setdefault(person, set()).add(event.by)
        return frozenset(person for person, tellers in named.items() if len(tellers) > 1)

    @property
    def tellers(self) -> frozenset[str]:
        """The people who told either side of it."""
        return frozenset(event.by for event in self._valid_events())

    @property
    def told_by_one(self) -> frozenset[str]:
        """The persons whom one reporter alone named as given and as received. Two
        sides are two people."""
        reporters: dict[str, set[str]] = {}
        for event in self._valid_events():
            for person in event.persons:
                reporters.setdefault(person, set()).add(event.by)
        # An event without a teller cannot show that both sides are one person.
        both = self._named(self.given) & self._named(self.received)
        return frozenset(
            person for person in both if len(reporters[person]) == 1 and "" not in reporters[person]
        )

    def _by_one(self) -> Iterator[Problem]:
        alone = self.told_by_one
        events = [event for event in (*self.given, *self.received) if event.persons & alone]
        if alone:
            yield self._problem(ProblemKind.BOTH_SIDES_BY_ONE, alone, events)

    def _problem(
        self, trouble: ProblemKind, persons: Iterable[str], events: list[Event]
    ) -> Problem:
        # Sorted: a problem is compared and settled by its ids, in whatever order the events came.
        ids = tuple(sorted(event.id for event in events))
        return Problem(trouble, tuple(sorted(persons)), ids, self.id)


def _differs(event: Event) -> bool:
    return event.count is not None and event.count != len(event.persons)


def without_wrong_confirmations(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events without what two people have said since is wrong: that somebody arrived
    there. It moved nobody, and is no sign of life."""
    told = tuple(events)
    gone: dict[str, set[str]] = {}
    for handover in _paired(told).values():
        for person in handover.persons if handover.kept else ():
            for wrong in handover.denials(person)[0]:
                gone.setdefault(wrong, set()).add(person)
    return tuple(
        kept for event in told if (kept := without_persons(event, gone.get(event.id, set())))
    )


def without_persons(event: Event, persons: Set[str]) -> Event | None:
    """Return the event as if it did not name these `persons`; None where it names nobody else."""
    left = event.persons - persons
    if left == event.persons:
        return event
    count = None if event.count is None else max(0, event.count - len(persons))
    return replace(event, persons=left, count=count) if left else None


def pair_up(events: Iterable[Event]) -> dict[str, Handover]:
    """Hand-overs by id, from events in their order, without confirmations that are wrong."""
    return _paired(without_wrong_confirmations(events))


def _paired(events: Iterable[Event]) -> dict[str, Handover]:
    pairs: dict[str, Handover] = {}
    for event in events:
        if event.kind is EventKind.GIVEN:
            pairs.setdefault(event.handover, Handover(event.handover)).given.append(event)
        if event.kind is EventKind.RECEIVED:
            pairs.setdefault(event.handover, Handover(event.handover)).received.append(event)
        if event.not_taken and event.handover in pairs:
            pairs[event.handover].kept.append(event)
    return pairs
