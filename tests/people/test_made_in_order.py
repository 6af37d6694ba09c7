"""What tests make in order sorts in order."""

from itertools import pairwise
from uuid import uuid4

import pytest

from fanal.people.code_names import new_code_name
from tests.ids import in_order


@pytest.mark.django_db
@pytest.mark.parametrize("down", [False, True], ids=["up", "down"])
def test_who_is_made_later_sorts_later_or_before_as_was_asked(monkeypatch, down):
    in_order(monkeypatch, down=down)
    ids = [uuid4() for _ in range(100)]
    names = [new_code_name() for _ in range(100)]
    assert ids == sorted(ids, reverse=down)
    assert names == sorted(names, reverse=down)
    assert all(one != other for one, other in pairwise(names))
