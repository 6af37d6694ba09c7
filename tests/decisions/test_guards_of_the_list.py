"""A kind of request costs the list nothing more than its guard where that finds nothing.

What waits must not be lost by it: each guard finds whatever its rows need. Of all that a guard
finds is deleted here, and no row may be left.
"""

import re

import pytest
from django.db import connection, transaction

from fanal.web.decisions import kinds
from tests.decisions.scenes import SCENES
from tests.decisions.test_everybody import MAY_ASK, PEOPLE, asks
from tests.shares import mostly_long

BEGINS = re.compile(r"\s*SELECT 1 FROM (?P<table>\w+)(?P<alias> (?!WHERE|JOIN)\w+)?")


def called(scene):
    return scene.code


def without(some):
    """SQL that deletes what this guard finds."""
    found = BEGINS.match(some)
    assert found, some
    row = (found["alias"] or found["table"]).strip()
    chosen = some.replace("SELECT 1", f"SELECT {row}.id", 1)
    return f"DELETE FROM {found['table']} WHERE id IN ({chosen})"


def rows_of(kind, people):
    return [row for one in people if kind.is_open_to(one) for row in kind.rows(one)]


@pytest.mark.parametrize("scene", mostly_long(SCENES, 3, called), ids=called)
def test_without_what_its_guard_finds_a_kind_has_no_row(cast, scene):
    here, kind = scene.set(cast), kinds()[scene.code]
    people = [getattr(cast, name) for name in PEOPLE]
    allowed = MAY_ASK.get(scene.code)
    for name in scene.by:
        user = getattr(cast, name)
        if (not allowed or user.role in allowed) and asks(cast, scene, here, user)[1]:
            break
    assert rows_of(kind, people)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(without(kind.some))
        left = rows_of(kind, people)
        transaction.set_rollback(True)
    assert left == []


def test_each_guard_can_be_read_by_this_test():
    assert [kind.code for kind in kinds().values() if not BEGINS.match(kind.some)] == []
