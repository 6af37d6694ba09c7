"""What happens to a resident in a shelter reaches whoever works with her: the book is the leads'."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.tasks import finish_tasks
from fanal.cases.models import Task
from fanal.core.shelters.stays import StayAct
from fanal.shelters.actions.book import add_incident, read_incident
from fanal.shelters.actions.stays import add_step, leave
from fanal.shelters.actions.visits import visit
from fanal.shelters.models import ShelterStay
from tests import files
from tests.shelters.scene import again, child_sleeps, scene, sleeps

pytestmark = pytest.mark.django_db
HAPPENED = "something happened that cannot wait: call Noi"
CAME = "somebody came for her and was turned away"
CALM = "Nobody in your cases is known to be in danger"
WHAT = "A man asked for her by her name."


@pytest.fixture
def here(cast):
    return scene(cast)


def today(cast):
    return files.browser(cast, cast.sokha).get(reverse("cases:today")).text


def happens(cast, here, kind, stay, days=0):
    on = timezone.localdate() - timedelta(days=days)
    told = {"kind": kind, "what": WHAT, "done": "", "stay": stay, "on": on}
    return add_incident(shelter=here.shelter, **told, **cast.acting(cast.rith))


def test_a_trafficker_who_came_near_stands_first_without_what_was_written(cast, here):
    happens(cast, here, "trafficker", sleeps(cast, here))
    text = today(cast)
    assert text.index(HAPPENED) < text.index("To do")
    assert CALM not in text
    assert WHAT not in text


def test_it_stays_until_a_lead_has_read_it_and_over_a_weekend(cast, here):
    stay = sleeps(cast, here)
    old, new = (happens(cast, here, "trafficker", stay, days) for days in (9, 0))
    assert today(cast).count(HAPPENED) == 2
    for row in (old, new):
        read_incident(incident=row, by=cast.noi)
    assert today(cast).count(HAPPENED) == 1


def test_what_the_only_lead_wrote_herself_does_not_stay_for_ever(cast, here):
    stay = sleeps(cast, here)
    for days in (9, 0):
        on = timezone.localdate() - timedelta(days=days)
        told = {"kind": "trafficker", "what": WHAT, "done": "", "stay": stay, "on": on}
        add_incident(shelter=here.shelter, **told, **cast.acting(cast.noi))
    assert today(cast).count(HAPPENED) == 1


def test_it_is_told_too_of_whom_fled_from_it_and_leads_to_her_stay(cast, here):
    stay = sleeps(cast, here)
    happens(cast, here, "trafficker", stay)
    leave(stay=stay, to="family", words="She ran.", **cast.acting(cast.rith))
    sokha = files.browser(cast, cast.sokha)
    rows = sokha.get(reverse("cases:today")).context["asked"].rows
    (row,) = [one for one in rows if one.title.startswith(HAPPENED)]
    assert sokha.get(row.address).status_code == 200


def test_it_stays_when_she_has_left_the_shelter(cast, here):
    stay = sleeps(cast, here)
    happens(cast, here, "trafficker", stay, days=9)
    leave(stay=stay, to="family", words="", **cast.acting(cast.rith))
    ShelterStay.objects.update(over_on=timezone.localdate() - timedelta(days=8))
    assert HAPPENED in today(cast)


def test_what_can_wait_or_is_about_nobody_is_not_told(cast, here):
    happens(cast, here, "theft", sleeps(cast, here))
    happens(cast, here, "fire", None)
    assert HAPPENED not in today(cast)


def test_who_was_turned_away_at_the_door_is_told_as_the_lead_is(cast, here):
    stay = sleeps(cast, here)
    visit(stay=stay, visitor=None, words="Her brother.", **cast.acting(cast.rith))
    text = today(cast)
    assert CAME in text
    assert CALM not in text


CHANGED = "Where {who} sleeps has changed"


def test_that_she_left_and_that_her_child_stays_is_a_task_of_today(cast, here):
    mother = sleeps(cast, here)
    girl = child_sleeps(cast, here, here.cots[0], came_with=mother)
    leave(stay=mother, to="family", words="Her aunt came.", **cast.acting(cast.rith))
    text = today(cast)
    assert CHANGED.format(who=mother.person.code_name) in text
    assert f"{girl.person.code_name} still has a bed" in text
    assert "Her aunt came" not in text


@pytest.mark.parametrize("act", [StayAct.GO_TO_HOSPITAL, StayAct.CALL_OFF])
def test_so_is_that_she_is_in_hospital_or_never_came(cast, here, act):
    due = {"due": timezone.localdate()} if act is StayAct.CALL_OFF else {}
    stay = sleeps(cast, here, **due)
    add_step(stay=stay, act=act, **cast.acting(cast.rith))
    assert CHANGED.format(who=stay.person.code_name) in today(cast)


def test_that_she_is_back_is_told_of_whom_nobody_saw_and_of_no_walk(cast, here):
    stay, staff = sleeps(cast, here), cast.acting(cast.rith)
    told = CHANGED.format(who=stay.person.code_name)
    for act in (StayAct.GO_AWAY, StayAct.RETURN):
        add_step(stay=again(stay), act=act, **staff)
    assert told not in today(cast)
    for act in (StayAct.NOT_SEEN, StayAct.RETURN):
        add_step(stay=again(stay), act=act, **staff)
    assert told in today(cast)


def test_that_she_is_back_from_hospital_is_told_though_it_was_read_that_she_went(cast, here):
    stay, staff = sleeps(cast, here), cast.acting(cast.rith)
    add_step(stay=again(stay), act=StayAct.GO_TO_HOSPITAL, **staff)
    finish_tasks(tasks=Task.objects.filter(case=stay.case, done_on=None), by=cast.sokha)
    told = CHANGED.format(who=stay.person.code_name)
    assert told not in today(cast)
    add_step(stay=again(stay), act=StayAct.RETURN, **staff)
    assert told in today(cast)


def test_who_writes_it_herself_is_told_nothing(cast, here):
    stay = sleeps(cast, here)
    leave(stay=stay, to="family", words="To her aunt.", **cast.acting(cast.sokha))
    assert CHANGED.format(who=stay.person.code_name) not in today(cast)
