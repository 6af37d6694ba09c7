"""The one gate. Nothing about a person leaves the house unless `may_disclose` says so, here.

Consent and trust and role and approvals, on the server, each time something goes out. A refusal
is written to the journal; an override that a yes rests on too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.authority.failures import WarningsGone
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.roles import Permission
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust import gate
from fanal.core.trust.consent import Word
from fanal.core.trust.gate import Gate, Recipient, RecipientKind, Sender
from fanal.core.trust.grounds import GateGround
from fanal.core.trust.redaction import redacted_for
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.situation import ServiceNeed, Situation, TrustCaseFacts, World
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.partners import access as partners
from fanal.partners.models import Area, Partner
from fanal.partners.queries.around import around
from fanal.partners.queries.organisations import must_be_whole as findings_must_be_whole
from fanal.people import kin
from fanal.people.models import Person
from fanal.sharing.models import (
    Disclosure,
    NeverTell,
    PartnerFile,
    Referral,
)
from fanal.sharing.queries.facts import approvals_in, facts_of_each, givers_in, said_of
from fanal.sharing.queries.gate_rows import GateRow, must_be_whole

ASK_THE_DIRECTOR = say("This partner must not be told of this case. Ask the director.")


@dataclass(frozen=True)
class GateAnswer:
    """`gate` decides. `because` is what this user may read of the reasons."""

    gate: Gate
    because: tuple[GateGround, ...]

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
    """May `by` tell `partner` these classes of data of `person`, for `purpose`, now?

    `ask`: as for `may_disclose_each`.
    """
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
    """The gate's answer for each person in her case, in a constant number of queries.

    No age is told to the gate: each is protected as a child.
    """
    said = all_said_of(case for case, _person in pairs)
    on_file = around(partner, area, {one for case in said.values() for one in givers_in(case)})
    moment = now or timezone.localtime()
    told = frozenset(map(DataClass, classes))

    def ask(facts: TrustCaseFacts, approvals: Collection[gate.ApprovalFact], known: World) -> Gate:
        return gate.may_disclose(
            facts, Recipient(RecipientKind.PARTY, str(partner.id)), told, PartnerPurpose(purpose),
            moment, world=known, sender=Sender(str(by.pk), by.role),
            area=str(area.id) if area else None, approvals=approvals,
        )  # fmt: skip

    @cache
    def seen() -> World:
        world, hidden = on_file.with_hidden(lambda rows: partners.hidden_among(by, rows))
        asked = Situation(moment, TrustCaseFacts(), world, ServiceNeed(frozenset()))
        return redacted_for(asked, hidden).world

    return [
        answer_of(partial(ask, facts, approvals_in(said[case.id])), on_file.world, seen, by)
        for (case, _person), facts in zip(pairs, facts_of_each(pairs, said=said), strict=True)
    ]


def consents_for(
    case: Case, person: Person, partner: Partner, classes: Collection[str],
    purpose: PartnerPurpose, area: Area | None,
) -> dict[DataClass, Word]:  # fmt: skip
    """Where consent stands, for each part of which `partner` would come to know: as the gate asks
    it, so that whoever refers reads beforehand what has to be asked."""
    said = all_said_of([case])
    on_file = around(partner, area, givers_in(said[case.id]))
    need = ServiceNeed(frozenset({purpose}), tells=frozenset(map(DataClass, classes)))
    facts = facts_of_each([(case, person)], said=said)[0]
    situation = Situation(timezone.localtime(), facts, on_file.world, need)
    return {told: situation.consent(str(partner.id), purpose, told) for told in situation.told}


def all_said_of(cases: Iterable[Case]) -> dict[UUID, list[GateRow]]:
    """As `said_of`. Raises WarningsGone or FindingsGone where a warning was deleted: nobody is told
    then."""
    said = said_of(cases)
    for one in said.values():
        must_be_whole(one)
    if not kin.are_whole(cases=list(said)):
        raise WarningsGone
    findings_must_be_whole()
    return said


def answer_of(
    ask: Callable[[World], Gate], on_file: World, seen: Callable[[], World], by: User
) -> GateAnswer:
    """The gate decides from all that is on file; the words come from what the sender may see."""
    answer = ask(on_file)
    if answer.allowed:
        return GateAnswer(answer, ())
    because = ask(seen()).because
    parties = on_file.directory.parties.keys()
    return GateAnswer(answer, tuple(_for_eyes(ground, parties, by) for ground in because))


def _for_eyes(ground: GateGround, parties: Collection[str], by: User) -> GateGround:
    """A way through one of our own people is told to those alone who know of the tie."""
    ours = set(ground.sources) - set(parties) if ground.rule == "told_through_a_third" else ()
    if not ours:
        return ground
    ties = partners.known_ties(by).filter(colleague__in=[UUID(one) for one in ours])
    known = ties.values_list("colleague", flat=True)
    if set(map(str, known)) >= ours:
        return ground
    return replace(ground, sentence=ASK_THE_DIRECTOR, sources=())


def may_disclose_referral(referral: Referral, by: User) -> GateAnswer:
    """The gate's answer for what a referral would send."""
    return may_disclose(
        case=referral.case,
        person=referral.person,
        partner=referral.partner,
        classes=referral.classes.split(),
        purpose=PartnerPurpose(referral.purpose),
        by=by,
        area=referral.area,
    )


