"""The look through the whole journal, a part of it with each sweep."""

import pytest

from fanal.audit import acknowledging, checkpoints, daily_look, queries
from fanal.audit import actions as audit
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.queries import examine, examine_on
from tests.audit.test_checkpoint import note
from tests.files import browser

PART = 5


@pytest.fixture
def long(cast, monkeypatch):
    """A journal of several parts; the number of its last entry."""
    monkeypatch.setattr(daily_look, "AT_ONCE", PART)
    for _one in range(3 * PART):
        audit.record(act="case.looked_for", by=None)
    note()
    return JournalHead.objects.get().number


def day():
    """Every part of one day: what each said."""
    said = [daily_look.go_on(begin=True)]
    while checkpoints.path(daily_look.NAME).exists():
        said.append(daily_look.go_on(begin=False))
    return said


def change(number):
    JournalEntry.objects.filter(number=number).update(day="2020-01-01")


def test_a_whole_journal_is_looked_through_in_parts_up_to_its_end(long):
    assert day() == [False] * (-(-long // PART))


@pytest.mark.parametrize("at", [1, 2 * PART, -1, 0])
def test_what_was_changed_anywhere_is_found_the_same_day(long, at):
    change(at if at > 0 else long + at)
    assert day()[-1]


def test_what_is_gone_is_found(long):
    JournalEntry.objects.filter(number__gt=PART, number__lte=2 * PART).delete()
    assert day()[-1]


def test_what_is_changed_in_a_part_that_was_looked_through_is_found_the_next_day(long):
    daily_look.go_on(begin=True)
    daily_look.go_on(begin=False)
    change(2)
    assert not day()[-1]
    assert day()[-1]


def test_a_page_goes_on_from_the_end_of_the_last_look(cast, long, monkeypatch):
    monkeypatch.setattr(queries, "AT_A_PAGE", PART)
    day()
    audit.record(act="case.looked_for", by=None)
    assert queries.examine_for_a_page()[1] == long
    page = browser(cast, cast.vera).get("/audit/check/").text
    assert f"Checked just now: what follows entry {long}." in page
    change(long + 1)
    assert queries.examine_for_a_page()[0].faults


def test_a_page_that_looked_through_all_of_a_long_journal_spares_the_next_one_that(
    long, monkeypatch
):
    monkeypatch.setattr(queries, "AT_A_PAGE", PART)
    assert queries.examine_for_a_page()[1] == 0, "nothing was looked through yet"
    assert queries.examine_for_a_page() == (examine(), long)


def test_a_page_that_found_something_wrong_looks_through_all_again(long, monkeypatch):
    monkeypatch.setattr(queries, "AT_A_PAGE", PART)
    change(2)
    assert queries.examine_for_a_page()[0].faults
    report, before = queries.examine_for_a_page()
    assert (bool(report.faults), before) == (True, 0)


def test_a_journal_that_is_not_long_is_looked_through_for_the_page(long):
    day()
    change(2)
    assert queries.examine_for_a_page()[0].faults


def test_nothing_is_looked_at_again_before_the_next_day(long):
    day()
    change(2)
    assert not daily_look.go_on(begin=False)
    assert daily_look.go_on(begin=True)


def test_what_was_acknowledged_is_no_alarm(cast, long):
    change(3)
    keys = [fault.key() for fault in examine().faults]
    assert day()[-1]
    acknowledging_of(cast, keys)
    assert not any(day())


def acknowledging_of(cast, keys):
    detail = {"faults": keys, "said": "tested"}
    audit.record(act=acknowledging.ACKNOWLEDGED, by=cast.anan, detail=detail)


def test_a_journal_that_was_put_back_is_looked_at_from_the_first(long):
    daily_look.go_on(begin=True)
    daily_look.go_on(begin=False)
    JournalEntry.objects.filter(number__gte=PART).delete()
    assert day()[-1], "it ends before its head"


def test_how_far_the_look_came_is_no_checkpoint_of_verify(long):
    daily_look.go_on(begin=True)
    checkpoints.path(daily_look.NAME).rename(checkpoints.path())
    assert examine_on()[1] == 0
