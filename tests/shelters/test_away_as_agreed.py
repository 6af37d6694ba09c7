"""Whoever is away as agreed comes back by a day: until then pages say so, and after it none is calm."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput
from fanal.core.shelters.stays import StayAct, StayState
from fanal.journeys.models import MailDue
from fanal.shelters.actions import stays
from fanal.shelters.queries.places import places_in
from tests import files
from tests.shelters.scene import again, child_sleeps, counts, second_staff, sleeps, woman

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATE, OPEN = "was to be back in the shelter: is she?", "away from the shelter: until when?"


@pytest.fixture
def stay(cast, here):
    return sleeps(cast, here, on=timezone.localdate() - 9 * DAY)


def goes(cast, stay, back=None, ago=0):
    """Away since `ago` days, back by a day that is `back` days from today."""
    today = timezone.localdate()
    stays.add_step(
        stay=stay,
        act=StayAct.GO_AWAY,
        on=today - ago * DAY,
        back_by=None if back is None else today + back * DAY,
        **cast.acting(cast.rith),
    )
    return again(stay)


def page(cast, who, name, id):
    answer = files.browser(cast, who).get(reverse(name, args=[id]))
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def rows(cast, who):
    start = files.browser(cast, who).get(reverse("cases:today"))
    return [row for row in start.context["asked"].rows if row.title in (LATE, OPEN)]


def test_the_day_by_which_she_is_back_is_asked_for(cast, stay, rith):
    form = {"on": timezone.localdate().isoformat(), "words": "At her aunt’s."}
    asked = rith.post(reverse("shelters:away", args=[stay.id]), form)
    assert "Back by" in asked.text
    assert again(stay).stands is StayState.HERE
    rith.post(reverse("shelters:away", args=[stay.id]), form | {"back_by": "2099-01-02"})
    assert again(stay).back_by.isoformat() == "2099-01-02"


def test_nobody_is_back_before_she_went(cast, stay):
    with pytest.raises(BadInput, match="before the other one"):
        goes(cast, stay, back=-1)


def test_until_that_day_all_is_as_agreed(cast, here, stay):
    goes(cast, stay, back=0, ago=3)
    assert "Away from House Jasmine, as agreed, back by" in page(
        cast, cast.sokha, "cases:case", here.case.id
    )
    assert "back by" in page(cast, cast.rith, "shelters:shelter", here.shelter.id)
    assert "back by this day" in page(cast, cast.rith, "shelters:week", here.shelter.id)
    assert not rows(cast, cast.sokha) + rows(cast, cast.noi)


def test_after_it_each_page_says_that_nobody_knows_where_she_is(cast, here, stay):
    goes(cast, stay, back=-1, ago=3)
    shelter = page(cast, cast.rith, "shelters:shelter", here.shelter.id)
    assert "Nobody knows where she is" in shelter
    assert "was to be back by" in shelter
    assert places_in(cast.rith, here.shelter).board.missing == 1
    for name in ("shelters:stay", "shelters:stay_of_case"):
        assert "Was to be back by" in page(
            cast, cast.rith if name == "shelters:stay" else cast.sokha, name, stay.id
        )
    case = page(cast, cast.sokha, "cases:case", here.case.id)
    assert "Not known: was to be back in House Jasmine by" in case
    board = files.browser(cast, cast.sokha).get(reverse("journeys:board")).text
    assert "Not known: was to be back in House Jasmine by" in " ".join(board.split())
    for who in (cast.sokha, cast.noi):
        (row,) = rows(cast, who)
        assert row.title == LATE
        assert row.pressing


def test_of_a_child_it_is_red(cast, here):
    goes(
        cast,
        child_sleeps(cast, here, here.beds[1], on=timezone.localdate() - 9 * DAY),
        back=-1,
        ago=1,
    )
    assert [row.tone for row in rows(cast, cast.noi)] == ["danger"]


def test_a_count_does_not_presume_her_to_be_away_any_more(cast, here, stay):
    goes(cast, stay, back=-1, ago=3)
    form = page(cast, cast.rith, "shelters:count", here.shelter.id)
    assert not re.findall(r'name="stay_[^>]*checked', form)
    counts(cast, here, cast.rith, **{str(stay.id): "away"})
    counts(cast, here, second_staff(cast, here), **{str(stay.id): "away"})
    assert [row.title for row in rows(cast, cast.noi)] == [LATE]


def test_whoever_counts_her_as_away_after_that_day_tells_the_leads(cast, here, stay):
    goes(cast, stay, back=-1, ago=3)
    MailDue.objects.all().delete()
    counts(cast, here, cast.rith, **{str(stay.id): "away"})
    assert MailDue.objects.filter(to=cast.noi).exists()


def mailed(cast):
    sweep(timezone.localtime())
    found = {address for one in mail.outbox for address in one.to}
    mail.outbox.clear()
    return found


def test_the_day_after_the_leads_are_told_before_anybody_counts(cast, stay):
    goes(cast, stay, back=-1, ago=3)
    assert cast.noi.email in mailed(cast)
    assert cast.noi.email not in mailed(cast)  # the same day


def test_while_it_is_as_agreed_nobody_is_told(cast, stay):
    goes(cast, stay, back=0, ago=3)
    assert cast.noi.email not in mailed(cast)


def test_whoever_counts_on_the_last_evening_reads_that_it_is_the_last(cast, here, stay):
    goes(cast, stay, back=0, ago=3)
    assert "back by" in page(cast, cast.rith, "shelters:count", here.shelter.id)


def test_she_may_stay_away_for_longer_or_is_not_there(cast, here, stay):
    goes(cast, stay, back=-1, ago=3)
    both = page(cast, cast.rith, "shelters:stay", stay.id)
    assert reverse("shelters:away", args=[stay.id]) in both
    assert reverse("shelters:missing", args=[stay.id]) in both
    goes(cast, stay, back=2)
    assert not rows(cast, cast.noi)
    case = page(cast, cast.sokha, "cases:case", here.case.id)
    assert "Away from House Jasmine, as agreed, back by" in case


def test_once_she_is_back_nothing_of_it_is_left(cast, here, stay):
    goes(cast, stay, back=-1, ago=3)
    stays.add_step(stay=stay, act=StayAct.RETURN, **cast.acting(cast.rith))
    assert not rows(cast, cast.noi)
    assert again(stay).back_by is None
    assert "as agreed" not in page(cast, cast.rith, "shelters:shelter", here.shelter.id)
    goes(cast, stay)
    assert [row.title for row in rows(cast, cast.noi)] == [OPEN]


def test_two_who_counted_her_away_did_not_say_until_when(cast, here, stay):
    counts(cast, here, cast.rith, **{str(stay.id): "away"})
    counts(cast, here, second_staff(cast, here), **{str(stay.id): "away"})
    assert [row.title for row in rows(cast, cast.noi)] == [OPEN]
    text = page(cast, cast.rith, "shelters:stay", stay.id)
    assert "until when is not written down" in text
    assert "without a day nobody misses her" in text


def test_who_is_in_hospital_is_not_in_the_shelter(cast, here, stay):
    stays.add_step(stay=stay, act=StayAct.GO_TO_HOSPITAL, **cast.acting(cast.rith))
    case = page(cast, cast.sokha, "cases:case", here.case.id)
    assert "In hospital, has a bed in House Jasmine" in case


@pytest.mark.parametrize("act", [StayAct.GO_AWAY, StayAct.GO_TO_HOSPITAL])
def test_a_child_whose_mother_sleeps_elsewhere_is_without_her_tonight(cast, here, stay, act):
    child_sleeps(cast, here, here.beds[1], came_with=stay)
    stays.add_step(stay=stay, act=act, **cast.acting(cast.rith))
    text = page(cast, cast.rith, "shelters:shelter", here.shelter.id)
    assert f"tonight without {stay.person.code_name}, with whom she came" in text


def test_a_count_on_which_two_differ_is_not_said_to_be_well(cast, here, stay, rith):
    sleeps(cast, here, here.beds[1], *woman(cast))
    dara = files.browser(cast, second_staff(cast, here))
    address = reverse("shelters:count", args=[here.shelter.id])
    ids = [f"stay_{one.id}" for one in here.shelter.stays.all()]
    first = rith.post(address, dict.fromkeys(ids, "seen"), follow=True)
    assert "A second person counts apart from you." in first.text
    second = dara.post(address, dict.fromkeys(ids, "seen") | {ids[0]: "hospital"}, follow=True)
    assert "The two counts differ" in second.text
    assert "Everybody is accounted for" not in first.text + second.text
