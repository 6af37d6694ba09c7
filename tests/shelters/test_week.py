"""The coming week of a shelter: who comes, who is away for some hours; nothing of why."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.keys.actions import grant
from fanal.justice.models import JusticeRecord
from tests import files
from tests.justice.scene import begins, below, hearing
from tests.shelters.scene import DAY, scene, sleeps, woman


@pytest.fixture
def here(cast):
    made = scene(cast)
    grant(
        folder=made.case.id,
        compartments=[LEGAL, FILES],
        to=cast.mai,
        **cast.acting(cast.noi),
        reason="Her lawyer.",
    )
    return made


def week_of(browser, here):
    return browser.get(reverse("shelters:week", args=[here.shelter.id]))


def in_court(cast, here, days, **told):
    trial = begins(cast, here, "criminal", "TH", "victim", body="Criminal Court")
    told = {"place": "Criminal Court, room 4", "leaves": "7:00", "back": "18:00"} | told
    return hearing(cast, trial, timezone.localdate() + days * DAY, **told)


def test_j10_the_staff_reads_the_day_the_hours_and_the_escort_and_no_more(cast, rith, here):
    sleeps(cast, here)
    in_court(cast, here, 2, escort="Sokha Keo")
    text = week_of(rith, here).text
    assert here.person.code_name in text
    assert "away, 7:00 to 18:00, with an escort" in text
    for word in ("ourt", "riminal", "room 4", "Sokha Keo", here.case.code_name, "Thailand"):
        assert word not in text.partition("<main")[2].partition("</main")[0]


def test_who_goes_alone_and_an_hour_nobody_wrote_are_shown_as_they_are(cast, rith, here):
    sleeps(cast, here)
    in_court(cast, here, 1, back="")
    text = week_of(rith, here).text
    assert "away, 7:00 to –" in text
    assert "with an escort" not in text


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"wish": "comes"}, "away, from when to when is not said yet"),
        ({"wish": "comes", "presence": "may"}, "away, from when to when is not said yet"),
        ({"escort": "Sokha Keo"}, "away with an escort, from when to when is not said yet"),
        ({"wish": "stays_away"}, "Nothing is planned"),
        ({"wish": "video"}, "not free for some hours, here or elsewhere"),
        ({"wish": "video", "escort": "Sokha Keo"}, "away with an escort, from when to when"),
        ({"wish": "video", "presence": "need_not"}, "Nothing is planned"),
        ({"presence": "need_not"}, "Nothing is planned"),
    ],
)
def test_a_day_to_which_she_goes_is_shown_though_nobody_said_the_hours(
    cast, rith, here, told, shown
):
    sleeps(cast, here)
    in_court(cast, here, 1, leaves="", back="", **told)
    assert shown in week_of(rith, here).text


def test_who_is_heard_by_video_is_not_free_on_the_day_to_which_it_moves(cast, rith, here):
    sleeps(cast, here)
    heard = in_court(cast, here, 1, leaves="", back="", wish="video")
    day = timezone.localdate() + 2 * DAY
    below(cast, heard, {"news": "moved", "day": day}, sure=True)
    (row,) = [row for day in week_of(rith, here).context["days"] for row in day.rows]
    assert row.day == day
    assert "not free for some hours" in str(row.says)


@pytest.mark.parametrize("page", ["case", "proceeding"])
@pytest.mark.parametrize("moved", [False, True])
def test_of_a_hearing_by_video_of_before_her_shelter_learns_when_her_proceeding_is_read(
    cast, rith, here, page, moved
):
    sleeps(cast, here)
    heard = in_court(cast, here, 1, leaves="", back="", wish="video")
    day = timezone.localdate() + DAY
    heard.away = {}
    heard.save(update_fields=["away"])
    if moved:
        day += DAY
        below(cast, heard, {"news": "moved", "day": day}, sure=True)
    assert "Nothing is planned" in week_of(rith, here).text
    of_page = {"case_id": here.case.id}
    of_page |= {"proceeding_id": heard.proceeding_id} if page == "proceeding" else {}
    assert files.browser(cast, cast.mai).get(reverse(f"justice:{page}", kwargs=of_page))
    (row,) = [row for day in week_of(rith, here).context["days"] for row in day.rows]
    assert row.day == day
    assert "not free for some hours" in str(row.says)


def test_reading_a_proceeding_tells_nothing_of_a_day_to_which_she_does_not_go(cast, rith, here):
    sleeps(cast, here)
    heard = in_court(cast, here, 1, leaves="", back="", wish="stays_away")
    files.browser(cast, cast.mai).get(reverse("justice:case", args=[here.case.id]))
    assert JusticeRecord.objects.get(id=heard.id).away == {}


def test_a_day_beyond_the_week_and_a_day_that_is_over_are_not_shown(cast, rith, here):
    sleeps(cast, here)
    in_court(cast, here, 7)
    in_court(cast, here, -1)
    assert "Nothing is planned" in week_of(rith, here).text


def test_of_somebody_who_sleeps_elsewhere_nothing_is_shown(cast, rith, here):
    in_court(cast, here, 2)
    assert here.person.code_name not in week_of(rith, here).text


def test_who_is_expected_stands_in_her_day(cast, rith, here):
    sleeps(cast, here, due=timezone.localdate() + 3 * DAY)
    (day,) = week_of(rith, here).context["days"]
    assert day.day == timezone.localdate() + 3 * DAY
    (row,) = day.rows
    assert row.is_coming


def test_the_days_stand_in_order_and_of_a_day_by_the_hour(cast, rith, here):
    person, case = woman(cast)
    sleeps(cast, here)
    sleeps(cast, here, here.beds[1], person, case, due=timezone.localdate() + DAY)
    in_court(cast, here, 2, leaves="10:00")
    in_court(cast, here, 2, leaves="9:00", back="9:45")
    days = week_of(rith, here).context["days"]
    assert [(day.day - timezone.localdate()).days for day in days] == [1, 2]
    assert "9:00" in str(days[1].rows[0].says)


def test_the_night_leads_to_the_week(rith, here):
    text = rith.get(reverse("shelters:shelter", args=[here.shelter.id])).text
    assert reverse("shelters:week", args=[here.shelter.id]) in text
