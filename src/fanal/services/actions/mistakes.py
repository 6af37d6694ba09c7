"""Taking back a step that was saved by mistake: by a step more, with the reason."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import Refused
from fanal.core.services.history import last_standing, taking_back
from fanal.core.services.states import ServiceState
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.services.actions.services import MEANWHILE, keep_step, note
from fanal.services.models import CaseService, CaseServiceStep
from fanal.services.queries.histories import all_steps, follows_from_referral

OF_REFERRAL = say("this follows from the referral: save there what they answered")


@transaction.atomic
def take_back(
    *,
    service: CaseService,
    number: int,
    reason: str,
    by: User,
    ring: Ring,
    version: int,
    today: date | None = None,
) -> CaseServiceStep:
    """Take back step `number`, the last that holds, which was a mistake. Raises `BadInput` naming
    the question, `Refused` where somebody wrote meanwhile or where it follows from the referral."""
    reason = long_text("words", reason, needed=say("say why this was a mistake"))
    note(service, reason, version, ring)
    steps = all_steps(service)
    # Only the last: what came after a step rests on it.
    if number != last_standing(steps):
        raise Refused(MEANWHILE)
    # The referral would still say that they answered, and the two would differ.
    if follows_from_referral(service, steps[number - 1]):
        raise Refused(OF_REFERRAL)
    today = today or timezone.localdate()
    step = taking_back(steps, today)
    if step.state is ServiceState.WANTED and service.team_id is not None:
        service.team, service.offer = None, None  # nobody is asked: it can be anybody
        service.save(update_fields=["team", "offer"])
    row = keep_step(service, step, by, today)
    audit.record(act="services.taken_back", by=by, about=service.case_id)
    return row
