"""The one gate. Nothing about a person leaves the organisation unless `may_disclose` says so, here.

Consent and trust and role and approvals, on the server, each time something goes out. A refusal
is written to the journal; an override that a yes rests on too.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.authority.failures import WarningsGone
from fanal.cases.models import Case
from fanal.core.errors import BadInput
from fanal.core.sealing.failures import BrokenSeal
from fanal.core.trust import gate
from fanal.core.trust.consent import ConsentOnFile
from fanal.core.trust.gate import Gate, Recipient, RecipientKind, Sender
from fanal.core.trust.grounds import GateGround
from fanal.core.trust.redaction import redacted_world
from fanal.core.trust.situation import ServiceNeed, Situation, TrustCaseFacts, World
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.partners import access as partners
from fanal.partners.models import Area, Partner
from fanal.partners.queries.disclosure_facts import PartnerWorld, around
from fanal.partners.queries.findings_integrity import must_be_whole as findings_must_be_whole
from fanal.people import linked_cases
from fanal.people.models import Person
from fanal.sealed.columns import opens
from fanal.sharing.models import PartnerFile, Referral
from fanal.sharing.queries.facts import approvals_in, facts_of_each, givers_in, said_of
from fanal.sharing.queries.gate_rows import GateRow, must_be_whole

ASK_THE_DIRECTOR = say("This partner must not be told of this case. Ask the director.")


@dataclass(frozen=True)
class GateAnswer:
    """An answer of the gate. `gate` decides. `because`: what this user may read of the reasons.
    `asked_by`: the other team that asked her, where a yes rests on what she said there."""

    gate: Gate
    because: tuple[GateGround, ...]
    asked_by: Team | None = None

    @property
    def allowed(self) -> bool:
        return self.gate.allowed

    @property
    def sentences(self) -> list[Sentence]:
        return [ground.sentence for ground in self.because]


class DisclosureRequest(TypedDict):
    """What `may_disclose_each` is asked beside the case and the person."""

    partner: Partner
    classes: Collection[str]
    purpose: PartnerPurpose
    by: User
    area: NotRequired[Area | None]
    now: NotRequired[datetime | None]


def may_disclose(*, case: Case, person: Person, **ask: Unpack[DisclosureRequest]) -> GateAnswer:
    """Answer whether `by` may tell `partner` these classes of data of `person`, for `purpose`, now.
    `ask`: as for `may_disclose_each`."""
    return may_disclose_each([(case, person)], **ask)[0]


def may_disclose_each(
    pairs: Collection[tuple[Case, Person]],
    *,
    partner: Partner,
    classes: Collection[str],
    purpose: PartnerPurpose,
    by: User,
    area: Area | None = None,
    now: datetime | None = None,
) -> list[GateAnswer]:
    """Return the gate's answer for each person in her case, in a constant number of queries. The
    gate does not learn the age: everybody is protected as a child."""
    if not opens(partner, "name"):  # pages show that it does not open: nobody could say who it is
        raise BrokenSeal(str(partner.pk))
    said = all_said_of(case for case, _person in pairs)
    on_file = around(partner, area, {giver for case in said.values() for giver in givers_in(case)})
    moment = now or timezone.localtime()
    data_classes = frozenset(map(DataClass, classes))

    def ask(facts: TrustCaseFacts, approvals: Collection[gate.ApprovalFact], known: World) -> Gate:
        return gate.may_disclose(
            facts,
            Recipient(RecipientKind.PARTY, str(partner.id)),
            data_classes,
            PartnerPurpose(purpose),
            moment,
            world=known,
            sender=Sender(str(by.pk), by.role),
            area=str(area.id) if area else None,
            approvals=approvals,
        )

    # Once for all of them, and only where somebody is refused: it reads findings further off.
    seen = cache(partial(_seen_by, by, on_file))
    return [
        answer_of(partial(ask, facts, approvals_in(said[case.id])), on_file.world, seen, by)
        for (case, _person), facts in zip(pairs, facts_of_each(pairs, said=said), strict=True)
    ]


def _seen_by(by: User, on_file: PartnerWorld) -> World:
    """Return what is on file without what is hidden from `by`."""
    world, hidden = on_file.with_hidden(lambda rows: partners.hidden_among(by, rows))
    return redacted_world(world, hidden)


def consents_for(
    case: Case,
    person: Person,
    partner: Partner,
    classes: Collection[str],
    purpose: PartnerPurpose,
    area: Area | None,
) -> dict[DataClass, ConsentOnFile]:
    """Return where consent stands, for each part of which `partner` would come to know: as the gate
    asks it, so that whoever refers reads beforehand what has to be asked."""
    said = all_said_of([case])
    on_file = around(partner, area, givers_in(said[case.id]))
    need = ServiceNeed(frozenset({purpose}), tells=frozenset(map(DataClass, classes)))
    facts = facts_of_each([(case, person)], said=said)[0]
    situation = Situation(timezone.localtime(), facts, on_file.world, need)
    return {
        data_class: situation.consent(str(partner.id), purpose, data_class)
        for data_class in situation.told
    }


def all_said_of(cases: Iterable[Case]) -> dict[UUID, list[GateRow]]:
    """Return what was said about telling, as `said_of` does. Raises WarningsGone or FindingsGone
    where a warning was deleted: nobody is told then."""
    said = said_of(cases)
    for rows in said.values():
        must_be_whole(rows)
    # A deleted link to another case of hers would hide the warnings that stand there.
    if not linked_cases.links_are_whole(cases=list(said)):
        raise WarningsGone
    findings_must_be_whole()
    return said


def answer_of(
    ask: Callable[[World], Gate], on_file: World, seen: Callable[[], World], by: User
) -> GateAnswer:
    """What the gate decides from all on file; the words come from what the sender may see."""
    answer = ask(on_file)
    if answer.allowed:
        return GateAnswer(answer, ())
    # Asked a second time, of less: a sentence that rests on a closed finding would tell the sender
    # of it. Of a yes nothing has to be explained, so it is not asked twice.
    because = ask(seen()).because
    parties = on_file.directory.parties.keys()
    return GateAnswer(answer, tuple(_for_reader(ground, parties, by) for ground in because))


def _for_reader(ground: GateGround, parties: Collection[str], by: User) -> GateGround:
    """Name a way through a colleague of ours only to those who know of the tie."""
    ours = set(ground.sources) - set(parties) if ground.rule == "told_through_a_third" else ()
    if not ours:
        return ground
    ties = partners.known_ties(by).filter(colleague__in=[UUID(source) for source in ours])
    known = ties.values_list("colleague", flat=True)
    if set(map(str, known)) >= ours:
        return ground
    return replace(ground, sentence=ASK_THE_DIRECTOR, sources=())


def may_disclose_referral(referral: Referral, by: User) -> GateAnswer:
    """Return the gate's answer for what a referral would send."""
    return may_disclose(
        case=referral.case,
        person=referral.person,
        partner=referral.partner,
        classes=referral.classes.split(),
        purpose=PartnerPurpose(referral.purpose),
        by=by,
        area=referral.area,
    )


