"""A mother and two children, each of a case of her own, one of another office, under one roof."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Task
from fanal.core.shelters.stays import StayAct
from fanal.shelters.actions import admission, asking, stays
from fanal.shelters.models import ShelterStay
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.shelters.scene import again, child_sleeps, sleeps

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ALONE = "whom she came with is not in the shelter: who looks after her?"


@pytest.fixture
def mother(cast, here):
    return sleeps(cast, here, on=timezone.localdate() - 9 * DAY)


@pytest.fixture
def girl(cast, here, mother):
    """Of a case of her own, in Bangkok."""
    since = timezone.localdate() - 9 * DAY
    return child_sleeps(cast, here, here.beds[1], came_with=mother, on=since)


@pytest.fixture
def boy(cast, here, mother):
    """Of a case of Vientiane, which asked for a bed for him."""
    write = {"by": cast.kham, "team": cast.vientiane}
    year = timezone.localdate().year - 6
    person = files.person(cast, names=("ບຸນ",), births=[("herself", year, 1, 1)], **write)
    told = {"called": "Boun", "diet": "", "tonight": ""}
    asked = admission.BedAsked("given", given_by="legal_guardian", assent=True)
    theirs = files.case(cast, people=[person], **write)
    request = asking.ask_for_bed(
        case=theirs,
        person=person,
        shelter=here.shelter,
        asked=asked,
        shown=told,
        **cast.acting(cast.kham),
    )
    rith = files.browser(cast, cast.rith)
    address = reverse("shelters:give", args=[request.id])
    assert mother.person.code_name in rith.get(address).text
    form = {"bed": str(here.beds[2].id), "came_with": str(mother.id)}
    assert rith.post(address, form).status_code == 302
    stay = ShelterStay.objects.get(person=person)
    stays.come(stay=stay, **cast.acting(cast.rith))
    return again(stay)


def rows(who):
    return [row for row in asked_in_shelters(who, timezone.localtime()) if row.title == ALONE]


def test_with_whom_a_child_of_another_office_comes_is_asked_where_the_bed_is_given(mother, boy):
    assert boy.came_with == mother


def test_of_an_adult_it_is_not_asked(cast, here, mother):
    write = {"by": cast.kham, "team": cast.vientiane}
    person = files.person(cast, **write)
    request = asking.ask_for_bed(
        case=files.case(cast, people=[person], **write),
        person=person,
        shelter=here.shelter,
        asked=admission.BedAsked("given"),
        shown={"called": "", "diet": "", "tonight": ""},
        **cast.acting(cast.kham),
    )
    form = files.browser(cast, cast.rith).get(reverse("shelters:give", args=[request.id]))
    assert "came_with" not in form.context["form"].fields


@pytest.mark.parametrize(
    ("act", "tone"), [(StayAct.GO_TO_HOSPITAL, "care"), (StayAct.NOT_SEEN, "danger")]
)
def test_who_works_with_each_child_reads_that_the_mother_is_not_there(
    cast, mother, girl, boy, act, tone
):
    assert not rows(cast.kham) + rows(cast.sokha)
    stays.add_step(stay=mother, act=act, **cast.acting(cast.rith))
    (his,), (hers,) = rows(cast.kham), rows(cast.sokha)
    assert (his.code, his.tone) == (boy.person.code_name, tone)
    assert (hers.code, hers.tone) == (girl.person.code_name, tone)
    assert mother.person.code_name not in his.title
    stays.add_step(stay=again(mother), act=StayAct.RETURN, **cast.acting(cast.rith))
    assert not rows(cast.kham) + rows(cast.sokha)


def test_once_she_leaves_each_is_asked_who_looks_after_the_child(cast, mother, girl, boy):
    stays.leave(stay=mother, to="other_country", **cast.acting(cast.rith))
    open_ones = Task.objects.filter(done_on=None)
    for child in (girl, boy):
        asked = [str(task.sentence) for task in open_ones.filter(case=child.case_id)]
        assert [one for one in asked if "still has a bed" in one]
