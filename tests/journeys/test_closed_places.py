"""A conflict of the last who opens where she sleeps stands first on the page of who can act."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.emergencies import keep_out, let_in
from fanal.core.roles import Role
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.keys.models import Grant
from tests import files
from tests.keys.test_recovery import recovered

SAYS = "nobody who may know can see where she sleeps"


@pytest.fixture
def case(cast):
    """Noi alone opens where she sleeps, and is kept out; Dara leads the same team."""
    made = files.case(cast)
    opens = Grant.objects.filter(folder=made.id, compartments__contains=WHEREABOUTS)
    opens.exclude(to_keys__user=cast.noi).update(revoked=timezone.localdate())
    cast.dara = cast.join("dara", "Dara Lim", Role.TEAM_LEAD, "Bangkok")
    made.conflict = keep_out(case=made, user=cast.noi, reason="her sister", by=cast.sokha)
    return made


def today(cast, user):
    return files.browser(cast, user).get(reverse("cases:today")).text.partition("<main")[2]


def test_a_lead_who_can_act_reads_it_before_what_is_to_do_with_where_it_is_mended(cast, case):
    page = today(cast, cast.dara)
    assert SAYS in page
    assert case.code_name in page
    assert reverse("cases:who", args=[case.id]) in page
    assert "recovery sheet" in page
    assert "Nobody needs you this minute" not in page
    who = files.browser(cast, cast.dara).get(reverse("cases:who", args=[case.id])).text
    assert "Nobody who may know can see where she is" in who
    address = reverse("keys:sheets")
    assert address in who
    told = files.browser(cast, cast.dara).get(address).text
    assert f"fanal setup recover --email {cast.dara.email} --present A --present B" in told
    assert "Allow half an hour" in told


def test_whoever_is_kept_out_or_cannot_act_meets_no_word_of_it(cast, case):
    for user in (cast.noi, cast.sokha, cast.somchit, cast.claire):
        assert SAYS not in today(cast, user)


def test_where_no_lead_can_act_the_director_reads_of_the_team_and_of_no_case(cast, case):
    User.objects.filter(pk=cast.dara.pk).update(is_active=False)
    page = today(cast, cast.claire)
    assert SAYS in page
    assert "Bangkok has no lead" in page
    assert case.code_name not in page
    assert reverse("accounts:invite") in page
    keep_out(case=case, user=cast.claire, reason="her aunt", by=cast.sokha)
    assert SAYS not in today(cast, cast.claire)


def test_it_ends_when_the_sheets_let_her_in(cast, case):
    recovered(cast, cast.dara)
    assert SAYS not in today(cast, cast.dara)


def test_it_ends_with_the_conflict(cast, case):
    let_in(conflict=case.conflict, by=cast.sokha)
    assert SAYS not in today(cast, cast.dara)
    who = files.browser(cast, cast.dara).get(reverse("cases:who", args=[case.id])).text
    assert "Nobody who may read it" not in who
