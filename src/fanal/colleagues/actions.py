"""Planning supervision, what colleagues have shown and learned, and incidents: each journalled."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.present import mail_to
from fanal.colleagues import access, incident_words
from fanal.colleagues.lost_devices import keys_wait
from fanal.colleagues.models import (
    IncidentNotice,
    IncidentWords,
    Qualification,
    SecurityIncident,
    Supervision,
)
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import check_code
from fanal.core.colleagues.incidents import DEVICES, NAMED_ONLY, SecurityIncidentKind, whom_to_tell
from fanal.core.colleagues.supervision import check_answer
from fanal.core.colleagues.validity import QualificationKind, check_end, proposed_end
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.partners.models import Area

ACTS = {
    "colleagues.planned": _("{who} planned a supervision"),
    "colleagues.answered": _("{who} wrote whether a supervision was held"),
    "colleagues.qualified": _("{who} wrote down what a colleague has shown or learned"),
    "colleagues.incident": _("{who} reported an incident"),
    "colleagues.seen": _("{who} said that she knows of an incident"),
    "colleagues.noted": _("{who} added to an incident"),
    "colleagues.ended": _("{who} closed an incident"),
    "colleagues.complaint_answered": _("{who} answered a complaint"),
    "colleagues.file_closed": _("{who} closed case {about} to all but two of the team"),
    "colleagues.strain": _("Somebody said how the work strains her"),
    "colleagues.helper": _("{who} added an interpreter or volunteer"),
    "colleagues.helper_opened": _("{who} opened the page of an interpreter or volunteer"),
    "colleagues.helper_tied": _("{who} wrote who an interpreter or volunteer is tied to"),
    "colleagues.helper_vetted": _("{who} vetted an interpreter or volunteer"),
    "colleagues.helper_paused": _("{who} paused an interpreter or volunteer, or let her go on"),
    "colleagues.incident_given": _("{who} gave the words of earlier incidents to {about}"),
    "colleagues.helper_hours": _("{who} wrote hours of an interpreter or volunteer"),
    "colleagues.helper_kept_off": _("{who} kept an interpreter or volunteer off case {about}"),
    "colleagues.helper_cleared": _("{who} let an interpreter or volunteer help in case {about}"),
}


@transaction.atomic
def plan(*, colleague: User, on: date, by: User) -> Supervision:
    """Plan a meeting. Raises `BadInput` where one is planned for that day already."""
    if Supervision.objects.filter(colleague=colleague, on=on).exists():
        raise BadInput("on", say("one is planned for this day already"))
    supervision = Supervision.objects.create(
        colleague=colleague, supervisor=by, on=on, made_on=timezone.localdate()
    )
    # Without whom: that somebody is supervised is between the two.
    audit.record(act="colleagues.planned", by=by)
    return supervision


@transaction.atomic
def answer(*, row: Supervision, held: bool, by: User, today: date | None = None) -> None:
    """Say whether a meeting was held. Raises `BadInput` before its day."""
    check_answer(row.on, held, today or timezone.localdate())
    row.held = held
    row.save(update_fields=["held"])
    audit.record(act="colleagues.answered", by=by)


@transaction.atomic
def qualify(
    *, colleague: User, kind: str, on: date, by: User, until: date | None = None
) -> Qualification:
    """Record a qualification. Raises `BadInput` naming the question."""
    check_code("kind", kind, QualificationKind)
    refuse_future("on", on, timezone.localdate())
    named = QualificationKind(kind)
    until = until or proposed_end(named, on)
    check_end(on, until)
    qualification = Qualification.objects.create(
        colleague=colleague,
        kind=named,
        on=on,
        until=until,
        made_by=by,
        made_on=timezone.localdate(),
    )
    audit.record(act="colleagues.qualified", by=by)
    return qualification


@transaction.atomic
def report(
    *,
    kind: str,
    on: date,
    by: User,
    words: str = "",
    near: bool = False,
    area: Area | None = None,
    colleague: User | None = None,
    named: tuple[User, ...] = (),
    today: date | None = None,
) -> SecurityIncident:
    """Who is told is settled by the kind. `colleague`: to whom it happened; else to who reports it.
    Raises `BadInput` naming the question."""
    today = today or timezone.localdate()
    check_code("kind", kind, SecurityIncidentKind)
    refuse_future("on", on, today)
    kind_code, words = SecurityIncidentKind(kind), long_text("words", words)
    if kind_code in NAMED_ONLY and words:
        raise BadInput("words", say("write nothing of it here: tell the two whom you choose"))
    # Of sexual violence nothing says to whom: only the two whom she chose know.
    other = colleague if colleague and colleague != by and kind_code not in NAMED_ONLY else None
    tell = _whom_to_tell(kind_code, by, other or by, named)
    codes = {"kind": kind_code, "near": near} | ({"colleague": str(other.pk)} if other else {})
    where = None if kind_code in NAMED_ONLY else area
    incident = SecurityIncident.objects.create(
        told=codes, on=on, area=where, made_by=by, made_on=today
    )
    for to in tell:
        IncidentNotice.objects.create(incident=incident, to_id=to, told_on=today)
    if words:
        ring = incident_words.folder_of(incident)
        incident_words.add(incident=incident, words=words, by=by, ring=ring)
    _mailed(incident, tell, today)
    audit.record(act="colleagues.incident", by=by)
    return incident


def _whom_to_tell(
    kind: SecurityIncidentKind, by: User, colleague: User, named: tuple[User, ...]
) -> list[UUID]:
    """Return whom to tell: her leads, or the direction; not herself, whose account may be in other
    hands."""
    leads = [user_id for user_id in access.leads_of(colleague) if user_id != colleague.pk]
    others = access.in_place_of_leads(colleague.pk)
    return whom_to_tell(kind, by.pk, leads, others, [user.pk for user in named])


def _mailed(incident: SecurityIncident, user_ids: list[UUID], today: date) -> None:
    """A mail that says nothing but: please sign in. After a lost device to the administrators as
    well, who replace the keys that it held."""
    people = set(user_ids)
    # What only came near took no device: no keys are to be replaced.
    if incident.kind in DEVICES and not incident.near:
        keep = User.objects.who_may(Permission.MANAGE_ACCOUNTS)
        people |= set(keep.values_list("pk", flat=True))
    # Her mail may be read by whoever has the device.
    people -= {incident.made_by_id, incident.colleague_id}
    users = User.objects.filter(pk__in=people, is_active=True)
    mail_to(users, today)


@transaction.atomic
def see(*, incident: SecurityIncident, by: User) -> None:
    """Note that she knows of it. A director who reads what nobody has read stands in the chain from
    then."""
    today = timezone.localdate()
    row, _made = IncidentNotice.objects.get_or_create(
        incident=incident, to=by, defaults={"told_on": today}
    )
    if row.seen_on is not None:
        return
    row.seen_on = today
    row.save(update_fields=["seen_on"])
    audit.record(act="colleagues.seen", by=by)


@transaction.atomic
def note(*, incident: SecurityIncident, words: str, by: User, ring: Ring) -> IncidentWords:
    """Add words to an incident. Raises `BadInput` naming the question."""
    if incident.kind in NAMED_ONLY:
        raise Refused(say("write nothing of it here: tell the two whom you choose"))
    words = long_text("words", words, needed=say("say what happened"))
    # Words of before folders were used stand in the row: they move before others are added.
    incident_words.move(incident)
    row = incident_words.add(
        incident=incident, words=words, by=by, ring=incident_words.folder_of(incident, ring)
    )
    audit.record(act="colleagues.noted", by=by)
    return row


@transaction.atomic
def end(*, incident: SecurityIncident, by: User, unopened: bool = False) -> None:
    """End an incident: nothing more is to be done.

    `unopened`: nobody else can have opened the device; whoever holds it may say so in her name.
    Raises `Refused` while nobody knows of it, and while keys that may be known to others open all.
    """
    waits = keys_wait(incident)
    if not incident.notices.filter(seen_on__isnull=False).exists():
        raise Refused(say("nobody has said yet that they know of it"))
    # The incident is what administrators see of it: closed too early, nobody replaces the keys.
    if waits and not (unopened and access.sees_to(by, incident)):
        raise Refused(say("her keys still open everything: an administrator replaces them first"))
    if incident.ended_on is None:
        incident.ended_on = timezone.localdate()
        incident.save(update_fields=["ended_on"])
        if waits:
            incident_words.note_unopened(incident)
        audit.record(act="colleagues.ended", by=by)
