"""Until when a decision can be challenged: nobody knows it before a lawyer was asked."""

from datetime import timedelta

from django.urls import reverse

from fanal.cases.models import Task
from fanal.justice.actions.tasks import UNTIL_WHEN
from tests import files
from tests.justice.scene import DAY, K, records, step, today

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
