"""The rule on whose consent counts at an age, which every way out, interview and journey asks.

After Caring for Child Survivors (IRC and UNICEF 2012): below 15 the caregiver answers; from 6 the
child is asked too; from 15 on her own word decides, whatever a caregiver says. Where the age is an
interval, what any of its ages asks for is asked for. An age that nobody knows may be any age: she
is treated as a child until shown otherwise (Council of Europe Convention 2005, article 10(3)).

So nothing that becomes known of the age takes away a consent that was enough, but for one day: at
18 she is asked again, as an adult.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.calendars import AgeInterval, Interval
from fanal.core.calendars.ages import ADULT_AT, OLDEST_AGE, age_at, eighteenth
from fanal.core.words import LabelledEnum, Sentence, say

ASKED_TOO_FROM = 6  # oral assent from here
WRITTEN_FROM = 12  # and written from here
OWN_WORD_FROM = 15  # from here no caregiver answers in place of the child


@dataclass(frozen=True, slots=True)
class NeededVoices:
    """The voices whose yes an age asks for."""

    hers: bool
    carers: bool


BOTH = NeededVoices(hers=True, carers=True)


def needed_voices(age: AgeInterval | None) -> NeededVoices:
    """Return what each age of the interval asks for, taken together."""
    if age is None:
        return BOTH
    # Each side by the age that asks for more: the oldest for her own word, the youngest for a
    # carer's.
    return NeededVoices(hers=age.oldest >= ASKED_TOO_FROM, carers=age.youngest < OWN_WORD_FROM)


def no_counts(needed: NeededVoices, *, hers: bool) -> bool:
    """Whether a no stops what was asked: hers always, that of others as long as their yes is
    needed."""
    return hers or needed.carers


@dataclass(frozen=True, slots=True)
class ConsentAge:
    """What consent asks of an age: the interval today, since when she is an adult for sure, and the
    first day on which she may be one."""

    age: AgeInterval | None = None
    adult_since: date | None = None
    adult_from: date | None = None

    @property
    def needed(self) -> NeededVoices:
        return needed_voices(self.age)

    @property
    def as_child(self) -> bool:
        """Whether the rules for children hold: in doubt, and where nothing is known, they do."""
        return self.age is None or self.age.youngest < ADULT_AT

    @property
    def surely_child(self) -> bool:
        """Whether she is known to be a child: of her age nothing is left open."""
        return self.age is not None and self.age.oldest < ADULT_AT

    def is_adult(self, day: date) -> bool:
        """Whether she is one for sure, that day."""
        if self.adult_since is not None:
            return self.adult_since <= day
        return not self.as_child

    def given_as_child(self, on: date) -> bool:
        """Whether a yes of that day was a child's, who is an adult by now: she is asked again."""
        # Only once she is an adult for sure: while her age is in doubt nothing that was enough is
        # taken away.
        return not self.as_child and self.adult_since is not None and on < self.adult_since

    def sentence(self) -> Sentence:
        if self.age is None:
            return NOT_KNOWN
        if self.as_child and self.age.oldest >= ADULT_AT:
            return say("{age}: treated as a child until shown otherwise", age=self.age.sentence())
        if self.age.oldest >= OLDEST_AGE:
            return say("{age} years or more", age=self.age.youngest)
        return self.age.sentence()


NOT_KNOWN = say("age not known: treated as a child until shown otherwise")


def consent_age(born: Interval | None, today: date) -> ConsentAge:
    """Return the consent age from the days on which she may have been born. A birth that is still
    to come is none."""
    if born is None or born.earliest > today:
        return ConsentAge()
    age = age_at(born, today)
    return ConsentAge(
        AgeInterval(age.youngest, min(age.oldest, OLDEST_AGE)),
        eighteenth(born.latest),
        eighteenth(born.earliest),
    )


@dataclass(frozen=True, slots=True)
class SpokenFor:
    """One yes or no that counts: whether she said it herself, whether who may answer for her did.

    Both where somebody answered for her and she agreed.
    """

    on: date
    yes: bool
    hers: bool
    carers: bool


