"""The one gate. Nothing about a person leaves the house unless `may_disclose` says so, here.

Consent and trust and role and approvals, on the server, each time something goes out. A refusal
is written to the journal; an override that a yes rests on too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.authority.failures import WarningsGone
from fanal.cases import access as cases
from fanal.cases.models import Case
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.trust import gate
from fanal.core.trust.gate import Gate, Recipient, RecipientKind, Sender
from fanal.core.trust.grounds import GateGround
from fanal.core.trust.redaction import redacted_for
from fanal.core.trust.referrals import ReferralState
from fanal.core.trust.situation import ServiceNeed, Situation, TrustCaseFacts, World
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.core.words import Sentence, say
from fanal.partners import access as partners
from fanal.partners.queries.around import around
from fanal.partners.queries.organisations import must_be_whole as findings_must_be_whole
from fanal.people import kin
from fanal.sharing.models import (
    Disclosure,
    NeverTell,
    PartnerFile,
    Referral,
)
from fanal.sharing.queries.facts import (
    GateRow,
    approvals_in,
    facts_of_each,
    givers_in,
    must_be_whole,
    said_of,
)

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


def may_disclose(*, case: Case, person: Any, **ask: Any) -> GateAnswer:
    """May `by` tell `partner` these classes of data of `person`, for `purpose`, now?

    `ask`: as for `may_disclose_each`.
    """
    return may_disclose_each([(case, person)], **ask)[0]


def may_disclose_each(
    pairs: Sequence[tuple[Case, Any]],
    *,
    partner: Any,
    classes: Collection[str],
    purpose: str,
    by: Any,
    area: Any = None,
    now: datetime | None = None,
) -> list[GateAnswer]:
    """The gate's answer for each person in her case, in a constant number of queries.

    No age is told to the gate: each is protected as a child.
    """
    said = all_said_of(case for case, _person in pairs)
    on_file = around(partner, area, {one for case in said.values() for one in givers_in(case)})
    moment = now or timezone.localtime()
    ask = {
        "recipient": Recipient(RecipientKind.PARTY, str(partner.id)),
        "classes": frozenset(map(DataClass, classes)),
        "purpose": PartnerPurpose(purpose),
        "now": moment,
        "sender": Sender(str(by.pk), by.role),
        "area": str(area.id) if area else None,
    }

    @cache
    def seen() -> World:
        world, hidden = on_file.with_hidden(lambda rows: partners.hidden_among(by, rows))
        asked = Situation(moment, TrustCaseFacts(), world, ServiceNeed(frozenset()))
        return redacted_for(asked, hidden).world

    world = on_file.world
    return [
        answer_of(ask | {"case": facts, "approvals": approvals_in(said[case.id])}, world, seen, by)
        for (case, _person), facts in zip(pairs, facts_of_each(pairs, said=said), strict=True)
    ]


def all_said_of(cases: Iterable[Case]) -> dict[Any, list[GateRow]]:
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
    ask: dict[str, Any], on_file: World, seen: Callable[[], World], by: Any
) -> GateAnswer:
    """The gate decides from all that is on file; the words come from what the sender may see."""
    answer = gate.may_disclose(**ask, world=on_file)
    if answer.allowed:
        return GateAnswer(answer, ())
    because = gate.may_disclose(**ask, world=seen()).because
    parties = on_file.directory.parties.keys()
    return GateAnswer(answer, tuple(_for_eyes(ground, parties, by) for ground in because))


def _for_eyes(ground: GateGround, parties: Collection[str], by: Any) -> GateGround:
    """A way through one of our own people is told to those alone who know of the tie."""
    ours = set(ground.sources) - set(parties) if ground.rule == "told_through_a_third" else ()
    if not ours:
        return ground
    known = partners.known_ties(by).filter(colleague__in=ours).values_list("colleague", flat=True)
    if set(map(str, known)) >= ours:
        return ground
    return replace(ground, sentence=ASK_THE_DIRECTOR, sources=())


def may_disclose_referral(referral: Referral, by: Any) -> GateAnswer:
    """The gate's answer for what a referral would send."""
    return may_disclose(
        case=referral.case,
        person=referral.person,
        partner=referral.partner,
        classes=referral.classes.split(),
        purpose=referral.purpose,
        by=by,
        area=referral.area,
    )


def refused(by: Any, case: Case, partner: Any, answer: GateAnswer) -> None:
    """Write down that the gate refused."""
    rules = sorted({ground.rule for ground in answer.gate.because})
    detail = {"partner": str(partner.id), "rules": rules}
    audit.record(act="sharing.refused", by=by, about=case.id, detail=detail)


def rests_on(answer: GateAnswer) -> dict[str, str]:
    """The overrides a yes rests on, for the journal; nothing where there are none."""
    return {"overrides": " ".join(answer.gate.overridden)} if answer.gate.overridden else {}


def case_for(user: Any, case_id: UUID) -> Case:
    """A case of which this user may send something out, or `Http404`."""
    case = cases.case_for(user, case_id)
    if user.role not in gate.MAY_SEND:
        raise Http404
    return case


def referral_for(user: Any, referral_id: UUID) -> Referral:
    """The referral, or `Http404`; its case as for `told_case_for`: what is needed is her story."""
    found = Referral.objects.select_related("case__team", "person", "partner", "area")
    referral = found.filter(id=referral_id).first()
    told_case_for(user, cases.case_of(referral, referral_id))
    return _there(referral)


def may_withdraw(user: Any, referral: Referral) -> bool:
    """Whether it waits to be sent, and this user prepared it or leads the team of the case."""
    hers = referral.made_by_id == user.pk or cases.leads(user, referral.case)
    return referral.state == ReferralState.DRAFT and hers


def own_draft_for(user: Any, referral_id: UUID) -> Referral:
    """What was prepared and not sent yet, for whoever may withdraw it; or `Http404`."""
    referral = referral_for(user, referral_id)
    if not may_withdraw(user, referral):
        raise Http404
    return referral


def disclosure_for(user: Any, disclosure_id: UUID) -> Disclosure:
    found = Disclosure.objects.select_related("case", "partner").filter(id=disclosure_id).first()
    case_for(user, cases.case_of(found, disclosure_id))
    return _there(found)


def told_case_for(user: Any, case_id: UUID) -> Case:
    """As `case_for`, where this user may open what she told: a shared text is part of it."""
    case = case_for(user, case_id)
    if not knows_why(user, case):
        raise Http404
    return case


def partner_file_for(user: Any, file_id: UUID) -> PartnerFile:
    """A two-country file with a partner, or `Http404`; its case as for `told_case_for`."""
    found = PartnerFile.objects.select_related("case__team", "person", "partner", "area")
    file = found.filter(id=file_id).first()
    told_case_for(user, cases.case_of(file, file_id))
    return _there(file)


def never_tell_for(user: Any, row_id: UUID) -> NeverTell:
    found = NeverTell.objects.select_related("case").filter(id=row_id, ended_on=None).first()
    if not knows_why(user, cases.case_for(user, cases.case_of(found, row_id))):
        raise Http404
    return _there(found)


def _there(found: Any) -> Any:
    if found is None:
        raise Http404
    return found


def knows_why(user: Any, case: Case) -> bool:
    """Whether this user may read why somebody must never know: that is part of her story.

    Whom never to tell is for everybody who may open any part of the case.
    """
    return NARRATIVE in cases.compartments_for(user, case)


def person_of(case: Case, person_id: UUID) -> Any:
    """A person whom the case concerns, or `Http404`."""
    row = case.concerns.select_related("person").filter(person=person_id).first()
    if row is None:
        raise Http404
    return row.person
