"""A tie of one of our own is for leads and whoever noted it: to others, and to her, it is not."""

import pytest

from fanal.core.errors import BadInput
from fanal.partners.actions.partners import tie
from fanal.sharing.actions import rules
from tests import files
from tests.sharing.referring import fitting
from tests.sharing.scene import draft, scene


def advised(cast, user, here):
    page = fitting(files.browser(cast, user), here, service="return")
    assert page.status_code == 200
    return page.text


@pytest.mark.parametrize(("who", "knows"), [("noi", False), ("sokha", False), ("dara", True)])
def test_why_a_colleague_stays_behind_is_not_told_where_it_is_a_tie(cast, who, knows):
    dara = cast.join("dara", "Dara Keo", "team_lead", "Bangkok")
    here = scene(cast)
    rules.set_reach(
        team=cast.bangkok, country=here.area, days=1, languages="lo", permitted=True, by=cast.noi
    )
    tie(one=here.station, colleague=cast.noi, words="Cousins.", by=cast.claire)
    rules.never_tell(case=here.case, partner=here.station, reason="they sold her", by=cast.sokha)
    user = dara if who == "dara" else getattr(cast, who)
    assert ("Noi Saetang does not go" in advised(cast, user, here)) is knows


@pytest.mark.parametrize("who", ["noi", "sokha"])
def test_who_had_better_stay_behind_is_not_counted_among_those_who_can_go(cast, who):
    here = scene(cast)
    rules.set_reach(
        team=cast.bangkok, country=here.area, days=1, languages="lo", permitted=True, by=cast.noi
    )
    rules.never_tell(case=here.case, partner=here.station, reason="they sold her", by=cast.sokha)
    user = getattr(cast, who)
    assert "at least two must" not in advised(cast, user, here)
    tie(one=here.station, colleague=cast.noi, words="Cousins.", by=cast.claire)
    assert "Bangkok: 1 can go; at least two must." in advised(cast, user, here)


@pytest.mark.parametrize("who", ["noi", "sokha"])
def test_a_refusal_does_not_tell_through_which_colleague_one_would_hear_of_it(cast, who):
    here = scene(cast)
    for one in (here.shelter, here.station):
        tie(one=one, colleague=cast.noi, words="Cousins.", by=cast.claire)
    rules.never_tell(case=here.case, partner=here.station, reason="they sold her", by=cast.sokha)
    user = getattr(cast, who)
    with pytest.raises(BadInput) as refused:
        draft(cast, here, **cast.acting(user))
    told = str(refused.value.why)
    assert "Ask the director" in told
    assert str(cast.noi.pk) not in told
    assert "Station" not in told
