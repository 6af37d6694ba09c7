"""Files that are to end: closed cases of Bangkok, asked for by Noi, agreed to by Claire."""

from django.utils import timezone

from fanal.cases.actions import consents, entries, stages
from fanal.cases.models import Case, CaseEntry, Closure, Consent
from fanal.core.calendars.months import add_years
from fanal.core.casework.stages import CaseStage
from fanal.retention.actions import erasing, running
from fanal.retention.models import Erasure
from fanal.retention.queries import plans
from tests import files


def closed(cast, people=None, **more):
    """A case that two people closed, with a note in it."""
    case = files.case(cast, people=people, **more)
    settled(cast, case)
    close(cast, case)
    return case


def settled(cast, case):
    """What closing asks, answered."""
    write = {"case": case, **cast.acting(cast.sokha)}
    entries.add_note(text="she is at home", **write)
    entries.add_entry(kind="safety", answers={"danger_now": False}, **write)
    for link in case.concerns.filter(of_family=False):
        consents.record_consent(person=link.person, purpose="care", answer="refused", **write)


def close(cast, case):
    case.refresh_from_db()
    closure = stages.ask_closure(
        case=case, reason="safe_and_independent", words="She said so.", **cast.acting(cast.sokha)
    )
    case.refresh_from_db()
    stages.agree_closure(closure=closure, **cast.acting(cast.noi), version=case.version)


def asks(cast, plan, ground="she_asked", by=None):
    by = by or cast.noi
    return erasing.propose(plan=plan, ground=ground, **cast.acting(by))


def erased(cast, plan, ground="she_asked"):
    """Asked for, agreed to, and gone on with to its end."""
    row = asks(cast, plan, ground)
    erasing.agree(row=row, by=cast.claire)
    assert running.begin(row.pk, 10_000)
    assert not Erasure.objects.filter(pk=row.pk).exists()


def of_person(person):
    return plans.of_person(person)


def of_case(case):
    return plans.of_case(case)


def years_ago(years):
    return add_years(timezone.localdate(), -years)


def close_by_hand(*ids):
    """As if everything of these had been ended: what is tried is the erasure, not the closing."""
    for case in Case.objects.filter(pk__in=ids):
        case.closed, case.stage = True, CaseStage.CLOSED
        case.save(update_fields=["closed", "stage"])


def whatever_keeps_it(monkeypatch):
    """What is tried is what goes, and not what keeps it."""
    monkeypatch.setattr("fanal.retention.actions.erasing.must_not_be_guarded", lambda *_found: None)


DAYS = [(CaseEntry, "made_on"), (Closure, "agreed_on"), (Closure, "asked_on"), (Consent, "on")]
