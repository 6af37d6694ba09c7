"""What protects her in the court room was asked for: until somebody answered it is not there, and the
day in court says so. Pressure is written down of whom it is."""

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.justice.models import JusticeRecord
from tests import files
from tests.justice.scene import DAY, K, begins, below, hearing, page_of, records, today
from tests.shelters.scene import child

NO_ANSWER = "asked for, no answer yet: "


def pages(cast, here):
    """Where a day in court is read, by whoever works on it."""
    for who, address in (
        ("mai", reverse("justice:day")),
        ("mai", page_of(here, "proceeding", here.trial.id)),
        ("mai", reverse("cases:today")),
        ("sokha", reverse("cases:today")),
    ):
        text = files.browser(cast, getattr(cast, who)).get(address).text
        yield text.replace("Asked for, no answer", "asked for, no answer")


def test_a_screen_that_nobody_answered_is_named_at_the_day_in_court(cast, here):
    hearing(cast, here.trial, today() + DAY, interpreter="Noy", escort="Dara")
    screen = records(cast, here.trial, K.MEASURE, {"measure": "screen"})
    records(cast, here.trial, K.MEASURE, {"measure": "residence"})
    records(cast, here.entry, K.MEASURE, {"measure": "video"})
    for text in pages(cast, here):
        assert NO_ANSWER + "a screen in court" in text
        assert "a screen in court, heard by video" not in text
    below(cast, screen, {"news": "granted"})
    for text in pages(cast, here):
        assert NO_ANSWER not in text


def test_what_was_broken_or_refused_is_not_awaited_and_who_need_not_come_needs_none(cast, here):
    hearing(cast, here.trial, today() + DAY, presence="need_not")
    screen = records(cast, here.trial, K.MEASURE, {"measure": "closed_court"})
    assert not any(NO_ANSWER in text for text in pages(cast, here))
    below(cast, screen, {"news": "refused"})
    hearing(cast, here.trial, today() + DAY)
    assert not any(NO_ANSWER in text for text in pages(cast, here))


def test_the_form_of_a_hearing_proposes_what_protects_her_there(cast, here):
    screen = records(cast, here.trial, K.MEASURE, {"measure": "screen"})
    records(cast, here.trial, K.MEASURE, {"measure": "closed_court"})
    below(cast, screen, {"news": "granted"})
    page = files.browser(cast, cast.mai).get(page_of(here, "write", here.trial.id, "hearing"))
    initial = page.context["form"].initial["measures"]
    assert initial == "a screen in court (it was granted); closed court"


# ── Of whom pressure is ──────────────────────────────────────────────────────
@pytest.fixture
def with_daughter(cast, here):
    here.girl = child(cast)[0]
    add_person(case=here.case, person=here.girl, role="child", by=cast.sokha)
    mother, here.person = here.person, here.girl
    here.of_girl = begins(cast, here, "criminal", "TH", "witness")
    here.person = mother
    return here


def test_pressure_is_told_of_each_whom_a_proceeding_is_about(cast, with_daughter):
    here = with_daughter
    client = files.browser(cast, cast.mai)
    page = client.get(page_of(here)).text
    first, hers = (page_of(here, "pressure", one.id) for one in (here.trial, here.of_girl))
    assert f'action="{first}"' in page
    assert f'action="{hers}"' in page
    assert page_of(here, "pressure", here.entry.id) not in page
    assert f"{here.girl.code_name}: tell the lead now" in " ".join(page.split())
    client.post(hers, {"once": "x"}, follow=True)
    rows = [one for one in JusticeRecord.objects.all() if one.record_kind is K.PRESSURE]
    assert [one.proceeding.person for one in rows] == [here.girl]


def test_of_one_person_it_is_one_button(cast, here):
    page = files.browser(cast, cast.mai).get(page_of(here)).text
    assert page.count("tell the lead now") == 1
    assert page_of(here, "pressure", here.trial.id) in page
