"""A decision on her status is one fact: written with a proceeding, it stands on the page of the law as
well, and whoever works on the case learns what may begin; a refusal found there has a last day, too."""

import pytest
from django.urls import reverse

from fanal.cases.models import Task
from fanal.core.errors import BadInput
from fanal.core.law.findings import Body, Status, Step, recognitions, refusals
from fanal.core.protection.kinds import RecordKind
from fanal.identification.access import Concern
from fanal.identification.actions.recording import LOOK, add_finding
from fanal.identification.models import Finding
from fanal.identification.sealed_findings import finding_from
from fanal.justice.actions.tasks import UNTIL_WHEN
from fanal.protection.models import ProtectionRecord
from tests import files
from tests.justice.scene import DAY, K, below, records, today

RECOGNISED = {"status": "recognised", "decided_by": "court", "reference": "D 12/2026"}
REFUSED = {"status": "refused", "decided_by": "police", "words": "None was given."}


def found(cast, here):
    rows = Finding.objects.filter(case=here.case, person=here.person)
    return [finding_from(row.unseal(cast.ring(cast.mai))) for row in rows]


def titles(here):
    return [task.title for task in Task.objects.filter(case=here.case, done_on=None)]


def finds(cast, here, step, status, on=None, body="police"):
    concern = Concern(here.case, here.person, writes=True)
    told = {"step": step, "status": status, "body": body, "country": "TH"}
    reason = {"reason": "None was given."}
    add_finding(concern=concern, found_on=on or today(), **told, **reason, **cast.acting(cast.mai))


def test_a_recognition_with_a_proceeding_stands_on_the_page_of_the_law(cast, here):
    records(cast, here.trial, K.STATUS, RECOGNISED, on=today() - DAY)
    (one,) = found(cast, here)
    assert (one.step, one.status, one.body) == (Step.IDENTIFIED, Status.ACTUAL, Body.COURT)
    assert (one.country, one.on, one.document) == ("TH", today() - DAY, "D 12/2026")
    assert str(LOOK) in titles(here)
    sokha = files.browser(cast, cast.sokha)
    text = sokha.get(reverse("cases:case", args=[here.case.id])).text
    assert "recognised her as a victim" in text
    assert "What may begin now" in text


@pytest.mark.parametrize(
    ("status", "step", "says"),
    [
        ("provisional", Step.PRESUMED, Status.POSSIBLE),
        ("refused", Step.REFUSED, Status.NOT),
        ("withdrawn", Step.REVOKED, Status.NOT),
    ],
)
def test_so_does_what_is_no_recognition(cast, here, status, step, says):
    records(cast, here.trial, K.STATUS, REFUSED | {"status": status})
    assert [(one.step, one.status) for one in found(cast, here)] == [(step, says)]
    assert str(LOOK) not in titles(here)


def test_a_status_that_was_asked_for_is_no_finding_and_needs_no_body(cast, here):
    records(cast, here.trial, K.STATUS, {"status": "asked"})
    assert found(cast, here) == []


@pytest.mark.parametrize(("left_out", "where"), [("decided_by", "decided_by"), ("words", "words")])
def test_a_decision_says_who_decided_and_a_refusal_why(cast, here, left_out, where):
    told = {name: answer for name, answer in REFUSED.items() if name != left_out}
    with pytest.raises(BadInput) as wrong:
        records(cast, here.trial, K.STATUS, told)
    assert wrong.value.where == where


def test_what_stands_on_the_page_of_the_law_already_is_not_written_twice(cast, here):
    finds(cast, here, Step.IDENTIFIED, Status.ACTUAL, body="court")
    records(cast, here.trial, K.STATUS, RECOGNISED)
    assert len(found(cast, here)) == 1


def test_an_appeal_and_its_outcome_follow_the_decision(cast, here):
    row = records(cast, here.trial, K.STATUS, REFUSED, on=today() - DAY)
    below(cast, row, {"news": "appealed"}, on=today() - DAY)
    below(cast, row, {"news": "on_appeal"})
    steps = sorted(one.step for one in found(cast, here))
    assert steps == sorted([Step.REFUSED, Step.APPEALED, Step.IDENTIFIED])
    text = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[here.case.id])).text
    assert "recognised her as a victim" in text
    assert "refused to recognise her" not in text