def refused(by: User, case: Case, recipient: Partner | Team, answer: GateAnswer) -> None:
    """Write down that the gate refused."""
    rules = sorted({ground.rule for ground in answer.gate.because})
    kind = "team" if isinstance(recipient, Team) else "partner"
    detail = {kind: str(recipient.pk), "rules": rules}
    audit.record(act="sharing.refused", by=by, about=case.id, detail=detail)


def rests_on(answer: GateAnswer) -> dict[str, str]:
    """The overrides a yes rests on, for the journal; nothing where there are none."""
    return {"overrides": " ".join(answer.gate.overridden)} if answer.gate.overridden else {}


def case_for(user: User, case_id: UUID) -> Case:
    """A case of which this user may send something out, or `Http404`."""
    case = cases.case_for(user, case_id)
    if not may_send(user):
        raise Http404
    return case


def may_send(user: User) -> bool:
    """Whether this role sends anything out, and so reads what went out of a case."""
    return user.role in gate.MAY_SEND


def referral_for(user: User, referral_id: UUID) -> Referral:
    """The referral, or `Http404`; its case as for `told_case_for`: what is needed is her story."""
    found = Referral.objects.select_related("case__team", "person", "partner", "area")
    referral = found.filter(id=referral_id).first()
    told_case_for(user, cases.case_of(referral, referral_id))
    return _there(referral)


def may_withdraw(user: User, referral: Referral) -> bool:
    """Whether it waits to be sent, and this user prepared it or leads the team of the case."""
    hers = referral.made_by_id == user.pk or cases.leads(user, referral.case)
    return referral.state == ReferralState.DRAFT and hers


def own_draft_for(user: User, referral_id: UUID) -> Referral:
    """What was prepared and not sent yet, for whoever may withdraw it; or `Http404`."""
    referral = referral_for(user, referral_id)
    if not may_withdraw(user, referral):
        raise Http404
    return referral


def disclosure_for(user: User, disclosure_id: UUID) -> Disclosure:
    found = Disclosure.objects.select_related("case", "partner").filter(id=disclosure_id).first()
    case_for(user, cases.case_of(found, disclosure_id))
    return _there(found)


def told_case_for(user: User, case_id: UUID) -> Case:
    """As `case_for`, where this user may open what she told: a shared text is part of it."""
    case = case_for(user, case_id)
    if not knows_why(user, case):
        raise Http404
    return case


def partner_file_for(user: User, file_id: UUID) -> PartnerFile:
    """A two-country file with a partner, or `Http404`; its case as for `told_case_for`."""
    found = PartnerFile.objects.select_related("case__team", "person", "partner", "area")
    file = found.filter(id=file_id).first()
    told_case_for(user, cases.case_of(file, file_id))
    return _there(file)


def never_tell_for(user: User, row_id: UUID) -> NeverTell:
    found = NeverTell.objects.select_related("case").filter(id=row_id, ended_on=None).first()
    if not knows_why(user, cases.case_for(user, cases.case_of(found, row_id))):
        raise Http404
    return _there(found)


def may_end_never_tell(user: User, row: NeverTell) -> bool:
    """Only a second person who approves takes one off the list, not who put it on."""
    return row.by_id != user.pk and bool(user.may(Permission.APPROVE_DISCLOSURE))


def _there[Row](found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found


def knows_why(user: User, case: Case) -> bool:
    """Whether this user may read why somebody must never know: that is part of her story.

    Whom never to tell is for everybody who may open any part of the case.
    """
    return NARRATIVE in cases.compartments_for(user, case)


def may_ask_her(user: User, case: Case) -> bool:
    """Whether this user may record what she, or somebody for her, answered."""
    return cases.works_on(user, case) and NARRATIVE in cases.writable_for(user, case)


def person_of(case: Case, person_id: UUID) -> Person:
    """A person whom the case concerns, or `Http404`."""
    row = case.concerns.select_related("person").filter(person=person_id).first()
    if row is None:
        raise Http404
    return row.person
