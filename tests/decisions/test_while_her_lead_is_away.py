"""What is asked while the only lead of the team is on leave, or in travel mode, waits for somebody
who is there as well; and whoever asks is told whom to call where nobody is."""

import pytest
from django.utils import timezone

from fanal.absences.models import StandIn
from fanal.accounts.deciders import who_decides
from fanal.authority import genuine_rows
from fanal.core.roles import Role
from fanal.organisation.actions import travel
from fanal.organisation.actions.stand_ins import agree
from tests.decisions.scenes import SCENES
from tests.decisions.test_everybody import _id, asks
from tests.organisation.colleagues import stands_in

# By kind, who is asked beside the lead: a colleague of the team, or the direction.
BESIDE_HER = {
    "closure": "dara", "plan_end": "dara", "referral": "claire", "partner_file": "claire",
}  # fmt: skip
FIRST = {scene.code: scene for scene in reversed(SCENES)}


@pytest.fixture
def dara(cast):
    cast.dara = cast.join("dara", "Dara Lim", Role.CASE_WORKER, "Bangkok")
    return cast.dara


def goes_on_leave(cast):
    agree(row=stands_in(cast, cast.dara, cast.noi, by=cast.noi), by=cast.claire)
    genuine_rows.run()


def travels(cast):
    travel.begin(user=cast.noi, until=timezone.localdate(), cases=[])
    genuine_rows.run()


def asked(cast, code):
    scene = FIRST[code]
    here = scene.set(cast)
    answer, row = asks(cast, scene, here, cast.sokha)
    return answer, code, _id(row)


@pytest.mark.parametrize("is_away", [goes_on_leave, travels])
@pytest.mark.parametrize("code", BESIDE_HER)
def test_somebody_who_is_there_is_asked_too(cast, dara, code, is_away):
    _answer, *what = asked(cast, code)
    beside_her = getattr(cast, BESIDE_HER[code])
    assert who_decides(*what) == [cast.noi]
    is_away(cast)
    assert set(who_decides(*what)) == {cast.noi, beside_her}


@pytest.mark.parametrize("code", ["carer", "best_interests"])
def test_whoever_asks_what_a_lead_alone_may_decide_is_told_whom_to_call(cast, dara, code):
    goes_on_leave(cast)
    answer, *_what = asked(cast, code)
    assert f"{cast.noi} (away from" in answer.text
    assert f"Call {cast.claire}" in answer.text


def test_what_she_asked_herself_before_she_went_still_waits_for_another(cast, dara):
    scene = FIRST["referral"]
    here = scene.set(cast)
    _answer, row = asks(cast, scene, here, cast.noi)
    before = who_decides("referral", _id(row))
    goes_on_leave(cast)
    assert StandIn.objects.get().agreed_on
    assert who_decides("referral", _id(row)) == before == [cast.claire]
