"""A journal that was put back, cut or emptied is found, also after later entries, until two people
acknowledge it with a reason.
"""

import json
import shutil
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from fanal.audit import actions as audit
from fanal.audit import second_place
from fanal.audit.acknowledging import acknowledge
from fanal.audit.actions import raise_alarm, spread
from fanal.audit.models import JournalAlarm, JournalEntry, JournalHead
from fanal.audit.queries import entry_with_head, examine
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing import chain, heads
from fanal.health.checks.journal import journal_head_noted
from fanal.keys.actions.organisation import make_organisation
from fanal.keys.models import OrganisationKeys
from tests.journal import entries, the_entry

REASON = "The disk broke and the backup of Monday was put back"


@pytest.fixture
def place(settings, tmp_path, transactional_db):
    settings.JOURNAL_HEAD = tmp_path / "journal.head"
    return settings.JOURNAL_HEAD


@pytest.fixture
def journal(place):
    """Ten entries, each noted in the second place after its transaction."""
    write(10)
    return place


def write(many):
    for n in range(many):
        audit.record(act="case.looked_for", by=None, about=n)


def put_back(to):
    """What somebody does who can write to the database, and to nothing else."""
    JournalEntry.objects.filter(number__gt=to).delete()
    mark = JournalEntry.objects.get(number=to).mark if to else chain.START
    JournalHead.objects.update(number=to, mark=mark)


def faults():
    return [str(one) for one in examine().faults]


def gone(number):
    day = timezone.localdate().isoformat()
    return f"entry {number}, noted in a second place on {day}, is not in this journal: it was put back, cut or changed before that"


def test_what_is_written_is_noted_and_whole(journal):
    assert second_place.head()[0] == 10
    assert faults() == []
    assert not JournalAlarm.objects.exists()


@pytest.mark.asvs("V16.4.2")
@pytest.mark.parametrize("later", [1, 3, 5, 7])
def test_a_rollback_is_found_also_after_later_entries(journal, later):
    put_back(5)
    write(later)
    assert gone(10) in faults()
    assert JournalAlarm.objects.exists()


def test_a_rollback_by_one_entry_is_found_by_the_next(journal):
    put_back(9)
    write(2)
    assert gone(10) in faults()


def test_the_kept_head_is_never_overwritten(journal):
    kept = second_place.head()
    put_back(5)
    write(20)
    assert kept in [(one.number, one.mark) for one in second_place.noted(journal)]


def test_the_break_stands_in_the_journal_itself(journal):
    put_back(5)
    write(1)
    told = the_entry("journal.broken")
    assert told.number == 7
    journal.unlink()
    write(1)
    assert any(
        "entry 7 says that entry 10 was noted before and is not in this journal" in fault
        for fault in faults()
    )


def test_an_emptied_journal_is_found_after_later_entries(journal):
    put_back(0)
    write(12)
    assert gone(10) in faults()


def test_a_second_place_that_is_gone_is_an_alarm_and_comes_back_loudly(journal):
    journal.unlink()
    assert faults() == [f"the second place {journal} is missing or empty"]
    write(1)
    assert faults() == ["entry 12 says that the second place journal.head was missing or empty"]
    assert JournalAlarm.objects.exists()


def test_a_second_place_that_is_gone_is_noted_anew_by_the_timer_though_no_entry_follows(journal):
    journal.unlink()
    assert journal_head_noted() is not None
    spread()
    assert journal_head_noted() is None
    assert faults() == ["entry 11 says that the second place journal.head was missing or empty"]
    assert JournalAlarm.objects.exists()
    spread()
    assert second_place.head()[0] == 11


def test_a_second_place_that_was_emptied_is_as_one_that_is_gone(journal):
    journal.write_text("")
    write(1)
    assert faults() == ["entry 12 says that the second place journal.head was missing or empty"]


def test_a_journal_cut_together_with_its_second_place_is_found(journal):
    put_back(5)
    journal.unlink()
    write(1)
    assert faults() == ["entry 7 says that the second place journal.head was missing or empty"]


def test_a_journal_emptied_together_with_its_second_place_is_found(place):
    make_organisation()
    write(3)
    assert faults() == []
    JournalEntry.objects.all().delete()
    JournalHead.objects.all().delete()
    place.unlink()
    begins = "the journal does not begin with the making of the organisation's keys: it was emptied"
    assert begins in faults()
    write(3)
    assert OrganisationKeys.objects.exists()
    assert begins in faults()


def test_a_line_that_was_spoilt_is_named_and_nothing_is_lost(journal):
    journal.write_text(journal.read_text() + "rubbish\n")
    assert faults() == [f"the second place {journal} has a line that cannot be read: 2"]
    write(1)
    assert second_place.noted(journal)[0].number == 10
    assert "rubbish" in journal.read_text()


def test_two_workers_that_come_in_another_order_are_no_break(journal):
    two, one = JournalEntry.objects.order_by("-number")[:2]
    journal.unlink()
    second_place.append(journal, 8, bytes(JournalEntry.objects.get(number=8).mark))
    assert second_place.note(two.number, bytes(two.mark)) is None
    assert second_place.note(one.number, bytes(one.mark)) is None
    assert second_place.head() == (10, bytes(two.mark))


def test_a_gap_after_a_crash_is_no_break(journal):
    journal.write_text("")
    second_place.append(journal, 6, bytes(JournalEntry.objects.get(number=6).mark))
    write(1)
    assert faults() == []


def test_a_second_place_of_before_is_read(journal):
    number, mark = second_place.head()
    journal.write_text(f"{number} {mark.hex()}\n")
    write(2)
    assert faults() == []
    assert second_place.head()[0] == 12


