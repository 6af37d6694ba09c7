"""The gate as it was first written: from everything on file, by the rows of Django.

Slow and plain. What is asked at every way out has to answer the same.
"""

from dataclasses import replace
from datetime import UTC, datetime, time

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Consent as Row
from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.casework.consent import ConsentPurpose as Asked
from fanal.core.trust import gate
from fanal.core.trust.consent import ConsentFact, OverrideFact, OverrideGround
from fanal.core.trust.gate import ApprovalFact, Recipient, RecipientKind, Sender
from fanal.core.trust.proxy_consent import HERSELF, DecidedCarer, PersonAroundFact
from fanal.core.trust.redaction import redacted_for
from fanal.core.trust.situation import ServiceNeed, Situation, Suspect, TrustCaseFacts
from fanal.core.trust.vocabulary import DataClass, PartnerPurpose
from fanal.partners import access as partners
from fanal.partners.queries.world import world
from fanal.people.consent_ages import consent_ages
from fanal.sharing.access.disclosure_gate import ASK_THE_DIRECTOR
from fanal.sharing.models import Approval as ApprovalRow
from fanal.sharing.models import NeverTell
from fanal.sharing.models import Override as OverrideRow
from fanal.sharing.queries.consents import EVERYTHING, MEANS, OTHER_WORK, kept_from_others
from fanal.sharing.queries.facts import classes_in


def answer(*, case, person, partner, classes, purpose, by, area, now):
    """What the gate says, and what stands against it in the words of what `by` may see."""
    on_file = world()
    ask = {
        "case": facts(case, person),
        "recipient": Recipient(RecipientKind.PARTY, str(partner.id)),
        "classes": frozenset(map(DataClass, classes)),
        "purpose": PartnerPurpose(purpose),
        "now": now,
        "sender": Sender(str(by.pk), by.role),
        "area": str(area.id) if area else None,
        "approvals": approvals(case),
    }
    said = gate.may_disclose(**ask, world=on_file)
    if said.allowed:
        return said, ()
    hidden = partners.hidden_from(by)
    seen = redacted_for(
        Situation(now, TrustCaseFacts(), on_file, ServiceNeed(frozenset())), hidden
    ).world
    because = gate.may_disclose(**ask, world=seen).because
    return said, tuple(map(_worded(by), because))


def _worded(by):
    """A tie to one of our own that `by` may not know of is not in the words."""
    ours = {str(one) for one in User.objects.values_list("pk", flat=True)}
    known = {str(tie.colleague_id) for tie in partners.known_ties(by)}

    def words(ground):
        if ground.rule == "told_through_a_third" and set(ground.sources) & ours - known:
            return replace(ground, sentence=ASK_THE_DIRECTOR, sources=())
        return ground

    return words


def facts(case, person):
    never = NeverTell.objects.filter(case=case, ended_on=None)
    return TrustCaseFacts(
        suspects=tuple(
            Suspect(_who(row), frozenset({row.whom["area"]} if row.whom["area"] else ()))
            for row in never
            if row.suspect
        ),
        never_tell=frozenset(map(_who, never)),
        around=tuple(map(_around, case.people_around.all())),
        consents=tuple(
            consent
            for row in Row.objects.filter(case=case, person=person)
            for consent in _consents(row)
        ),
        consent_age=consent_ages([person.id], timezone.localdate())[person.id],
        decisions=tuple(
            DecidedCarer(
                str(row.pk),
                str(row.speaker_id or row.coded["role"]),
                str(row.first_id),
                str(row.second_id),
                row.on,
                row.until,
            )
            for row in case.carer_decisions.filter(person=person, ended_on=None).exclude(
                second=None
            )
        ),
        overrides=tuple(map(_override, OverrideRow.objects.filter(case=case).exclude(second=None))),
    )


def approvals(case):
    return [
        ApprovalFact(
            str(row.by_id), row.by.role, row.at, str(row.partner_id), classes_in(row.classes)
        )
        for row in ApprovalRow.objects.filter(case=case).select_related("by")
    ]


def _consents(row):
    purposes = MEANS.get(Asked(row.purpose))
    given = row.answer == ConsentAnswer.GIVEN
    if purposes is None or row.answer == ConsentAnswer.NOT_ABLE_NOW or (given and not row.partner):
        return
    start = row.withdrawn_on and datetime.combine(row.withdrawn_on, time.min, UTC)
    yield ConsentFact(
        id=str(row.id),
        given=given,
        on=row.on,
        purposes=purposes,
        classes=frozenset({DataClass(row.data_class)}) if row.data_class else EVERYTHING,
        recipient=str(row.partner) if row.partner else None,
        until=row.until,
        withdrawn_at=start,
        given_by=_given_by(row),
        assent=row.assent,
        role="" if row.given_by == GivenBy.HERSELF else row.given_by,
        narrow=frozenset() if row.data_class else kept_from_others(Asked(row.purpose)),
        narrow_types=OTHER_WORK.get(Asked(row.purpose), frozenset()),
    )


def _given_by(row):
    if row.given_by == GivenBy.HERSELF:
        return HERSELF
    if row.giver:
        return str(row.giver.pk)
    ours = row.given_by == GivenBy.CASE_WORKER_IN_HER_INTEREST
    return str(row.made_by_id) if ours else row.given_by


def _around(row):
    coded = row.coded
    return PersonAroundFact(
        str(row.pk),
        coded["relation"],
        coded["never_told"],
        coded["close"],
        frozenset(coded["parties"]),
        coded.get("role", ""),
        None,
        coded.get("disputed", False),
    )


def _override(row):
    return OverrideFact(
        id=str(row.id),
        ground=OverrideGround(row.ground),
        text=row.text,
        by=str(row.first_id),
        second=str(row.second_id),
        at=row.at,
        recipient=str(row.partner_id or row.team_id),
        purposes=frozenset({PartnerPurpose(row.purpose)}),
        classes=classes_in(row.classes),
    )


def _who(row):
    return str(row.partner_id or row.colleague_id)
