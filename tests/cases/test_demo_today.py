"""A newcomer finds a plausible day at work, and nothing that has waited for years."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.authority.attested import genuine
from fanal.cases import demo
from fanal.cases.deciding import closures_to_agree
from fanal.cases.demo.danger import in_danger
from fanal.cases.models import Case, Closure
from fanal.cases.queries.agenda import agenda
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.case_list import TEAM, Wanted, case_list
from fanal.cases.queries.present import states_of
from fanal.core.casework.present import DangerState
from fanal.protection import demo as protection
from tests import files

YEAR, LATE = timedelta(days=365), 60


@pytest.mark.long
def test_no_open_case_is_of_long_ago_and_today_has_what_a_day_has(cast):
    today = timezone.localdate()
    demo.play(cast, today)
    protection.play(cast, today)
    for worker in (cast.sokha, cast.kham, cast.linh):
        nothing_is_of_long_ago(cast, worker, today)
    closed = Closure.objects.exclude(agreed_on=None)
    assert closed.count() == 24
    assert all(genuine(one) for one in [*Case.objects.all(), *closed])
    assert all(
        {closure.asked_by, closure.agreed_by} == {cast.sokha, cast.noi} for closure in closed
    )

    listed = case_list(cast.sokha, Wanted(show=TEAM), today).listed
    [girl] = in_danger(cast.bangkok)
    assert listed[0].id == girl.id
    states = Counter(one.state for one in listed)
    assert (states[DangerState.IN_DANGER], states[DangerState.UNHEARD]) == (1, 1)
    assert [one.quiet for one in listed if one.quiet] == [34]
    assert today + timedelta(days=3) in [one.consent_ends for one in listed]
    assert len(closures_to_agree(cast.noi)) == 1
    page = files.browser(cast, cast.sokha).get(f"/cases/{girl.id}/").text
    for words in ("since yesterday 21:40", "the weaving shop", "Be home before New Year"):
        assert words in page


def nothing_is_of_long_ago(cast, worker, today):
    listed = case_list(worker, Wanted(show=TEAM), today).listed
    assert listed
    assert all(today - one.opened_on < YEAR for one in listed)
    assert max(max(one.late, one.quiet) for one in listed) < LATE
    now = timezone.localtime()
    people = Case.objects.filter(id__in=[one.id for one in listed]).values_list("people", flat=True)
    states = states_of(list(people), worker, cast.ring(worker), now)
    due = [one.state.next_due for one in states.values() if one.state.next_due]
    assert all(now - one < timedelta(days=LATE) for one in due)
    items = agenda(Asked(worker, cast.ring(worker), now))
    assert items
    assert [item for item in items if item.days_late(today) >= LATE] == []
    assert any(item.day == today and item.hour for item in items)
