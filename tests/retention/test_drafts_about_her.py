"""What somebody was writing about her names her on the start page of its writer no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.keys import drafts
from fanal.keys.models import Draft
from tests import files
from tests.journeys.scene import scene
from tests.keys.drafts import filled_in
from tests.retention.scene import closed, erased, of_case


def begins(cast, case):
    """Sokha leaves an unfinished note in the case of hers."""
    sokha = files.browser(cast, cast.sokha)
    page = reverse("cases:write", args=[case.id, "note"])
    left = filled_in(sokha, page) | {"text": "She called.", "draft_action": page}
    sokha.post(reverse("keys:leave_draft"), left)
    assert case.code_name in sokha.get(reverse("cases:today")).text
    return sokha


def test_a_draft_about_whom_was_erased_goes_when_its_writer_comes_to_the_start_page(cast):
    case = closed(cast)
    code, sokha = case.code_name, begins(cast, case)
    erased(cast, of_case(case))
    assert code not in sokha.get(reverse("cases:today")).text
    assert not Draft.objects.exists()


def test_a_draft_is_over_after_its_days_also_where_no_timer_runs(cast):
    case = closed(cast)
    sokha = begins(cast, case)
    Draft.objects.update(day=timezone.localdate() - drafts.KEPT - timedelta(days=1))
    assert case.code_name not in sokha.get(reverse("cases:today")).text


@pytest.mark.parametrize("name", ["journeys:leg", "shelters:leave", "sharing:answer"])
def test_a_draft_on_the_page_of_a_journey_or_a_stay_that_was_erased_goes_too(cast, name):
    """Its address names neither the person nor the case."""
    case, gone = closed(cast), reverse(name, args=[uuid4()])
    sokha = files.browser(cast, cast.sokha)
    left = filled_in(sokha, reverse("cases:write", args=[case.id, "note"]))
    left |= {"text": "She called.", "draft_action": gone, "draft_page": gone}
    sokha.post(reverse("keys:leave_draft"), left)
    assert Draft.objects.exists()
    sokha.get(reverse("cases:today"))
    assert not Draft.objects.exists()


def test_a_draft_on_the_page_of_a_journey_that_is_there_stays(cast):
    here = scene(cast, n=1)
    page = reverse("journeys:leg", args=[here.journey.id])
    sokha = files.browser(cast, cast.sokha)
    sokha.post(reverse("keys:leave_draft"), filled_in(sokha, page) | {"draft_action": page})
    sokha.get(reverse("cases:today"))
    assert Draft.objects.exists()
