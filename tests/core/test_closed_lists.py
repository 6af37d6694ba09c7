"""A code of no list is refused where it was asked."""

import pytest

from fanal.core.care.samples import SampleKind
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput


def test_a_code_of_the_list_passes_as_text_too():
    check_code("kind", SampleKind.BLOOD, SampleKind)
    check_code("kind", "blood", SampleKind)


@pytest.mark.parametrize("code", ["", "tears", None, 1, ["blood"]])
def test_what_is_no_code_of_the_list_is_refused_at_its_question(code):
    with pytest.raises(BadInput, match="choose one of the list") as refused:
        check_code("kind", code, SampleKind)
    assert refused.value.where == "kind"
