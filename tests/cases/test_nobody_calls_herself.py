"""Nobody is told to call herself: neither who works on the case nor the only lead of its team."""

import pytest

from fanal.authority import genuine_rows
from fanal.cases.models import Case
from fanal.cases.queries.ask_whom import to_be_called
from tests import files


@pytest.fixture
def case(cast):
    return files.case(cast)


def called(case, reader):
    genuine_rows.run()  # as each request does
    return to_be_called(Case.objects.get(pk=case.pk), reader=reader)


def test_the_only_lead_is_led_to_the_direction(cast, case):
    """Noi leads Bangkok alone."""
    assert called(case, cast.noi) == cast.sokha.display_name
    for assignee in (cast.noi, None):
        Case.objects.filter(pk=case.pk).update(assignee=assignee)
        assert called(case, cast.noi) == "the direction"


def test_who_works_on_it_calls_a_lead(cast, case):
    assert called(case, cast.sokha) == cast.noi.display_name
    assert called(case, cast.noi) == cast.sokha.display_name
