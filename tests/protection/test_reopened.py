"""What is due in a case that was opened again counts from that day, on every page."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.stages import reopen
from fanal.cases.models import Case
from fanal.core.protection.due import next_review
from fanal.core.protection.facts import CaseFacts, Recorded
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.agenda import reviews_late
from tests import closing, files
from tests.protection.test_closing_and_after import close
from tests.shares import mostly_long

DAY = timedelta(days=1)
LATE = re.compile(r"days? late")


@pytest.fixture
def case(cast):
    return files.case(cast, people=[files.person(cast, births=[("census", 1990, 5, 1)])])


@pytest.fixture
def write(cast, case):
    """Opened a year ago, closed two months later."""
    girl, today = case.people.get(), timezone.localdate()
    write = {"case": case, **cast.acting(cast.sokha)}
    assign(case=case, to=cast.sokha, by=cast.noi, version=case.version)
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=girl, purpose="care", answer="given", **write)
    closing.answered(case, girl, cast.sokha, cast.ring(cast.sokha))
    Case.objects.filter(id=case.id).update(opened_on=today - 365 * DAY)
    close(cast, write, on=today - 300 * DAY)
    return write


def opened_again(write, ago=0):
    case = write["case"]
    reopen(why="She called.", version=case.version, on=timezone.localdate() - ago * DAY, **write)
    case.refresh_from_db()


@pytest.mark.parametrize("page", ["cases:case", "protection:case"])
def test_nothing_is_late_on_the_day_on_which_it_is_opened_again(cast, case, write, page):
    opened_again(write)
    shown = files.browser(cast, cast.sokha).get(reverse(page, args=[case.id])).text
    assert "assess the risk" in shown.lower()
    assert not LATE.search(shown)


@pytest.mark.parametrize("page", ["cases:tasks", "cases:today", "cases:calendar"])
def test_nor_among_the_tasks_of_her_worker(cast, write, page):
    opened_again(write)
    assert not LATE.search(files.browser(cast, cast.sokha).get(reverse(page)).text)


def test_nor_on_the_list_and_the_start_page_of_the_lead(cast, case, write):
    opened_again(write)
    noi = files.browser(cast, cast.noi)
    assert case.code_name not in noi.get(reverse("protection:late")).text
    assert "case review is late" not in noi.get(reverse("cases:today")).text


def test_what_is_not_done_after_it_is_late_from_then(cast, case, write):
    opened_again(write, ago=100)
    noi = files.browser(cast, cast.noi)
    late = noi.get(reverse("protection:late")).text
    assert case.code_name in late
    assert re.search(r"\b93 days", late), "the risk: a week after it was opened again"
    assert "1 case review is late" in noi.get(reverse("cases:today")).text


AGO = [0, 89, 90, 91, 92, 200]
HELD = [(340, None), (340, -250), (340, -95), (50, None), (95, -1)]


@pytest.mark.parametrize(
    ("again", "held"),
    [*product(AGO, [None]), *mostly_long(product(AGO, HELD), 4)],
)
def test_the_database_counts_late_reviews_of_such_a_case_as_the_rule_says(
    cast, case, write, again, held
):
    """Opened again so many days ago; its review as many, with a next day or none."""
    opened_again(write, ago=again)
    today, reviews = timezone.localdate(), ()
    if held:
        ago, ahead = held
        due = None if ahead is None else today + ahead * DAY
        row = record(kind=RecordKind.REVIEW, answers={"form": "review"}, **write)
        ProtectionRecord.objects.filter(pk=row.pk).update(on=today - ago * DAY, due=due)
        reviews = (Recorded(RecordKind.REVIEW, today - ago * DAY, due),)
    facts = CaseFacts(case.opened_on, "", (), reviews, reopened_on=today - again * DAY)
    assert reviews_late(cast.noi, today) == (next_review(facts).by < today)
