"""Dated records: what is refused, what is kept, and who reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.core.casework.answers import NOT_KNOWN
from fanal.core.errors import BadInput
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionRecord
from tests import files
from tests.protection.scene import WORK, form_of, page_of
from tests.shares import strangers

DAY = timedelta(days=1)


@pytest.fixture
def girl(case):
    return case.people.get()


@pytest.mark.parametrize(
    ("kind", "answers", "more", "field"),
    [
        ("risk", {"dangers": "her cousin"}, {}, "level"),
        ("risk", {"level": "enormous"}, {}, "level"),
        ("risk", {"level": NOT_KNOWN}, {}, "level"),
        ("risk", {"level": "low"}, {"on": 1}, "on"),
        ("risk", {"level": "low"}, {"due": -1}, "due"),
        ("risk", {"level": "low"}, {"due": 9999}, "due"),
        ("event", {"event": "release"}, {"on": 99999}, "on"),
        ("safety_plan", {}, {}, "warning_signs"),
        ("duty", {"country": "TH"}, {}, "explained"),
        ("duty", {"explained": "yes"}, {}, "explained"),
        ("follow_up", {"reached": "reached"}, {}, "reached"),
        ("review", {"form": "review"}, {}, "person"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question(write, girl, kind, answers, more, field):
    days = {name: timezone.localdate() + n * DAY for name, n in more.items()}
    with pytest.raises(BadInput) as refused:
        record(kind=RecordKind(kind), person=girl, answers=answers, **days, **write)
    assert refused.value.where == field
    assert not ProtectionRecord.objects.exists()


def test_a_clock_reads_codes_and_no_words(write, girl):
    told = {"level": "high", "because": "release", "dangers": "her cousin Somchai"}
    row = record(kind=RecordKind.RISK, person=girl, answers=told, **write)
    row.refresh_from_db()
    assert row.coded == {"level": "high", "because": "release"}
    assert row.unseal(write["ring"])["dangers"] == "her cousin Somchai"


def test_what_was_written_stays_and_the_newest_holds(cast, write, case, girl):
    record(kind=RecordKind.RISK, person=girl, answers={"level": "high"}, **write)
    record(kind=RecordKind.RISK, person=girl, answers={"level": "low"}, **write)
    assert [one.number for one in ProtectionRecord.objects.all()] == [1, 2]
    page = files.browser(cast, cast.sokha).get(page_of(case)).content.decode()
    assert "Everything that was written: 2" in page


def test_a_plan_is_gone_through_and_not_asked_again(cast, write, case, girl):
    told = {"warning_signs": "he calls at night", "phone": "her brother pays"}
    record(kind=RecordKind.SAFETY_PLAN, person=girl, answers=told, **write)
    form = files.browser(cast, cast.sokha).get(form_of(case, "safety_plan", girl)).content.decode()
    assert "he calls at night" in form
    assert "her brother pays" in form


def test_the_last_sign_of_life_is_proposed_to_closing(cast, write, case, girl):
    record_sign(person=girl, sign="seen", said_at=None, **write)
    answer = files.browser(cast, cast.sokha).get(form_of(case, "closing", girl))
    day = answer.context["form"].initial["last_contact"]
    assert str(day) == timezone.localdate().isoformat()


@pytest.mark.parametrize("proposed", [True, False])
def test_what_closing_asks_is_answered_on_its_page(cast, write, case, girl, proposed):
    """As a browser sends it, with the day that is proposed or another one."""
    record_sign(person=girl, sign="seen", said_at=None, **write)
    today = timezone.localdate()
    day = {"last_contact": today.isoformat()} if proposed else {
        "last_contact": "other", "last_contact_day": today.day, "last_contact_month": today.month,
        "last_contact_year": today.year,
    }  # fmt: skip
    told = {"her_view": "enough", "child": "none", "open_goals": "settled", "way_back": "yes"}
    sokha = files.browser(cast, cast.sokha)
    answer = sokha.post(form_of(case, "closing", girl), day | told)
    assert (answer.status_code, answer["Location"]) == (302, page_of(case))
    open_ends = sokha.get(reverse("cases:close", args=[case.id])).text
    assert "what closing asks" not in open_ends.casefold()


def test_the_form_of_a_duty_says_what_the_law_of_the_office_asks(cast, case, girl):
    form = files.browser(cast, cast.sokha).get(form_of(case, "duty", girl)).content.decode()
    assert "Child Protection Act B.E. 2546 (2003), article 41" in form
    assert "1300" in form


def test_what_is_about_nobody_in_particular_is_a_review(cast):
    """By this the start page of a lead counts reviews without opening anything."""
    assert [kind for kind in RecordKind if kind.described.of_case] == [RecordKind.REVIEW]


def test_the_lawyer_reads_and_writes_the_legal_part_alone(cast, write, case, girl):
    record(
        kind=RecordKind.RISK, person=girl, answers={"level": "high", "dangers": "cousin"}, **write
    )
    record(
        kind=RecordKind.RECOVERY,
        person=girl,
        answers={"decision": "takes", "country": "TH", "body": "the ministry"},
        **write,
    )
    files.let_in_lawyer(cast, case)
    mai = files.browser(cast, cast.mai)
    page = mai.get(page_of(case)).content.decode()
    assert "the ministry" in page
    assert "cousin" not in page
    assert "Risk level" not in page
    assert mai.get(form_of(case, "recovery", girl)).status_code == 200
    assert mai.get(form_of(case, "risk", girl)).status_code == 404
    assert mai.get(form_of(case, "review")).status_code == 404


@pytest.mark.parametrize(
    "who",
    strangers(
        ["kham", "linh", "mai", "claire", "duc", "anan", "vera"],
        "for whoever opens no part of it there is no such page",
    ),
)
def test_for_whoever_opens_no_part_of_it_there_is_no_such_page(cast, case, girl, who):
    client = files.browser(cast, getattr(cast, who))
    for address in (page_of(case), form_of(case, "risk", girl), form_of(case, "review")):
        assert client.get(address).status_code == 404


def test_a_kind_that_is_none_or_of_nobody_here_is_not_there(cast, case, girl):
    client = files.browser(cast, cast.sokha)
    other = files.case(cast)
    assert client.get(form_of(case, "gossip", girl)).status_code == 404
    assert client.get(form_of(case, "review", girl)).status_code == 404
    assert client.get(form_of(case, "risk")).status_code == 404
    assert client.get(form_of(case, "risk", other.people.get())).status_code == 404


def test_the_paper_of_the_safety_plan_has_the_plan(cast, write, case, girl):
    told = {"warning_signs": "he calls at night", "phone": "her brother pays"}
    record(kind=RecordKind.SAFETY_PLAN, person=girl, answers=told, **write)
    client = files.browser(cast, cast.sokha)
    paper = client.post(reverse("cases:print", args=[case.id, "safety"]), {"printed_for": "team"})
    assert "he calls at night" in paper.content.decode()


def test_the_paper_of_the_safety_plan_says_no_code_word_and_no_place_unless_it_is_asked_for(
    cast, write, case, girl
):
    told = {"warning_signs": "he calls", "code": "the blue scarf", "safe_places": "the old temple"}
    record(kind=RecordKind.SAFETY_PLAN, person=girl, answers=told, **write)
    client, address = (
        files.browser(cast, cast.sokha),
        reverse("cases:print", args=[case.id, "safety"]),
    )
    paper = client.post(address, {"printed_for": "team"}).text
    assert "he calls" in paper
    assert "the blue scarf" not in paper
    assert "the old temple" not in paper
    paper = client.post(address, {"printed_for": "team", "where": "on"}).text
    assert "the old temple" in paper
    assert "the blue scarf" not in paper


def test_records_stand_on_the_line_of_the_case(cast, write, case, girl):
    record(
        kind=RecordKind.RISK, person=girl, answers={"level": "high", "dangers": "cousin"}, **write
    )
    line = files.browser(cast, cast.sokha).get(reverse("cases:timeline", args=[case.id]))
    assert "Risk level" in line.content.decode()
    assert "? high" in line.content.decode()
    assert "?:" not in line.content.decode()
    assert "cousin" in line.content.decode()


def test_the_page_takes_the_same_number_of_queries_for_one_record_or_many(
    cast, write, case, girl, process_remembers, django_assert_max_num_queries
):
    client, counts = files.browser(cast, cast.sokha), []
    for _ in range(2):
        for kind, told in WORK.items():
            of = {} if kind.described.of_case else {"person": girl}
            record(kind=kind, answers=told, **of, **write)
        client.get(page_of(case))
        with django_assert_max_num_queries(60) as captured:
            client.get(page_of(case))
        counts.append(sum("authority_head" not in one["sql"] for one in captured))
    assert counts[0] == counts[1]
