"""Whoever gets a case reads it where she begins her day, with what is due first."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import Membership, Refusal
from fanal.cases.actions import bulk, teams
from fanal.cases.actions.cases import assign, open_case
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.models import GivenCase
from fanal.core.sealing.compartments import LEGAL
from fanal.journeys.models import MailDue
from fanal.keys.actions import grant
from fanal.reintegration.models import Plan
from tests import files, journal
from tests.organisation.colleagues import let_in, stands_in
from tests.reintegration.scene import begins, tried

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GIVEN = "was given to you"
NOT_OPENED = "has not been opened"


@pytest.fixture
def dara(cast):
    return cast.join("dara", "Dara Lim", cast.sokha.role, "Bangkok")


def start(cast, user):
    return files.browser(cast, user).get("/", follow=True).text


def task(case, title, days, by):
    due = timezone.localdate() + timedelta(days=days)
    return add_task(case=case, title=title, assignee=by, due=due, by=by)


def test_the_new_worker_reads_it_with_what_is_due_first_until_she_opens_it(cast, dara):
    case = files.case(cast)
    task(case, "Fetch the passport", 1, cast.sokha)
    task(case, "Call the school", 9, cast.sokha)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    text = start(cast, dara)
    assert "A case was given to you" in text
    assert "Noi Saetang" in text
    assert "due first: Fetch the passport" in text
    assert MailDue.objects.filter(to=dara).exists()
    files.browser(cast, dara).get(reverse("cases:case", args=[case.id]))
    assert GIVEN not in start(cast, dara)
    assert not GivenCase.objects.exists()


def test_of_whoever_left_the_team_nobody_waits_that_she_opens_it(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    assert NOT_OPENED in start(cast, cast.noi)
    dara.teams.set([cast.vientiane])
    text = start(cast, cast.noi)
    assert NOT_OPENED not in text
    assert "Dara Lim was responsible" in text


def a_note(cast, case, dara):
    add_entry(case=case, kind="need", answers={"words": "A doctor."}, **cast.acting(dara))


def a_contact(cast, case, dara):
    yesterday = timezone.localdate() - DAY
    plan = Plan.objects.first() or begins(cast, case.people.get(), yesterday, on=yesterday)
    tried(cast, plan, "reached", by=dara)


def a_task(cast, case, dara):
    done = task(case, "Call the school", 0, cast.sokha)
    finish_task(task=done, by=dara, version=done.version)


def an_answer(cast, case, dara):
    told = {"person": case.people.get(), "purpose": "medical", "answer": "given"}
    record_consent(case=case, **told, **cast.acting(dara))


@pytest.mark.parametrize("writes", [a_note, a_contact, a_task, an_answer])
def test_whoever_has_worked_in_it_has_seen_it_and_nobody_else_has_for_her(cast, dara, writes):
    case, other = files.case(cast), files.case(cast)
    for one in (case, other):
        assign(case=one, to=dara, by=cast.noi, version=one.version)
    writes(cast, case, cast.sokha)
    assert f"2 cases given to Dara Lim have {NOT_OPENED[4:]}" in start(cast, cast.noi)
    writes(cast, case, dara)
    text = start(cast, cast.noi)
    assert f"case given to Dara Lim {NOT_OPENED}" in text
    assert reverse("cases:case", args=[other.id]) in text
    assert "A case was given to you" in start(cast, dara)


def test_of_several_there_is_one_line_that_names_the_case_with_the_first_day(cast, dara):
    some = [files.case(cast) for _ in range(3)]
    task(some[1], "Fetch the passport", 1, cast.sokha)
    ring = cast.ring(cast.noi)
    bulk.hand_over(cases=some, to=dara, reason="Sokha leaves.", by=cast.noi, ring=ring)
    text = start(cast, dara)
    assert "3 cases were given to you" in text
    assert f"Fetch the passport ({some[1].code_name})" in text


def test_whoever_gave_it_reads_that_it_was_not_opened_and_every_lead_the_day_after(cast, dara):
    case = files.case(cast)
    other = cast.join("mali", "Mali Suk", cast.noi.role, "Bangkok")
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    assert f"given to Dara Lim {NOT_OPENED}" in start(cast, cast.noi)
    assert NOT_OPENED not in start(cast, other)
    GivenCase.objects.update(on=timezone.localdate() - timedelta(days=1))
    assert NOT_OPENED in start(cast, other)
    assert NOT_OPENED not in start(cast, cast.sokha)
    files.browser(cast, dara).get(reverse("cases:case", args=[case.id]))
    assert NOT_OPENED not in start(cast, other)


def test_a_sign_of_life_and_the_contact_of_a_plan_are_due_before_a_later_task(cast, dara):
    case = files.case(cast)
    task(case, "Fetch the passport", 9, cast.sokha)
    begins(cast, case.people.get(), timezone.localdate() - DAY, on=timezone.localdate() - DAY)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    assert "due first: the next contact of her plan of reintegration" in start(cast, dara)
    files.opened(case)
    files.sign_due(case, timezone.now() + DAY, cast.acting(cast.sokha))
    for reader in (dara, cast.noi):
        assert "due first: Sign of life, tomorrow" in start(cast, reader)


def test_a_stand_in_reads_whose_it_is_and_nobody_that_she_did_not_open_it(cast, dara):
    case = files.case(cast)
    bopha = let_in(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    stands_in(cast, bopha, dara)
    text = start(cast, bopha)
    assert GIVEN not in text
    assert f"given to Dara Lim {NOT_OPENED}" in text
    assert "for Dara Lim, until" in text
    text = start(cast, cast.noi)
    assert f"given to Dara Lim {NOT_OPENED}" in text
    assert f"{bopha} (for Dara Lim, until" in text


def test_whoever_takes_a_case_herself_is_told_nothing(cast):
    case = files.case(cast)
    assign(case=case, to=cast.noi, by=cast.noi, version=case.version)
    assert not GivenCase.objects.exists()


def test_a_case_that_was_opened_for_a_colleague_is_given_to_her(cast, dara):
    person = files.person(cast)
    open_case(people=[person], team=cast.bangkok, assignee=dara, **cast.acting(cast.noi))
    assert GIVEN in start(cast, dara)


def test_a_case_of_another_team_is_named_to_nobody_there(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    GivenCase.objects.update(on=timezone.localdate() - timedelta(days=3))
    assert NOT_OPENED not in start(cast, cast.somchit)


def test_whom_a_part_of_it_was_granted_reads_neither_that_it_waits_nor_what_is_due(cast, dara):
    case = files.case(cast)
    task(case, "See the doctor", 1, cast.sokha)
    grant(
        folder=case.id,
        compartments=[LEGAL],
        to=cast.somchit,
        by=cast.noi,
        ring=cast.ring(cast.noi),
        reason="Both offices help her.",
    )
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    GivenCase.objects.update(on=timezone.localdate() - timedelta(days=3))
    text = start(cast, cast.somchit)
    assert NOT_OPENED not in text
    assert "See the doctor" not in text


def test_a_colleague_who_gives_her_case_reads_that_it_was_not_opened(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.sokha, version=case.version)
    assert f"given to Dara Lim {NOT_OPENED}" in start(cast, cast.sokha)


def test_a_day_in_court_that_it_names_is_written_down_as_read(cast, dara):
    case = files.case(cast)
    day = timezone.localdate() + timedelta(days=40)
    write = {"case": case, **cast.acting(cast.noi)}
    add_entry(kind="legal", answers={"hearing": f"{day:%d/%m/%Y}"}, **write)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    assert "due first: Hearing" in start(cast, dara)
    (read,) = journal.entries("case.hearings_read")
    assert '"hearings": 1' in read.detail


HANDED_OVER = "Your case was handed over"


def told_of_it(cast, user):
    """The page behind the line on her start page, or None."""
    row = Refusal.objects.filter(asked_by=user).first()
    address = reverse("accounts:refused", args=[row.pk]) if row else ""
    return address if address and address in start(cast, user) else None


def test_whoever_had_it_reads_that_it_was_handed_over_to_whom_and_by_whom(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    text = start(cast, cast.sokha)
    assert HANDED_OVER in text
    assert case.code_name in text
    browser, page = files.browser(cast, cast.sokha), told_of_it(cast, cast.sokha)
    told = browser.get(page)
    assert "To: Dara Lim" in told.text
    assert "By Noi Saetang" in told.text
    browser.post(page, {})
    assert HANDED_OVER not in start(cast, cast.sokha)


def test_of_many_cases_that_went_to_one_colleague_at_once_she_reads_one_line(cast, dara):
    cases = [files.case(cast) for _n in range(3)]
    for case in cases:
        assign(case=case, to=dara, by=cast.noi, version=case.version)
    text = start(cast, cast.sokha)
    assert text.count(HANDED_OVER) == 1
    assert "and 2 more" in text
    browser = files.browser(cast, cast.sokha)
    page = reverse("accounts:refused", args=[Refusal.objects.order_by("-on", "id").first().pk])
    told = browser.get(page).text
    assert all(case.code_name in told for case in cases)
    browser.post(page, {})
    assert HANDED_OVER not in start(cast, cast.sokha)
    assert not Refusal.objects.exists()


def test_who_left_the_team_reads_its_code_name_and_no_way_to_it(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    Membership.objects.filter(user=cast.sokha).delete()
    text = start(cast, cast.sokha)
    assert HANDED_OVER in text
    assert reverse("cases:case", args=[case.id]) not in text


def test_who_is_kept_out_of_it_since_reads_nothing_of_it(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    keep_out(case=case, user=cast.sokha, reason="Her cousin", by=cast.noi)
    assert told_of_it(cast, cast.sokha) is None


def test_who_gives_her_own_case_or_has_it_back_is_not_told_of_it(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.sokha, version=case.version)
    assert not Refusal.objects.exists()
    case = files.again(case)
    assign(case=case, to=cast.sokha, by=cast.noi, version=case.version)
    assert told_of_it(cast, dara)
    case = files.again(case)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    assert [row.asked_by for row in Refusal.objects.all()] == [cast.sokha]


def takes_over(cast, case, assignee):
    assignee.teams.add(cast.vientiane)
    teams.offer(case=case, team=cast.vientiane, by=cast.noi)
    teams.take_over(case=case, team=cast.vientiane, assignee=assignee, by=cast.somchit)


def test_who_goes_on_with_it_in_another_team_is_not_told_that_it_was_handed_over(cast):
    takes_over(cast, files.case(cast), cast.sokha)
    assert told_of_it(cast, cast.sokha) is None


def test_who_has_it_again_in_another_team_is_not_told_of_it_any_more(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    takes_over(cast, files.again(case), cast.sokha)
    assert told_of_it(cast, cast.sokha) is None
    told = files.browser(cast, dara).get(told_of_it(cast, dara)).text
    assert "To: Vientiane" in told


def test_who_gets_it_from_a_colleague_who_is_kept_out_is_not_told_of_it_any_more(cast, dara):
    case = files.case(cast)
    assign(case=case, to=dara, by=cast.noi, version=case.version)
    other = cast.join("mali", "Mali Suk", cast.noi.role, "Bangkok")
    assign(case=(case := files.again(case)), to=cast.noi, by=cast.noi, version=case.version)
    assign(case=(case := files.again(case)), to=dara, by=other, version=case.version)
    assert told_of_it(cast, cast.noi)
    keep_out(case=case, user=dara, reason="Her cousin", by=cast.noi)
    assert files.again(case).assignee == cast.noi
    assert told_of_it(cast, cast.noi) is None
