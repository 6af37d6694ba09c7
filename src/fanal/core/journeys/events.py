"""What can happen on a journey. An event is written once and never changed.

Events come late, twice, in any order and from clocks that are wrong; what is known is computed
from all of them together (see `state`), so none of this matters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fanal.core.errors import BadInput
from fanal.core.journeys.problems import ProblemKind
from fanal.core.words import LabelledEnum, Sentence, say

STAYS = say("Stays here")
# Far above any group that travels together (the tests have one of 53 people).
MOST_PERSONS = 1_000


class EventKind(LabelledEnum):
    # She is of this journey, and with `custodian` until handed over.
    PREPARED = "prepared", say("Joined the journey")
    DEPARTED = "departed", say("Departed")
    CROSSED = "crossed", say("Crossed")
    ARRIVED = "arrived", say("Arrived")
    GIVEN = "given", say("Handed over")  # `custodian` gives these persons to `to`
    RECEIVED = "received", say("Received")  # `custodian` has received these persons
    SIGN_OF_LIFE = "sign_of_life", say("Sign of life")
    RETURNED = "returned", say("Is back")  # she is back; proof of life is counted from here
    # She goes on without us or, with `to`, does not leave and stays with these, for a reason that
    # is said; it takes two who say so.
    LEFT = "left", say("Left on her own")
    # A trouble was looked into and explained; `settles` says which. By the hands to whom they were
    # given, of whom has not arrived: how many they counted, which ends nothing.
    SETTLED = "settled", say("Explained")


class Sign(LabelledEnum):
    """How we know that she lives and is well; only the first two are proof."""

    SEEN = "seen", say("seen")
    SPOKEN_TO_WITH_CODE_WORD = "spoken_to_with_code_word", say("spoken to, with the code word")
    SPOKEN_TO = "spoken_to", say("spoken to, without the code word")
    MESSAGE = "message", say("a message")
    SAID_BY_THIRD_PERSON = "said_by_third_person", say("said by a third person")

    @property
    def proves(self) -> bool:
        return self in (Sign.SEEN, Sign.SPOKEN_TO_WITH_CODE_WORD)

    @property
    def reached(self) -> bool:
        """Whether one of us saw her or spoke to her: no proof, without the code word."""
        return self.proves or self is Sign.SPOKEN_TO

    def words(self, *, doubted: bool) -> Sentence:
        """Return what it was; `doubted`: of an arrival of which one says that it was none."""
        return say("{sign}, arrival doubted", sign=self.label) if doubted else self.label


def weighed(sign: Sentence, *, proves: bool) -> Sentence:
    """Return what the sign was and, of one that ends no alarm, that it is no proof: of today, in a
    row that says that nothing is heard of her, it would read as a mistake."""
    return sign if proves else say("{sign} (no proof)", sign=sign)


class Channel(LabelledEnum):
    """How the receiving side was reached."""

    IN_PERSON = "in_person", say("in person")
    TELEPHONE = "telephone", say("by telephone")
    VIDEO = "video", say("by video call")
    MESSAGE = "message", say("by message")


class CodeWord(LabelledEnum):
    RIGHT = "right", say("right")
    WRONG = "wrong", say("wrong")
    NOT_ASKED = "not_asked", say("not asked")


# Whoever names her in one of these had her before their eyes.
SEEN_IN = frozenset(
    {
        EventKind.DEPARTED,
        EventKind.CROSSED,
        EventKind.ARRIVED,
        EventKind.RECEIVED,
        EventKind.RETURNED,
    }
)
# Whoever is named in one of these has set out, though nobody may have said that she departed.
GOES = frozenset({EventKind.DEPARTED, EventKind.CROSSED, EventKind.ARRIVED})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at `at`, told by `by`.

    `custodian` is the side that speaks, `to` the side a hand-over goes to, `handover` what pairs
    its two sides, `count` how many the side counted. `said_by`, `channel` and `code_word`: who at
    the receiving side confirmed, how, and whether the code word was right. Times carry their zone.
    `day`: of what is known by its day alone; `at` is then the beginning of it. Of a sign of life
    `code_word` is what she said herself.
    Raises `BadInput` for what cannot be.
    """

    id: str
    kind: EventKind
    at: datetime
    persons: frozenset[str] = frozenset()
    by: str = ""
    custodian: str = ""
    to: str = ""
    handover: str = ""
    count: int | None = None
    leg: str = ""
    sign: Sign | None = None
    reason: str = ""
    settles: str = ""
    said_by: str = ""
    channel: Channel | None = None
    code_word: CodeWord | None = None
    day: date | None = None

    def __post_init__(self) -> None:
        where = f"events.{self.id}"
        # A journey crosses time zones: without one, events of two sides cannot be ordered.
        if self.at.tzinfo is None:
            raise BadInput(where, say("the time has no zone"))
        if len(self.persons) > MOST_PERSONS:
            raise BadInput(where, say("names more than {n} persons", n=MOST_PERSONS))
        if not self.persons:
            raise BadInput(where, say("names nobody"))
        if self.count is not None and self.count < 0:
            raise BadInput(where, say("counts less than nobody"))
        self._complete(where)

    def _complete(self, where: str) -> None:
        side = self.kind in (EventKind.PREPARED, EventKind.GIVEN, EventKind.RECEIVED)
        if side and not self.custodian:
            raise BadInput(where, say("does not say who was with her"))
        if self.kind in (EventKind.GIVEN, EventKind.RECEIVED) and not self.handover:
            raise BadInput(where, say("belongs to no hand-over"))
        if self.kind is EventKind.GIVEN and not self.to:
            raise BadInput(where, say("does not say to whom"))
        if self.kind is EventKind.GIVEN and self.to == self.custodian:
            raise BadInput(where, say("hands over to the side that hands over"))
        if self.kind is EventKind.SIGN_OF_LIFE and self.sign is None:
            raise BadInput(where, say("does not say which sign of life"))
        if self.kind is EventKind.SETTLED and not self.settles:
            raise BadInput(where, say("does not say what it settles"))
        # Both end an alarm about somebody. Whoever reads the file later must be able to see on what
        # ground.
        if self.kind in (EventKind.LEFT, EventKind.SETTLED) and not self.reason:
            raise BadInput(where, say("gives no reason"))

    @property
    def not_taken(self) -> bool:
        """Whether the giving side says that the other did not take them. The other says how many
        it counted: an explanation that counts nobody is of the side that gave. With `to` it is said
        of whom that side had confirmed."""
        explains = self.kind is EventKind.SETTLED and self.settles == ProblemKind.NOT_CONFIRMED
        return explains and bool(self.handover and self.custodian) and self.count is None

    @property
    def title(self) -> Sentence:
        """What it is called, where nothing else is said of it."""
        return STAYS if self.kind is EventKind.LEFT and self.to else self.kind.label

    @property
    def takes_two(self) -> bool:
        """Whether it counts once two people have said it."""
        return self.kind is EventKind.LEFT or self.not_taken

    @property
    def order(self) -> tuple[datetime, str]:
        # The id breaks ties, so that two events of the same minute have one order on every machine.
        return self.at, self.id

    @property
    def said(self) -> datetime | date:
        """When it was, as far as it is known."""
        return self.day or self.at

    @property
    def shows(self) -> Sign | None:
        """The sign of life in this event."""
        if self.wrong_code_word:
            return None  # whoever spoke, it may not have been the receiving side
        return Sign.SEEN if self.kind in SEEN_IN else self.sign

    @property
    def calls_for_help(self) -> bool:
        """Whether she was spoken to and said a wrong word, or somebody in her place."""
        return self.kind is EventKind.SIGN_OF_LIFE and self.wrong_code_word

    @property
    def wrong_code_word(self) -> bool:
        return self.code_word is CodeWord.WRONG


