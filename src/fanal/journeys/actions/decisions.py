"""Two people go on in spite of what stands against it, each with what she saw of it."""

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import must_still_ask_herself
from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Refused
from fanal.core.journeys.consents import DepartureGround, may_go_on
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.journeys.access import kept_out_of
from fanal.journeys.models import Decision, Journey, JourneyCustodian
from fanal.journeys.queries.decisions import (
    fingerprint,
    keys_for,
    may_decide,
    somebody_said_no,
    waiting_on,
)

SHORTEST_REASON = 20


SHE_SAID_NO = say(
    "Somebody who goes said no to it herself: only where her life or body is in danger if she"
    " stays may two people go on."
)


@transaction.atomic
def ask_decision(
    *,
    journey: Journey,
    custodian: JourneyCustodian | None,
    reason: str,
    by: User,
    life_in_danger: bool = False,
) -> Decision:
    """Ask for a decision, as the first of two, who says why.

    `life_in_danger`: of whoever said no herself, if she stays. Raises `BadInput` for a reason of a
    word or two, and where she said no and is in no such danger; `Refused` where nothing stands
    against it or somebody has asked already.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("reason", say("say why in at least {n} characters", n=SHORTEST_REASON))
    # A decision in advance would cover reasons that nobody has read yet.
    if not keys_for(journey, custodian, None):
        raise Refused(say("Nothing speaks against it."))
    if waiting_on(journey, custodian) is not None:
        raise Refused(say("Somebody has asked already: it waits for the second person."))
    said_no = custodian is None and somebody_said_no(journey)
    # Against her own no only where life or body is in danger: otherwise two of us would overrule
    # her.
    ground = DepartureGround.VITAL_INTEREST if said_no and life_in_danger else ""
    if not may_go_on(ground, said_no=said_no):
        raise BadInput("life_in_danger", SHE_SAID_NO)
    decision = Decision.objects.create(
        journey=journey,
        custodian=custodian,
        reason=reason.strip(),
        first=by,
        on=timezone.localdate(),
        ground=ground,
    )
    audit.record(act="journey.decision_asked", by=by, about=journey.id)
    return decision


@transaction.atomic
def decide(*, decision: Decision, seen: str, by: User) -> None:
    """Agree as the second, to what she saw (`seen`, of `queries.decisions`) and to nothing else.

    Raises `Refused` for who may not, and where something else stands against it by now.
    """
    decision = _locked(decision)
    if not may_decide(by, decision):
        raise Refused(say("The second person is a lead or the director, not whoever asked."))
    # Whoever asked may have left since, or lost the role: then one person alone would decide.
    must_still_ask_herself(AskedBy(decision.first, decision.on), Permission.WORK_CASES)
    if decision.first_id in kept_out_of(decision.journey):
        raise Refused(say("whoever asked is now kept out of this journey: say no, and ask again"))
    shown = keys_for(decision.journey, decision.custodian, by)
    # A yes is to reasons that were read; one that came since was read by nobody.
    if fingerprint(shown) != seen:
        raise Refused(say("Something has changed since you saw it: look at it again."))
    said_no = decision.custodian is None and somebody_said_no(decision.journey)
    if not may_go_on(decision.ground, said_no=said_no):
        raise Refused(SHE_SAID_NO, say("She said so after this was asked: ask again."))
    # Exactly these: a reason that comes later stops her again.
    decision.covers = shown
    decision.second, decision.decided_on = by, timezone.localdate()
    decision.save(update_fields=["sealed", "second", "decided_on"])
    if decision.custodian is not None:
        JourneyCustodian.objects.filter(id=decision.custodian.id).update(planned=True)
    audit.record(act="journey.decided", by=by, about=decision.journey_id)


@transaction.atomic
def end_decision(*, decision: Decision, by: User) -> None:
    """End a decision by a no, or take it back: what stands against it counts again.
    Raises `Refused`."""
    decision = _locked(decision)
    if decision.ended_on:
        raise Refused(say("this was ended already"))
    if decision.second_id is None and by != decision.first and decision.journey.ended_on:
        # Of a departure that is over a no is an answer, too: nobody is asked of it once more.
        decision.covers = keys_for(decision.journey, decision.custodian, None)
    decision.ended_by, decision.ended_on = by, timezone.localdate()
    decision.save(update_fields=["sealed", "ended_by", "ended_on"])
    audit.record(act="journey.decision_ended", by=by, about=decision.journey_id)


def _locked(decision: Decision) -> Decision:
    """Return the decision as it stands now, locked until the transaction ends."""
    return Decision.objects.select_for_update().get(pk=decision.pk)
