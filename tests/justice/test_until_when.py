"""Until when a decision can be challenged: nobody knows it before a lawyer was asked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fanal.cases.models import Task
from fanal.justice.actions.tasks import UNTIL_WHEN, WAS_IT_HERS
from tests import files
from tests.justice.scene import DAY, K, below, records, step, today

REFUSED = {"status": "refused", "decided_by": "police", "words": "No."}


def asked(here):
    title = UNTIL_WHEN.template
    return [task for task in Task.objects.filter(case=here.case) if task.title == title]


def refused(cast, here, **more):
    return records(cast, here.trial, K.STATUS, REFUSED, **more)


def test_a_decision_not_to_prosecute_puts_it_on_the_workers_day(cast, here):
    step(cast, here.trial, "dropped")
    (task,) = asked(here)
    assert task.due == today()
    assert "court" not in task.title
    text = files.browser(cast, task.assignee).get(reverse("cases:tasks")).text
    assert "until when can it be challenged" in text


def test_a_judgment_and_a_refusal_of_her_status_ask_too_and_another_step_does_not(cast, here):
    step(cast, here.trial, "charged")
    assert asked(here) == []
    step(cast, here.trial, "judged")
    refused(cast, here)
    assert len(asked(here)) == 2


def test_where_the_day_is_known_nothing_is_asked(cast, here):
    told = {"rule": "not_prosecuted", "checked": "Mai"}
    records(cast, here.trial, K.LIMIT, told, due=today() + 30 * DAY)
    step(cast, here.trial, "dropped")
    assert asked(here) == []


def test_what_was_decided_long_ago_and_is_entered_now_asks_nothing(cast, here):
    step(cast, here.trial, "dropped", on=today() - timedelta(days=400))
    assert asked(here) == []


@pytest.mark.parametrize("measure", ["residence", "reflection"])
def test_a_refused_permit_or_period_asks_until_when_and_a_refused_screen_does_not(
    cast, here, measure
):
    screen = records(cast, here.trial, K.MEASURE, {"measure": "screen"})
    below(cast, screen, {"news": "refused"})
    assert asked(here) == []
    permit = records(cast, here.trial, K.MEASURE, {"measure": measure})
    below(cast, permit, {"news": "refused"})
    assert [task.done_on for task in asked(here)] == [None]


def test_a_permit_that_is_granted_after_all_asks_no_more(cast, here):
    permit = records(cast, here.trial, K.MEASURE, {"measure": "residence"})
    below(cast, permit, {"news": "refused"})
    below(cast, permit, {"news": "granted"})
    assert [task.done_on for task in asked(here)] == [today()]


def test_a_refusal_not_to_punish_her_asks_until_it_is_appealed(cast, here):
    act = records(cast, here.entry, K.ACT, {"act": "Crossed without papers"})
    below(cast, act, {"news": "raised"})
    assert asked(here) == []
    below(cast, act, {"news": "refused"})
    assert [task.done_on for task in asked(here)] == [None]
    below(cast, act, {"news": "appealed"})
    assert [task.done_on for task in asked(here)] == [today()]


def open_tasks(here, title):
    rows = Task.objects.filter(case=here.case, done_on=None)
    return [task for task in rows if task.title == title.template]


def test_an_appeal_while_the_limit_runs_asks_whose_it_is_until_it_is_met(cast, here):
    step(cast, here.trial, "judged", sure=True)
    step(cast, here.trial, "appealed")
    assert open_tasks(here, WAS_IT_HERS) == []  # nothing runs that it could end
    told = {"rule": "appeal", "checked": "Mai"}
    limit = records(cast, here.trial, K.LIMIT, told, due=today() + 30 * DAY)
    step(cast, here.trial, "appealed")
    limit.refresh_from_db()
    assert limit.waits  # the other side may have appealed
    assert len(open_tasks(here, WAS_IT_HERS)) == 1
    below(cast, limit, {"news": "met"})
    assert open_tasks(here, WAS_IT_HERS) == []
