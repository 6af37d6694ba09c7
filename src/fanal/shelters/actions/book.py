"""The book of a shelter: restrictions, what happened, belongings, meals and ways."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.present import danger_begins
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.shelters.kinds import IncidentKind, RestrictionKind
from fanal.core.shelters.restrictions import check_order, check_renewal
from fanal.core.shelters.words import check_no_place
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.shelters.models import Belonging, Incident, Restriction, Shelter, ShelterStay, StayDay
from fanal.shelters.queries.alert_recipients import tell_leads

MOST_MEALS, MOST_TRIPS = 3, 9


# ── Restrictions ─────────────────────────────────────────────────────────────
@transaction.atomic
def restrict(
    *,
    stay: ShelterStay,
    kind: str,
    why: str,
    hers: str,
    by: User,
    ring: Ring,
    on: date | None = None,
) -> Restriction:
    """Order a restriction for seven days at most. Raises BadInput naming the question."""
    check_code("kind", kind, RestrictionKind)
    check_order(why=why, hers=hers)
    return _restriction(stay, kind, why, hers, by, ring, on, None)


@transaction.atomic
def renew(
    *, restriction: Restriction, why: str, hers: str, by: User, ring: Ring, on: date | None = None
) -> Restriction:
    """Renew for seven days, by another person than who ordered it. Raises BadInput."""
    day = on or timezone.localdate()
    locked = Restriction.objects.select_for_update().get(pk=restriction.pk)
    # Under the lock: two who renew at once would make fourteen days of seven.
    check_renewal(locked.now(), by.pk, day, why=why, hers=hers)
    return _restriction(restriction.stay, locked.kind, why, hers, by, ring, day, locked)


def _restriction(
    stay: ShelterStay,
    kind: str,
    why: str,
    hers: str,
    by: User,
    ring: Ring,
    on: date | None,
    renews: Restriction | None,
) -> Restriction:
    restriction = Restriction(
        id=uuid4(),
        folder=stay.shelter_id,
        stay=stay,
        kind=kind,
        since=on or timezone.localdate(),
        renews=renews,
        ordered_by=by,
    )
    restriction.seal(ring, _texts(why=why, hers=hers))
    restriction.save(force_insert=True)
    audit.record(act="shelters.restricted", by=by, about=stay.shelter_id)
    return restriction


@transaction.atomic
def lift(*, restriction: Restriction, by: User, on: date | None = None) -> None:
    """Lift a restriction before it lapses by itself."""
    locked = Restriction.objects.select_for_update().get(pk=restriction.pk)
    day = on or timezone.localdate()
    if not locked.now().runs(day):
        raise Refused(say("It has ended."))
    locked.lifted_on = day
    locked.save(update_fields=["lifted_on"])
    audit.record(act="shelters.lifted", by=by, about=restriction.stay.shelter_id)


# ── What happened ────────────────────────────────────────────────────────────
@transaction.atomic
def add_incident(
    *,
    shelter: Shelter,
    kind: str,
    what: str,
    done: str,
    by: User,
    ring: Ring,
    stay: ShelterStay | None = None,
    on: date | None = None,
) -> Incident:
    """Write down what happened. A lead reads it within a day; what cannot wait, leads are told at
    once."""
    if kind not in set(IncidentKind):
        raise BadInput("kind", say("choose what happened"))
    if not what.strip():
        raise BadInput("what", say("say in words what happened"))
    # Without a name no danger begins in any case, and nobody looks for her.
    if IncidentKind(kind) is IncidentKind.CHILD_MISSING and stay is None:
        raise BadInput("stay", say("say who is missing"))
    day = on or timezone.localdate()
    incident = Incident(
        id=uuid4(), folder=shelter.id, shelter=shelter, stay=stay, kind=kind, on=day, made_by=by
    )
    incident.seal(ring, _texts(what=what, done=done) | {"at": timezone.localtime().isoformat()})
    incident.save(force_insert=True)
    audit.record(act="shelters.incident", by=by, about=shelter.id)
    if stay is not None and incident.incident is IncidentKind.CHILD_MISSING:
        danger_begins(case=stay.case, person=stay.person_id, on=day, by=by)
    if incident.incident.at_once:
        tell_leads(shelter, by, [stay] if stay else [])
    return incident


@transaction.atomic
def read_incident(*, incident: Incident, by: User) -> None:
    """Record that a lead has read it; who wrote it does not read it in place of another."""
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    # An incident may be about who wrote it down: reading her own would end it.
    if locked.made_by_id == by.pk:
        raise Refused(say("Another lead reads what you wrote yourself."))
    if locked.read_on is None:
        locked.read_by, locked.read_on = by, timezone.localdate()
        locked.save(update_fields=["read_by", "read_on"])
        audit.record(act="shelters.incident_read", by=by, about=locked.shelter_id)


# ── Belongings ───────────────────────────────────────────────────────────────
@transaction.atomic
def keep(
    *, stay: ShelterStay, what: str, by: User, ring: Ring, on: date | None = None
) -> Belonging:
    if not what.strip():
        raise BadInput("what", say("write what is kept for her"))
    belonging = Belonging(
        id=uuid4(), folder=stay.shelter_id, stay=stay, on=on or timezone.localdate(), made_by=by
    )
    belonging.seal(ring, _texts(what=what))
    belonging.save(force_insert=True)
    audit.record(act="shelters.kept", by=by, about=stay.shelter_id)
    return belonging


@transaction.atomic
def give_back(*, belonging: Belonging, by: User, on: date | None = None) -> None:
    locked = Belonging.objects.select_for_update().get(pk=belonging.pk)
    if locked.given_back_on is None:
        locked.given_back_on = on or timezone.localdate()
        locked.save(update_fields=["given_back_on"])
        audit.record(act="shelters.given_back", by=by, about=belonging.stay.shelter_id)


# ── Meals and ways ───────────────────────────────────────────────────────────
@transaction.atomic
def serve(
    *, shelter: Shelter, served: Mapping[UUID, tuple[int, int]], by: User, on: date | None = None
) -> None:
    """Write down meals and ways of each resident of this day, in place of what stood there."""
    day = on or timezone.localdate()
    refuse_future("on", day, timezone.localdate())
    stays = {stay.id: stay for stay in ShelterStay.objects.filter(shelter=shelter, id__in=served)}
    for id, (meals, trips) in served.items():
        if id not in stays or not (0 <= meals <= MOST_MEALS and 0 <= trips <= MOST_TRIPS):
            raise BadInput(f"meals_{id}", say("from 0 to {n}", n=MOST_MEALS))
        # Written over: of a day there is one count, which can be corrected.
        row = StayDay.objects.filter(stay=id, on=day).first() or StayDay(
            id=uuid4(), stay=stays[id], on=day, made_by=by
        )
        row.coded = {"meals": meals, "trips": trips}
        row.save()
    audit.record(act="shelters.served", by=by, about=shelter.id)


def _texts(**texts: str) -> Content:
    return {name: check_no_place(name, long_text(name, text)) for name, text in texts.items()}
