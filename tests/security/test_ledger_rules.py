"""The ledger of attested rows goes on, through what was noted, and never back: rule by rule, without rows."""

import os
from types import SimpleNamespace

import pytest

from fanal.accounts.models import Membership
from fanal.authority import certifying, genuine_rows, memory, noted_head
from fanal.authority.failures import Damaged, RolledBack
from fanal.authority.ledger_head import LedgerHead
from fanal.authority.memory import ALL, LedgerMemory, LedgerState
from fanal.authority.models import RowFinding
from fanal.authority.noted_head import NotedLedgerHead
from fanal.core.errors import Refused
from fanal.core.sealing import chain
from fanal.core.sealing.framing import framed
from fanal.sealed.server_key import derived
from tests.security import planting

ROWS = [("t", "1", 1), ("t", "2", 4), ("t", "1", 3), ("u", "1", 2), ("t", "1", 2)]


def ledger(rows, key="ledger", start=chain.START):
    """Entries as the table holds them; one of ALL begins anew."""
    entries, before = [], start
    for number, (table, row, version) in enumerate(rows, 1):
        before = chain.START if table == ALL else before
        mark = chain.mark(derived(key), before, number, framed(table, row, str(version)))
        entries.append((number, table, row, version, before, mark))
        before = mark
    return entries


def head(entries, step=1):
    return LedgerHead(step, entries[-1][0], entries[-1][5], {})


def tail(entries):
    return lambda after, until: [entry for entry in entries if after < entry[0] <= until]


def test_each_row_is_over_up_to_its_last_version():
    seen, entries = LedgerState(), ledger(ROWS)
    seen.follow(head(entries[:2]), tail(entries))
    assert seen.versions == {"t": {"1": 1, "2": 4}}
    seen.follow(head(entries), tail(entries))
    assert seen.versions == {"t": {"1": 3, "2": 4}, "u": {"1": 2}}
    assert (seen.number, seen.mark, seen.floor) == (5, entries[-1][5], 0)
    seen.follow(head(entries), lambda *_: pytest.fail("nothing is new"))


def test_after_all_rows_were_certified_anew_every_version_before_is_over():
    seen, entries = LedgerState(), ledger([*ROWS, (ALL, "", 9), ("t", "1", 9)])
    seen.follow(head(entries), tail(entries))
    assert (seen.versions, seen.floor) == ({"t": {"1": 9}}, 9)


@pytest.mark.parametrize(
    "spoilt",
    [
        ledger(ROWS, key="journal"),
        ledger(ROWS)[:2] + ledger(ROWS)[3:],
        [*ledger(ROWS)[:4], ledger([*ROWS[:3], ("u", "9", 9), ROWS[4]])[4]],
        [(n, t, r, v + 1, b, m) for n, t, r, v, b, m in ledger(ROWS)],
        [(n, t, "7", v, b, m) for n, t, r, v, b, m in ledger(ROWS)],
        [(n + 1, t, r, v, b, m) for n, t, r, v, b, m in ledger(ROWS)],
        ledger(ROWS, start=b"x" * 32),
        ledger(ROWS)[:4],
        [],
    ],
    ids=["another key", "a gap", "another row before", "version", "row", "number", "start", "cut", "empty"],
)  # fmt: skip
def test_a_chain_that_was_touched_does_not_lead_there(spoilt):
    with pytest.raises(Damaged):
        LedgerState().follow(head(ledger(ROWS)), lambda *_: spoilt)


def test_the_chain_leads_through_what_was_noted_outside():
    entries = ledger(ROWS)
    other = ledger([("x", "1", 1), *ROWS[1:]])
    LedgerState().follow(head(entries), tail(entries), NotedLedgerHead(1, 3, entries[2][5]))
    for noted in (NotedLedgerHead(1, 3, other[2][5]), NotedLedgerHead(1, 6, entries[4][5])):
        with pytest.raises(Damaged):
            LedgerState().follow(head(entries), tail(entries), noted)
    seen = LedgerState()
    seen.follow(head(entries[:4]), tail(entries))
    seen.follow(head(entries), tail(entries), NotedLedgerHead(1, 4, other[3][5]))  # compared before


def test_what_was_read_up_to_a_fault_is_read_again():
    known, entries = LedgerMemory(), ledger(ROWS)
    known.follow(head(entries[:2], step=7), tail(entries), None)
    with pytest.raises(Damaged):
        known.follow(head(entries, step=8), lambda *_: [], None)
    assert (known.seen.number, known.step) == (0, 7)
    known.follow(head(entries, step=6), tail(entries), None)
    assert (known.seen.number, known.step, known.last("t", "1"), known.last("t", "9")) == (
        5,
        7,
        3,
        0,
    )


