"""What the person has allowed, and who overrode it on which ground.

The last word counts; of a yes and a no of the same day, the no. Whose yes her age needs:
`fanal.core.casework.whose_consent`; whose counts where somebody else answered: `voices`. An
override that came before her last no is spent.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from fanal.core.casework.statements import Spoken, heard
from fanal.core.casework.whose_consent import ConsentAge, SpokenFor, missing_voice, no_counts
from fanal.core.errors import BadInput
from fanal.core.trust.proxy_consent import HERSELF, Doubt
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose, PartnerType, with_implied
from fanal.core.words import LabelledEnum, say

OVERRIDE_LASTS = timedelta(hours=24)  # docs/hands-and-trust.md: one act, and no standing leave
SHORTEST_TEXT = 20  # characters: an override is explained, not ticked
type Kinds = Collection[PartnerType | None]  # of recipients; None where it is not known


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """A yes or a no to being told of. Empty `purposes` or `classes` mean all, in a no only.

    `given_by`: `HERSELF`, a role, or the id of who answered for her; `role`: as what this one
    answered, beside an id. `assent`: whether she agrees too; her no beside the yes of another is a
    no. `narrow`: what alone a no keeps from partners of `narrow_types`, whose work is another.
    """

    id: str
    given: bool
    on: date
    purposes: frozenset[PartnerPurpose] = frozenset()
    classes: frozenset[DataClass] = frozenset()
    recipient: str | None = None
    until: date | None = None
    withdrawn_at: datetime | None = None
    given_by: str = HERSELF
    assent: bool | None = None
    role: str = ""
    narrow: frozenset[DataClass] = frozenset()
    narrow_types: frozenset[PartnerType] = frozenset()

    def __post_init__(self) -> None:
        if self.given and not (self.purposes and self.classes):
            raise BadInput(f"consents.{self.id}", say("a yes names its purposes and its data"))

    @property
    def stands(self) -> bool:
        return self.given and self.withdrawn_at is None and self.assent is not False

    @property
    def hers(self) -> bool:
        """Whether she spoke: for herself, or by agreeing or not with who answered for her."""
        return self.given_by == HERSELF or self.assent is not None

    def covers(
        self,
        recipients: Collection[str],
        purpose: PartnerPurpose,
        data_class: DataClass,
        types: Kinds,
    ) -> bool:
        """Whether it covers this: a yes what it implies; a no all that would imply
        what it refuses."""
        if self.recipient is not None and self.recipient not in recipients:
            return False
        if self.stands:
            return covered(self.purposes, self.classes, purpose, data_class)
        classes = self.narrow if self._narrow_for(types) else self.classes
        return (not self.purposes or bool(self.purposes & with_implied({purpose}))) and (
            not classes or data_class in classes
        )

    def _narrow_for(self, types: Kinds) -> bool:
        # A ward within the police is the police: each body above has to be of such a type. A no
        # that names its recipient or its part says itself how far it goes.
        known = bool(self.narrow and types) and self.recipient is None
        return known and self.narrow_types.issuperset(types)


def covered(
    purposes: frozenset[PartnerPurpose],
    classes: frozenset[DataClass],
    purpose: PartnerPurpose,
    data_class: DataClass,
) -> bool:
    """Whether they cover this. Who may know anything of her may know that there is a case."""
    return purpose in with_implied(purposes) and (
        data_class in classes or (data_class is DataClass.EXISTENCE and bool(classes))
    )


def parts_recorded(asked: Collection[DataClass]) -> list[DataClass]:
    """Return those of the parts of a file that she was asked about of which her answer is kept. Who
    may know anything of her may know that there is a case: that is kept where nothing else was
    asked."""
    return [one for one in asked if one is not DataClass.EXISTENCE or len(asked) == 1]


class OverrideGround(LabelledEnum):
    """Why a missing consent may be overridden; nothing else is a ground."""

    VITAL_INTEREST = "vital_interest", say("Her life or body is in danger and she cannot be asked.")
    LEGAL_DUTY = "legal_duty", say("The law orders it, whatever she says.")


@dataclass(frozen=True, slots=True)
class OverrideFact:
    """A decision by two to tell one recipient without consent. Raises `BadInput` if only a tick."""

    id: str
    ground: OverrideGround
    text: str
    by: str
    second: str
    at: datetime
    recipient: str
    purposes: frozenset[PartnerPurpose]
    classes: frozenset[DataClass]

    def __post_init__(self) -> None:
        where = f"overrides.{self.id}"
        if len(self.text.strip()) < SHORTEST_TEXT:
            raise BadInput(where, say("says why in at least {n} characters", n=SHORTEST_TEXT))
        if not self.by or not self.second or self.by == self.second:
            raise BadInput(where, say("takes a second person"))
        # Otherwise a colleague could open a file to herself against the person's no.
        if self.recipient in (self.by, self.second):
            raise BadInput(
                where, say("nobody may override a consent in order to be told themselves")
            )

    def holds_at(self, now: datetime) -> bool:
        return self.at <= now < self.at + OVERRIDE_LASTS


class ConsentStanding(LabelledEnum):
    GIVEN = "given", say("Yes")
    OVERRIDDEN = "overridden", say("told without her consent, by two people")
    REFUSED = "refused", say("No")
    DISSENT = "dissent", say("the child said no")  # she said no where another said yes for her
    WITHDRAWN = "withdrawn", say("Taken back")
    EXPIRED = "expired", say("Ran out")
    VOID = "void", say("does not count")
    GIVER_NOT_KNOWN = "giver_not_known", say("it is not known who answered")
    CARER_DISPUTED = "carer_disputed", say("it is disputed who may consent for her")
    NO_CARER = "no_carer", say("whoever answered has no paper that says so")
    GIVEN_AS_CHILD = "given_as_child", say("given as a child: ask her again")
    HER_YES_MISSING = "her_yes_missing", say("her own yes is missing")
    CARER_MISSING = "carer_missing", say("the yes of whoever may consent for her is missing")
    NOT_ASKED = "not_asked", say("Not asked yet")


@dataclass(frozen=True, slots=True)
class ConsentOnFile:
    """The state of consent, since when, and the records that say so."""

    state: ConsentStanding
    sources: tuple[str, ...] = ()
    since: datetime | None = None


def last_word(
    consents: Iterable[ConsentFact],
    *,
    recipients: Collection[str],
    purpose: PartnerPurpose,
    data_class: DataClass,
    today: date,
    age: ConsentAge,
    doubts: Callable[[ConsentFact], Doubt | None],
    formerly: Collection[str],
    types: Kinds,
) -> ConsentOnFile:
    """Return the last statement about telling `data_class` to one of `recipients` for `purpose`.

    `age`: whose yes it takes. `doubts`: why a yes given for her does not count. `formerly` are
    older names of the recipients, before a merger: a no to them still counts, a yes does not.
    """
    statements = [
        (consent, word)
        for consent in consents
        if consent.covers(recipients, purpose, data_class, types)
        or (not consent.stands and consent.covers(formerly, purpose, data_class, types))
        for word in _statements(consent, today, age, doubts)
    ]
    counted = heard(statements, _spoken)
    words = [word for _consent, word in counted]
    last = max(words, key=_weight, default=ConsentOnFile(ConsentStanding.NOT_ASKED))
    if last.state is not ConsentStanding.GIVEN:
        return last
    lacking = missing_voice(age.needed, filter(None, map(_spoken_for, counted)))
    return ConsentOnFile(ConsentStanding(lacking), last.sources, last.since) if lacking else last


def _spoken_for(statement: tuple[ConsentFact, ConsentOnFile]) -> SpokenFor | None:
    """Return a statement as the rule on whose yes an age needs reads it; None for
    neither yes nor no."""
    consent, word = statement
    yes = word.state is ConsentStanding.GIVEN
    if not yes and word.state not in NO:
        return None
    day = word.since.date() if word.since else date.min
    return SpokenFor(day, yes, consent.hers, carers=consent.given_by != HERSELF)


def _statements(
    consent: ConsentFact,
    today: date,
    age: ConsentAge,
    doubts: Callable[[ConsentFact], Doubt | None],
) -> list[ConsentOnFile]:
    at = datetime.combine(consent.on, time.min, UTC)
    sources = (consent.id,)
    if consent.withdrawn_at is not None:
        return [ConsentOnFile(ConsentStanding.WITHDRAWN, sources, max(at, consent.withdrawn_at))]
    if not consent.stands:
        if not consent.hers and doubts(consent) is Doubt.VOID:
            return []  # nor does a suspect forbid for her what would help her
        standing = ConsentStanding.DISSENT if consent.given else ConsentStanding.REFUSED
        if not no_counts(age.needed, hers=consent.hers):
            standing = ConsentStanding.HER_YES_MISSING
        return [ConsentOnFile(standing, sources, at)]
    # A no that is dated ahead stops at once; a yes waits for its day.
    if consent.on > today:
        return []
    if why := doubts(consent):
        return [ConsentOnFile(ConsentStanding(why), sources, at)]
    if age.given_as_child(consent.on):
        return [ConsentOnFile(ConsentStanding.GIVEN_AS_CHILD, sources, at)]
    expired = consent.until is not None and today > consent.until
    standing = ConsentStanding.EXPIRED if expired else ConsentStanding.GIVEN
    return [ConsentOnFile(standing, sources, at)]


# From what says least: a yes that counts for nothing, one that has expired, a yes, a no.
_DOUBTFUL = frozenset(map(ConsentStanding, Doubt))
_NOTHING = (
    ConsentStanding.NO_CARER,
    ConsentStanding.CARER_DISPUTED,
    ConsentStanding.GIVER_NOT_KNOWN,
    ConsentStanding.VOID,
    ConsentStanding.GIVEN_AS_CHILD,
    ConsentStanding.HER_YES_MISSING,
    ConsentStanding.EXPIRED,
)
_STRENGTH = (
    *_NOTHING,
    ConsentStanding.GIVEN,
    ConsentStanding.REFUSED,
    ConsentStanding.DISSENT,
    ConsentStanding.WITHDRAWN,
)
NO = frozenset({ConsentStanding.REFUSED, ConsentStanding.DISSENT, ConsentStanding.WITHDRAWN})
# No answer that counts, or not yet that of everybody whose yes her age needs.
TO_ASK = frozenset({ConsentStanding.NOT_ASKED, ConsentStanding.CARER_MISSING, *_NOTHING})


def _weight(word: ConsentOnFile) -> tuple[bool, date, int, tuple[str, ...]]:
    # A yes that no longer counts only says that she was asked once: any other word is before it.
    day = word.since.date() if word.since else date.min
    return word.state not in _NOTHING, day, _STRENGTH.index(word.state), word.sources


def _spoken(statement: tuple[ConsentFact, ConsentOnFile]) -> Spoken:
    consent, word = statement
    day = word.since.date() if word.since else date.min
    silent = word.state in _DOUBTFUL or word.state is ConsentStanding.GIVEN_AS_CHILD
    return Spoken(day, no=word.state in NO, hers=consent.hers and not silent)


def overridden(
    overrides: Iterable[OverrideFact],
    word: ConsentOnFile,
    *,
    recipient: str,
    purpose: PartnerPurpose,
    data_class: DataClass,
    now: datetime,
) -> ConsentOnFile:
    """Return `word`, or the override for this very recipient that holds now and came after it."""
    # A yes needs no override, and an override is journalled: it must not stand where it was not
    # needed.
    if word.state is ConsentStanding.GIVEN:
        return word
    holding = [
        override.id
        for override in overrides
        if override.holds_at(now)
        and (word.since is None or override.at >= word.since)
        and override.recipient == recipient
        and covered(override.purposes, override.classes, purpose, data_class)
    ]
    return ConsentOnFile(ConsentStanding.OVERRIDDEN, tuple(sorted(holding))) if holding else word
