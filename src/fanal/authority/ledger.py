"""The ledger: which versions of attested rows are over, and how many rows there are.

A row of yesterday still bears yesterday's attestation. It counts only while nothing followed it:
each version that was replaced, and each row that was deleted, is entered here, in a chain under the
server's key (`fanal.core.sealing.chain`). Each process keeps what it read, and reads on from there:
an end that lies before what it has seen, or before what the second place noted, is a rollback.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction

from fanal.authority import memory, noted_head
from fanal.authority.ledger_head import LATEST, LEVEL, LedgerHead, read_head, write_head
from fanal.authority.memory import ALL, known
from fanal.authority.noted_head import NotedLedgerHead
from fanal.authority.tables import by_table
from fanal.core.sealing import chain
from fanal.core.sealing.framing import framed
from fanal.database.sql import insert, placeholders, rows
from fanal.sealed.server_key import derived

# The version under which a deleted row is entered: the largest that the column holds, so every
# version of that row is over, and one that is put back never counts again.
FOR_EVER = 2**31 - 1
TAIL = """SELECT number, "table", row, version, before, mark FROM authority_ended
    WHERE number > %s AND number <= %s ORDER BY number"""
ENDED = """SELECT 1 FROM authority_ended WHERE number > %s AND number <= %s
    AND "table" IN ({tables}) LIMIT 1"""
COLUMNS = ("number", '"table"', "row", "version", "before", "mark")
LOCK = "SELECT id FROM authority_head WHERE id = 1 FOR UPDATE"
type RowVersion = tuple[str, str, int]  # table, which row, which version
type TableState = tuple[int, bytes]  # below which version all is over; the last entry about it


def read() -> LedgerHead:
    """The head, verified, with all that ended up to it known. Raises Unserved.

    The second place is read first: it is written after the database, so it is never ahead of it.
    """
    with known.lock:  # threads: none compares a head that another has gone past
        noted = noted_head.kept()
        head = read_head()
        memory.compare(head, noted)
        if connection.in_atomic_block:
            known.look_ahead(head, _tail)
        else:
            known.follow(head, _tail, noted)
        known.level, known.counts = head.level, head.counts
    return head


@contextmanager
def read_for_long() -> Iterator[tuple[LedgerHead, Callable[[str, str], bool]]]:
    """The head, and whether a version of a row ended after it: other threads of this process read
    on, and `ended` answers with what they have seen. Raises Unserved."""
    with known.lock:  # no thread reads on between the two
        head, ended = read(), known.watch()
    try:
        yield head, lambda table, row: (table, row) in ended or (ALL, "") in ended
    finally:
        known.end_watch(ended)


def refresh() -> None:
    """Forget, inside a transaction, what belonged to a savepoint that was rolled back."""
    # A savepoint that was rolled back took entries with it that this thread has counted as there.
    if connection.in_atomic_block and known.ahead():
        read()


def ended(table: str, row: str, version: int) -> bool:
    """Whether this version of the row is over."""
    return version <= known.last(table, row)


def state(table: str) -> TableState:
    """Return the state of a table as it was read: the same while no version of a row of it ended,
    in this thread too."""
    return known.floor(), known.last_entry(table)


def hold() -> LedgerHead:
    """Serialise writers of attested rows until the end of the transaction. Raises Unserved."""
    in_order()
    head = read()
    if head.new:  # nothing is attested yet: the first row of a new organisation
        write_head(head, new=True)
    return head


def in_order() -> None:
    """Lock the ledger first, as whoever locks the end of the journal as well does: two never wait
    for each other. SQLite lets one write at a time by itself."""
    if connection.vendor == "postgresql":
        rows(LOCK)


def made(table: str, n: int) -> None:
    """Note that `n` rows were added."""
    if n:
        _go_on((), {table: n})


def changed(over: Iterable[RowVersion]) -> None:
    """Note that something followed these versions."""
    _go_on(over, {})


def deleted(table: str, row: str) -> None:
    """The row is gone for ever."""
    hold()
    _go_on([(table, row, FOR_EVER)], {table: -1})


@transaction.atomic
def end(kind: str, *marks: str) -> None:
    """End for ever something of which no attested row is kept: secrets, by their marks. Whoever
    puts their rows back puts back nothing."""
    hold()
    _go_on([(kind, mark, FOR_EVER) for mark in marks], {})


def has_ended(kind: str, mark: str) -> bool:
    """Whether `end` was said of it."""
    return ended(kind, mark, FOR_EVER)


def restart(floor: int, counts: Mapping[str, int], before: Iterable[NotedLedgerHead]) -> None:
    """Replace the head once all rows are certified as version `floor`: nothing older counts."""
    # Above everything that was ever noted: a ledger that began at 1 again would look like the
    # rollback it has to be told from.
    number = 1 + max((noted.number for noted in before), default=0)
    step = 1 + max((noted.step for noted in before), default=0)
    rows_before, over = rows("SELECT max(number) FROM authority_ended"), _of_no_table()
    number = max(number, 1 + (rows_before[0][0] or 0))
    mark = chain.mark(derived("ledger"), chain.START, number, content(ALL, "", floor))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM authority_ended")
        cursor.execute("DELETE FROM authority_head")
    insert("authority_ended", COLUMNS, [(number, ALL, "", floor, chain.START, mark)])
    write_head(LedgerHead(step, number, mark, {**counts, LEVEL: LATEST}), new=True)
    noted = NotedLedgerHead(step, number, mark)
    # After the commit: a note of what was undone would stop the server as rolled back.
    transaction.on_commit(lambda: noted_head.note(noted, anew=True))
    if over:
        _go_on(over, {})


def _of_no_table() -> list[RowVersion]:
    """What is over by `end`: no certified row replaces it."""
    asked = 'SELECT "table", row, version FROM authority_ended WHERE version = %s'
    return [one for one in rows(asked, [FOR_EVER]) if one[0] not in by_table()]


def ended_between(before: int, after: int, tables: Iterable[str]) -> bool:
    """Whether a version of a row of these tables ended, or was certified anew, between these two
    numbers of the head."""
    among = [ALL, *tables]
    sql = ENDED.format(tables=placeholders(among))
    return before > after or bool(rows(sql, [before, after, *among]))


def content(table: str, row: str, version: int) -> bytes:
    """The bytes that the mark of an entry is over."""
    return framed(table, row, str(version))


def _go_on(over: Iterable[RowVersion], more: Mapping[str, int]) -> None:
    head = read_head()
    number, mark, entries = head.number, head.mark, []
    for row_version in over:
        number, before = number + 1, mark
        mark = chain.mark(derived("ledger"), before, number, content(*row_version))
        entries.append((number, *row_version, before, mark))
    if entries:
        insert("authority_ended", COLUMNS, entries)
    counts = {**head.counts, **{name: head.counts.get(name, 0) + n for name, n in more.items()}}
    write_head(LedgerHead(head.step + 1, number, mark, counts), new=False)
    # Once a transaction, however many rows it changes: the note is a file that is written through
    # to the disk.
    if not any(one[1] is _note for one in connection.run_on_commit):
        transaction.on_commit(_note)


def _note() -> None:
    head = read_head()
    noted_head.note(NotedLedgerHead(head.step, head.number, head.mark))


def _tail(after: int, to: int) -> list[tuple[int, str, str, int, bytes, bytes]]:
    return [(n, t, r, v, bytes(b), bytes(m)) for n, t, r, v, b, m in rows(TAIL, [after, to])]
