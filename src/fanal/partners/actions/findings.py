"""Findings: said by one, confirmed by another, taken back by two; and allowances by name."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import (
    DECIDED,
    must_be_in_her_own_hands,
    must_still_ask_herself,
)
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future, refuse_past
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.roles import Permission
from fanal.core.trust.vocabulary import (
    Credibility,
    FindingReason,
    PartnerPurpose,
    Reliability,
    TrustLevel,
)
from fanal.core.words import say
from fanal.partners.models import Allowance, Area, Partner, TrustFinding
from fanal.partners.models.trust import FactsOnFile
from fanal.partners.queries.findings import as_core, facts_of, opens

# Whom a danger concerns is known above: by whom those are told who answer for her.
WARN: list[Callable[[Partner, User], None]] = []
CODES: dict[str, frozenset[str]] = {
    "level": frozenset(TrustLevel),
    "reliability": frozenset(Reliability),
    "credibility": frozenset(Credibility),
}


class StatedFacts(TypedDict, total=False):
    level: Required[str]
    purposes: Iterable[str]
    reasons: Iterable[str]
    reliability: str
    credibility: str
    evidence: str
    precautions: Iterable[str]


@transaction.atomic
def record_finding(
    *,
    about: Partner | None = None,
    colleague: User | None = None,
    by: User,
    area: Area | None = None,
    closed: bool | None = None,
    review_on: date | None = None,
    until: date | None = None,
    on: date | None = None,
    **said: Unpack[StatedFacts],
) -> TrustFinding:
    """Write down a finding. Danger is closed to all but leads unless it is said to be open.

    `said`: level, purposes, reasons, reliability, credibility, precautions, evidence. Raises
    `BadInput` naming the field: about oneself, an unknown code, an end before the start.
    """
    facts = _facts(**said)
    day = on or timezone.localdate()
    _check(about, colleague, by, day, until)
    # Open, a finding of danger would warn whoever it is about through a colleague who is close to
    # them.
    shut = TrustLevel(facts["level"]).stops if closed is None else closed
    made = TrustFinding(
        about=about,
        colleague=colleague,
        area=area,
        closed=shut,
        said_by=by,
        said_on=day,
        review_on=review_on,
        until=until,
    )
    made.facts = facts
    made.save()
    audit.record(act="partner.found", by=by, about=made.id)
    _warn(made, by)
    return made


def _warn(made: TrustFinding, by: User) -> None:
    """Warn at once and on one word, as it counts: somebody may be with them tonight."""
    found = as_core(made)
    if made.about is not None and (found.may_tell_others or found.level.stops):
        for warn in WARN:
            warn(made.about, by)


def _facts(
    *,
    level: str,
    purposes: Iterable[str] = (),
    reasons: Iterable[str] = (),
    # “F6”: neither the source nor what it says can be judged. Where nobody said how sure it is, a
    # finding claims no more.
    reliability: str = "F",
    credibility: str = "6",
    evidence: str = "",
    precautions: Iterable[str] = (),
) -> FactsOnFile:
    facts: FactsOnFile = {
        "level": level,
        "purposes": _codes("purposes", purposes, frozenset(PartnerPurpose)),
        "reasons": _codes("reasons", reasons, frozenset(FindingReason)),
        "reliability": reliability,
        "credibility": credibility,
        "precautions": [precaution.strip() for precaution in precautions if precaution.strip()],
        "evidence": evidence,
    }
    for name, known in CODES.items():
        _codes(name, [facts[name]], known)
    if level == TrustLevel.WITH_PRECAUTIONS and not facts["precautions"]:
        raise BadInput("precautions", say("Say which precautions."))
    return facts


def _check(
    about: Partner | None, colleague: User | None, by: User, day: date, until: date | None
) -> None:
    if (about is None) == (colleague is None):
        raise BadInput("about", say("A finding is about one partner or one colleague."))
    if colleague is not None and colleague.pk == by.pk:
        raise BadInput("about", say("Nobody makes a finding about themselves."))
    # Of a day to come it would not count yet, while everybody who wrote it believes that it does.
    refuse_future("on", day, timezone.localdate())
    if until and until < day:
        raise BadInput("until", say("this day is before the finding"))


@transaction.atomic
def confirm(*, finding: TrustFinding, by: User, on: date | None = None) -> None:
    """A second person confirms, neither the first nor the one it is about."""
    finding = _as_it_stands(finding)
    if by.pk in (finding.said_by_id, finding.colleague_id):
        raise BadInput("", say("A second person confirms, not the one who said it."))
    if finding.confirmed_by_id or finding.withdrawn_on:
        raise BadInput("", say("This finding was confirmed or taken back already."))
    # A second signature under facts that were changed past the program would make them genuine.
    if not opens(finding):
        raise BadInput("", say("This finding was changed in the database. Record it anew."))
    # What warns counts at once; what makes somebody trusted waits until she can be asked.
    if not TrustLevel(facts_of(finding)["level"]).stops:
        must_be_in_her_own_hands(AskedBy(finding.said_by, finding.said_on))
    finding.confirmed_by, finding.confirmed_on = by, on or timezone.localdate()
    finding.save(update_fields=["confirmed_by", "confirmed_on"])
    audit.record(act="partner.confirmed", by=by, about=finding.id)


@transaction.atomic
def withdraw(*, finding: TrustFinding, by: User, on: date | None = None) -> None:
    """Take back a finding. Danger is taken back only by someone other than who said it."""
    finding = _as_it_stands(finding)
    if finding.withdrawn_on and opens(finding):
        raise BadInput("", say("This finding was taken back already."))
    finding.facts = facts = facts_of(finding)  # where they do not open: that it is danger
    stops = TrustLevel(facts["level"]).stops
    if stops and by.pk in (finding.said_by_id, finding.colleague_id):
        raise BadInput("", say("Danger is taken back by a second person."))
    finding.withdrawn_by, finding.withdrawn_on = by, on or timezone.localdate()
    finding.save(update_fields=["withdrawn_by", "withdrawn_on"])
    audit.record(act="partner.withdrawn", by=by, about=finding.id)


def _as_it_stands(finding: TrustFinding) -> TrustFinding:
    """Return the finding as it stands, held until the transaction ends: nobody else changes it.

    What it says is sealed with who confirmed it and when it was taken back: written over what
    another did since it was read, it would open no more, and count as danger.
    """
    return TrustFinding.objects.select_for_update().get(pk=finding.pk)


@transaction.atomic
def allow(
    *, partner: Partner, reason: str, until: date, by: User, area: Area | None = None
) -> Allowance:
    """The first of two who allow a unit or contact by name; it counts when the second has too."""
    if not reason.strip():
        raise BadInput("reason", say("say why"))
    refuse_past("until", until, timezone.localdate())
    made = Allowance.objects.create(
        partner=partner, area=area, reason=reason, first=by, on=timezone.localdate(), until=until
    )
    audit.record(act="partner.allowed", by=by, about=partner.id)
    return made


@transaction.atomic
def allow_too(*, allowance: Allowance, by: User) -> None:
    if allowance.first_id == by.pk:
        raise BadInput("", say("It takes two people to allow it: somebody other than you."))
    must_still_ask_herself(AskedBy(allowance.first, allowance.on), Permission.APPROVE_DISCLOSURE)
    _decided(allowance, second=by)
    audit.record(act="partner.allowed", by=by, about=allowance.partner_id)


@transaction.atomic
def decline_allowance(*, allowance: Allowance, by: User) -> None:
    """The second says no: it never counts."""
    _decided(allowance, declined_by=by, declined_on=timezone.localdate())
    audit.record(act="partner.allowance_declined", by=by, about=allowance.partner_id)


def _decided(allowance: Allowance, **now: User | date) -> None:
    """Decide an allowance: of two who decide at once the first counts; the second is told so."""
    waits = Allowance.objects.filter(id=allowance.id, second=None, declined_on=None)
    if not waits.update(**now):
        raise BadInput("", DECIDED)


def _codes(name: str, given: Iterable[str], known: frozenset[str]) -> list[str]:
    found = [str(one) for one in given]
    for one in found:
        check_code(name, one, known)
    return found
