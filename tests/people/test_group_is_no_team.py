"""The emergency group has no cases and leads nothing: no form offers it as a team."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.journeys.actions.plans import plan_journey
from fanal.people.actions.emergencies import make_emergency_group
from tests import files
from tests.security.rubbish import sheets_of
from tests.security.test_matrix import UNNAMED


@pytest.fixture
def group(cast):
    return make_emergency_group(
        name="Emergency",
        office=cast.bangkok.office,
        members=[cast.sokha, cast.somchit],
        **cast.acting(cast.noi),
    ).team


@pytest.mark.parametrize(
    "who", ["noi", *(pytest.param(one, marks=pytest.mark.long) for one in ("anan", "claire"))]
)
def test_no_page_without_a_case_offers_the_group_as_a_team(cast, group, who):
    page = files.browser(cast, getattr(cast, who))
    page.raise_request_exception = False
    offered = set()
    for name, _keys in UNNAMED:
        for sheet in sheets_of(page.get(reverse(name))):
            if any(str(group.pk) in one.values for one in sheet.controls.values()):
                offered.add(name)
    assert offered == set()


@pytest.mark.parametrize("page", ["cases:give", "sharing:override", "sharing:propose"])
def test_no_page_of_a_case_offers_it(cast, group, page):
    case = files.case(cast)
    told = files.browser(cast, cast.noi).get(reverse(page, args=[case.id]))
    assert told.status_code == 200
    assert str(group.pk) not in told.text


def test_it_leads_no_journey(cast, group):
    with pytest.raises(BadInput, match="cannot lead"):
        plan_journey(
            kind="return",
            team=group,
            lead=cast.sokha,
            starts_on=timezone.localdate(),
            by=cast.sokha,
        )
