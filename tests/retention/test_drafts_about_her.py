"""What somebody was writing about her names her on the start page of its writer no more."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.keys import drafts
from fanal.keys.models import Draft
from tests import files
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
