"""What is due on the first screen of a case, on Today, in the calendar and in the list of a lead."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger
from fanal.cases.queries.agenda_asked import Asked
from fanal.core.protection.due import next_review
from fanal.core.protection.facts import CaseFacts, Recorded
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from fanal.protection.queries.agenda import late_for, reviews_late
from tests import files
from tests.protection.scene import WORK, page_of
from tests.shares import mostly_long, strangers

DAY = timedelta(days=1)


@pytest.fixture
def case(cast):
    """Opened in March 2026: everything that nobody did is late."""
    return files.case(cast, people=[files.person(cast, births=[("census", 1990, 5, 1)])])


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def all_done(case, write):
    for kind, told in WORK.items():
        of = {} if kind.described.of_case else {"person": case.people.get()}
        if kind not in (RecordKind.EVENT, RecordKind.PRESSURE):
            level = {"level": "low"} if kind is RecordKind.RISK else {}
            record(kind=kind, answers=told | level, **of, **write)


def test_the_first_screen_shows_what_is_due_and_nothing_else(cast, case, write):
    sokha, address = files.browser(cast, cast.sokha), reverse("cases:case", args=[case.id])
    shown = text(sokha.get(address))
    assert "To review" in shown
    assert "assess the risk" in shown
    assert page_of(case) in shown
    all_done(case, write)
    assert "To review" not in text(sokha.get(address))


def test_an_event_brings_the_risk_back_to_the_first_screen(cast, case, write):
    all_done(case, write)
    record(kind=RecordKind.EVENT, person=case.people.get(), answers={"event": "release"}, **write)
    shown = text(files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])))
    # she was looked at today, before it was known
    assert "assess the risk again: a suspect is free" in shown
    level = WORK[RecordKind.RISK] | {"level": "low", "because": "release"}
    record(kind=RecordKind.RISK, person=case.people.get(), answers=level, **write)
    shown = text(files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])))
    assert "assess the risk again" not in shown
    record(
        kind=RecordKind.EVENT,
        person=case.people.get(),
        answers={"event": "court_date"},
        on=timezone.localdate() + 20 * DAY,
        **write,
    )
    shown = text(files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])))
    assert "assess the risk again by" in shown


def test_a_new_danger_asks_for_a_look_and_a_plan(cast, case, write):
    say_in_danger(person=case.people.get(), said_by="mother", said_at=None, **write)
    shown = text(files.browser(cast, cast.sokha).get(page_of(case)))
    assert "she is in danger, and there is no plan" in shown


def test_who_may_not_write_there_is_led_nowhere(cast, case):
    shown = text(files.browser(cast, cast.sokha).get(page_of(case)))
    assert f"{case.people.get().id}/risk/" in shown


def test_a_lead_reads_what_is_late_in_her_teams_reviews_first(cast, case, write):
    noi = files.browser(cast, cast.noi)
    shown = text(noi.get(reverse("protection:late")))
    assert case.code_name in shown
    assert shown.index("Review of the case with the lead") < shown.index("Assess the risk")
    record(kind=RecordKind.REVIEW, answers={"form": "review"}, **write)
    assert "Review of the case" not in text(noi.get(reverse("protection:late")))


def test_today_tells_the_lead_how_many_reviews_are_late(cast, case, write):
    noi = files.browser(cast, cast.noi)
    assert "1 case review is late" in text(noi.get(reverse("cases:today")))
    record(kind=RecordKind.REVIEW, answers={"form": "review"}, **write)
    assert "case review is late" not in text(noi.get(reverse("cases:today")))


def test_today_tells_the_lead_how_many_assessments_and_plans_are_late(cast, case, write):
    noi, girl = files.browser(cast, cast.noi), case.people.get()
    files.opened(case, 7)
    assert "risk assessment" not in text(noi.get(reverse("cases:today")))
    files.opened(case, 8)
    assert "1 risk assessment or safety plan is late" in text(noi.get(reverse("cases:today")))
    day = timezone.localdate()
    for kind, late in ((RecordKind.RISK, 1), (RecordKind.SAFETY_PLAN, 2), (RecordKind.RECOVERY, 2)):
        record(
            kind=kind, person=girl, answers=WORK[kind], on=day - 5 * DAY, due=day - DAY, **write
        )  # fmt: skip
        assert f"At least {late} risk assessment" in text(noi.get(reverse("cases:today")))
    record(kind=RecordKind.RISK, person=girl, answers={"level": "low"}, **write)
    assert "At least 1 risk assessment or" in text(noi.get(reverse("cases:today")))


@pytest.mark.parametrize("days", [6, 7, 30])
def test_a_risk_that_nobody_has_assessed_stands_on_the_day_of_its_worker_once_it_is_due(
    cast, case, days
):
    assign(case=case, to=cast.sokha, by=cast.noi, version=case.version)
    files.opened(case, days)
    sokha = files.browser(cast, cast.sokha)
    for page in ("cases:today", "cases:tasks"):
        shown = text(sokha.get(reverse(page)))
        assert ("Assess the risk" in shown) == (days >= 7)
        assert "Review of the case" not in shown
        assert "recovery" not in shown


def test_a_safety_plan_that_nobody_has_begun_stands_on_the_day_of_her_worker(cast, case, write):
    assign(case=case, to=cast.sokha, by=cast.noi, version=case.version)
    files.opened(case, 0)
    say_in_danger(person=case.people.get(), said_by="mother", said_at=None, **write)
    shown = text(files.browser(cast, cast.sokha).get(reverse("cases:today")))
    assert "Make a safety plan with her" in shown


OPENED = [79, 80, 89, 90, 91, 92, 93, 200]
REVIEWS = [((95, None),), ((10, None), (95, -1)), ((95, 3), (95, 0))]


@pytest.mark.parametrize(
    ("days", "reviews"),
    [*product(OPENED, [()]), *mostly_long(product(OPENED, REVIEWS), 4)],
)
def test_the_database_counts_late_reviews_as_the_rule_says(cast, case, write, days, reviews):
    """Of reviews so many days ago, with a next day so many days from now or none."""
    today, held = timezone.localdate(), []
    files.opened(case, days)
    for ago, ahead in reviews:
        due = None if ahead is None else today + ahead * DAY
        row = record(kind=RecordKind.REVIEW, answers={"form": "review"}, **write)
        ProtectionRecord.objects.filter(pk=row.pk).update(on=today - ago * DAY, due=due)
        held.append(Recorded(RecordKind.REVIEW, today - ago * DAY, due))
    facts = CaseFacts(case.opened_on, "", (), tuple(held))
    assert reviews_late(cast.noi, today) == (next_review(facts).by < today)


def test_the_worker_finds_it_among_her_tasks_once_something_was_recorded(cast, case, write):
    assign(case=case, to=cast.sokha, by=cast.noi, version=case.version)
    tasks = files.browser(cast, cast.sokha).get(reverse("cases:tasks"))
    assert "Review of the case" not in text(tasks)
    record(kind=RecordKind.RISK, person=case.people.get(), answers={"level": "low"}, **write)
    sokha = files.browser(cast, cast.sokha)
    shown = text(sokha.get(reverse("cases:tasks")))
    assert "Review of the case with the lead" in shown
    assert page_of(case) in shown


@pytest.mark.parametrize(
    "who",
    strangers(["sokha", "mai", "claire", "duc", "anan", "vera"], "nobody but a lead has the list"),
)
def test_nobody_but_a_lead_has_the_list(cast, case, who):
    client = files.browser(cast, getattr(cast, who))
    assert client.get(reverse("protection:late")).status_code == 404


def test_a_case_that_a_conflict_closes_to_the_lead_is_not_in_it(cast, case):
    other = files.case(cast)
    keep_out(case=case, user=cast.noi, reason="her sister", by=cast.noi)
    found = {
        one.case.id
        for one in late_for(Asked(cast.noi, cast.ring(cast.noi), timezone.localtime(), team=True))
    }
    assert other.id in found
    assert case.id not in found


def test_the_list_takes_the_same_number_of_queries_for_one_case_or_many(
    cast, case, django_assert_max_num_queries
):
    counts = []
    for _ in range(2):
        # The grants of an account, and the ledger after each writing, are read once for it.
        late_for(Asked(cast.noi, cast.ring(cast.noi), timezone.localtime(), team=True))
        with django_assert_max_num_queries(40) as captured:
            late_for(Asked(cast.noi, cast.ring(cast.noi), timezone.localtime(), team=True))
        counts.append(len(captured))
        files.case(cast)
    assert counts[0] == counts[1]


def test_a_hearing_in_the_legal_part_asks_for_a_look_before_it(cast, case, write):
    all_done(case, write)
    day = timezone.localdate() + 18 * DAY
    add_entry(kind="legal", answers={"hearing": f"{day:%d/%m/%Y}"}, **write)
    sokha = files.browser(cast, cast.sokha)
    assert "a day in court" in text(sokha.get(page_of(case)))
    assert "assess the risk again by" in text(sokha.get(reverse("cases:case", args=[case.id])))
