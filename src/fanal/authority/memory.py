"""What this process has read of the ledger. It never goes back: that is how a rollback shows."""

import threading
from collections.abc import Callable, Mapping

from django.db import connection

from fanal.authority.failures import Damaged, RolledBack
from fanal.authority.ledger_head import LATEST, LedgerHead
from fanal.authority.noted_head import NotedLedgerHead
from fanal.core.sealing import attestations, chain
from fanal.core.sealing.framing import framed
from fanal.sealed.server_key import derived

ALL = "*"  # in place of a table: all rows were certified anew

type LedgerRow = tuple[int, str, str, int, bytes, bytes]
type Tail = Callable[[int, int], list[LedgerRow]]
type RowKey = tuple[str, str]  # a table, and which row
type Versions = dict[str, dict[str, int]]  # of a row, by table: tens of thousands of rows of a few


class LedgerState:
    """The end of a stretch of the chain, and the last version that ended of each row in it."""

    def __init__(self, number: int = 0, mark: bytes = chain.START) -> None:
        self.number, self.mark = number, mark
        self.versions: Versions = {}
        self.last_entry: dict[str, bytes] = {}  # the mark of the last entry about it, by table
        self.floor = 0  # below it every version is over: two people certified all rows since

    def follow(self, head: LedgerHead, tail: Tail, noted: NotedLedgerHead | None = None) -> None:
        """Read on up to `head`. Raises Damaged unless the chain leads there, through `noted`."""
        if head.number == self.number and head.mark == self.mark:
            return
        # The chain must lead through what the second place noted: a shorter history that is right
        # in itself is still another one.
        through = noted is None or noted.number <= self.number
        for number, table, row, version, before, mark in tail(self.number, head.number):
            self._link(number, before, mark, framed(table, row, str(version)), table == ALL)
            if table == ALL:
                self.versions, self.last_entry, self.floor = {}, {}, version
            else:
                of_table = self.versions.setdefault(table, {})
                of_table[row] = max(version, of_table.get(row, 0))
                self.last_entry[table] = mark
            if noted and number == noted.number:
                through = mark == noted.mark
        if (self.number, self.mark) != (head.number, head.mark) or not through:
            raise Damaged

    def last(self, table: str, row: str) -> int:
        """Return the last version of the row that ended in this stretch; 0 where none did."""
        of_table = self.versions.get(table)
        return of_table.get(row, 0) if of_table else 0

    def _link(self, number: int, before: bytes, mark: bytes, content: bytes, anew: bool) -> None:
        ours = chain.mark(derived("ledger"), before, number, content)
        follows = number == self.number + 1 and before == self.mark
        # The one entry that may begin a chain: two people certified all rows, and what was before
        # is gone.
        follows = follows or (anew and before == chain.START)
        if not (follows and attestations.same(ours, mark)):
            raise Damaged
        self.number, self.mark = number, mark


class LedgerMemory:
    """What was read of the ledger: `seen` of what is committed; each thread may look ahead inside
    its own transaction."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._begin()

    def _begin(self) -> None:
        self.seen, self.step, self.level = LedgerState(), 0, LATEST
        self.counts: Mapping[str, int] = {}
        self._here = threading.local()
        self._watched: list[set[RowKey]] = []

    def follow(self, head: LedgerHead, tail: Tail, noted: NotedLedgerHead | None) -> None:
        self._here.ahead = None
        before = self.seen
        try:
            before.follow(head, self._telling(tail), noted)
        except Damaged:
            self.seen = LedgerState()  # what was read up to the fault is read again
            raise
        self.step = max(self.step, head.step)

    def watch(self) -> set[RowKey]:
        """Return a set that takes up, from now on, the rows of which this process learns that a
        version ended.

        Whoever looks longer than a moment stands at an older state than the other threads.
        """
        ended: set[RowKey] = set()
        self._watched = [*self._watched, ended]
        return ended

    def end_watch(self, ended: set[RowKey]) -> None:
        self._watched = [one for one in self._watched if one is not ended]

    def _telling(self, tail: Tail) -> Tail:
        """Return a tail that tells whoever watches before anybody is answered by what was read."""

        def told(after: int, to: int) -> list[LedgerRow]:
            found = tail(after, to)
            for ended in self._watched:
                ended.update((table, row) for _number, table, row, *_rest in found)
            return found

        return told

    def look_ahead(self, head: LedgerHead, tail: Tail) -> None:
        ahead = self.ahead()
        if ahead is None or ahead.number > head.number or not _leads(ahead, head, tail):
            self._here.ahead = ahead = LedgerState(self.seen.number, self.seen.mark)
            ahead.floor = self.seen.floor
        ahead.follow(head, tail)

    def ahead(self) -> LedgerState | None:
        """What this thread sees beyond, inside its transaction."""
        # Asked for each of thousands of rows; whether a transaction is open costs more to find out.
        found: LedgerState | None = getattr(self._here, "ahead", None)
        return found if found and connection.in_atomic_block else None

    def last(self, table: str, row: str) -> int:
        """The last version of the row that ended; 0 where none did."""
        ahead = self.ahead()
        more = ahead.last(table, row) if ahead else 0
        return max(more, self.seen.last(table, row), self.floor() - 1)

    def last_entry(self, table: str) -> bytes:
        """The mark of the last entry about a row of this table: of another history it is another
        one, even if both have as many entries."""
        ahead = self.ahead()
        more = ahead.last_entry.get(table) if ahead else None
        return more or self.seen.last_entry.get(table, chain.START)

    def floor(self) -> int:
        """Return the version below which every one is over."""
        ahead = self.ahead()
        return max(self.seen.floor, ahead.floor if ahead else 0)

    def forget(self) -> None:
        """Start over: another database, or one that two people certified again."""
        self._begin()


def _leads(ahead: LedgerState, head: LedgerHead, tail: Tail) -> bool:
    if ahead.number == head.number:
        return ahead.mark == head.mark
    following = tail(ahead.number, ahead.number + 1)
    return bool(following) and following[0][4] == ahead.mark


known = LedgerMemory()


def compare(head: LedgerHead, noted: NotedLedgerHead | None) -> None:
    """Raise RolledBack for a head before what this process, or the second place, has seen."""
    # The step as well: rows that are added end no version, so the chain alone would not show that
    # they are gone.
    if head.step < known.step or head.number < known.seen.number:
        raise RolledBack
    if head.number == known.seen.number and head.mark != known.seen.mark:
        raise Damaged
    if noted and noted.step > head.step:
        raise RolledBack
    if noted and noted.step == head.step and noted.mark != head.mark:
        raise Damaged
