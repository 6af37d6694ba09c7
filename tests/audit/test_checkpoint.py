"""`fanal audit verify` goes on from the entry up to which the journal was found whole."""

import errno
import json

import pytest

from fanal.audit import acknowledging, checkpoints, second_place
from fanal.audit import actions as audit
from fanal.audit.models import JournalEntry, JournalHead
from fanal.audit.queries import examine, examine_on
from fanal.core.sealing.chain import NotedHead


@pytest.fixture
def whole(cast):
    """A journal that was found whole; the number of its last entry."""
    note()
    report, before = examine_on()
    assert (report.faults, before) == ([], 0)
    return report.number


def note():
    head = JournalHead.objects.get()
    second_place.append(second_place.first(), head.number, bytes(head.mark))


def acts(n):
    for _one in range(n):
        audit.record(act="case.looked_for", by=None)


def test_it_goes_on_where_it_was_and_says_the_same_as_from_the_first(whole, cast):
    acts(4)
    assert examine_on() == (examine(), whole)
    assert examine_on()[1] == whole + 4


def change(number):
    JournalEntry.objects.filter(number=number).update(day="2020-01-01")


def test_what_was_changed_after_it_is_found(whole):
    acts(4)
    change(whole + 2)
    report, before = examine_on()
    assert (before, report.faults) == (whole, examine().faults)
    assert f"entry {whole + 2}" in str(report.faults[0])
    assert examine_on()[1] == whole  # no further than it is whole


def test_what_was_changed_before_it_is_found_from_the_first(whole):
    change(3)
    assert examine_on()[0].faults == []
    assert "entry 3" in str(examine().faults[0])


@pytest.mark.parametrize("gone", ["the entry", "one before it", "all after"])
def test_a_journal_that_does_not_hold_it_any_more_is_looked_at_from_the_first(whole, gone):
    acts(2)
    numbers = {"the entry": [whole], "one before it": [2], "all after": [whole, whole + 1]}[gone]
    JournalEntry.objects.filter(number__in=numbers).delete()
    report, before = examine_on()
    assert before == 0
    assert report.faults == examine().faults != []


def test_nobody_without_the_key_writes_one(whole):
    change(3)
    held = json.loads(checkpoints.path().read_text())
    text = json.loads(held["text"]) | {"entries": 0}
    for wrong in ({**held, "text": json.dumps(text)}, {**held, "seal": "00" * 32}, {}, []):
        checkpoints.path().write_text(json.dumps(wrong))
        assert examine_on()[1] == 0
    checkpoints.path().write_text("{")
    assert examine_on()[1] == 0


def test_what_was_acknowledged_before_it_is_named_each_time(cast):
    second_place.append(second_place.first(), 3, b"x" * 32)
    note()
    assert len(examine().faults) == 1
    acknowledging.acknowledge(by=cast.vera, second=cast.anan, reason="A line that was ours")
    change_of_clock = examine().acknowledged
    assert len(change_of_clock) == 1
    for _once in range(3):
        report, _before = examine_on()
        assert (report.faults, report.acknowledged) == ([], change_of_clock)
        acts(1)
    assert isinstance(second_place.noted(second_place.first())[0], NotedHead)


def test_what_was_found_is_said_though_the_disk_has_no_room_for_the_note(whole, monkeypatch):
    def full(*_asked):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(checkpoints, "write_whole", full)
    report, _before = examine_on(from_the_first=True)
    assert report.number > 0
