"""Whose yes counts at every way out: the child's no, the yes of somebody who is part of the danger,
and those around her who must never be told."""

import pytest

from fanal.cases import actions as cases
from fanal.core.errors import BadInput
from fanal.partners import actions as partners
from fanal.sharing import actions
from fanal.sharing.models import Referral
from tests.sharing.scene import draft, scene


@pytest.fixture
def here(cast):
    return scene(cast, consent=False)


def agreed(cast, here, **more):
    given = {
        "case": here.case, "person": here.person, "purpose": "referral", "answer": "given",
        "partner": here.shelter.id, "by": cast.sokha, "ring": here.ring,
    }  # fmt: skip
    return cases.record_consent(**(given | more))


def around(cast, here, **answers):
    return cases.add_entry(
        case=here.case, kind="around", answers=answers, by=cast.sokha, ring=here.ring
    )


def test_a_child_who_said_no_is_told_of_to_nobody_on_the_yes_of_a_parent(cast, here):
    agreed(cast, here, given_by="parent_or_caregiver", told={"assent": False})
    with pytest.raises(BadInput, match="said no"):
        draft(cast, here)
    assert not Referral.objects.exists()


def test_a_yes_of_a_parent_alone_does_not_lift_the_no_that_the_child_said_before(cast, here):
    agreed(cast, here, answer="refused")
    agreed(cast, here, given_by="parent_or_caregiver")
    with pytest.raises(BadInput, match="refused"):
        draft(cast, here)


def test_a_yes_of_a_parent_whom_nobody_named_is_none_where_her_father_is_part_of_the_danger(
    cast, here
):
    around(cast, here, name="Somchai", relation="father", safe="danger")
    agreed(cast, here, given_by="parent_or_caregiver")
    with pytest.raises(BadInput, match="who said yes"):
        draft(cast, here)


def test_whoever_is_marked_never_to_be_told_among_the_people_around_her_is_never_told(cast, here):
    father = partners.add_partner(kind="person", name="Somchai Dee", by=cast.sokha)
    found = partners.find(
        about=father, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    partners.confirm(finding=found, by=cast.noi)
    around(cast, here, name="somchai  dee", relation="father", safe="danger")
    agreed(cast, here, partner=father.id)
    with pytest.raises(BadInput, match="must never be told"):
        draft(cast, here, partner=father)


def test_nor_is_a_partner_who_is_tied_to_such_a_person(cast, here):
    father = partners.add_partner(kind="person", name="Somchai Dee", by=cast.sokha)
    partners.tie(one=father, other=here.shelter, words="brothers", by=cast.sokha)
    around(cast, here, name="Somchai Dee", relation="father", safe="danger")
    agreed(cast, here)
    with pytest.raises(BadInput, match="would hear of it"):
        draft(cast, here)


def test_the_yes_of_her_mother_counts_where_nobody_around_her_is_a_danger(cast, here):
    around(cast, here, name="Malee", relation="mother", safe="safe")
    agreed(cast, here, given_by="parent_or_caregiver", told={"assent": True})
    assert draft(cast, here).state == "draft"
    assert actions  # the whole way out is the same one
