"""The one way out: may this be told to them? Consent and trust and role and approvals.

Every referral, transfer, print, export, mail, journey paper and bundle asks `may_disclose` first.
The four conditions stand side by side: none makes up for another, and an override replaces
consent only, never trust, role or approval.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from fanal.core.trust import disclosure_rules
from fanal.core.trust.grounds import Effect, GateGround
from fanal.core.trust.rules.partners import PARTNER
from fanal.core.trust.situation import ServiceNeed, Situation, TrustCaseFacts, World
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence, say

# What was approved is what was known then: findings and her consent are asked again at sending, an
# approval is not.
APPROVAL_LASTS = timedelta(days=7)
# One list of rules for the ranking and for the gate: a rule that is added to one holds in the other
# as well.
GATE_RULES = tuple(rule for rule in PARTNER if rule.tells)
CONSENT_RULES = tuple(rule for rule in GATE_RULES if rule.name.startswith("consent_"))

_ALL = frozenset(DataClass)
MAY_SEND: dict[str, frozenset[DataClass]] = {
    "case_worker": _ALL,
    "team_lead": _ALL,
    "director": _ALL,
    # Without the medical side and the story: a lawyer works on the legal side of a case (see
    # `roles`).
    "lawyer": frozenset(
        {DataClass.EXISTENCE, DataClass.IDENTITY, DataClass.LEGAL, DataClass.FILES}
    ),
}  # a role that is not here sends nothing

# These are sent only when a lead or the director, other than the sender, has approved.
NEEDS_APPROVAL = frozenset({DataClass.WHEREABOUTS, DataClass.MEDICAL, DataClass.FILES})
MAY_APPROVE = frozenset({"team_lead", "director"})


_NOT_TOLD = say("This colleague must not be told.")
_NOT_THIS_ROLE = say("This role may not send these data out.")
_NOT_APPROVED = say("A lead or the director, other than the sender, has to approve this first.")
# What refuses here without being one of the rules, for whoever reads the journal.
REFUSALS = {"role": _NOT_THIS_ROLE, "approval": _NOT_APPROVED}


class RecipientKind(StrEnum):
    PARTY = "party"
    THE_PERSON = "the_person"  # her own data, given to herself
    COLLEAGUE = "colleague"  # keys and grants govern; danger and the never-tell list still hold
    TEAM = "team"  # another team of ours: her consent, and each colleague in it


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient. `members`: of a team, everybody in it who would read what it is told.
    `comes_to`: what she is asked whether they may do, where a partner's purpose does not say it."""

    kind: RecipientKind
    id: str
    members: frozenset[str] = frozenset()
    comes_to: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    id: str
    role: str


@dataclass(frozen=True, slots=True)
class ApprovalFact:
    """An approval: one who may approve has seen what goes to whom."""

    by: str
    role: str
    at: datetime
    recipient: str
    classes: frozenset[DataClass]


@dataclass(frozen=True, slots=True)
class Gate:
    """The answer. `because` says what stands against it; `precautions` go with a yes."""

    allowed: bool
    because: tuple[GateGround, ...] = ()
    precautions: tuple[GateGround, ...] = ()

    @property
    def overridden(self) -> tuple[str, ...]:
        """The overrides a yes rests on: journalled with it."""
        return tuple(
            source
            for ground in self.precautions
            if ground.rule == "consent_overridden"
            for source in ground.sources
        )


def may_disclose(
    case: TrustCaseFacts,
    recipient: Recipient,
    classes: Collection[DataClass],
    purpose: PartnerPurpose,
    now: datetime,
    *,
    world: World,
    sender: Sender,
    area: str | None = None,
    approvals: Collection[ApprovalFact] = (),
) -> Gate:
    """Decide whether `sender` may tell `recipient` these classes of data for `purpose`, `now`.

    `area` is where the recipient would act on it; None asks for trust everywhere.
    """
    need = ServiceNeed(frozenset({purpose}), area, None, frozenset(classes))
    situation = Situation(now, case, world, need)
    # All four are asked even where one refuses already: whoever reads the answer learns everything
    # that is missing, not the first of it.
    grounds = [*_role(sender, classes), *of_recipient(situation, recipient)]
    if recipient.kind is RecipientKind.PARTY:
        grounds += _approval(situation, sender, recipient, approvals)
    # What is not known stops as a no does: a telling cannot be taken back, a question can be asked
    # first.
    against = [g for g in grounds if g.effect in (Effect.BLOCK, Effect.FIND_OUT)]
    careful = [g for g in grounds if g.effect is Effect.PRECAUTION]
    return Gate(not against, tuple(against), tuple(careful))


