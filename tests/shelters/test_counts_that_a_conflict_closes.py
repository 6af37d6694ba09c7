"""Two counts that differ on somebody of whom a conflict keeps a lead out: for her they do not
differ, and whoever nothing keeps out settles it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.roles import Role
from fanal.shelters.queries.night import tonight_there
from fanal.shelters.queries.numbers import numbers_of_shelters
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.exclusion import kept_out
from tests.shelters.scene import counts, second_staff, sleeps

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
