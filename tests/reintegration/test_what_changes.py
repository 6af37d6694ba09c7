"""A plan, once what was agreed in it rests on something that holds no longer."""

import pytest

from fanal.cases.actions.entries import add_entry
from fanal.core.errors import BadInput
from fanal.partners.actions.partners import add_partner
from fanal.reintegration.actions import plans
from fanal.reintegration.actions.plans import ContactRules
from fanal.sharing.actions.rules import never_tell
from tests import files
from tests.reintegration.scene import DAY, again, page_of, scene, today, tried

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return scene(cast)


def agrees(cast, here, **rules):
    plan = again(here.plan)
    ring = cast.ring(cast.sokha)
    rules = ContactRules(**rules)
    plans.change_rules(plan=plan, rules=rules, version=plan.version, by=cast.sokha, ring=ring)


def around(cast, here, **told):
    return add_entry(
        case=here.case, kind="around", answers=told, by=cast.sokha, ring=cast.ring(cast.sokha)
    )


def nobody_reaches_her(cast, here):
    for days, way in ((8, "call"), (6, "message"), (4, "visit")):
        tried(cast, here.plan, "not_reached", on=today() - days * DAY, way=way)


# ── Who is asked where she is ────────────────────────────────────────────────
def test_a_safe_person_who_is_found_to_be_a_suspect_is_not_asked_where_she_is(cast, here):
    agrees(cast, here, safe_person="Mali Boun, her aunt, 020 555 1234")
    nobody_reaches_her(cast, here)
    sokha = files.browser(cast, cast.sokha)
    assert "Ask the safe person she named" in sokha.get(page_of(here)).text
    around(cast, here, name="ມະລິ ບຸນ", relation="relative", safe="suspect")
    shown = sokha.get(page_of(here)).text
    assert "Do not ask whom she named" in shown
    assert "Ask the safe person she named" not in shown
    assert "must not be asked" in shown
    assert "must not be asked" in sokha.get(page_of(here, "contact")).text
    agrees(cast, here)
    assert "A lead decides what is done" in sokha.get(page_of(here)).text


def test_a_partner_who_comes_on_her_list_later_is_not_asked_where_she_is(cast, here):
    agrees(cast, here, partner="Lotus House, Ms Kham")
    nobody_reaches_her(cast, here)
    house = add_partner(kind="organisation", type="shelter", name="Lotus House", by=cast.noi)
    never_tell(case=here.case, reason="Her uncle.", by=cast.noi, partner=house)
    shown = files.browser(cast, cast.sokha).get(page_of(here)).text
    assert "Do not ask whom she named" in shown
    assert "Ask the partner, through her case" not in shown


@pytest.mark.parametrize("told", [{"relation": "recruiter"}, {"close": True}, {"safe": "danger"}])
def test_nobody_who_is_part_of_the_danger_is_named_with_a_number_beside_the_name(cast, here, told):
    around(cast, here, name="Mali Boun", **told)
    with pytest.raises(BadInput, match="must never hear of her"):
        agrees(cast, here, safe_person="Mali Boun, 020 555 1234")
