"""She waits for a bed: who decides on it reads that she is in danger, and who asked reads that nobody
has answered."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.cases.actions.states import say_in_danger
from fanal.cases.models import Case
from fanal.shelters.actions import asking
from tests import files
from tests.organisation.colleagues import stands_in
from tests.shelters.scene import DAY, scene, sleeps, woman
from tests.shelters.test_asking import asks, page

WAITS = "No answer yet about a bed"
FULL = "No bed is free here"


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.woman, found.far = files.in_vientiane(cast)
    assign(case=found.far, to=cast.kham, by=cast.somchit, version=found.far.version)
    found.far.refresh_from_db()
    return found


def danger(cast, here):
    more = {"ring": cast.ring(cast.kham), "by": cast.kham, "said_by": "mother", "said_at": None}
    say_in_danger(case=here.far, person=here.woman, **more)


def read(cast, who, name, *args):
    return files.browser(cast, getattr(cast, who)).get(page(name, *args)).text


def start(cast, who):
    return files.browser(cast, getattr(cast, who)).get(reverse("cases:today")).text


def test_who_decides_on_the_bed_reads_that_she_is_in_danger_and_whom_to_ask(cast, here):
    row = asks(cast, here, due=timezone.localdate() + DAY)
    pages = ("request", row.id), ("shelter", here.shelter.id)
    for name, id in pages:
        assert "in danger" not in read(cast, "rith", name, id).replace("In danger yourself", "")
    danger(cast, here)
    for name, id in pages:
        text = read(cast, "rith", name, id)
        assert "in danger" in text, name
        assert "Kham" in text, name
    decisions = files.browser(cast, cast.rith).get(reverse("web:decisions")).text
    assert "urgent" in decisions


def test_once_it_is_answered_the_request_says_so_no_more(cast, here):
    row = asks(cast, here)
    danger(cast, here)
    asking.decline_bed(request=row, words="Full.", **cast.acting(cast.rith))
    assert "She is in danger" not in read(cast, "rith", "request", row.id)


def test_where_no_bed_is_free_it_says_to_answer_now(cast, here):
    row = asks(cast, here)
    assert FULL not in read(cast, "rith", "request", row.id)
    for bed in (*here.beds, *here.cots):
        person, case = woman(cast)
        sleeps(cast, here, bed, person, case)
    text = read(cast, "rith", "request", row.id)
    assert FULL in text
    assert page("give", row.id) not in text
    assert page("decline", row.id) in text
    assert FULL not in read(cast, "kham", "request", row.id)
    assert "no bed free" in read(cast, "kham", "ask", here.far.id)


def test_who_asked_is_told_from_the_day_on_which_the_bed_is_needed(cast, here):
    row = asks(cast, here, due=timezone.localdate() + DAY)
    assert WAITS not in start(cast, "kham")
    type(row).objects.update(due=timezone.localdate())
    text = start(cast, "kham")
    assert WAITS in text
    assert page("request", row.id) in text
    assert "Noi" in text
    assert WAITS not in start(cast, "somchit")


def test_so_is_who_stands_in_for_her(cast, here):
    asks(cast, here)
    stands_in(cast, cast.somchit, cast.kham, team=cast.vientiane, by=cast.somchit)
    assert WAITS in start(cast, "somchit")


def test_a_case_that_nobody_works_on_tells_its_lead(cast, here):
    asks(cast, here)
    Case.objects.filter(id=here.far.id).update(assignee=None)
    assert WAITS in start(cast, "somchit")


@pytest.mark.parametrize("answer", [asking.take_back_bed, asking.decline_bed])
def test_an_answer_ends_it(cast, here, answer):
    row = asks(cast, here)
    more = {} if answer is asking.take_back_bed else {"words": "Full."}
    answer(request=row, **cast.acting(cast.rith), **more)
    assert WAITS not in start(cast, "kham")
