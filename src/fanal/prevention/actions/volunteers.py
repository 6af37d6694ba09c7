"""Volunteers: added, vetted, paused without a word to anybody, and let go on."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.closed_lists import check_code
from fanal.core.colleagues.pausing import check_goes_on, paused
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.volunteers import (
    GivenBack,
    Vetted,
    VolunteerState,
    check_counted,
    check_hours,
    check_vetting,
)
from fanal.core.words import say
from fanal.database.sql import free_number
from fanal.keys.ring import Ring
from fanal.prevention.folders import SIX_DIGITS, VOLUNTEER, make_folder
from fanal.prevention.models import Community, Volunteer, VolunteerHours

S = VolunteerState


@transaction.atomic
def add_volunteer(
    *,
    community: Community,
    answers: Mapping[str, object],
    by: User,
    ring: Ring,
    today: date | None = None,
) -> Volunteer:
    """Add a candidate: she leads nothing before she is vetted. Raises `BadInput`."""
    texts = {name: short_text(name, str(answers.get(name) or "")) for name in ("name", "phone")}
    if not texts["name"]:
        raise BadInput("name", say("write the name"))
    row = Volunteer(
        id=uuid4(),
        number=free_number(Volunteer, SIX_DIGITS),
        community=community,
        state=S.CANDIDATE,
        made_by=by,
        made_on=today or timezone.localdate(),
    )
    row.folder = row.id
    make_folder(folder=row.id, kind=VOLUNTEER, by=by, ring=ring)
    row.seal(ring, texts | {"vetted": [], "pauses": []})
    row.save(force_insert=True)
    audit.record(act="prevention.volunteer", by=by, about=row.id)
    return row


@transaction.atomic
def vet(
    *,
    volunteer: Volunteer,
    vetted: Vetted,
    related: str,
    by: User,
    ring: Ring,
    version: int,
    today: date | None = None,
) -> None:
    """Vet a volunteer. `related`: what she declared, in words. Raises `Conflict`; `BadInput` naming
    what is missing."""
    until = check_vetting(vetted, today or timezone.localdate())
    content = volunteer.unseal(ring)
    look = {
        "on": vetted.on.isoformat(),
        "references": vetted.references,
        "related": long_text("related", related),
    }
    volunteer.vetted_until, volunteer.code_signed_on = until, vetted.code_signed_on
    # Not of a pause: whoever was paused goes on by somebody's word, not by a new paper.
    if volunteer.stands in (S.CANDIDATE, S.LEFT):
        volunteer.state = S.ACTIVE
    volunteer.write(ring, content | {"vetted": [*content["vetted"], look]}, version)
    audit.record(act="prevention.vetted", by=by, about=volunteer.id)


@transaction.atomic
def pause(*, volunteer: Volunteer, why: str, by: User, ring: Ring, version: int) -> None:
    """Pause a volunteer at once. The reason is sealed, and no list tells it. Raises `Conflict`,
    `BadInput`."""
    _must_be_here(volunteer)
    content = volunteer.unseal(ring)
    pauses = paused(
        volunteer.stands is S.PAUSED, content["pauses"], long_text("why", why), timezone.localdate()
    )
    volunteer.state = S.PAUSED
    volunteer.write(ring, content | {"pauses": pauses}, version)
    audit.record(act="prevention.paused", by=by, about=volunteer.id)


@transaction.atomic
def resume(*, volunteer: Volunteer, by: User, ring: Ring, version: int) -> None:
    """Let her go on, as far as her vetting holds. Raises `Conflict`, `Refused`."""
    check_goes_on(volunteer.stands is S.PAUSED)
    # A pause gives nobody what she had not before.
    volunteer.state = S.ACTIVE if volunteer.vetted_until else S.CANDIDATE
    volunteer.write(ring, volunteer.unseal(ring), version)
    audit.record(act="prevention.paused", by=by, about=volunteer.id)


@transaction.atomic
def leave_volunteering(
    *, volunteer: Volunteer, given_back: str, by: User, ring: Ring, version: int
) -> None:
    """Note that she has stopped helping; her telephone is deleted. Vetted anew, she can come back.
    Raises `Conflict`, `BadInput`, `Refused`."""
    _must_be_here(volunteer)
    check_code("given_back", given_back, GivenBack)
    left = {"on": timezone.localdate().isoformat(), "given_back": given_back}
    content = volunteer.unseal(ring)
    volunteer.state, volunteer.vetted_until = S.LEFT, None
    content_left = content | {"phone": "", "left": [*content.get("left", []), left]}
    volunteer.write(ring, content_left, version)
    audit.record(act="prevention.volunteer_left", by=by, about=volunteer.id)


def _must_be_here(volunteer: Volunteer) -> None:
    if volunteer.stands is S.LEFT:
        raise Refused(say("She has left already."))


@transaction.atomic
def write_hours(
    *, volunteer: Volunteer, on: date, hours: int, doing: str, by: User, today: date | None = None
) -> VolunteerHours:
    """Write the hours of one day. They count once somebody else has countersigned. Raises
    `BadInput`, `Refused`."""
    today = today or timezone.localdate()
    # Held, so that two who write hours of one day see each other's: a day has so many.
    Volunteer.objects.select_for_update().get(pk=volunteer.pk)
    check_counted(volunteer.stands, volunteer.vetted_until, on)
    same = sum(hour.hours for hour in volunteer.hours.filter(on=on))
    check_hours(hours, same, on, today)
    doing = short_text("doing", doing, needed=say("doing what?"))
    row = VolunteerHours.objects.create(
        volunteer=volunteer, on=on, told={"hours": hours, "doing": doing}, made_by=by, made_on=today
    )
    audit.record(act="prevention.hours", by=by, about=volunteer.id)
    return row


@transaction.atomic
def countersign(*, hours: VolunteerHours, by: User) -> None:
    """Countersign the hours, as another person than who wrote them. Raises `Refused`."""
    locked = VolunteerHours.objects.select_for_update().get(pk=hours.pk)
    if locked.countersigned_on is not None:
        raise Refused(say("This is countersigned already."))
    if locked.made_by_id == by.pk:
        raise Refused(say("You wrote it: it takes another person."))
    locked.countersigned_by, locked.countersigned_on = by, timezone.localdate()
    locked.save(update_fields=["countersigned_by", "countersigned_on"])
    audit.record(act="prevention.hours", by=by, about=locked.volunteer_id)
