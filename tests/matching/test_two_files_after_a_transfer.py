"""Her case was given to the team that had a file of her own: whoever works there is led to both."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.matching.queries.two_files import to_compare_today
from fanal.sharing.actions import shared as shared_actions
from tests import files
from tests.sharing.transfers import accept, agreed, offer, told_case

ASKS = "Perhaps one person with"


@pytest.fixture
def here(cast):
    made = told_case(cast)
    made.shared = agreed(cast, made)
    made.mine = made.theirs.people.get()
    return made


def rows(cast, who):
    return files.start_page(cast, who)


def test_while_each_team_has_its_own_nobody_is_led_to_the_file_of_the_other(cast, here):
    for who in (cast.kham, cast.somchit, cast.sokha, cast.noi):
        assert ASKS not in rows(cast, who)


def test_once_one_team_has_both_its_worker_compares_them_and_says_that_they_are_one(cast, here):
    accept(cast, offer(cast, here))
    page = reverse("matching:pair", args=sorted([here.person.id, here.mine.id]))
    text = rows(cast, cast.kham)
    assert ASKS in text
    assert page in text
    for file in (here.person, here.mine):
        assert file.code_name in text
    kham = files.browser(cast, cast.kham)
    answered = kham.post(
        page, {"answer": "same", "reason": "The same scar, and her mother's name."}
    )
    assert answered.status_code == 302, answered.context["form"].errors
    assert ASKS not in rows(cast, cast.kham)


def test_many_pairs_cost_as_many_questions_as_one(cast, here):
    def asked():
        to_compare_today(cast.kham, timezone.localtime())
        with CaptureQueriesContext(connection) as questions:
            found = to_compare_today(cast.kham, timezone.localtime())
        return len(questions), len(found)

    accept(cast, offer(cast, here))
    one = asked()
    for _ in range(3):
        another = told_case(cast)
        agreed(cast, another)
        accept(cast, offer(cast, another))
    assert one[1] == 1
    assert asked() == (one[0], 4)


def test_nobody_of_the_team_that_gave_her_away_and_no_other(cast, here):
    accept(cast, offer(cast, here))
    for who in (cast.sokha, cast.noi, cast.linh, cast.claire):
        assert ASKS not in rows(cast, who)


def test_a_file_that_a_side_ended_before_proposes_nothing(cast, here):
    shared_actions.end(side=here.sides[cast.bangkok.pk], by=cast.noi)
    accept(cast, offer(cast, here))
    assert ASKS not in rows(cast, cast.kham)


def test_without_a_two_country_file_the_page_of_the_transfer_leads_to_a_search_for_one(cast):
    here = told_case(cast)
    transfer = offer(cast, here)
    page, near = (
        reverse("sharing:transfer", args=[transfer.id]),
        reverse("people:near", args=[here.person.id]),
    )
    assert near not in files.main_of(cast, cast.somchit, page)
    accept(cast, transfer)
    assert near in files.main_of(cast, cast.somchit, page)
    assert near not in files.main_of(cast, cast.noi, page)
    assert files.browser(cast, cast.somchit).get(near).status_code == 200
