"""A scale that needs a licence takes no answers without one, and no file with its text is ever opened."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.care.licences import (
    NEEDED,
    LicenceFact,
    LicenceUse,
    check_file,
    check_licence,
    check_new,
    usable,
    versions,
)
from fanal.core.care.scales import scales
from fanal.core.errors import BadInput

DAY = date(2026, 3, 12)
PHQ, SDQ, HSCL, CPSS = (scales()[one] for one in ("phq9", "sdq", "hscl25", "cpss5"))


def held(
    use=LicenceUse.PAPER,
    languages=("km",),
    checked="",
    since=DAY,
    until=None,
    agreed=True,
    ended=False,
):
    return LicenceFact(use, languages, checked, since, until, agreed, ended)


def test_without_a_licence_no_answers_are_taken_and_it_is_said_who_records_one():
    with pytest.raises(BadInput, match="HSCL-25 is not used here yet: only with the manual"):
        check_licence(HSCL, [], DAY)
    check_licence(HSCL, [held()], DAY)
    check_licence(PHQ, [], DAY)
    check_licence(SDQ, [], DAY)  # free on paper


@given(
    since=st.integers(-3, 3),
    until=st.none() | st.integers(-3, 3),
    agreed=st.booleans(),
    ended=st.booleans(),
)
def test_a_licence_holds_from_its_day_to_its_last_once_confirmed_until_it_ends(
    since, until, agreed, ended
):
    last = None if until is None else DAY + timedelta(days=until)
    one = held(since=DAY + timedelta(days=since), until=last, agreed=agreed, ended=ended)
    holds = agreed and not ended and since <= 0 and (until is None or until >= 0)
    for shell in scales().values():
        assert usable(shell, [one], DAY) == (holds or shell.licence not in NEEDED)


def test_languages_are_those_of_the_licence_where_one_is_needed_and_those_checked_beside_it_elsewhere():
    assert versions(HSCL, [held(languages=("km",))], DAY) == {"km": HSCL.checked["km"]}
    assert versions(HSCL, [], DAY) == {}
    assert versions(PHQ, [], DAY) == PHQ.checked
    more = held(languages=("lo",), checked="Vientiane 2027, 200 people")
    assert versions(PHQ, [more], DAY) == {**PHQ.checked, "lo": "Vientiane 2027, 200 people"}


@pytest.mark.parametrize(("licences", "says"), [
    ([], "only with a licence"),
    ([held()], "only with a licence"),
    ([held(LicenceUse.SCREEN)], "no items stand in this program"),
])  # fmt: skip
def test_c7_a_file_with_the_text_of_a_scale_is_not_opened_and_paper_is_offered(licences, says):
    with pytest.raises(BadInput) as caught:
        check_file(SDQ, licences, DAY)
    assert caught.value.where == "file"
    assert says in str(caught.value.why)
    assert "type the answers here" in str(caught.value.why)


@pytest.mark.parametrize(("more", "holder", "reference", "where"), [
    ({}, "", "letter 14", "holder"),
    ({}, "AAT", "", "reference"),
    ({"languages": ()}, "AAT", "letter 14", "languages"),
    ({"until": DAY - timedelta(days=1)}, "AAT", "letter 14", "until"),
    ({"languages": ("km", "my")}, "AAT", "letter 14", "checked"),
])  # fmt: skip
def test_what_is_missing_in_a_licence_is_said_at_its_question(more, holder, reference, where):
    with pytest.raises(BadInput) as caught:
        check_new(HSCL, held(**more), holder, reference)
    assert caught.value.where == where


def test_a_version_in_a_language_of_which_no_study_is_known_says_where_it_was_checked():
    check_new(CPSS, held(languages=("km",), checked="Phnom Penh 2027"), "AAT", "letter 14")
    check_new(HSCL, held(languages=("km",)), "AAT", "letter 14")