class MissingVoice(StrEnum):
    """The voice whose yes is still missing where some yes was given."""

    HERS = "her_yes_missing"
    CARERS = "carer_missing"


def missing_voice(needed: NeededVoices, voices: Iterable[SpokenFor]) -> MissingVoice | None:
    """Return the voice whose yes is missing; None where all that the age asks for was said last."""
    voices = list(voices)
    if needed.hers and not _yes(voice for voice in voices if voice.hers):
        return MissingVoice.HERS
    if needed.carers and not _yes(voice for voice in voices if voice.carers):
        return MissingVoice.CARERS
    return None


def _yes(voices: Iterable[SpokenFor]) -> bool:
    # Of one day the no counts: `not one.yes` sorts it last.
    last = max(voices, key=lambda spoken_for: (spoken_for.on, not spoken_for.yes), default=None)
    return last is not None and last.yes


class CarerGround(LabelledEnum):
    """Why two colleagues have to decide who answers for her."""

    ABSENT = "absent", say("nobody who may consent for her can be reached")
    DISPUTED = "disputed", say("two people claim to be the one")
    CONFLICTING = "conflicting", say("those who may consent for her do not agree")
    DANGER = "danger", say("whoever would consent for her is part of the danger")


class WhoAsks(LabelledEnum):
    """The voices that an age asks for, in words for whoever asks."""

    CAREGIVER = "caregiver", say("the caregiver decides; tell the child in her words")
    CAREGIVER_AND_ORAL_ASSENT = (
        "caregiver_and_oral_assent",
        say("the caregiver in writing, the child in her words"),
    )
    CAREGIVER_AND_WRITTEN_ASSENT = (
        "caregiver_and_written_assent",
        say("the caregiver and the child, both in writing"),
    )
    CAREGIVER_AND_HERSELF = (
        "caregiver_and_herself",
        say("her own yes, and that of whoever may consent for her, until her age is known"),
    )
    HERSELF_CAREGIVER_IF_SHE_AGREES = (
        "herself_caregiver_if_she_agrees",
        say("the child in writing; the caregiver only if the child agrees"),
    )
    HERSELF = "herself", say("the person herself or himself")


CAREGIVER_MAY_BE_THE_DANGER = say(
    "Where a caregiver is part of the danger, absent or disputed, two colleagues decide in her "
    "best interests who consents for her, and give the reason."
)


def who_is_asked(age: AgeInterval | None) -> WhoAsks:
    """Return in words whose yes is needed."""
    needed = needed_voices(age)
    if age is None or (needed == BOTH and age.oldest >= OWN_WORD_FROM):
        return WhoAsks.CAREGIVER_AND_HERSELF
    if not needed.carers:
        adult = age.youngest >= ADULT_AT
        return WhoAsks.HERSELF if adult else WhoAsks.HERSELF_CAREGIVER_IF_SHE_AGREES
    if not needed.hers:
        return WhoAsks.CAREGIVER
    written = age.oldest >= WRITTEN_FROM
    return WhoAsks.CAREGIVER_AND_WRITTEN_ASSENT if written else WhoAsks.CAREGIVER_AND_ORAL_ASSENT


class AgeTurn(LabelledEnum):
    """What a correction of her age makes of her, for every rule of this module."""

    ADULT = (
        "adult",
        say(
            "With this she is an adult: she decides for herself, and nobody consents for her any "
            "more."
        ),
    )
    CHILD = (
        "child",
        say(
            "With this she is, or may be, a child: until shown otherwise the rules for children "
            "hold."
        ),
    )


def age_turn(before: ConsentAge, after: ConsentAge) -> AgeTurn | None:
    """Return how a correction of her age changes the rules; None where she stays what she was."""
    if before.as_child == after.as_child:
        return None
    return AgeTurn.CHILD if after.as_child else AgeTurn.ADULT
