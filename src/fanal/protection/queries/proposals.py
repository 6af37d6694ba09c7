"""What the form of a dated record proposes: what the case says under the same question, her last
sign of life, and the day by which it is looked at again."""

from datetime import date, datetime

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.particulars import the_one_of
from fanal.cases.queries.present import states_of
from fanal.core.casework.answers import dump, is_value, load
from fanal.core.protection.clocks import Clock, ClockStep, clock
from fanal.core.protection.codes import RiskEvent
from fanal.core.protection.due import DueStep, ProtectionStep
from fanal.core.protection.kinds import RecordKind
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.protection.houses import may_be_asked
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.facts import records_of
from fanal.protection.queries.pages import process_page
from fanal.reintegration.actions.families import QUESTIONS
from fanal.reintegration.queries.families import SECOND, newest_read

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


def look_due(
    case: Case, kind: RecordKind, person: Person | None, user: User, ring: Ring
) -> DueStep | None:
    """The look at her risk that is due, where that is what is written down now."""
    if kind is not RecordKind.RISK or person is None:
        return None
    steps = (row.step for row in process_page(case, user, ring).due)
    hers = (one for one in steps if one.step is ProtectionStep.RISK and one.person == person.id)
    return next(hers, None)


def known_elsewhere(
    case: Case,
    kind: RecordKind,
    person: Person | None,
    look: DueStep | None,
    user: User,
    ring: Ring,
) -> Content:
    """Return what is known elsewhere, as an entry keeps its answers; `look`: what is due now."""
    if person is not None and kind is RecordKind.BEST_INTERESTS:
        return {} if newest(case, kind, person) else _said_of_family(person, user, ring)
    if person is None or kind not in SAID_OF_SAFETY:
        return {}
    found: Content = {}
    gone_through = kind is RecordKind.SAFETY_PLAN and newest(case, kind, person)
    if the_one_of(case) == person.id and not gone_through:
        found = _said_of_safety(case, SAID_OF_SAFETY[kind], ring)
    if look and look.event:
        found["because"] = dump(str(look.event))
    return found


def asks_house(case: Case, person: Person | None, look: DueStep | None, user: User) -> bool:
    """Whether a look is due since a suspect is free, as far as this user may know, and the house
    where she sleeps can be asked to look at doors and visitors."""
    # By the step that her first screen shows: a second rule asked there for a look, and not here.
    if person is None or look is None:
        return False
    free = any(one.event is RiskEvent.RELEASE for one in look.unsettling)
    return free and may_be_asked(case, person, user)


def _said_of_safety(case: Case, names: tuple[str, ...], ring: Ring) -> Content:
    """The last answer to each, as far as the reader may open them."""
    found: Content = {}
    for entry in CaseEntry.objects.of_kinds([case.id], "safety").order_by("number"):
        data = entry.try_unseal(ring) or {}
        found |= {name: data[name] for name in names if is_value(load(data.get(name)))}
    return found


def _said_of_family(person: Person, user: User, ring: Ring) -> Content:
    """What the last assessment of her family found, with its day and by whom; and what she wants,
    whom it asked apart."""
    found = newest_read(person, user, ring)
    if found is None:
        return {}
    family = (name for name in (*QUESTIONS, SECOND) if name != "her_wish")
    said = found.in_words(found.answers_to(family), found.source)
    return {"own_view": dump(found.content.get("her_wish", "")), "family": dump(said)}


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