@pytest.mark.parametrize(
    ("status", "step"), [("refused", Step.REFUSED), ("withdrawn", Step.REVOKED)]
)
def test_after_an_appeal_that_was_refused_the_decision_stands_again(cast, here, status, step):
    row = records(cast, here.trial, K.STATUS, REFUSED | {"status": status}, on=today() - 2 * DAY)
    below(cast, row, {"news": "appealed"}, on=today() - DAY)
    assert not refusals(found(cast, here))
    below(cast, row, {"news": "appeal_refused", "words": "Nothing new was said."})
    (one,) = refusals(found(cast, here))
    assert (one.step, one.on, one.reason) == (step, today(), "Nothing new was said.")
    text = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[here.case.id])).text
    assert "refused to recognise her" in text


def test_a_refused_appeal_against_a_recognition_leaves_her_recognised(cast, here):
    row = records(cast, here.trial, K.STATUS, RECOGNISED, on=today() - 2 * DAY)
    below(cast, row, {"news": "appealed"}, on=today() - DAY)
    below(cast, row, {"news": "appeal_refused", "words": "Of the prosecutor."})
    assert len(recognitions(found(cast, here))) == 1


def test_the_refusal_of_an_appeal_needs_its_reason(cast, here):
    row = records(cast, here.trial, K.STATUS, REFUSED, on=today() - DAY)
    with pytest.raises(BadInput) as wrong:
        below(cast, row, {"news": "appeal_refused"})
    assert wrong.value.where == "words"


# ── A refusal that was found ─────────────────────────────────────────────────
@pytest.mark.parametrize("step", [Step.REFUSED, Step.REVOKED])
def test_until_when_a_refusal_can_be_challenged_is_asked_of_whoever_works_on_the_case(
    cast, here, step
):
    finds(cast, here, step, Status.NOT)
    assert titles(here) == [str(UNTIL_WHEN)]


def test_it_is_asked_once_and_not_of_an_organisation_nor_of_what_was_long_ago(cast, here):
    finds(cast, here, Step.REFUSED, Status.NOT, body="ngo")
    finds(cast, here, Step.REFUSED, Status.NOT, on=today() - 200 * DAY)
    finds(cast, here, Step.IDENTIFIED, Status.ACTUAL, on=today() - DAY, body="other")
    assert str(UNTIL_WHEN) not in titles(here)
    records(cast, here.trial, K.STATUS, REFUSED)
    assert titles(here).count(str(UNTIL_WHEN)) == 1


def test_a_refusal_whose_last_day_a_lawyer_set_asks_nothing(cast, here):
    told = REFUSED | {"checked": "An advocate"}
    records(cast, here.trial, K.STATUS, told, due=today() + 9 * DAY)
    assert str(UNTIL_WHEN) not in titles(here)


@pytest.mark.parametrize("days", [0, 1])
def test_where_an_appeal_is_taken_back_the_decision_stands_again(cast, here, days):
    row = records(cast, here.trial, K.STATUS, REFUSED, on=today() - days * DAY)
    below(cast, row, {"news": "appealed"}, on=today() - days * DAY)
    assert not refusals(found(cast, here))
    below(cast, row, {"news": "appeal_withdrawn"})
    (one,) = refusals(found(cast, here))
    assert (one.step, one.on) == (Step.REFUSED, today())


def test_an_appeal_and_its_refusal_of_the_day_of_the_decision_leave_it_standing(cast, here):
    row = records(cast, here.trial, K.STATUS, REFUSED)
    below(cast, row, {"news": "appealed"})
    below(cast, row, {"news": "appeal_refused", "words": "Nothing new was said."})
    assert [one.step for one in refusals(found(cast, here))] == [Step.REFUSED]


# ── A recovery and reflection period ─────────────────────────────────────────
def periods(here):
    rows = ProtectionRecord.objects.filter(case=here.case).order_by("number")
    return [(row.coded, row.on, row.due) for row in rows if row.record_kind is RecordKind.RECOVERY]


def test_a_period_that_was_granted_is_counted_where_her_case_asks_for_it(cast, here):
    ends = today() + 29 * DAY
    asked = records(
        cast, here.trial, K.MEASURE, {"measure": "reflection", "body": "Ministry"}, on=today() - DAY
    )
    assert periods(here) == []
    for _twice in range(2):
        below(cast, asked, {"news": "granted"}, due=ends)
    assert periods(here) == [({"country": "TH", "decision": "takes"}, today(), ends)]
    page = files.browser(cast, cast.sokha).get(reverse("protection:case", args=[here.case.id]))
    assert "nobody has offered it" not in page.text
    assert "Ministry" in page.text


def test_a_period_that_was_refused_is_none_and_another_measure_says_nothing(cast, here):
    for measure in "reflection", "residence":
        asked = records(cast, here.trial, K.MEASURE, {"measure": measure}, due=today() + DAY)
        below(cast, asked, {"news": "refused"})
    assert periods(here) == [({"country": "TH", "decision": "no_period"}, today(), None)]
