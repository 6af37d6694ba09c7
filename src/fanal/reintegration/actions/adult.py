"""She is 18: she herself is asked whether the plan goes on, and promises to her guardian end."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.rendering import long_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import Refused
from fanal.core.reintegration.adult import check_asked_on
from fanal.core.reintegration.codes import ContactResult, Way
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.consent_ages import consent_ages
from fanal.reintegration.actions.given import stop_given
from fanal.reintegration.actions.plans import held, look_again
from fanal.reintegration.actions.records import add, guardians_promises_end
from fanal.reintegration.models import Plan, PlanRecordKind
from fanal.reintegration.queries.adults import anew_of


@transaction.atomic
def asked_as_adult(
    *,
    plan: Plan,
    goes_on: bool,
    way: str,
    words: str,
    on: date,
    by: User,
    ring: Ring,
) -> None:
    """Her own yes, or her no, which ends all contact the same day. Raises `BadInput` naming the
    question; `Refused` where nothing is asked of her anew."""
    today = timezone.localdate()
    row = held(plan)
    anew = anew_of(row, today)
    if anew is None or not anew.plan:
        raise Refused(say("she was asked as an adult already, or is not known to be one yet"))
    check_code("way", way, Way)
    check_asked_on(on, consent_ages([row.person_id], today)[row.person_id].adult_since, today)
    said = {"on": on.isoformat(), "words": long_text("words", words), "by": str(by.pk)}
    plan.coded = row.coded | {"as_adult": on.isoformat()}
    plan.write(ring, plan.unseal(ring) | {"as_adult": said}, plan.version)
    guardians_promises_end(plan, on)
    if not goes_on:
        no = {"way": str(way), "result": ContactResult.REFUSED.value}
        add(
            plan,
            PlanRecordKind.CONTACT,
            no,
            {"words": said["words"], "at": ""},
            on=on,
            by=by,
            ring=ring,
            today=today,
        )
        stop_given(plan, by, today)
    look_again(plan, today)
    audit.record(act="reintegration.as_adult", by=by, about=plan.person_id)
