"""The weekly meeting of a house: who comes is counted, what is promised is owed until answered."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.shelters.timers import meeting_due
from fanal.shelters.actions import meetings
from fanal.shelters.models import HouseMeeting
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.shelters.scene import DAY, again, sleeps

pytestmark = pytest.mark.django_db
DUE = "A week without a meeting: it is due."
WEEK = timedelta(days=7)


def url(name, *ids):
    return reverse(f"shelters:{name}", args=ids)


def day(on, name="on"):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def told(cast, **more):
    today = timezone.localdate()
    said = {"led_by": str(cast.rith.pk), "came": "1", "asked": "Rice as at home."}
    return said | day(more.pop("on", today)) | more


def met(cast, here, ago=0, **more):
    said = {"came": 1, "asked": "", "promised": "", "due": None, "led_by": cast.rith} | more
    on = timezone.localdate() - ago * DAY
    return meetings.hold_meeting(shelter=here.shelter, on=on, **cast.acting(cast.rith), **said)


def test_staff_write_down_a_meeting_and_the_page_of_the_house_shows_it(cast, here, rith):
    sleeps(cast, here, on=timezone.localdate() - 8 * DAY)
    before = rith.get(url("shelter", here.shelter.id)).text
    assert DUE in before
    assert url("new_meeting", here.shelter.id) in before
    by = timezone.localdate() + 3 * DAY
    said = told(cast, promised="A lock for the bathroom.") | {"due": "other"} | day(by, "due")
    answer = rith.post(url("new_meeting", here.shelter.id), said)
    assert answer.status_code == 302, answer.text
    row = HouseMeeting.objects.get()
    assert (row.came, row.led_by, row.due) == (1, cast.rith, by)
    after = rith.get(url("shelter", here.shelter.id)).text
    assert DUE not in after
    assert "The last one:" in after
    assert "1 answer owed to the residents" in after
    assert "A lock for the bathroom." in rith.get(url("new_meeting", here.shelter.id)).text


def test_an_answer_is_owed_until_the_residents_have_it(cast, here, rith):
    sleeps(cast, here, on=timezone.localdate() - 20 * DAY)
    row = met(cast, here, 9, promised="A lock.", due=timezone.localdate() - DAY)
    page = rith.get(url("meetings", here.shelter.id)).text
    assert "A lock." in page
    assert ": late" in page
    answer = url("answer_meeting", row.id)
    today = day(timezone.localdate())
    empty = rith.post(answer, today | {"version": row.version, "words": " "})
    assert empty.status_code == 422
    said = today | {"version": row.version, "words": "The lock is there."}
    assert rith.post(answer, said).status_code == 302
    assert again(row).answered_on == timezone.localdate()
    page = rith.get(url("meetings", here.shelter.id)).text
    assert "The lock is there." in page
    assert "Answers that the residents wait for" not in page
    with pytest.raises(Refused):
        meetings.answer_meeting(
            meeting=again(row),
            on=timezone.localdate(),
            words="Again.",
            version=again(row).version,
            **cast.acting(cast.rith),
        )


def test_two_answers_at_once_show_both(cast, here):
    sleeps(cast, here, on=timezone.localdate() - 20 * DAY)
    row = met(cast, here, 1, promised="A lock.", due=timezone.localdate())
    one, two = again(row), again(row)
    said = {"on": timezone.localdate(), "version": row.version, "by": cast.rith}
    meetings.answer_meeting(meeting=one, words="Yes.", ring=cast.ring(cast.rith), **said)
    with pytest.raises(Conflict):
        meetings.answer_meeting(meeting=two, words="No.", ring=cast.ring(cast.rith), **said)


def test_a_week_without_a_meeting_is_a_task_of_the_lead_too(cast, here):
    sleeps(cast, here, on=timezone.localdate() - 30 * DAY)
    met(cast, here, 7, promised="A lock.", due=timezone.localdate() - 2 * DAY)
    titles = [str(one.title) for one in asked_in_shelters(cast.noi, timezone.localtime())]
    assert "A week without a meeting with the residents" in titles
    assert "1 answer to the residents is late" in titles
    met(cast, here, 6)
    titles = [str(one.title) for one in asked_in_shelters(cast.noi, timezone.localtime())]
    assert "A week without a meeting with the residents" not in titles


def test_a_house_where_nobody_lives_owes_no_meeting(cast, here, rith):
    assert DUE not in rith.get(url("shelter", here.shelter.id)).text
    today = timezone.localdate()
    assert meeting_due(None, []) is None
    assert meeting_due(today - 3 * WEEK, []) is None


def test_the_week_runs_from_the_last_meeting_and_of_an_empty_house_from_who_comes():
    today = timezone.localdate()
    assert meeting_due(None, [today, today - 2 * DAY]) == today + 5 * DAY
    assert meeting_due(today, [today - 30 * DAY]) == today + WEEK
    assert meeting_due(today - 60 * DAY, [today]) == today + WEEK


def test_bad_input_about_a_meeting_is_named_and_nothing_is_lost(cast, here, rith):
    today = timezone.localdate()
    sleeps(cast, here, on=today - 20 * DAY)
    for wrong in (
        {"came": 2},
        {"came": -1},
        {"promised": "A lock."},
        {"due": today},
        {"promised": "A lock.", "due": today - DAY},
        {"asked": "see maps.google.com/x"},
        {"ago": -1},
        {"ago": 90},
    ):
        with pytest.raises(BadInput) as caught:
            met(cast, here, **wrong)
        where = {"promised": "due", "due": "promised", "ago": "on"}
        first = next(iter(wrong))
        assert caught.value.where == where.get(first, first)
    refused = rith.post(url("new_meeting", here.shelter.id), told(cast, came="7"))
    assert refused.status_code == 422
    assert "so many residents lived here on that day" in refused.text
    assert "Rice as at home." in refused.text
    assert not HouseMeeting.objects.exists()


def test_who_came_is_asked_nowhere_and_what_was_said_is_sealed(cast, here, rith):
    stay = sleeps(cast, here, on=timezone.localdate() - 20 * DAY)
    form = rith.get(url("new_meeting", here.shelter.id)).text
    names = set(re.findall(r'name="([a-z_]+)"', form))
    assert names.isdisjoint({"who", "stay", "residents"})
    assert str(stay.id) not in form
    met(cast, here, asked="Rice as at home.", promised="Rice.", due=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM shelters_housemeeting")
        held = cursor.fetchone()
    assert b"Rice" not in b"|".join(
        bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in held
    )


def test_who_does_not_keep_the_book_reads_no_meeting(cast, here):
    sleeps(cast, here, on=timezone.localdate() - 20 * DAY)
    row = met(cast, here, promised="A lock.", due=timezone.localdate())
    addresses = [
        url("meetings", here.shelter.id),
        url("new_meeting", here.shelter.id),
        url("answer_meeting", row.id),
    ]
    for who in (cast.sokha, cast.linh, cast.claire, cast.anan):
        browser = files.browser(cast, who)
        assert [browser.get(address).status_code for address in addresses] == [404] * 3
    tonight = files.browser(cast, cast.sokha).get(url("shelter", here.shelter.id)).text
    assert "Meetings with the residents" not in tonight


def test_a_list_of_meetings_asks_the_database_as_often_for_many(
    cast, here, rith, django_assert_num_queries, django_assert_max_num_queries
):
    sleeps(cast, here, on=timezone.localdate() - 40 * DAY)
    met(cast, here, 1, promised="A lock.", due=timezone.localdate())
    rith.get(url("meetings", here.shelter.id))
    with django_assert_max_num_queries(200) as few:
        rith.get(url("meetings", here.shelter.id))
    for n in range(5):
        met(cast, here, n + 2, promised="A lock.", due=timezone.localdate())
    with django_assert_num_queries(len(few)):
        rith.get(url("meetings", here.shelter.id))