def may_disclose_file(file: PartnerFile, classes: Collection[str], by: User) -> GateAnswer:
    """Return the gate's answer for our texts of these classes in the record kept with a partner."""
    return may_disclose(
        case=file.case,
        person=file.person,
        partner=file.partner,
        classes=classes,
        purpose=PartnerPurpose.RECEIVE_DOCUMENTS,
        by=by,
        area=file.area,
    )


def refused(by: User, case: Case, recipient: Partner | Team, answer: GateAnswer) -> None:
    """Write down that the gate refused."""
    rules = sorted({ground.rule for ground in answer.gate.because})
    kind = "team" if isinstance(recipient, Team) else "partner"
    detail = {kind: str(recipient.pk), "rules": rules}
    audit.record(act="sharing.refused", by=by, about=case.id, detail=detail)


def must_allow(
    by: User, case: Case, partner: Partner, answer: GateAnswer, question: str = ""
) -> None:
    """Raise `BadInput` at the question unless the gate said yes; its no is written down."""
    if not answer.allowed:
        refused(by, case, partner, answer)
        raise BadInput(question, answer.sentences[0])


def rests_on(answer: GateAnswer) -> dict[str, str]:
    """Return the overrides a yes rests on, and which other team asked her, for the journal; nothing
    where there are none."""
    overrides, asked_by = " ".join(answer.gate.overridden), answer.asked_by
    named = {"overrides": overrides, "asked_by": str(asked_by.pk) if asked_by else ""}
    return {name: value for name, value in named.items() if value}
