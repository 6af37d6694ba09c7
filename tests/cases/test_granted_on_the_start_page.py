"""A lawyer reads where she begins her day that a case was opened to her, by whom and why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.sealing.compartments import LEGAL
from fanal.keys.actions import grant, renew
from fanal.keys.models import Grant
from tests import files
from tests.security.planting import update

pytestmark = pytest.mark.django_db
OPENED = "A part of a case was opened to you"
WHY = "A hearing next month"


def start(cast, user):
    return files.browser(cast, user).get("/", follow=True).text


def opens(cast, case, to):
    write = cast.acting(cast.noi)
    grant(folder=case.id, compartments=[LEGAL], to=to, reason=WHY, **write)


def test_she_reads_which_by_whom_and_why_for_a_week(cast):
    case = files.case(cast)
    assert OPENED not in start(cast, cast.mai)
    opens(cast, case, cast.mai)
    text = start(cast, cast.mai)
    for said in (OPENED, case.code_name, "by Noi Saetang", WHY):
        assert said in text, said
    week = timezone.localdate() - timedelta(days=7)
    Grant.objects.filter(to_keys__user=cast.mai).update(since=week)
    assert OPENED not in start(cast, cast.mai)


def test_whoever_works_on_the_case_is_told_of_none(cast):
    case = files.case(cast)
    opens(cast, case, cast.mai)
    assert OPENED not in start(cast, cast.sokha)
    assert OPENED not in start(cast, cast.noi)


def test_that_the_keys_of_a_case_were_made_anew_opens_nothing_to_her(cast):
    case = files.case(cast)
    opens(cast, case, cast.mai)
    before = timezone.localdate() - timedelta(days=30)
    Grant.objects.filter(to_keys__user=cast.mai).update(since=before)
    renew(case.id)
    assert Grant.objects.filter(to_keys__user=cast.mai, since=timezone.localdate()).exists()
    assert OPENED not in start(cast, cast.mai)


def test_a_reason_that_does_not_open_keeps_no_keys_from_being_made_anew(cast):
    case = files.case(cast)
    opens(cast, case, cast.mai)
    update(Grant, {"reason": b"\x02" + b"x" * 64})
    renew(case.id)
    again = Grant.objects.filter(to_keys__user=cast.mai, generation=2)
    assert [row.reason for row in again] == [""]
    assert (
        files.browser(cast, cast.mai).get(reverse("cases:case", args=[case.id])).status_code == 200
    )
