"""Of the names of a new file one is used, unless she said that none of them is."""

import pytest

from fanal.core.casework.codes import name_to_use


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ([], -1),
        ([None], 0),
        ([None, None], 0),
        ([None, True], 1),
        ([True, True, None], 1),
        ([False, None], -1),
        ([False, False], -1),
    ],
)
def test_the_last_that_was_named_is_used_or_else_the_first(asked, used):
    assert name_to_use(asked) == used
