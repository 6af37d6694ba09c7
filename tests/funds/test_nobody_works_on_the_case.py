"""Money under way in a case whose worker has left: a lead of the team reads of it in her place."""

import pytest

from fanal.accounts.models import Membership, User
from tests.files import start_page as first
from tests.funds.scene import asked, paid, today

NEEDED = "She needs the money by now"
NOBODY = "Nobody works on it"


@pytest.mark.parametrize("how", ["left", "moved"])
@pytest.mark.parametrize("state", ["needed", "out"])
def test_her_lead_reads_it_once_its_worker_has_left_the_house_or_the_team(cast, here, how, state):
    asked(cast, here, needed_by=today()) if state == "needed" else paid(cast, here)
    says = NEEDED if state == "needed" else "THB"
    assert says not in first(cast, cast.noi)
    if how == "left":
        User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=cast.sokha).delete()
    text = first(cast, cast.noi)
    assert says in text
    assert NOBODY in text
    assert says not in first(cast, cast.kham)


def test_of_a_colleague_s_case_her_lead_reads_none_of_it(cast, here):
    asked(cast, here, needed_by=today())
    assert NEEDED in first(cast, cast.sokha)
    assert NEEDED not in first(cast, cast.noi)
