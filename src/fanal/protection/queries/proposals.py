"""What the form of a dated record proposes: what the case says under the same question, her last
sign of life, and the day by which it is looked at again."""

from datetime import date, datetime

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import compartments_for
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.particulars import CHILD
from fanal.cases.queries.present import states_of
from fanal.core.casework.answers import dump, is_value, load
from fanal.core.protection.clocks import Clock, ClockStep, clock
from fanal.core.protection.due import ProtectionStep
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import LEGAL
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.protection.houses import may_be_asked
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.facts import records_of
from fanal.protection.queries.pages import process_page
from fanal.protection.queries.releases import not_looked_at, released_in, told_free

# What "Safety now" asked in the same words.
SAID_OF_SAFETY = {
    RecordKind.RISK: ("dangers",),
    RecordKind.SAFETY_PLAN: ("warning_signs", "safe_people", "carry"),
}
CLOCKS = {
    RecordKind.SAFETY_PLAN: ClockStep.SAFETY_PLAN,
    RecordKind.BEST_INTERESTS: ClockStep.BEST_INTERESTS,
    RecordKind.REVIEW: ClockStep.REVIEW,
    RecordKind.RECOVERY: ClockStep.RECOVERY,
}


def known_elsewhere(
    case: Case, kind: RecordKind, person: Person | None, user: User, ring: Ring
) -> Content:
    """Return what is known elsewhere, as an entry keeps its answers."""
    if person is None or kind not in SAID_OF_SAFETY:
        return {}
    found: Content = {}
    gone_through = kind is RecordKind.SAFETY_PLAN and newest(case, kind, person)
    if _is_hers(case, person) and not gone_through:
        found = _said_of_safety(case, SAID_OF_SAFETY[kind], ring)
    if kind is RecordKind.RISK and (event := _what_asks(case, person, user, ring)):
        found["because"] = dump(event)
    return found


def asks_house(case: Case, kind: RecordKind, person: Person | None, user: User) -> bool:
    """Whether her risk is looked at now, a suspect is free since that was done last, as far as this
    user may know, and the house where she sleeps can be asked to look at doors and visitors."""
    if kind is not RecordKind.RISK or person is None:
        return False
    records, today = list(records_of([case.id])), timezone.localdate()
    hers = [record for record in records if record.person_id == person.id]
    opens = LEGAL in compartments_for(user, case)
    free = told_free(hers, today) + (released_in([case.id])[case.id] if opens else [])
    return not_looked_at(free, hers, today) is not None and may_be_asked(case, person, user)


def _is_hers(case: Case, person: Person) -> bool:
    """Whether "Safety now" is surely about this person: not her child, nor one of two."""
    concerned = case.concerns.exclude(of_family=True)
    return [concern.person_id for concern in concerned if concern.role != CHILD] == [person.id]


def _said_of_safety(case: Case, names: tuple[str, ...], ring: Ring) -> Content:
    """The last answer to each, as far as the reader may open them."""
    found: Content = {}
    for entry in CaseEntry.objects.of_kinds([case.id], "safety").order_by("number"):
        data = entry.try_unseal(ring) or {}
        found |= {name: data[name] for name in names if is_value(load(data.get(name)))}
    return found


def _what_asks(case: Case, person: Person, user: User, ring: Ring) -> str:
    """What happened that asks for a look at the risk now."""
    steps = [row.step for row in process_page(case, user, ring).due]
    events = [
        step.event
        for step in steps
        if step.step is ProtectionStep.RISK and step.person == person.id and step.event
    ]
    return str(events[0]) if events else ""


def last_contact(case: Case, person: Person, user: User, ring: Ring) -> date | None:
    """The day of her last sign of life."""
    seen = states_of([person.id], user, ring)[person.id]
    sign = seen.state.last_sign
    if sign is None:
        return None
    moment = sign.said
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def proposed_by(kind: RecordKind, country: str = "") -> Clock | None:
    """The clock that proposes the day of a record; of a risk it hangs on the level. Of a recovery
    period the day is counted from the first, which the form asks."""
    step = CLOCKS.get(kind)
    return clock(step, country) if step else None


def newest(case: Case, kind: RecordKind, person: Person | None) -> ProtectionRecord | None:
    rows = [
        record
        for record in records_of([case.id])
        if record.record_kind is kind and (record.person_id == (person.pk if person else None))
    ]
    return max(rows, key=lambda row: (row.on, row.number), default=None)
