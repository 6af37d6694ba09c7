"""What was seen of an area, again or no more; and advice that was given."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import short_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.codes import (
    Decided,
    HowKnown,
    MigrationChannel,
    ObservationKind,
    check_seen,
    fades_on,
)
from fanal.core.words import say
from fanal.partners.models import Area
from fanal.prevention.models import AreaObservation, MigrationAdvice

WHERE = say("say in which area: a district at the finest")


@transaction.atomic
def observe(
    *,
    area: Area | None,
    on: date,
    kind: str,
    how: str,
    by: User,
    words: str = "",
    today: date | None = None,
) -> AreaObservation:
    """Record an observation. Raises `BadInput` naming the question."""
    if area is None:
        raise BadInput("area", WHERE)
    check_seen(on, today or timezone.localdate())
    for field, code, codes in (("kind", kind, ObservationKind), ("how", how, HowKnown)):
        check_code(field, code, codes)
    answers = {"kind": str(kind), "how": str(how), "words": short_text("words", words), "again": []}
    row = AreaObservation(area=area, on=on, until=fades_on(on), told=answers, made_by=by)
    row.save(force_insert=True)
    audit.record(act="prevention.observed", by=by)
    return row


@transaction.atomic
def see_again(*, observation: AreaObservation, on: date, by: User, version: int) -> None:
    """Note that somebody saw it again: it counts for another year. Raises `Conflict`,
    `BadInput`."""
    if observation.withdrawn_on is not None:
        raise Refused(say("This was taken back: record it again if it is so again."))
    check_seen(on, timezone.localdate())
    # A set: the same day told by two is seen once.
    again = sorted({*observation.told["again"], on.isoformat()})
    observation.told = observation.told | {"again": again}
    # An older day that is added late does not make it fade sooner.
    observation.until = max(observation.until, fades_on(on))
    observation.save_if_version(version)
    audit.record(act="prevention.observed", by=by)


@transaction.atomic
def withdraw(*, observation: AreaObservation, why: str, by: User, version: int) -> None:
    """Withdraw what was wrong. It stays in the history, with why. Raises `Conflict`, `BadInput`."""
    reason = short_text("why", why, needed=say("say why"))
    observation.withdrawn_on = timezone.localdate()
    observation.told = observation.told | {"why": reason}
    observation.save_if_version(version)
    audit.record(act="prevention.withdrawn", by=by)


@transaction.atomic
def give_advice(
    *,
    area: Area | None,
    on: date,
    answers: Mapping[str, object],
    by: User,
    today: date | None = None,
) -> MigrationAdvice:
    """Record one talk, in codes. Raises `BadInput` naming the question."""
    if area is None:
        raise BadInput("area", WHERE)
    refuse_future("on", on, today or timezone.localdate())
    content: dict[str, object] = {"destination": str(answers.get("destination") or "")}
    for field, codes in (("channel", MigrationChannel), ("decided", Decided)):
        code = str(answers.get(field) or "")
        check_code(field, code, codes)
        content[field] = code
    # Codes alone: nothing of advice finds the one who was advised (ADR 29).
    content |= {name: answers.get(name) is True for name in ("papers", "costs", "debt")}
    row = MigrationAdvice(area=area, on=on, told=content, made_by=by)
    row.save(force_insert=True)
    facts.code_row(row)
    audit.record(act="prevention.advice", by=by)
    return row
