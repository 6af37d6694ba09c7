"""Who is to see her reads that nobody knows where she is, and whom to call: not from which house."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.cases.queries.ask_whom import danger_words
from fanal.core.shelters.stays import StayAct
from fanal.shelters.actions import stays
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.care.scene import noted, page, taken
from tests.shelters import scene as shelters

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAID = "nobody knows where she is: ask Sokha Chea"


@pytest.fixture
def stay(cast, here):
    assign(case=here.case, to=cast.sokha, by=cast.noi, version=here.case.version)
    house = shelters.scene(cast)
    since = timezone.localdate() - 9 * DAY
    return shelters.sleeps(cast, house, person=here.person, case=here.case, on=since)


def missing(cast, stay):
    stays.add_step(stay=stay, act=StayAct.NOT_SEEN, **cast.acting(cast.rith))


def late(cast, stay):
    today = timezone.localdate()
    days = {"on": today - 3 * DAY, "back_by": today - DAY}
    stays.add_step(stay=stay, act=StayAct.GO_AWAY, **days, **cast.acting(cast.rith))


def read(cast, name, *args):
    return " ".join(files.browser(cast, cast.ploy).get(page(name, *args)).text.split())


@pytest.mark.parametrize("happens", [missing, late])
def test_it_stands_on_her_day_on_the_request_and_on_the_file(cast, here, stay, happens):
    assert SAID not in read(cast, "today")
    assert "Nobody knows where she is" not in read(cast, "request", here.asked.id)
    happens(cast, stay)
    assert SAID in read(cast, "today")
    text = read(cast, "request", here.asked.id)
    assert "Nobody knows where she is" in text
    assert "Call Sokha Chea" in text
    assert "Jasmine" not in text
    file = taken(cast, here)
    noted(cast, file, due=here.asked.made_on, next_words="dressing")
    assert "Nobody knows where she is" in read(cast, "file", file.id)


def test_of_her_who_is_in_danger_too_the_line_says_both():
    assert (
        danger_words("Noi", "Sokha") == "in danger: ask Noi · nobody knows where she is: ask Sokha"
    )
    assert danger_words("", "") == ""


def test_once_she_is_back_nobody_says_so(cast, here, stay):
    late(cast, stay)
    stays.add_step(stay=stay, act=StayAct.RETURN, **cast.acting(cast.rith))
    assert SAID not in read(cast, "today")


def test_her_lawyer_reads_it_of_who_is_not_back_too(cast, here, stay):
    files.let_in_lawyer(cast, here.case)
    late(cast, stay)
    titles = [row.title for row in asked_in_shelters(cast.mai, timezone.localtime())]
    assert titles == ["nobody knows where she is: call Sokha Chea"]
