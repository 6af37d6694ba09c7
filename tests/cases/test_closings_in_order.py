"""Of two closings of one day the later one counts, everywhere."""

import pytest

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.stages import agree_closure, ask_closure, reopen
from fanal.cases.actions.tasks import finish_task
from fanal.cases.models import Case
from fanal.cases.queries import pages
from fanal.cases.queries.last_contact import died_of, said_what_became
from tests import closing, files
from tests.shares import mostly_long


@pytest.fixture(params=mostly_long(range(6), of=6))
def closed_twice(request, cast, case, her):
    """As it died and, opened again the same day, lost contact: several times, since
    ids are drawn."""
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=her, purpose="care", answer="given", **write)
    closing.answered(person=her, **write)
    first = closes(cast, case, "died")
    version = Case.objects.get(id=case.id).version
    reopen(case=case, why="It was another woman.", version=version, **cast.acting(cast.noi))
    for task in case.tasks.filter(done_on=None):
        finish_task(task=task, by=cast.noi, version=task.version)
    last = closes(cast, case, "contact_lost")
    return first, last


def closes(cast, case, reason):
    case.refresh_from_db()
    ring = cast.ring(cast.sokha)
    closure = ask_closure(case=case, reason=reason, words="As we know.", by=cast.sokha, ring=ring)
    version = Case.objects.get(id=case.id).version
    agree_closure(closure=closure, **cast.acting(cast.noi), version=version)
    return closure


def test_the_later_of_two_of_one_day_says_why_it_is_closed(case, her, closed_twice):
    first, last = closed_twice
    assert list(case.closures.all()) == [first, last]
    assert pages.last_of(pages.closures_of(case)) == last
    assert died_of([her.id]) == {}
    assert said_what_became({her.id: files.TODAY}) == {her.id}
