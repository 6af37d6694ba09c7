"""The checks before she goes: legs that can be gone, and a go / no-go list without a hole."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """The part of a journey from one area to another with one custodian. `crossing` is '' inside
    one country, and where nobody named it; `abroad`: the two ends lie in different countries."""

    id: str
    start: str
    end: str
    custodian: str
    leaves: datetime
    arrives: datetime
    crossing: str = ""
    abroad: bool = False

    def __post_init__(self) -> None:
        if self.arrives <= self.leaves:
            raise BadInput(f"legs.{self.id}", say("arrives before it leaves"))


class LegTrouble(NamedTuple):
    """What is wrong with a leg. `where` names the part of it."""

    leg: str
    sentence: Sentence
    where: str


def in_order(legs: Iterable[PlannedLeg]) -> list[PlannedLeg]:
    """Return the legs as they follow one another."""
    return sorted(legs, key=lambda leg: (leg.leaves, leg.id))


def leg_troubles(
    legs: Iterable[PlannedLeg], is_open: Callable[[str, datetime], bool]
) -> Iterator[LegTrouble]:
    """Yield what is wrong with the legs of one journey, each with the leg it is about."""
    before: PlannedLeg | None = None
    for leg in in_order(legs):
        if leg.crossing and not is_open(leg.crossing, leg.leaves):
            sentence = say("The crossing {crossing} is closed then.", crossing=leg.crossing)
            yield LegTrouble(leg.id, sentence, "crossing")
        if before is not None and leg.leaves < before.arrives:
            sentence = say("It leaves before the leg before it has arrived.")
            yield LegTrouble(leg.id, sentence, "leaves")
        if before is not None and leg.start != before.end:
            sentence = say("It starts where the leg before it does not end.")
            yield LegTrouble(leg.id, sentence, "start")
        before = leg


def borders_of(legs: Iterable[PlannedLeg]) -> list[PlannedLeg]:
    """The legs that pass a border, in their order."""
    passes = (leg for leg in legs if leg.crossing or leg.abroad)
    return in_order(passes)


def made_wrong(
    before: Iterable[LegTrouble], after: Iterable[LegTrouble], *, of: str
) -> LegTrouble | None:
    """The first thing that is wrong after a change and was not before; `of`: of this leg alone, or
    "" for all."""
    # By place and not by sentence: a plan that is wrong already may be put right step by step, and
    # only a change that adds a fault is refused.
    known = {(trouble.leg, trouble.where) for trouble in before}
    new = (trouble for trouble in after if (trouble.leg, trouble.where) not in known)
    return next((one for one in new if not of or one.leg == of), None)


class GoNoGoItem(LabelledEnum):
    """The go / no-go list. Each is answered yes, no, or not known; only yes is yes."""

    SHE_AGREES = "she_agrees", say("She agrees to this journey, and was asked alone.")
    CONSENT_ON_RECORD = (
        "consent_on_record",
        say("For everybody who goes, the consent that her age asks for is on record."),
    )
    HOME_IS_SAFE = "home_is_safe", say("The place she goes to was visited and found safe for her.")
    PAPERS_HELD = "papers_held", say("Her papers are complete, and who holds them is written down.")
    RECEIVING_HANDS_CONFIRMED = (
        "receiving_hands_confirmed",
        say("The other side said that they arrived: day, place, names."),
    )
    RECEIVING_HANDS_TRUSTED = (
        "receiving_hands_trusted",
        say("The receiving side may take her in there, as known today."),
    )
    CROSSING_OPEN = "crossing_open", say("The crossing is open that day.")
    CODE_WORD_AGREED = "code_word_agreed", say("A code word is agreed with her.")
    CONTACT_RULES_KNOWN = (
        "contact_rules_known",
        say("She knows when and how we will call, and what to do if not."),
    )
    PLACE_TO_SLEEP = "place_to_sleep", say("Every night has a place to sleep.")
    MONEY_FOR_THE_WAY = (
        "money_for_the_way",
        say("The team has money for the way there and for a way back."),
    )
    SHE_KNOWS_RETURN_IS_FREE = (
        "she_knows_return_is_free",
        say("She and her family know that return is free."),
    )
    CERTIFICATE_KEPT = (
        "certificate_kept",
        say("A copy of her certificate is kept, in case it is taken."),
    )


# Read from the register, from the legs and from the cases when it is asked; nobody ticks it.
DERIVED = (GoNoGoItem.CONSENT_ON_RECORD, GoNoGoItem.RECEIVING_HANDS_TRUSTED)


# Of some kinds of journey not everything is asked: while she is still held nobody speaks with her
# family of her return, and she carries no certificate; from a court she comes back to us.
NOT_ASKED = {
    "rescue": frozenset({GoNoGoItem.SHE_KNOWS_RETURN_IS_FREE, GoNoGoItem.CERTIFICATE_KEPT}),
    "court": frozenset({GoNoGoItem.SHE_KNOWS_RETURN_IS_FREE, GoNoGoItem.CERTIFICATE_KEPT}),
}
# Of other kinds a border is asked about before anybody planned the leg that passes it. Whoever is
# held is mostly fetched within a country: a border is asked about once a leg passes one.
RESCUE = "rescue"
WITHIN_A_COUNTRY = frozenset({RESCUE, "court"})
# Where whoever has her, or fetches her, may be who takes her in at the end.
COMES_TO_US = frozenset({"rescue", "court"})

# Each border has a question of its own, all but the first with its number: one may be open and the
# other closed. The last stands for all beyond.
MOST_BORDERS = 9
BORDERS = (
    str(GoNoGoItem.CROSSING_OPEN),
    *(f"{GoNoGoItem.CROSSING_OPEN}:{n}" for n in range(2, MOST_BORDERS + 1)),
)
QUESTIONS: tuple[str, ...] = (*map(str, GoNoGoItem), *BORDERS[1:])


def item_of(question: str) -> GoNoGoItem:
    return GoNoGoItem(question.partition(":")[0])


def asked_of(kind: str, borders: int) -> tuple[str, ...]:
    """The questions of the list for a journey of this kind that passes so many borders."""
    left_out: frozenset[GoNoGoItem] = NOT_ASKED.get(kind, frozenset())
    # One border is asked about before any leg is planned, so that an empty plan is no go.
    many = borders or int(kind not in WITHIN_A_COUNTRY)
    asked = {*GoNoGoItem, *BORDERS[:many]} - left_out
    if not many:
        asked.discard(GoNoGoItem.CROSSING_OPEN)
        # Whoever holds her mostly has her papers: she is not left there for want of them.
        asked -= {GoNoGoItem.PAPERS_HELD} if kind == RESCUE else set()
    return tuple(sorted(asked, key=lambda one: (list(GoNoGoItem).index(item_of(one)), one)))


def no_go(answers: Mapping[str, bool | None], kind: str, borders: int) -> tuple[str, ...]:
    """The questions that are not answered yes, of those asked of such a journey. Empty means go."""
    # `is not True`: not known, not asked and no all keep her here.
    return tuple(one for one in asked_of(kind, borders) if answers.get(one) is not True)