def of_recipient(
    situation: Situation, recipient: Recipient, effects: Collection[Effect] = tuple(Effect)
) -> Iterator[GateGround]:
    """Yield the grounds that concern the recipient, whoever sends and whoever has approved.

    For a party, only those of rules with these effects.
    """
    if recipient.kind is RecipientKind.PARTY:
        for rule in GATE_RULES:
            if rule.effect in effects:
                yield from rule.grounds(situation, recipient.id)
    if recipient.kind is RecipientKind.COLLEAGUE:
        yield from _of_colleague(situation, recipient.id, _NOT_TOLD)
    if recipient.kind is RecipientKind.TEAM:
        for rule in CONSENT_RULES:
            for ground in rule.grounds(situation, recipient.id):
                yield _in_words_of(recipient, ground)
        # A file that a team reads is read by each of them: one who must not know stops it for all.
        for member in sorted(recipient.members):
            who = situation.world.directory.name(member)
            sentence = say("{who} is of this team and must not be told.", who=who)
            yield from _of_colleague(situation, member, sentence)


def _in_words_of(recipient: Recipient, ground: GateGround) -> GateGround:
    if recipient.comes_to is None:
        return ground
    values = {**ground.sentence.values, "purpose": recipient.comes_to}
    return replace(ground, sentence=Sentence(ground.sentence.template, values))


def _of_colleague(situation: Situation, colleague: str, sentence: Sentence) -> Iterator[GateGround]:
    for name, holds in (
        ("never_told", disclosure_rules.never_told),
        ("warning_gone", disclosure_rules.warning_gone),
        ("dangerous", disclosure_rules.dangerous),
    ):
        for hit in holds(situation, colleague):
            yield GateGround(name, Effect.BLOCK, sentence, hit.sources)


def _role(sender: Sender, classes: Collection[DataClass]) -> Iterator[GateGround]:
    # A role that is not in the table sends nothing: a new one is closed until somebody decides
    # otherwise.
    if set(classes) - MAY_SEND.get(sender.role, frozenset()):
        yield GateGround("role", Effect.BLOCK, _NOT_THIS_ROLE, (sender.id,))


def not_approved(
    data_classes: Collection[DataClass],
    now: datetime,
    *,
    sender: str,
    recipient: str,
    approvals: Collection[ApprovalFact],
) -> frozenset[DataClass]:
    """Return what `recipient` comes to be told that nobody but `sender` has approved yet."""
    # Of all that comes to be known, not of what was ticked: whoever takes her in learns where she
    # is.
    missing = NEEDS_APPROVAL & set(data_classes)
    for approval in approvals:
        if _stands(approval, now, sender, recipient):
            missing -= approval.classes
    return missing


def _approval(
    situation: Situation, sender: Sender, recipient: Recipient, approvals: Collection[ApprovalFact]
) -> Iterator[GateGround]:
    missing = not_approved(
        situation.told, situation.now, sender=sender.id, recipient=recipient.id, approvals=approvals
    )
    if missing:
        yield GateGround("approval", Effect.FIND_OUT, _NOT_APPROVED, tuple(sorted(missing)))


def _stands(approval: ApprovalFact, now: datetime, sender: str, recipient: str) -> bool:
    return (
        approval.recipient == recipient
        and approval.role in MAY_APPROVE
        # Two people: neither who sends nor who receives approves of it.
        and approval.by not in (sender, recipient)
        and approval.at <= now < approval.at + APPROVAL_LASTS
    )
