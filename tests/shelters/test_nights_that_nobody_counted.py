"""Nights in which nobody counted: "accounted for" is then what the book says, and nobody looked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.shelters.nights import counted_alone_since, uncounted_since
from fanal.core.shelters.stays import StayState
from fanal.shelters.actions import places, stays
from fanal.shelters.models import NightAnswer, NightCount
from fanal.shelters.models.nights import SETTLED
from fanal.shelters.queries.evening_count import night_of, tonight_there, uncounted_before
from tests import files
from tests.shelters.scene import again, counts, scene, second_staff, sleeps, woman

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SAID = "Nobody has counted since the evening of"
DIFFERED = "The two counts of an evening differ"
ROW = "Nobody has counted there for several nights"


@pytest.fixture
def here(cast):
    found = scene(cast)
    sleeps(cast, found, on=timezone.localdate() - 8 * DAY)
    return found


def page(cast, here):
    address = reverse("shelters:shelter", args=[here.shelter.id])
    return files.browser(cast, cast.rith).get(address).text


def rows(cast):
    start = files.browser(cast, cast.noi).get(reverse("cases:today"))
    return [row.title for row in start.context["asked"].rows]


def test_the_page_of_the_house_and_its_lead_say_since_when(cast, here):
    assert SAID in page(cast, here)
    assert ROW in rows(cast)


def test_of_each_count_before_one_answer_is_read(cast, here, monkeypatch):
    tonight, read = tonight_there(here.shelter, timezone.now()), []
    for n, bed in enumerate(here.beds[1:3]):
        sleeps(cast, here, bed, *woman(cast, f"Woman {n}"), on=timezone.localdate() - 8 * DAY)
    for n in (3, 5):
        counts(cast, here, cast.rith, tonight - n * DAY)
    monkeypatch.setattr(NightAnswer, "is_of", lambda answer, count: read.append(count.evening))
    uncounted_before(here.shelter, night_of(here.shelter, tonight, cast.noi))
    assert read == [tonight - 3 * DAY, tonight - 5 * DAY]


def test_of_a_foster_family_in_which_nobody_counts_nothing_is_said(cast):
    here = scene(cast)
    since = timezone.localdate() - 8 * DAY
    write = {"by": cast.noi, "on": since}
    told = {"name": "Family Orchid", "kind": "foster"}
    here.shelter = places.open_shelter(
        team=cast.bangkok, area=None, answers=told, ring=cast.ring(cast.noi), **write
    )
    (bed,) = places.add_beds(shelter=here.shelter, kind="bed", room="1", how_many=1, **write)
    sleeps(cast, here, bed, on=since)
    places.let_in(shelter=here.shelter, staff=[cast.rith], **cast.acting(cast.noi))
    assert SAID not in page(cast, here)
    assert ROW not in rows(cast)


def test_the_first_evening_is_the_one_after_the_last_count():
    tonight = timezone.localdate()
    lived = [tonight - 8 * DAY]
    assert uncounted_since(None, lived, tonight) == tonight - 8 * DAY
    assert uncounted_since(tonight - 3 * DAY, lived, tonight) == tonight - 2 * DAY
    assert uncounted_since(tonight - DAY, lived, tonight) is None
    assert uncounted_since(tonight - 30 * DAY, lived, tonight) == tonight - 8 * DAY
    assert uncounted_since(None, [tonight], tonight) is None
    assert uncounted_since(tonight - 30 * DAY, [], tonight) is None


def evening_asked(browser, address):
    """As the form carries it."""
    return {"answers_to": browser.get(address).context["answers_to"]}


def differed_last_night(cast, here, stay):
    """Two who counted apart, and did not say the same of her; both rows of yesterday evening."""
    evening = tonight_there(here.shelter, timezone.now()) - DAY
    counts(cast, here, cast.rith, evening)
    counts(cast, here, second_staff(cast, here), evening, **{str(stay.id): "hospital"})


def test_what_differed_on_an_evening_before_is_settled_on_the_days_after(cast):
    here = scene(cast)
    stay = sleeps(cast, here, on=timezone.localdate() - 8 * DAY)
    differed_last_night(cast, here, stay)
    assert DIFFERED in rows(cast)
    assert "differ, and nobody wrote down what was found" in page(cast, here)
    sleeps(cast, here, here.beds[1], *woman(cast))  # who came since is not asked about
    address = reverse("shelters:settle", args=[here.shelter.id])
    rith = files.browser(cast, cast.rith)
    assert list(rith.get(address).context["form"].asked) == [stay]
    told = {f"stay_{stay.id}": "hospital", "words": "Dara took her there at ten."}
    assert rith.post(address, told | evening_asked(rith, address)).status_code == 302
    assert DIFFERED not in rows(cast)
    assert "nobody wrote down what was found" not in page(cast, here)
    assert again(stay).stands is StayState.HERE  # where she is by now a step says


def test_who_left_since_is_asked_about_all_the_same(cast):
    here = scene(cast)
    stay = sleeps(cast, here, on=timezone.localdate() - 8 * DAY)
    differed_last_night(cast, here, stay)
    stays.leave(stay=stay, to="family", words="Her aunt.", **cast.acting(cast.rith))
    told = {f"stay_{stay.id}": "seen", "words": "She slept downstairs."}
    address = reverse("shelters:settle", args=[here.shelter.id])
    rith = files.browser(cast, cast.rith)
    assert rith.post(address, told | evening_asked(rith, address)).status_code == 302
    assert DIFFERED not in rows(cast)


def test_what_was_found_of_yesterday_is_not_written_down_of_tonight(cast):
    here = scene(cast)
    stay = sleeps(cast, here, on=timezone.localdate() - 8 * DAY)
    differed_last_night(cast, here, stay)
    address = reverse("shelters:settle", args=[here.shelter.id])
    rith = files.browser(cast, cast.rith)
    opened = evening_asked(rith, address)
    counts(cast, here, cast.rith)
    counts(cast, here, cast.noi, **{str(stay.id): "away"})
    told = {f"stay_{stay.id}": "seen", "words": "She slept downstairs."}
    page = rith.post(address, told | opened)
    assert page.status_code == 422
    assert "Something has changed since you saw it" in page.text
    assert not NightCount.objects.filter(number=SETTLED).exists()
    assert rith.post(address, told | evening_asked(rith, address)).status_code == 302


# ── By one alone ─────────────────────────────────────────────────────────────
ALONE = "Only one person has counted there for several nights"
SINCE = "one person has counted alone each time"


def counted_before(cast, here, n, *who):
    """On the n-th evening before tonight."""
    evening = tonight_there(here.shelter, timezone.now()) - n * DAY
    for one in who:
        counts(cast, here, one, evening)


def test_of_several_nights_counted_by_one_alone_the_lead_and_the_page_of_the_house_say_it(
    cast, here
):
    other = second_staff(cast, here)
    counted_before(cast, here, 4, cast.rith, other)
    counted_before(cast, here, 3, cast.rith)
    counted_before(cast, here, 2, cast.rith)
    assert ALONE not in rows(cast)
    counted_before(cast, here, 1, other)
    assert ALONE in rows(cast)
    assert SINCE in page(cast, here)
    counts(cast, here, cast.rith)
    assert ALONE in rows(cast), "tonight is not over"


def test_an_evening_counted_by_two_ends_it():
    tonight = timezone.localdate()
    alone = {tonight - n * DAY: 1 for n in (1, 2, 3)}
    assert counted_alone_since(alone, tonight) == tonight - 3 * DAY
    assert counted_alone_since(alone | {tonight: 1}, tonight) == tonight - 3 * DAY
    assert counted_alone_since(alone | {tonight - 2 * DAY: 2}, tonight) is None
    assert counted_alone_since({tonight: 1}, tonight) is None