def test_a_look_ahead_stays_inside_its_transaction(monkeypatch):
    within = SimpleNamespace(in_atomic_block=True)
    monkeypatch.setattr(memory, "connection", within)
    known, entries = LedgerMemory(), ledger(ROWS)
    known.follow(head(entries[:2]), tail(entries), None)
    known.look_ahead(head(entries[:3]), tail(entries))
    assert (known.last("t", "1"), known.last("t", "2"), known.seen.last("t", "1")) == (3, 4, 1)
    known.look_ahead(head(entries), tail(entries))
    assert known.last("u", "1") == 2
    other = ledger([*ROWS[:2], ("v", "1", 5), ("v", "2", 6)])
    known.look_ahead(head(other), tail(other))  # a savepoint was undone, and something else came
    assert (known.last("u", "1"), known.last("v", "2")) == (0, 6)
    within.in_atomic_block = False
    assert (known.ahead(), known.last("v", "2"), known.floor()) == (None, 0, 0)


def test_a_look_ahead_over_a_new_beginning_raises_the_floor(monkeypatch):
    monkeypatch.setattr(memory, "connection", SimpleNamespace(in_atomic_block=True))
    known, entries = LedgerMemory(), ledger([*ROWS, (ALL, "", 9)])
    known.follow(head(entries[:5]), tail(entries), None)
    known.look_ahead(head(entries), tail(entries))
    assert (known.floor(), known.last("t", "1"), known.last("z", "1")) == (9, 8, 8)
    known.forget()
    assert (known.floor(), known.step, known.seen.number) == (0, 0, 0)


A, B = b"a" * 32, b"b" * 32


@pytest.mark.parametrize(
    ("step", "number", "mark", "noted", "why"),
    [
        (5, 3, A, None, None),
        (6, 4, B, NotedLedgerHead(6, 4, B), None),
        (6, 4, B, NotedLedgerHead(5, 3, A), None),
        (4, 3, A, None, RolledBack),
        (5, 2, B, None, RolledBack),
        (6, 2, B, None, RolledBack),
        (4, 4, B, None, RolledBack),
        (5, 3, B, None, Damaged),
        (6, 4, B, NotedLedgerHead(7, 4, B), RolledBack),
        (6, 4, B, NotedLedgerHead(6, 4, A), Damaged),
    ],
)
def test_a_head_is_held_against_what_was_seen(monkeypatch, step, number, mark, noted, why):
    known = LedgerMemory()
    known.seen, known.step = LedgerState(3, A), 5
    monkeypatch.setattr(memory, "known", known)
    if why is None:
        memory.compare(LedgerHead(step, number, mark, {}), noted)
    else:
        with pytest.raises(why):
            memory.compare(LedgerHead(step, number, mark, {}), noted)


def test_what_is_noted_outside_never_goes_back_but_for_two_people():
    assert noted_head.kept() is None
    noted_head.note(NotedLedgerHead(5, 3, A))
    for older in (NotedLedgerHead(4, 9, B), NotedLedgerHead(5, 9, B)):
        noted_head.note(older)
        assert noted_head.kept() == NotedLedgerHead(5, 3, A)
    noted_head.note(NotedLedgerHead(6, 4, B))
    assert noted_head.kept() == NotedLedgerHead(6, 4, B)
    noted_head.note(NotedLedgerHead(1, 1, A), anew=True)
    assert noted_head.kept() == NotedLedgerHead(1, 1, A)
    assert noted_head.path().stat().st_mode & 0o777 == 0o600
    noted_head.path().write_text("6 4")
    assert noted_head.kept() is None


def test_a_row_that_was_made_and_deleted_between_two_looks_is_missed(cast):
    """What stands there is then what was verified last, but one more was counted."""
    genuine_rows.run()
    row = Membership.objects.create(user=cast.linh, team=cast.bangkok)
    planting.delete(Membership, id=row.pk)
    genuine_rows.run()
    assert [finding.table for finding in RowFinding.objects.all()] == ["accounts_membership"]


def test_nobody_else_certifies_meanwhile_nor_reads_the_lock(cast):
    place = noted_head.path().with_name(certifying.LOCK)
    place.unlink(missing_ok=True)
    before = os.umask(0)  # whatever the house allows
    with certifying.alone():
        os.umask(before)
        assert place.stat().st_mode & 0o777 == 0o600
        with pytest.raises(Refused), certifying.alone():
            pytest.fail("two at once")
