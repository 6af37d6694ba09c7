"""Whoever must never be told of a case is asked to approve nothing of it; the others are."""

import pytest
from django.utils import timezone

from fanal.core.roles import Role
from fanal.sharing.access.deciding import files_to_approve
from fanal.sharing.actions import partner_files, rules
from fanal.sharing.models import NeverTell
from tests.security.planting import delete
from tests.sharing.scene import scene


@pytest.fixture
def here(cast):
    """A text for the shelter, which one of two leads has to approve."""
    found = scene(cast)
    cast.nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    file = partner_files.open_partner_file(
        case=found.case,
        person=found.person,
        partner=found.shelter,
        area=found.area,
        fields=["journey"],
        agreed_on=timezone.localdate(),
        by=cast.sokha,
    )
    partner_files.write_text(
        file=file,
        field="journey",
        text="Over the bridge on Friday.",
        version=0,
        by=cast.sokha,
        ring=found.ring,
    )
    return found


def asked(cast):
    leads = ("noi", "nok")
    now = timezone.localtime()
    return {one for one in leads if files_to_approve(getattr(cast, one), now)}


def test_a_lead_who_must_never_know_is_not_asked_and_the_other_is(cast, here):
    assert "noi" in asked(cast)
    rules.never_tell(case=here.case, colleague=cast.noi, reason="Her uncle.", by=cast.sokha)
    assert asked(cast) == {"nok"}


def test_while_nobody_knows_who_must_never_know_nobody_is_asked(cast, here):
    row = rules.never_tell(case=here.case, colleague=cast.duc, reason="A.", by=cast.sokha)
    assert asked(cast)
    delete(NeverTell, id=row.pk)
    assert asked(cast) == set()
