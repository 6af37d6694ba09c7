"""Whoever holds her, or will: what stands against it, as the register says today.

It is worked out each time it is asked, and kept nowhere: a finding, the end of a trust or a name on
her never-tell list is on the board at once, also for somebody who is already there.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from fanal.core.journeys.planning import PlannedLeg, in_order
from fanal.core.journeys.state import JourneyStage, PersonState
from fanal.core.trust.gate import Recipient, RecipientKind, of_recipient
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.situation import ServiceNeed, Situation, TrustCaseFacts, World
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.core.words import Sentence, say


class CustodyReason(StrEnum):
    DANGEROUS = "dangerous"
    NEVER_TELL = "never_tell"
    SHE_SAID_NO = "she_said_no"
    NOT_FIT = "not_fit"
    NOT_WHOLE = "not_whole"  # something that warned was deleted: it may have been of them
    TRUST_MISSING = "trust_missing"  # never found fit, run out, or taken back
    NO_GO = "no_go"  # left while the go / no-go list was not all yes
    GONE = "gone"  # of ours, and with us no more
    WITH_ESCORT = "with_escort"  # said to be home, and nobody took her over from the escort
    ANOTHER = "another"  # than was planned to take her over
    NOT_ASKED = "not_asked"
    NOT_KNOWN = "not_known"  # a name that somebody typed, and nothing else


class When(StrEnum):
    """The place of a custodian, or of what happened: holds her now, was given her, comes after."""

    NOW = "now"
    FETCHED = "fetched"  # holds her until a rescue gets her from them
    GIVEN_TO = "given_to"
    PLANNED = "planned"
    OVER = "over"  # the journey has ended since


# Red for as long as they hold: two who decide to go on do not make a danger less.
ALWAYS_RED = frozenset(
    {
        CustodyReason.DANGEROUS,
        CustodyReason.NEVER_TELL,
        CustodyReason.SHE_SAID_NO,
        CustodyReason.NOT_FIT,
    }
)
RED = ALWAYS_RED | {
    CustodyReason.NOT_WHOLE,
    CustodyReason.TRUST_MISSING,
    CustodyReason.NO_GO,
    CustodyReason.GONE,
    CustodyReason.WITH_ESCORT,
}
OF_HER_CASE = frozenset(
    {
        CustodyReason.NEVER_TELL,
        CustodyReason.SHE_SAID_NO,
        CustodyReason.NOT_WHOLE,
        CustodyReason.NOT_ASKED,
    }
)

STOPS = (Effect.BLOCK, Effect.FIND_OUT)

_BY_RULE = {
    "never_told": CustodyReason.NEVER_TELL,
    "told_through_a_third": CustodyReason.NEVER_TELL,
    "warning_gone": CustodyReason.NOT_WHOLE,
    "dangerous": CustodyReason.DANGEROUS,
    "trust_unknown": CustodyReason.TRUST_MISSING,
    "not_for_this": CustodyReason.NOT_FIT,
    "body_is_blocked": CustodyReason.NOT_FIT,
}

_MOVE_HER = say(
    "Two of you decide now what is done until she is somewhere else. Bring her to somebody who may"
    " take her in, and tell nobody there why."
)
NOW_DO: dict[CustodyReason, Sentence] = {
    CustodyReason.DANGEROUS: _MOVE_HER,
    CustodyReason.NEVER_TELL: _MOVE_HER,
    CustodyReason.NOT_FIT: _MOVE_HER,
    CustodyReason.SHE_SAID_NO: say("Ask her, alone, where she wants to be, and bring her there."),
    CustodyReason.NOT_WHOLE: say(
        "Have the records checked today by whoever runs the server. Until two people have certified"
        " them, two of you decide with whom she is safe."
    ),
    CustodyReason.TRUST_MISSING: say(
        "Ask the lead or the director today what is known of them. Two of you decide whether she"
        " stays, or bring her to somebody else."
    ),
    CustodyReason.NO_GO: say(
        "Find out today what was not answered. Two of you decide: wait, turn back, or go on."
    ),
    CustodyReason.GONE: say(
        "Find out now who she is with. Somebody who works with us takes her over, or two of you "
        "decide."
    ),
    CustodyReason.WITH_ESCORT: say(
        "Call the escort, and ask who has her now. Hand over to them here; the other side confirms."
    ),
    CustodyReason.ANOTHER: say(
        "Call both, and find out why. If it is in order, change the plan: its next leg is theirs."
    ),
    CustodyReason.NOT_ASKED: say("Ask her, alone, and add her answer to the case."),
    CustodyReason.NOT_KNOWN: say(
        "Find out who this is and add them to the partners, or two of you decide that she stays."
    ),
}
PLANNED_DO: dict[CustodyReason, Sentence] = {
    CustodyReason.TRUST_MISSING: say(
        "Find out about them, choose somebody else, or two of you decide to go on."
    ),
    CustodyReason.NOT_ASKED: NOW_DO[CustodyReason.NOT_ASKED],
    CustodyReason.NOT_KNOWN: say(
        "Find out who this is and add them to the partners, or two of you decide to go on."
    ),
}
CHOOSE_ANOTHER = say("Choose somebody else who takes over.")
SETTLE_IT = say("The journey is over. Two of you say why they left all the same.")
FETCH_HER = say("She is to be fetched from them: hand nobody over to them, and find out who it is.")


@dataclass(frozen=True, slots=True)
class Custodian:
    """Who takes her over: a partner (`party`), some of ours (`members`, `ours`), or only a name.
    `gone`: by id and name, a colleague whose account ended or a team that was closed."""

    id: str
    name: str
    party: str = ""
    members: frozenset[str] = frozenset()
    ours: bool = False
    purpose: PartnerPurpose = PartnerPurpose.HOLD_THE_PERSON
    area: str | None = None
    gone: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.party or self.members or self.ours)


@dataclass(frozen=True, slots=True)
class CustodyTrouble:
    """One reason against one custodian. `person`: where it holds for her alone. `decided`: two went
    on in spite of it."""

    reason: CustodyReason
    custodian: str
    sentence: Sentence
    sources: tuple[str, ...] = ()
    person: str = ""
    when: When = When.NOW
    decided: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """What two people decide on: another finding, or another answer, is not decided with it."""
        if self.reason is CustodyReason.NO_GO:
            return frozenset(f"{self.reason}:{item}" for item in self.sources)
        sources = " ".join(sorted(self.sources))
        return frozenset({f"{self.reason}:{self.person}:{sources}"})

    @property
    def red(self) -> bool:
        settled = self.decided or self.when is When.OVER
        return self.reason in ALWAYS_RED or (self.reason in RED and not settled)

    @property
    def shown(self) -> bool:
        """Whether the board speaks of it: not of what two looked into and found in order, nor of
        what is over."""
        if self.red or self.when is When.OVER:
            return self.red
        return not self.decided or self.reason is CustodyReason.NO_GO

    @property
    def to_do(self) -> Sentence:
        if self.when is When.PLANNED:
            return PLANNED_DO.get(self.reason, CHOOSE_ANOTHER)
        if self.when is When.OVER:
            return SETTLE_IT
        return FETCH_HER if self.when is When.FETCHED else NOW_DO[self.reason]


def troubles_of_custodian(
    custodian: Custodian, person: str, case: TrustCaseFacts, world: World, now: datetime
) -> tuple[CustodyTrouble, ...]:
    """Return what stands against `custodian` holding her, by the rules of the gate. Her answer is
    not asked for while something else stands against them: nobody is to propose them to her."""
    if not custodian.known:
        sentence = say("Not known here: {who}", who=custodian.name)
        return (CustodyTrouble(CustodyReason.NOT_KNOWN, custodian.id, sentence),)
    need = ServiceNeed(frozenset({custodian.purpose}), custodian.area)
    situation = Situation(now, case, world, need)
    grounds = [
        ground
        for recipient in _recipients(custodian)
        for ground in of_recipient(situation, recipient, STOPS)
    ]
    found = dict.fromkeys(
        [*_gone(custodian), *(_trouble(custodian, person, situation, ground) for ground in grounds)]
    )
    hard = [one for one in found if one.reason is not CustodyReason.NOT_ASKED]
    return tuple(hard or found)


def _gone(custodian: Custodian) -> Iterator[CustodyTrouble]:
    """An escort who is planned and will not come."""
    for id, name in custodian.gone:
        sentence = say("{who} no longer works with us", who=name)
        yield CustodyTrouble(CustodyReason.GONE, custodian.id, sentence, (id,))


def _recipients(custodian: Custodian) -> Iterator[Recipient]:
    if custodian.party:
        yield Recipient(RecipientKind.PARTY, custodian.party)
    for member in sorted(custodian.members):
        yield Recipient(RecipientKind.COLLEAGUE, member)


def _trouble(
    custodian: Custodian, person: str, situation: Situation, ground: GateGround
) -> CustodyTrouble:
    reason, sentence = _reason(ground), ground.sentence
    if reason is CustodyReason.TRUST_MISSING:
        sentence = say(
            "Nothing known says that {who} may {purpose}.",
            who=situation.world.directory.name(custodian.party),
            purpose=custodian.purpose.label,
        )
    if reason is CustodyReason.DANGEROUS and ground.sentence.values:
        who, reasons = (ground.sentence.values[name] for name in ("who", "reasons"))
        sentence = say("{who} was found dangerous: {reasons}.", who=who, reasons=reasons)
    # Of all others the row is the same for a whole group, and says nothing of anybody's case.
    hers = person if reason in OF_HER_CASE else ""
    return CustodyTrouble(reason, custodian.id, sentence, ground.sources, hers)


def _reason(ground: GateGround) -> CustodyReason:
    """The reason of a rule; one that is not named here is about her and her answer."""
    if ground.rule in _BY_RULE:
        return _BY_RULE[ground.rule]
    # A rule that is added to the gate and forgotten here stops or asks: it is never silently fine.
    return CustodyReason.SHE_SAID_NO if ground.effect is Effect.BLOCK else CustodyReason.NOT_ASKED


def by_sentence(troubles: Iterable[CustodyTrouble]) -> dict[Sentence, frozenset[str]]:
    """Return each reason once, with those for whom alone it holds."""
    found: dict[Sentence, frozenset[str]] = {}
    for trouble in troubles:
        hers = {trouble.person} if trouble.person else ()
        found[trouble.sentence] = found.get(trouble.sentence, frozenset()).union(hers)
    return found


def custodians_of(
    one: PersonState, planned: Iterable[str], legs: Sequence[PlannedLeg]
) -> dict[str, When]:
    """Return who holds her, to whom she was given, and who comes after, each once.

    `planned` are those who were added to the journey for the way; they come after as long as they
    have not held her. Of the legs, those after the first of the custodian that holds her now.
    """
    found = {one.custodian: When.NOW} | dict.fromkeys(one.given_to, When.GIVEN_TO)
    if one.stage in (JourneyStage.IN_PREPARATION, JourneyStage.ON_THE_WAY):
        ahead = [custodian for custodian in planned if custodian not in one.held_by]
        for custodian in (*ahead, *later_on(one.custodian, legs)):
            found.setdefault(custodian, When.PLANNED)
    return found


def later_on(custodian: str, legs: Sequence[PlannedLeg]) -> list[str]:
    """Return who comes after this custodian by the legs."""
    way = [leg.custodian for leg in in_order(legs)]
    # Held by somebody who is in no leg, the whole way is still ahead.
    return way[way.index(custodian) + 1 :] if custodian in way else way


def decided_by_two(
    found: Iterable[CustodyTrouble], covered: Collection[str]
) -> tuple[CustodyTrouble, ...]:
    """Return the troubles `found`, those that two people went on in spite of marked as decided."""
    # All keys: a list of questions that grew since is not what two people decided on.
    return tuple(
        replace(trouble, decided=bool(trouble.keys) and trouble.keys <= set(covered))
        for trouble in found
    )
