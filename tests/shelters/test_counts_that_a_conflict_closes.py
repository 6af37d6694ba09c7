"""Two counts that differ on somebody of whom a conflict keeps a lead out: for her they do not
differ, and whoever nothing keeps out settles it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.roles import Role
from fanal.core.shelters.nights import NightState
from fanal.shelters.actions.nights import count
from fanal.shelters.queries.evening_count import night_of, tonight_there
from fanal.shelters.queries.numbers import numbers_of_shelters
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.exclusion import kept_out
from tests.shelters.scene import counts, second_staff, sleeps, woman

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DIFFERED = "The two counts of an evening differ"
NO_LEAD = "The two counts of an evening differ, and no lead may settle it"


@pytest.fixture
def stay(cast, here):
    """Of whom the two counts of yesterday evening differ."""
    made = sleeps(cast, here, on=timezone.localdate() - 8 * DAY)
    yesterday = tonight_there(here.shelter, timezone.now()) - DAY
    counts(cast, here, cast.rith, yesterday)
    counts(cast, here, second_staff(cast, here), yesterday, **{str(made.id): "hospital"})
    return made


def titles(cast, who):
    return [row.title for row in asked_in_shelters(who, timezone.localtime())]


def text_of(cast, who, name, here):
    return files.browser(cast, who).get(reverse(f"shelters:{name}", args=[here.shelter.id])).text


def test_who_is_kept_out_of_her_reads_nothing_of_it(cast, here, stay):
    kept_out(cast, here.case, cast.noi, "on its own list")
    assert DIFFERED not in titles(cast, cast.noi)
    assert "nobody wrote down what was found" not in text_of(cast, cast.noi, "shelter", here)
    assert here.person.code_name not in text_of(cast, cast.noi, "settle", here)


@pytest.mark.parametrize("who_counts", ["rith", "noi"])
def test_tonight_differs_for_her_as_little(cast, here, who_counts):
    """Also where she counts herself, those of whom she may know."""
    hers = sleeps(cast, here)
    sleeps(cast, here, here.beds[1], *woman(cast))
    kept_out(cast, here.case, cast.noi, "on its own list")
    first, second = getattr(cast, who_counts), second_staff(cast, here)
    tonight = tonight_there(here.shelter, timezone.now())
    for who, found in ((first, "seen"), (second, "hospital")):
        known = night_of(here.shelter, tonight, who).stays
        answers = {stay.id: found if stay.id == hers.id else "seen" for stay in known}
        count(shelter=here.shelter, answers=answers, **cast.acting(who))
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    assert night_of(here.shelter, tonight, cast.noi).state is NightState.CLOSED
    assert night_of(here.shelter, tonight, nok).state is NightState.DIFFERS
    assert "The two counts differ" not in text_of(cast, cast.noi, "shelter", here)
    assert "The two counts of tonight differ" in titles(cast, nok)
    assert "The two counts of tonight differ" not in titles(cast, cast.noi)


def test_another_lead_and_the_staff_still_settle_it(cast, here, stay):
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    kept_out(cast, here.case, cast.noi, "on its own list")
    assert DIFFERED in titles(cast, nok)
    assert "nobody wrote down what was found" in text_of(cast, cast.rith, "shelter", here)
    assert NO_LEAD not in titles(cast, cast.claire)


def test_where_no_lead_may_know_of_her_the_direction_reads_who_can_settle_it(cast, here, stay):
    kept_out(cast, here.case, cast.noi, "on its own list")
    assert NO_LEAD in titles(cast, cast.claire)
    page = files.browser(cast, cast.claire).get(reverse("cases:today")).text
    assert "Rith Keo" in page
    assert here.person.code_name not in page


def test_a_director_who_is_kept_out_of_her_counts_no_such_evening(cast, here, stay):
    assert numbers_of_shelters(timezone.localtime(), cast.claire)[0].open_counts == 1
    kept_out(cast, here.case, cast.claire, "on its own list")
    assert numbers_of_shelters(timezone.localtime(), cast.claire)[0].open_counts == 0
    assert NO_LEAD not in titles(cast, cast.claire)


def one_may_not_count_her(cast, here):
    """Rith counts her; the second of the staff is kept out of her, and does not."""
    hers = sleeps(cast, here)
    sleeps(cast, here, here.beds[1], *woman(cast))
    second = second_staff(cast, here)
    kept_out(cast, here.case, second, "on its own list")
    tonight = tonight_there(here.shelter, timezone.now())
    for who in (cast.rith, second):
        known = night_of(here.shelter, tonight, who).stays
        count(
            shelter=here.shelter, answers={one.id: "seen" for one in known}, **cast.acting(who)
        )  # fmt: skip
    return hers, second


def test_nobody_is_sent_to_look_with_who_may_not_know_of_her(cast, here):
    _hers, second = one_may_not_count_her(cast, here)
    page = text_of(cast, cast.rith, "shelter", here)
    assert "look again together" not in page
    assert "One of the two counts says nothing of somebody: look for her yourself" in page
    settles = text_of(cast, cast.rith, "settle", here)
    assert "look for her yourself" in settles
    # Why it says nothing is not hers to know.
    assert "may not know of her" not in settles
    assert "nothing of somebody" not in text_of(cast, second, "shelter", here)


def test_her_lead_reads_who_may_not_count_her_and_settles_it(cast, here):
    hers, second = one_may_not_count_her(cast, here)
    settles = text_of(cast, cast.noi, "settle", here)
    assert f"{second} may not know of her: do not ask {second}." in settles
    tonight = tonight_there(here.shelter, timezone.now())
    answers = {f"stay_{hers.id}": "seen", "words": "I looked.", "answers_to": tonight.isoformat()}
    noi = files.browser(cast, cast.noi)
    noi.post(reverse("shelters:settle", args=[here.shelter.id]), answers)
    assert night_of(here.shelter, tonight, cast.rith).state is NightState.CLOSED
