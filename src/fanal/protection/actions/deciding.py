"""Two decide on the best interests of a child: one proposes with reasons, another answers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.second_person import DECIDED, must_still_ask
from fanal.audit import actions as audit
from fanal.cases.actions.tasks import add_for_today, add_task
from fanal.cases.deciding import works_in
from fanal.core.casework.closure import agreed_by_two
from fanal.core.casework.typed_text import long_text, says_something, short_text
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.exclusion import kept_out_of_any
from fanal.protection.models import ProtectionDecision, ProtectionRecord

SENT_BACK = say("What you proposed for a child was not agreed to: read why, and propose anew")
SENT_BACK_TO_ANOTHER = say(
    "What a colleague who left proposed for a child was not agreed to: read why, and propose anew"
)


@transaction.atomic
def propose(
    *,
    assessment: ProtectionRecord,
    decision: str,
    reasons: str,
    by: User,
    ring: Ring,
    body: str = "",
    on: date | None = None,
) -> ProtectionDecision:
    """What is to be done, and why, for a second to decide. `body`: the authority whose decision it
    is by law, or that was asked. Raises `BadInput`, `Refused`."""
    decision, reasons = long_text("decision", decision), long_text("reasons", reasons)
    if not decision:
        raise BadInput("decision", say("say what is to be done"))
    if not says_something(reasons):
        raise BadInput("reasons", say("say in a sentence why this serves the child best"))
    if assessment.decisions.filter(decided_on=None).exists():
        raise Refused(say("somebody has proposed a decision already: it waits for a second"))
    # Best interests are weighed as they are today: a new decision takes a new assessment.
    if assessment.decisions.filter(agreed=True).exists():
        raise Refused(say("two have decided on this: assess it anew first"))
    row = ProtectionDecision(
        case=assessment.case,
        folder=assessment.case_id,
        assessment=assessment,
        asked_by=by,
        asked_on=on or timezone.localdate(),
    )
    content = {"decision": decision, "reasons": reasons, "body": short_text("body", body)}
    row.seal(ring, content)
    row.save()
    audit.record(act="protection.proposed", by=by, about=assessment.case_id)
    return row


@transaction.atomic
def decide(
    *,
    row: ProtectionDecision,
    agreed: bool,
    words: str,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> None:
    """The second of the two says yes, or no and why. Of two who decide at once the first counts.
    Raises `BadInput`, `Refused`."""
    row = ProtectionDecision.objects.select_for_update().get(pk=row.pk)
    if not agreed_by_two(row.asked_by_id, by.pk):
        raise BadInput("agreed", say("whoever proposed it cannot be the second person"))
    if row.decided_on is not None:
        raise Refused(DECIDED)
    # Only of a yes: a no to somebody who has left still ends what she proposed.
    if agreed:
        must_still_ask(row.asked_by_id, Permission.WORK_CASES)
    # A conflict noted since: the yes would be of one person alone.
    if row.asked_by_id in kept_out_of_any(cases=[row.case_id]):
        raise Refused(say("whoever proposed it is now kept out of this case: assess it again"))
    words = long_text("words", words)
    if not agreed and not words:
        raise BadInput("words", say("say why"))
    row.seal(ring, row.unseal(ring) | {"words": words})
    row.decided_by, row.decided_on, row.agreed = by, on or timezone.localdate(), agreed
    row.save(update_fields=["sealed", "version", "decided_by", "decided_on", "agreed"])
    if not agreed:
        _tell_of_no(row, by)
    act = "protection.decided" if agreed else "protection.sent_back"
    audit.record(act=act, by=by, about=row.case_id)


def _tell_of_no(row: ProtectionDecision, by: User) -> None:
    """Add a task for who proposed it; where she has left, for who works on the case."""
    proposer = works_in(row.case).filter(pk=row.asked_by_id).first()
    if proposer is None:
        add_for_today(case=row.case, title=SENT_BACK_TO_ANOTHER, by=by)
    else:
        add_task(case=row.case, title=SENT_BACK, assignee=proposer, due=row.decided_on, by=by)
