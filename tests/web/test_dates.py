"""One date control: days near today, boxes for another day, the hour, and the era where it is asked."""

from datetime import date, datetime, time, timedelta

import pytest
from django import forms
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import PartialDate
from fanal.web.forms.date_boxes import AHEAD, PAST
from fanal.web.forms.dates import DayField, MomentField, PartialDateField


class Question(forms.Form):
    on = DayField(label="On which day", near=PAST)
    due = DayField(label="By which day", near=AHEAD, must_come=True, required=False)
    at = MomentField(label="When", near=PAST, required=False)
    since = PartialDateField(label="Since", near=PAST)
    until = DayField(label="Until", required=False)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def today():
    return timezone.localdate()


def asked(**told):
    return Question({"on": str(timezone.localdate()), **told})


def boxes(name, day, **more):
    told = {"": "other", "day": day.day, "month": day.month, "year": day.year, **more}
    return {f"{name}_{part}" if part else name: str(one) for part, one in told.items()}


def read(name, **told):
    form = asked(**told)
    assert form.is_valid(), form.errors
    return form.cleaned_data[name]


def test_a_near_day_is_one_tap_and_is_sent_as_the_day_that_it_was(today):
    page = str(Question())
    for words, far in (("Today", 0), ("Yesterday", -1), ("Tomorrow", 1)):
        assert words in page
        assert f'value="{today + timedelta(days=far)}"' in page
    assert 'type="date' not in page


def test_any_other_day_is_written_in_boxes(today):
    day = today - timedelta(days=40)
    assert read("on", **boxes("on", day)) == day
    assert read("on", **(boxes("on", day) | {"on": ""})) == day
    assert read("until", **(boxes("until", day) | {"until": ""})) == day


@pytest.mark.parametrize("told", [{}, {"due": "other", "due_year": str(date.today().year)}])
def test_nothing_written_is_no_day(told):
    assert read("due", **told) is None


def test_a_day_that_nobody_wrote_is_not_another_day_when_the_form_comes_back(today):
    """The year of today is sent from its box, whoever wrote nothing."""
    back = Question({"on": "rubbish", "since_year": str(today.year), "since_day": ""})
    assert not back.is_valid()
    assert "checked" not in str(back["since"])
    assert f'name="since_year" value="{today.year}"' in str(back["since"])
    written = Question({"on": "rubbish", "since_year": str(today.year), "since_month": "2"})
    assert written.errors
    assert str(written["since"]).count("checked") == 1


def test_a_day_sent_whole_is_still_read():
    assert read("until", until="2031-02-03") == date(2031, 2, 3)
    assert read("at", at="2026-11-27T18:05:09").time().replace(tzinfo=None) == time(18, 5, 9)


@pytest.mark.parametrize(
    ("written", "hour"),
    [("18:00", (18, 0)), ("9", (9, 0)), ("0930", (9, 30)), ("18 h", (18, 0)), ("18h30", (18, 30)),
     ("23.59", (23, 59)), ("0:00", (0, 0))],
)  # fmt: skip
def test_the_hour_is_one_of_24(today, written, hour):
    found = read("at", at=str(today), at_hour=written)
    assert (found.hour, found.minute) == hour
    assert timezone.localtime(found).date() == today


@pytest.mark.parametrize("written", ["24:00", "6 pm", "18:60", "now", "¹"])
def test_what_is_no_hour_is_told_at_the_field_and_stays_there(today, written):
    form = asked(at=str(today), at_hour=written)
    assert "from 0:00 to 23:59" in form.errors["at"][0]
    assert f'value="{written}"' in str(form)


def test_an_hour_needs_its_day_and_a_day_its_hour(today):
    assert "Choose the day" in asked(at_hour="18:00").errors["at"][0]
    assert "Write the hour" in asked(at=str(today)).errors["at"][0]


def test_a_day_that_is_over_is_asked_about_once(today):
    past = today - timedelta(days=2)
    form = asked(**boxes("due", past))
    assert "is over" in form.errors["due"][0]
    assert f'name="due_seen" value="{past}"' in str(form["due"])
    assert read("due", **boxes("due", past, seen=past)) == past
    assert asked(**boxes("due", past - timedelta(days=1), seen=past)).errors["due"]


def test_a_day_that_was_late_already_is_not_asked_about(today):
    past = today - timedelta(days=2)
    assert f'name="due_seen" value="{past}"' in str(Question(initial={"due": past})["due"])


def test_another_day_in_the_boxes_than_the_one_chosen_is_asked_about(today):
    old = today + timedelta(days=9)
    told = boxes("due", old) | {"due": str(today)}
    form = asked(**told)
    assert "Keep one of the two" in form.errors["due"][0]
    assert f'name="due_day" value="{old.day}"' in str(form["due"])
    assert read("due", **told, due_seen=str(old)) == today


def test_the_year_that_stays_of_the_day_proposed_is_no_other_day(today):
    """The script empties the boxes once a near day is chosen, and leaves the year in its own."""
    old = today - timedelta(days=400)
    told = {"due": str(today), "due_year": str(old.year), "due_era": ""}
    assert "Keep one of the two" in asked(**told).errors["due"][0]
    assert read("due", **told, due_seen=str(old)) == today


def test_the_era_is_asked_only_where_the_year_is_of_another_one(today):
    year = today.year + 543
    assert "data-era hidden" in str(Question()["on"])
    form = asked(**boxes("on", today, year=year))
    assert "Buddhist era" in form.errors["on"][0]
    assert "data-era hidden" not in str(form["on"])
    assert read("on", **boxes("on", today, year=year, era="buddhist")) == today


def test_a_past_day_of_the_buddhist_era_is_asked_about_once(today):
    past = today - timedelta(days=2)
    told = boxes("due", past, year=past.year + 543, era="buddhist")
    assert "is over" in asked(**told).errors["due"][0]
    assert read("due", **told, due_seen=str(past)) == past


def test_of_a_part_of_a_date_as_much_as_is_known_is_kept(today):
    assert read("since", since=str(today)) == PartialDate(today.year, today.month, today.day)
    assert read("since", since="other", since_year="1994") == PartialDate(1994)
    assert "whole" not in str(asked(on="other", on_year="1994").errors["on"])
    assert asked(on="other", on_year="1994").errors["on"]


def test_a_kept_day_is_shown_as_near_or_in_its_boxes(today):
    near = str(Question(initial={"on": today})["on"])
    assert f'value="{today}" id="id_on_0_0" checked' in near or near.count("checked") == 1
    far = str(Question(initial={"on": date(2031, 2, 3)})["on"])
    assert 'name="on_year" value="2031"' in far
    kept = timezone.make_aware(datetime.combine(today, time(18, 5)))
    assert 'value="18:05"' in str(Question(initial={"at": kept})["at"])


@given(
    st.dictionaries(
        st.sampled_from(["at", "at_day", "at_month", "at_year", "at_era", "at_hour"]),
        st.text(max_size=12),
    )
)
def test_whatever_is_typed_gets_an_answer(told):
    form = asked(**told)
    assert form.is_valid() or form.errors
    assert str(form)
