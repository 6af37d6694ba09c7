"""Who follows an act of a user from its address to its rule opens few files.

How it is counted says `request_paths.py`; `python -m tests.architecture.request_paths` prints each path.
"""

from tests.architecture.request_paths import acts, middle, to_place

REFERRAL = (
    ("fanal.sharing.views.referrals", "bundle"),
    ("fanal.sharing.actions.sending", "send"),
    ("fanal.core.trust.gate", "may_disclose"),
)
SEARCH = (
    ("fanal.people.views.search", "find"),
    ("scriptnames.index", "Index"),
    ("scriptnames.comparison", "compare"),
)


def test_sending_a_referral_is_read_in_seven_files():
    assert len(["fanal.sharing.urls", *to_place(*REFERRAL)]) <= 7


def test_a_search_is_read_in_seven_files_those_of_its_library_among_them():
    assert len(["fanal.people.urls", *to_place(*SEARCH)]) <= 7


def test_half_of_the_acts_are_read_in_four_files():
    assert middle() <= 4


def test_no_act_is_read_in_more_than_five_files():
    assert [str(act) for act in acts() if len(act.files) > 5] == []


def test_the_acts_that_everybody_knows_are_among_those_that_are_counted():
    found = {act.address: act.act for act in acts()}
    assert len(found) > 400
    assert found["cases:edit"] == "edit_entry"
    assert found["journeys:give"] == "give"
