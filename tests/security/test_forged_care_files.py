"""Whoever writes to the database lets nobody be treated by the care file of another woman."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from fanal.care.actions import records
from fanal.care.models import CareFile, CareRecord
from tests import files
from tests.care.scene import noted, page, scene, taken
from tests.security.planting import update

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SAID = "This file was pointed at another person from outside"


def test_a_care_file_that_was_pointed_at_another_woman_says_so(cast):
    here = scene(cast)
    file = taken(cast, here)
    noted(cast, file)
    ploy = files.browser(cast, cast.ploy)
    assert SAID not in ploy.get(page("file", file.id)).text
    update(CareFile, {"person_id": files.person(cast).pk}, id=file.id)
    assert SAID in ploy.get(page("file", file.id)).text


def test_so_does_each_list_in_which_it_stands(cast):
    here = scene(cast)
    file = taken(cast, here)
    noted(cast, file, due=TODAY(), next_words="Blood test")
    ploy = files.browser(cast, cast.ploy)
    assert SAID not in ploy.get(page("today")).text
    update(CareFile, {"person_id": files.person(cast).pk}, id=file.id)
    # to see again, in care, and among the files
    assert ploy.get(page("today")).text.count(SAID) == 3


def test_whom_to_see_again_is_not_put_off(cast):
    file = taken(cast, scene(cast))
    row = noted(cast, file, due=TODAY(), next_words="Blood test")
    update(CareRecord, {"due": TODAY() + timedelta(days=900)}, id=row.id)
    assert "Blood test" in files.browser(cast, cast.ploy).get(page("today")).text


def test_the_day_that_was_agreed_is_the_one_that_pages_say(cast):
    file = taken(cast, scene(cast))
    row = noted(cast, file, due=TODAY(), next_words="Blood test")
    ploy, forged = files.browser(cast, cast.ploy), TODAY() + timedelta(days=900)
    update(CareRecord, {"due": forged}, id=row.id)
    assert date_format(forged) not in ploy.get(page("today")).text
    text = ploy.get(page("file", file.id)).text
    assert date_format(forged) not in text
    assert f"See her again on {date_format(TODAY())}" in text


def test_who_was_seen_waits_no_longer(cast):
    file = taken(cast, scene(cast))
    row = noted(cast, file, due=TODAY(), next_words="Blood test")
    records.follow_up_done(record=row, by=cast.ploy)
    assert "Blood test" not in files.browser(cast, cast.ploy).get(page("today")).text
