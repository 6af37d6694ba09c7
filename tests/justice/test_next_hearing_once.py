"""The next hearing is written once: in the proceeding, once there is one."""

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.queries.hearings import hearings_in
from fanal.justice.actions import proceedings
from tests import files
from tests.justice.scene import DAY, below, hearing, page_of, today

pytestmark = pytest.mark.django_db


def noted(cast, case, day):
    """With her legal situation, by her worker."""
    return add_entry(
        case=case, kind="legal", answers={"hearing": day.isoformat()}, **cast.acting(cast.sokha)
    )


def form(cast, case):
    return files.browser(cast, cast.sokha).get(reverse("cases:write", args=[case.id, "legal"]))


def test_where_a_proceeding_is_there_the_legal_situation_does_not_ask_for_a_hearing(cast, here):
    page = form(cast, here.case)
    assert "hearing" not in page.context["form"].fields
    assert "Hearings are written in the proceeding of this case." in page.text
    other = files.case(cast)
    page = form(cast, other)
    assert "hearing" in page.context["form"].fields
    assert "Hearings are written in the proceeding" not in page.text


def test_a_day_that_was_noted_before_is_proposed_in_the_proceeding(cast, here):
    noted(cast, here.case, today() + 9 * DAY)
    mai = files.browser(cast, cast.mai)
    address = page_of(here, "write", here.trial.id, "hearing")
    assert mai.get(address).context["form"].initial["day"] == today() + 9 * DAY
    hearing(cast, here.trial, today() + 9 * DAY)
    assert "day" not in mai.get(address).context["form"].initial


def test_the_same_day_is_listed_once_and_what_moved_is_not_listed_on_its_old_day(cast, here):
    noted(cast, here.case, today() + 9 * DAY)
    row = hearing(cast, here.trial, today() + 9 * DAY)
    days = [one.day for one in hearings_in([here.case.id], here.ring)]
    assert days == [today() + 9 * DAY]
    below(cast, row, {"news": "moved", "day": today() + 12 * DAY}, on=today(), sure=True)
    days = [one.day for one in hearings_in([here.case.id], here.ring)]
    assert days == [today() + 12 * DAY]


def test_what_was_answered_before_stays_where_it_can_be_corrected(cast, here):
    case = files.case(cast)
    entry = noted(cast, case, today() + 9 * DAY)
    here.case, here.person = case, case.people.get()
    told = {"kind": "criminal", "country": "TH", "role": "victim", "language": "Lao"}
    proceedings.begin(case=case, person=here.person, answers=told, **cast.acting(cast.sokha))
    page = files.browser(cast, cast.sokha).get(reverse("cases:edit", args=[case.id, entry.id]))
    assert "hearing" in page.context["form"].fields


def test_what_fell_through_is_in_no_calendar_though_its_day_was_noted_too(cast, here):
    noted(cast, here.case, today() + 9 * DAY)
    row = hearing(cast, here.trial, today() + 9 * DAY)
    below(cast, row, {"news": "fell_through"}, on=today(), sure=True)
    assert hearings_in([here.case.id], here.ring) == []
    noted(cast, here.case, today() + 20 * DAY)
    days = [one.day for one in hearings_in([here.case.id], here.ring)]
    assert days == [today() + 20 * DAY]


def test_a_hearing_that_was_cancelled_is_not_shown_as_the_next(cast, here):
    row = hearing(cast, here.trial, today() + 9 * DAY)
    address = reverse("cases:case", args=[here.case.id])
    browser = files.browser(cast, cast.sokha)
    assert any(one.court for one in browser.get(address).context["story"].dates)
    below(cast, row, {"news": "fell_through"}, on=today())
    assert not any(one.court for one in browser.get(address).context["story"].dates)


def test_a_day_that_was_noted_too_is_no_hearing_once_that_one_was_cancelled(cast, here):
    noted(cast, here.case, today() + 9 * DAY)
    row = hearing(cast, here.trial, today() + 9 * DAY)
    below(cast, row, {"news": "fell_through"}, on=today())
    assert hearings_in([here.case.id], here.ring) == []
    address = page_of(here, "write", here.trial.id, "hearing")
    assert "day" not in files.browser(cast, cast.mai).get(address).context["form"].initial
