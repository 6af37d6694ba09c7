"""A danger is found through the body that somebody belongs to, and through whom another took over:
whoever cuts that by hand in the database lets nobody be told or held meanwhile."""

import pyrage
import pytest

from fanal.authority import genuine_rows, ledger_head, queries
from fanal.authority.attested import Unauthentic
from fanal.authority.failures import FindingsGone
from fanal.partners.actions.findings import record_finding
from fanal.partners.actions.partners import add_partner, change_partner, merge
from fanal.partners.models import Partner
from fanal.partners.queries.findings_integrity import findings_are_whole
from fanal.sharing.access.disclosure_gate import may_disclose_referral
from fanal.sharing.actions.sending import sealed_to
from tests.security.planting import delete, put_back, row_of, update
from tests.sharing.scene import draft, scene


@pytest.fixture
def here(cast):
    """The Quiet House took over one of which somebody warned; before that, all goes out."""
    found = scene(cast)
    found.cast, found.referral = cast, draft(cast, found, classes=("identity",))
    found.bad = add_partner(kind="organisation", type="shelter", name="Bright House", by=cast.noi)
    record_finding(
        about=found.bad, level="dangerous", reliability="A", credibility="1", by=cast.noi
    )
    found.apart = row_of(Partner, id=found.bad.pk)
    genuine_rows.run()
    assert goes_out(found)
    merge(partner=found.bad, into=found.shelter, by=cast.noi)
    assert not goes_out(found)
    assert findings_are_whole()
    return found


def goes_out(here):
    genuine_rows.run()  # as each request does
    return may_disclose_referral(here.referral, here.cast.sokha).allowed


CUT = {
    "apart again": lambda here: update(Partner, {"merged_into_id": None}, id=here.bad.pk),
    "as it was": lambda here: put_back(Partner, here.apart),
    "taken over by another": lambda here: update(
        Partner, {"merged_into_id": here.station.pk}, id=here.bad.pk
    ),
    "part of another": lambda here: update(Partner, {"within_id": here.station.pk}, id=here.bad.pk),
    "of another type": lambda here: update(Partner, {"type": "health"}, id=here.shelter.pk),
}


@pytest.mark.parametrize("attack", CUT)
def test_nothing_goes_out_while_a_partner_is_not_what_somebody_wrote_down(here, attack):
    CUT[attack](here)
    with pytest.raises(FindingsGone):
        goes_out(here)
    assert any("partners" in str(fault) for fault in queries.faults())


def test_nor_while_one_is_gone(here):
    on_its_own = add_partner(kind="person", name="Khun Lek", by=here.cast.noi)
    delete(Partner, id=on_its_own.pk)
    genuine_rows.run()
    assert not findings_are_whole()


def test_no_action_makes_it_genuine(here):
    update(Partner, {"merged_into_id": None}, id=here.bad.pk)
    with pytest.raises(Unauthentic):
        merge(partner=Partner.objects.get(id=here.bad.pk), into=here.station, by=here.cast.noi)


def test_what_colleagues_write_changes_nothing(here):
    told = {"name": "Quiet House", "type": "shelter", "contact": "at noon"}
    version = Partner.objects.get(id=here.shelter.pk).version
    change_partner(partner=here.shelter, by=here.cast.noi, version=version, **told)
    genuine_rows.run()
    assert findings_are_whole()
    assert Partner.objects.get(id=here.shelter.pk).contact == "at noon"


def test_before_two_people_certified_partners_count_as_before(here):
    ledger_head.certify_anew_above(8)
    update(Partner, {"merged_into_id": None}, id=here.bad.pk)
    assert goes_out(here)


def test_nothing_is_sealed_to_an_earlier_key_of_a_partner(here):
    lost, new = (str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2))
    changed_key(here, lost)
    before = row_of(Partner, id=here.shelter.pk)["age_key"]
    changed_key(here, new)
    assert sealed_to(Partner.objects.get(id=here.shelter.pk), "where she is")
    update(Partner, {"age_key": before}, id=here.shelter.pk)
    found = Partner.objects.get(id=here.shelter.pk)
    assert found.age_key == lost
    with pytest.raises(Unauthentic):
        sealed_to(found, "where she is")
    update(Partner, {"key_mark": None}, id=here.shelter.pk)
    with pytest.raises(FindingsGone):
        goes_out(here)


def changed_key(here, key):
    version = Partner.objects.get(id=here.shelter.pk).version
    told = {"name": "Quiet House", "type": "shelter", "age_key": key}
    change_partner(partner=here.shelter, by=here.cast.noi, version=version, **told)