@dataclass(frozen=True, slots=True)
class LifeSign:
    """The sign of an event that she lives; `event`: its id. `doubted`: she was confirmed to have
    arrived, and one says that she did not."""

    at: datetime
    sign: Sign
    event: str
    day: date | None = None
    doubted: bool = False

    @property
    def proves(self) -> bool:
        return self.sign.proves and not self.doubted

    def sentence(self) -> Sentence:
        """Return what it was, that it is doubted, and that it proves nothing."""
        return weighed(self.sign.words(doubted=self.doubted), proves=self.proves)

    @property
    def said(self) -> datetime | date:
        """When it was, as far as it is known."""
        return self.day or self.at

    @property
    def on(self) -> date:
        return self.day or self.at.date()


def departures(events: Iterable[Event], person: str = "") -> list[datetime]:
    """Return when somebody left, in the order of the events; of `person` alone, if one is named."""
    return [
        event.at
        for event in events
        if event.kind is EventKind.DEPARTED and (not person or person in event.persons)
    ]


def arrived_at(events: Iterable[Event], person: str) -> datetime | None:
    """Return since when she is where she was to go, or where a leg of the way ended; None where she
    has not arrived, or has set out again since. `events` stand in their order."""
    found = None
    for one in events:
        if person not in one.persons:
            continue
        if one.kind is EventKind.ARRIVED:
            # The first of several: a second person who notes the same arrival does not make it
            # later.
            found = found or one.at
        elif one.kind in GOES:
            found = None
    return found
