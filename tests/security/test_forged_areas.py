"""A danger is found in all that lies in the area in which it was found, and in what took its place: whoever cuts
that by hand in the database lets nobody be told meanwhile."""

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, ledger_head, queries
from fanal.authority.failures import FindingsGone
from fanal.partners.actions.areas import add_area, reform
from fanal.partners.actions.findings import record_finding
from fanal.partners.models import Area, AreaSuccession
from fanal.partners.queries.findings_integrity import findings_are_whole
from fanal.sharing.access.disclosure_gate import may_disclose_referral
from tests.security.planting import delete, put_back, row_of, update
from tests.sharing.scene import draft, scene


@pytest.fixture
def here(cast):
    """She is asked for in a district of a province in which the house is dangerous."""
    found = scene(cast)
    found.cast, found.referral = cast, draft(cast, found, classes=("identity",))
    found.province = add_area(
        code="X-1", name="Old", kind="province", within=found.area.within, by=cast.noi
    )
    found.apart = row_of(Area, id=found.province.pk)
    reform(area=found.province, into=[found.area], on=timezone.localdate(), by=cast.noi)
    genuine_rows.run()
    assert goes_out(found)
    record_finding(
        about=found.shelter,
        level="dangerous",
        reliability="A",
        credibility="1",
        area=found.province,
        by=cast.noi,
    )
    assert not goes_out(found)
    assert findings_are_whole()
    return found


def goes_out(here):
    genuine_rows.run()  # as each request does
    return may_disclose_referral(here.referral, here.cast.sokha).allowed


CUT = {
    "as it was": lambda here: put_back(Area, here.apart),
    "nothing took its place": lambda here: delete(AreaSuccession, from_area_id=here.province.pk),
    "another took its place": lambda here: update(
        AreaSuccession, {"to_area_id": here.province.pk}, from_area_id=here.province.pk
    ),
    "in another": lambda here: update(Area, {"within_id": here.province.pk}, id=here.area.pk),
    "of another name": lambda here: update(Area, {"name": "Elsewhere"}, id=here.province.pk),
    "over": lambda here: update(Area, {"valid_until": "2020-01-01"}, id=here.area.pk),
}


@pytest.mark.parametrize("attack", CUT)
def test_nothing_goes_out_while_an_area_is_not_what_somebody_wrote_down(here, attack):
    CUT[attack](here)
    with pytest.raises(FindingsGone):
        goes_out(here)
    assert any("area" in str(fault) for fault in queries.faults())


def test_nor_while_one_is_gone(here):
    on_its_own = add_area(code="X-2", name="Alone", kind="district", by=here.cast.noi)
    delete(Area, id=on_its_own.pk)
    genuine_rows.run()
    assert not findings_are_whole()


def test_before_two_people_certified_areas_count_as_before(here):
    ledger_head.certify_anew_above(8)
    delete(AreaSuccession, from_area_id=here.province.pk)
    assert goes_out(here)
