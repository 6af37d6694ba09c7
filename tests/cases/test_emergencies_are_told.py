"""Who works on a case reads that it was opened in an emergency; who opened it, what the review says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.emergencies import break_glass, keep_out, review_broken_glass
from fanal.cases.models import BreakGlass
from fanal.cases.queries.today.refused import emergencies_today
from fanal.core.casework.codes import EmergencyGround
from fanal.core.roles import Role
from tests import clock, files

WORDS = "Her worker may be the one who sells her papers"


def opened(case, by):
    return break_glass(case=case, ground=EmergencyGround.DANGER_NOW, reason=WORDS, by=by)


def today(cast, user):
    return files.browser(cast, user).get(reverse("cases:today")).text


def test_who_works_on_it_reads_who_opened_it_and_the_ground_but_not_the_words(cast, case):
    opened(case, cast.kham)
    text = today(cast, cast.sokha)
    assert "Kham Phommachan opened the case in an emergency" in text
    assert "she is in danger now" in text
    assert WORDS not in text


def test_after_a_week_it_is_told_no_more(cast, case):
    with clock.moved(-timedelta(days=8)):
        opened(case, cast.kham)
    assert "in an emergency" not in today(cast, cast.sokha)


def test_who_was_kept_out_since_reads_nothing_of_the_case(cast, case):
    broken = opened(case, cast.kham)
    review_broken_glass(broken=broken, justified=True, remark="", by=cast.noi)
    assert case.code_name in today(cast, cast.kham)
    keep_out(case=case, user=cast.kham, reason="her uncle drives for them", by=cast.noi)
    assert case.code_name not in today(cast, cast.kham)


@pytest.mark.parametrize("right", [True, False])
def test_who_opened_it_reads_the_review_once(cast, case, right):
    broken = opened(case, cast.kham)
    assert "emergency opening was found" not in today(cast, cast.kham)
    review_broken_glass(broken=broken, justified=right, remark="Call the lead first", by=cast.noi)
    text = today(cast, cast.kham)
    assert ("Your emergency opening was found right" in text) is right
    assert text.count("Call the lead first") == 1
    assert "Noi Saetang" in text
    assert right or reverse("cases:case", args=[case.id]) not in text


def test_whose_role_opens_no_case_any_more_reads_no_remark(cast, case):
    review_broken_glass(
        broken=opened(case, cast.kham), justified=True, remark="Her uncle", by=cast.noi
    )
    User.objects.filter(pk=cast.kham.pk).update(role=Role.DATA_ANALYST)
    cast.kham.refresh_from_db()
    assert emergencies_today(cast.kham, timezone.now()) == []


def test_what_is_open_waits_for_nobody(cast, case):
    kham = files.browser(cast, cast.kham)
    sent = {"code_name": case.code_name, "ground": "danger_now", "reason": files.WHY}
    page = kham.post(reverse("cases:emergency"), sent, follow=True).text
    assert BreakGlass.objects.filter(user=cast.kham).exists()
    assert "The case is open to you now. Afterwards " in page
    assert "waits for a second person" not in page


def test_the_lead_sentence_of_a_review_begins_as_a_sentence(cast, case):
    broken = opened(case, cast.kham)
    page = files.browser(cast, cast.noi).get(reverse("cases:review", args=[broken.id])).text
    assert f"She is in danger now: {WORDS}" in page
