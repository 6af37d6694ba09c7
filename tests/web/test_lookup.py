"""What somebody asks for by its number is there for her, or does not exist."""

from uuid import uuid4

import pytest
from django.http import Http404

from fanal.web.lookup import first_or_404, found_or_404, uuid_or_404


def test_what_was_found_is_given():
    assert found_or_404("a row") == "a row"
    assert first_or_404(one for one in (1, 2, 3) if one > 1) == 2
    number = uuid4()
    assert uuid_or_404(str(number)) == number


@pytest.mark.parametrize(
    ("ask", "what"), [(found_or_404, None), (first_or_404, ()), (uuid_or_404, "the north")]
)
def test_what_was_not_found_does_not_exist(ask, what):
    with pytest.raises(Http404):
        ask(what)


def test_a_row_that_counts_as_nothing_was_found_all_the_same():
    assert found_or_404(0) == 0