def test_one_line_a_day_is_enough(journal):
    assert len(journal.read_text().splitlines()) == 1


def test_a_second_place_that_takes_no_line_stops_nobody(journal):
    journal.unlink()
    journal.mkdir()
    write(1)
    assert len(entries("case.looked_for")) == 11
    assert faults() == [f"the second place {journal} cannot be read"]


# Acknowledged by two people


@pytest.fixture
def two(journal, two_people):
    put_back(5)
    write(7)
    return two_people


@pytest.fixture
def two_people(transactional_db):
    from fanal.accounts.models import Office, User

    office = Office.objects.create(name="Bangkok", country="TH")
    return [
        User.objects.create(
            email=f"{role}@fanal.example", display_name=role, role=role, office=office
        )
        for role in ("auditor", "administrator", "case_worker")
    ]


def test_two_people_acknowledge_it_with_a_reason_and_the_journal_says_so(two):
    auditor, administrator, _worker = two
    assert acknowledge(by=auditor, second=administrator, reason=REASON) >= 1
    assert faults() == []
    report = examine()
    assert gone(10) in [str(one.fault) for one in report.acknowledged]
    assert report.acknowledged[0].reason == REASON
    assert not JournalAlarm.objects.exists()
    assert len(entries("journal.acknowledged", by=auditor)) == 1


def test_what_comes_after_the_acknowledgement_is_found_again(two):
    acknowledge(by=two[0], second=two[1], reason=REASON)
    write(3)
    put_back(JournalHead.objects.get().number - 2)
    write(4)
    assert faults()


def test_putting_back_the_acknowledgement_itself_is_found(two):
    acknowledge(by=two[0], second=two[1], reason=REASON)
    at = the_entry("journal.acknowledged").number
    put_back(at - 1)
    write(5)
    assert gone(10) in faults()
    assert gone(at) in faults()


def test_one_person_alone_or_without_the_right_or_a_reason_acknowledges_nothing(two):
    auditor, administrator, worker = two
    for by, second, reason in [
        (auditor, auditor, REASON),
        (auditor, worker, REASON),
        (auditor, administrator, "x"),
    ]:
        with pytest.raises(BadInput):
            acknowledge(by=by, second=second, reason=reason)
    administrator.is_active = False
    with pytest.raises(BadInput):
        acknowledge(by=auditor, second=administrator, reason=REASON)
    assert gone(10) in faults()
    assert not entries("journal.acknowledged")


def test_where_nothing_is_wrong_nothing_is_acknowledged(journal, two_people):
    with pytest.raises(Refused, match="whole"):
        acknowledge(by=two_people[0], second=two_people[1], reason=REASON)


def test_a_deleted_entry_is_acknowledged_and_another_change_is_not(journal, two_people):
    JournalEntry.objects.filter(number=4).delete()
    acknowledge(by=two_people[0], second=two_people[1], reason=REASON)
    assert faults() == []
    JournalEntry.objects.filter(number=6).update(day="2026-01-01")
    assert faults() == ["entry 6 was changed"]


def test_a_cut_end_is_acknowledged_once(journal, two_people):
    JournalEntry.objects.filter(number__gt=8).delete()
    acknowledge(by=two_people[0], second=two_people[1], reason=REASON)
    write(2)
    assert faults() == []


def test_a_second_place_that_is_gone_is_acknowledged_once(journal, two_people):
    """What notes it anew, and thereby makes the loss known, is the examination itself."""
    journal.unlink()
    raise_alarm()
    acknowledge(by=two_people[0], second=two_people[1], reason=REASON)
    assert faults() == []
    assert not JournalAlarm.objects.exists()


# Against paper


def test_the_head_on_paper_is_compared(journal):
    head = examine()
    paper = heads.on_paper(head.number, head.mark)
    assert entry_with_head(paper) == head.number
    write(5)
    assert entry_with_head(paper) == 10
    put_back(8)
    with pytest.raises(Refused, match="ends at entry 8, but entry 10 was written on paper"):
        entry_with_head(paper)
    shutil.rmtree(journal, ignore_errors=True)
    journal.unlink(missing_ok=True)
    write(5)
    with pytest.raises(Refused, match="entry 10 is not the one on paper"):
        entry_with_head(paper)


# The clock


def at_hours(monkeypatch, hours):
    moment = timezone.now() + timedelta(hours=hours)
    monkeypatch.setattr("fanal.audit.actions.timezone.now", lambda: moment)


@pytest.mark.asvs("V16.2.2")
def test_a_clock_that_was_set_back_is_recorded_and_told(journal, monkeypatch):
    at_hours(monkeypatch, -24)
    write(3)
    assert json.loads(JournalEntry.objects.get(number=11).detail)["set_back"] == 24 * 60
    assert faults() == ["entry 11 is 24 hours older than the one before: the clock was set back"]


def test_a_few_seconds_back_are_none(journal, monkeypatch):
    at_hours(monkeypatch, -0.01)
    write(1)
    assert faults() == []


def test_a_journal_that_begins_with_several_entries_at_once_has_lost_no_second_place(place):
    """As set-up does: they are noted once, after their transaction."""
    with transaction.atomic():
        write(3)
    assert second_place.head()[0] == 3
    assert faults() == []
    assert not JournalAlarm.objects.exists()


def test_several_entries_at_once_find_a_second_place_that_is_gone(journal):
    journal.unlink()
    with transaction.atomic():
        write(3)
    assert faults() == ["entry 14 says that the second place journal.head was missing or empty"]
