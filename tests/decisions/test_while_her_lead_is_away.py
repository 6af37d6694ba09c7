"""What is asked while the only lead of the team is on leave, or in travel mode, waits for somebody
who is there as well; and whoever asks is told whom to call where nobody is."""

import pytest
from django.utils import timezone

from fanal.absences.models import StandIn
from fanal.accounts.deciders import who_decides
from fanal.authority import genuine_rows
from fanal.core.roles import Role
from fanal.organisation.actions import travel
from tests.decisions.scenes import SCENES
from tests.decisions.test_everybody import _id, asks
from tests.organisation.colleagues import goes_on_leave

# By kind, who is asked beside the lead: a colleague of the team, or the direction.
BESIDE_HER = {
    "closure": "dara", "plan_end": "dara", "referral": "claire", "partner_file": "claire",
}  # fmt: skip
FIRST = {scene.code: scene for scene in reversed(SCENES)}


def travels(cast, _noi):
    cast.dara = cast.join("dara", "Dara Lim", Role.CASE_WORKER, "Bangkok")
    travel.begin(user=cast.noi, until=timezone.localdate(), cases=[])
    genuine_rows.run()


def asked(cast, code):
    scene = FIRST[code]
    here = scene.set(cast)
    answer, row = asks(cast, scene, here, cast.sokha)
    return answer, code, _id(row)


@pytest.mark.parametrize("is_away", [goes_on_leave, travels])
@pytest.mark.parametrize("code", BESIDE_HER)
def test_somebody_who_is_there_is_asked_too(cast, code, is_away):
    _answer, *what = asked(cast, code)
    assert who_decides(*what) == [cast.noi]
    is_away(cast, cast.noi)
    assert set(who_decides(*what)) == {cast.noi, getattr(cast, BESIDE_HER[code])}


@pytest.mark.parametrize("code", ["carer", "best_interests"])
def test_whoever_asks_what_a_lead_alone_may_decide_is_told_whom_to_call(cast, code):
    goes_on_leave(cast, cast.noi)
    answer, *_what = asked(cast, code)
    assert f"{cast.noi} (away from" in answer.text
    assert f"Call {cast.claire}" in answer.text


def test_what_she_asked_herself_before_she_went_still_waits_for_another(cast):
    scene = FIRST["referral"]
    here = scene.set(cast)
    _answer, row = asks(cast, scene, here, cast.noi)
    before = who_decides("referral", _id(row))
    goes_on_leave(cast, cast.noi)
    assert StandIn.objects.get().agreed_on
    assert who_decides("referral", _id(row)) == before == [cast.claire]
