"""What a transaction read or wrote last of a row that it holds locked: it is not read again.

It stands among what Django does after the commit: that list ends with the transaction, and what was
added inside a savepoint leaves it when the savepoint is rolled back. So what is kept is always what
the row holds.
"""

from __future__ import annotations

from django.db import connection, transaction


class Kept[Value]:
    """Of one kind of row: a class of its own for each."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def __call__(self) -> None:
        """Nothing is to be done after the commit."""

    @classmethod
    def now(cls) -> Value | None:
        """What this transaction holds of the row; None where it has not locked it yet."""
        at = cls._place()
        return None if at is None else connection.run_on_commit[at][1].value  # type: ignore[attr-defined]  # a function for others

    def keep(self) -> None:
        """In a transaction that has locked the row."""
        at = self._place()
        # In place of the one before, unless that has to be there again after a rollback.
        if at is not None and connection.run_on_commit[at][0] == set(connection.savepoint_ids):
            del connection.run_on_commit[at]
        if connection.in_atomic_block:
            transaction.on_commit(self)

    @classmethod
    def _place(cls) -> int | None:
        told = connection.run_on_commit
        return next((at for at in reversed(range(len(told))) if type(told[at][1]) is cls), None)
