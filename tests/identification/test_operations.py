"""The table of one operation."""

from datetime import date

import pytest
from django.urls import reverse

from fanal.cases.actions import add_to_operation, open_operation
from fanal.core.law.findings import Body
from fanal.identification.queries import table_of
from tests import files


def operation(cast, found, identified, minors, charged):
    """Screened, all of them; the first are identified, the last charged or deported."""
    made = open_operation(
        team=cast.bangkok, code_name="Lantern", day=date(2011, 12, 14), by=cast.noi, country="TH"
    )
    for n in range(found):
        add_to_operation(
            operation=made,
            person=files.person(cast, names=()),
            by=cast.noi,
            screened="yes",
            identified="yes" if n < identified else "no",
            identified_by="non_police_government" if n < identified else "",
            refused_by="" if n < identified else "police",
            under_age="yes" if n < minors else "no",
            after="charged_or_deported" if n >= found - charged else "shelter",
        )
    return made


@pytest.fixture
def sattahip(cast):
    """Sattahip, 16 September 2011 (AAT newsletter no. 2), as published."""
    return operation(cast, 17, 4, 3, 13)


def test_an_operation_without_people_counts_nothing(cast):
    assert table_of(operation(cast, 0, 0, 0, 0)).found == 0


def test_seventeen_found_four_identified_thirteen_charged(sattahip):
    table = table_of(sattahip)
    assert (table.found, table.screened, table.identified, table.minors) == (17, 17, 4, 3)
    assert (table.refused_by, table.charged_or_deported) == ({Body.POLICE: 13}, 13)


def test_the_page_shows_the_table_to_the_team_and_to_the_director(
    cast, sattahip, django_assert_max_num_queries
):
    address = reverse("identification:operation", args=[sattahip.id])
    for user in (cast.sokha, cast.claire):
        page = files.browser(cast, user).get(address).content.decode()
        assert "<dd>17</dd>" in page
        assert "<dd>13</dd>" in page


def test_another_team_finds_no_operation(cast, sattahip):
    linh = files.browser(cast, cast.linh)
    assert linh.get(reverse("identification:operation", args=[sattahip.id])).status_code == 404
    assert "Lantern" not in linh.get(reverse("identification:operations")).content.decode()
