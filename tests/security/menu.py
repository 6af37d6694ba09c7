"""The numbers beside the menu, worked out once for each colleague until something is written.

Counting is a third of a page, and a walk through the pages asks for hundreds in the same state.
"""

from __future__ import annotations

import re
from contextlib import contextmanager

from django.db import connection

from fanal.web import navigation

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
# What every page writes, and no number counts.
OF_EVERY_PAGE = re.compile("audit_|authority_|django_session|keys_unlock")


class _Counted:
    """What was counted, as long as nothing was written; after what is undone, counted anew."""

    def __init__(self, count):
        self.count, self.known, self.changed = count, {}, False
        self.outside = len(connection.savepoint_ids)

    def __call__(self, counts, user):
        if user.pk not in self.known:
            self.known[user.pk] = self.count(counts, user)
        return self.known[user.pk]

    def look(self, execute, sql, *rest):
        if (found := WRITES.match(sql)) and not OF_EVERY_PAGE.match(found[1]):
            self.known.clear()
            self.changed = True
        elif self.changed and sql.startswith("ROLLBACK"):
            self.known.clear()
            self.changed = len(connection.savepoint_ids) > self.outside
        return execute(sql, *rest)


@contextmanager
def counted_once(monkeypatch):
    counted = _Counted(navigation.numbers)
    monkeypatch.setattr(navigation, "numbers", counted)
    with connection.execute_wrapper(counted.look):
        yield
