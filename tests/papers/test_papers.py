"""A paper has its kind, where it stands, its days, and whose original it is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person, assign
from fanal.cases.actions.tasks import finish_task
from fanal.cases.models import Case, Task
from fanal.cases.queries import agenda_asked
from fanal.cases.queries.agenda_asked import Asked
from fanal.core.calendars import PartialDate
from fanal.core.errors import BadInput
from fanal.papers.actions import ENDS_SOON, change_paper
from fanal.papers.models import TypedPaper
from fanal.papers.queries import hooks
from tests import files
from tests.files import start_page as today_of
from tests.organisation.colleagues import let_in, stands_in
from tests.papers.conftest import days


def url(name, *ids):
    return reverse(f"papers:{name}", args=[getattr(one, "id", one) for one in ids])


def test_a_paper_is_added_and_stands_among_the_documents_of_the_case(sokha, case):
    due = days(5)
    told = {
        "kind": "travel_document",
        "state": "sent",
        "body": "Embassy of Laos",
        "owner": "hers",
        "keeper": "none",
        "due": due.isoformat(),
        "sent_on": days(0).isoformat(),
    }
    answer = sokha.post(url("new", case), told)
    assert answer.status_code == 302, answer.text
    page = sokha.get(answer["Location"]).text
    assert "Request for a travel document" in page
    assert "Sent, no answer yet" in page
    listed = sokha.get(reverse("cases:section", args=[case.id, "documents"])).text
    assert "Embassy of Laos" in listed
    assert "Request for a travel document" in listed


def test_nothing_of_it_but_its_days_stands_in_clear(paper):
    made = paper(body="Embassy of Laos", number="P 77", due=days(3))
    row = TypedPaper.objects.filter(id=made.id).values().get()
    plain = {name for name, value in row.items() if isinstance(value, str | date)}
    assert not {"state", "kind"} - set(row)
    assert b"Embassy" not in bytes(made.sealed)
    assert "made_on" in plain


@pytest.mark.parametrize(
    ("told", "where", "says"),
    [
        ({"dated": PartialDate(2090)}, "dated", "still to come"),
        ({"dated": PartialDate(1960)}, "dated", "before she was born"),
        (
            {"dated": PartialDate(2025), "until": PartialDate(2020)},
            "until",
            "before the date on it",
        ),
        ({"sent_on": days(0), "answered_on": days(-3)}, "answered_on", "older than the request"),
        ({"sent_on": days(2)}, "sent_on", "still to come"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_named(cast, case, paper, told, where, says):
    person = files.person(cast, births=[("herself", 2001, 4)])
    add_person(case=case, person=person, role="concerned", by=cast.sokha)
    with pytest.raises(BadInput, match=says) as refused:
        paper(person=person, state="sent", **told)
    assert refused.value.where == where
    assert not TypedPaper.objects.exists()


def test_what_was_typed_comes_back_with_the_mistake(sokha, case):
    told = {
        "kind": "medical_certificate",
        "state": "received",
        "body": "Dr Keo",
        "dated_day": "31",
        "dated_month": "2",
        "dated_year": "2026",
    }
    answer = sokha.post(url("new", case), told)
    assert answer.status_code == 422
    assert "Dr Keo" in answer.text
    assert not TypedPaper.objects.exists()


def test_a_paper_of_somebody_who_is_not_in_the_case_is_refused(cast, paper):
    with pytest.raises(BadInput, match="not in this case"):
        paper(person=files.person(cast))


def test_two_people_do_not_hold_one_passport(cast, case, paper):
    hers, other = case.people.get(), files.person(cast)
    add_person(case=case, person=other, role="concerned", by=cast.sokha)
    paper("identity_paper", person=hers, number="N 123")
    with pytest.raises(BadInput, match="another person") as refused:
        paper("identity_paper", person=other, number="n 123")
    assert refused.value.where == "number"
    paper("identity_paper", person=hers, number="N 123")  # hers again, copied


def test_what_was_received_ends_on_its_day_by_itself(sokha, paper):
    made = paper("identity_paper", state="received", until=PartialDate(2020, 5, 1))
    assert "No longer valid" in sokha.get(url("paper", made.case, made)).text


def test_a_change_keeps_where_it_stood_before(sokha, cast, case, paper):
    made = paper(state="to_make", body="Maitre Keo")
    told = {"state": "sent", "body": "Maitre Keo", "version": made.version}
    answer = sokha.post(url("change", case, made), told)
    assert answer.status_code == 302, answer.text
    made.refresh_from_db()
    steps = [one["state"] for one in made.unseal(cast.ring(cast.sokha))["was"]]
    assert steps == ["to_make", "sent"]
    line = sokha.get(reverse("cases:timeline", args=[case.id])).text
    assert line.count("Power of attorney") >= 2


def test_two_who_change_it_at_once_see_both_texts(sokha, case, paper):
    made = paper(body="one")
    told = {"state": "sent", "version": made.version}
    assert sokha.post(url("change", case, made), told | {"body": "two"}).status_code == 302
    answer = sokha.post(url("change", case, made), told | {"body": "three"})
    assert answer.status_code == 409
    assert "two" in answer.text
    assert "three" in answer.text


def test_a_report_of_a_court_that_is_late_for_days_is_told_to_the_lead(cast, paper):
    asked = "Report that a court asked for"
    made = paper("court_report", due=days(-2))
    assert asked in today_of(cast, cast.sokha)
    assert asked not in today_of(cast, cast.noi)
    TypedPaper.objects.filter(pk=made.pk).update(due=days(-4))
    shown = today_of(cast, cast.noi)
    assert asked in shown
    assert f" · {cast.sokha}" in shown
    assert asked not in today_of(cast, cast.somchit)
    # Of other papers the worker and the lawyer hear alone.
    paper("power_of_attorney", due=days(-9))
    assert "Power of attorney" not in today_of(cast, cast.noi)


@pytest.mark.parametrize("kind", ["identity_paper", "medical_certificate"])
def test_a_month_before_the_last_day_of_a_paper_the_worker_is_asked(cast, case, paper, kind):
    last = days(700)
    until = PartialDate(last.year, last.month, last.day)
    paper(kind, state="received", until=until)
    task = Task.objects.get(case=case, due=days(670))
    assert task.assignee == cast.sokha
    assert task.title == str(ENDS_SOON)


def partial(day):
    return PartialDate(day.year, day.month, day.day)


def changes(cast, made, state="received", **answers):
    told = {"due": None, "version": made.version, **cast.acting(cast.sokha)}
    change_paper(paper=made, answers=answers, state=state, **told)


def asking(case):
    open_tasks = Task.objects.filter(case=case, done_on=None)
    return [task for task in open_tasks if task.title == str(ENDS_SOON)]


def test_what_is_asked_or_answered_already_is_not_asked_with_each_change(cast, case, paper):
    made = paper("identity_paper", state="received", until=partial(days(20)))
    (task,) = asking(case)
    Task.objects.filter(pk=task.pk).update(due=days(-1))  # it was asked yesterday
    changes(cast, made, until=partial(days(20)), number="N 1")
    paper("medical_certificate", state="received", until=partial(days(9)))
    (task,) = asking(case)
    finish_task(task=task, by=cast.sokha, version=task.version)
    changes(cast, made, until=partial(days(20)), number="N 12")
    assert asking(case) == []


def test_it_is_asked_once_the_paper_was_received(cast, case, paper):
    made = paper("identity_paper", state="sent", until=partial(days(700)))
    assert asking(case) == []
    changes(cast, made, until=partial(days(700)))
    assert [task.due for task in asking(case)] == [days(670)]


@pytest.mark.parametrize("ends", [20, 500])
def test_where_its_end_moves_the_question_moves_with_it(cast, case, paper, ends):
    made = paper("identity_paper", state="received", until=partial(days(ends)))
    changes(cast, made, until=partial(days(700)))
    assert [task.due for task in asking(case)] == [days(670)]


def test_the_question_stays_where_another_paper_ends_on_that_day(cast, case, paper):
    made = paper("identity_paper", state="received", until=partial(days(500)))
    paper("power_of_attorney", state="received", until=partial(days(500)))
    changes(cast, made, until=partial(days(700)))
    assert sorted(task.due for task in asking(case)) == [days(470), days(670)]


@pytest.mark.parametrize("over", ["of_others", "over"])
def test_many_old_papers_do_not_hide_her_own_to_come(cast, case, paper, monkeypatch, over):
    monkeypatch.setattr(hooks, "MANY", 3)
    monkeypatch.setattr(agenda_asked, "MANY", 3)
    others = files.case(cast)
    Case.objects.filter(pk=case.pk).update(assignee=cast.noi)
    for n in range(9):
        if over == "of_others":
            paper("power_of_attorney", case=others, person=others.people.get(), due=days(-20 - n))
        else:
            paper("power_of_attorney", state="received", due=days(-20 - n))
    paper("travel_document", due=days(2))
    asked = Asked(cast.noi, cast.ring(cast.noi), timezone.localtime())
    assert [item.day for item in hooks.due_papers(asked)] == [days(2)]
    assert not asked.cut


def test_a_lead_has_the_papers_that_are_due_in_the_case_of_a_worker_who_left(cast, paper):
    made = paper("power_of_attorney", due=days(2))
    assign(case=made.case, to=cast.sokha, by=cast.noi, version=made.case.version)
    asked = Asked(cast.noi, cast.ring(cast.noi), timezone.localtime())
    assert not list(hooks.due_papers(asked))
    type(cast.sokha).objects.filter(pk=cast.sokha.pk).update(is_active=False)
    assert [item.day for item in hooks.due_papers(asked)] == [days(2)]


def test_that_more_papers_are_due_than_are_shown_is_said(cast, paper, monkeypatch):
    monkeypatch.setattr(hooks, "MANY", 3)
    monkeypatch.setattr(agenda_asked, "MANY", 3)
    for n in range(5):
        paper("power_of_attorney", due=days(n))
    asked = Asked(cast.sokha, cast.ring(cast.sokha), timezone.localtime())
    assert [item.day for item in hooks.due_papers(asked)] == [days(0), days(1), days(2)]
    assert asked.cut


# Where nobody has set a day, one is proposed with the text it rests on, and written by hand.
def page(client, paper, doing="paper"):
    return client.get(reverse(f"papers:{doing}", args=[paper.case_id, paper.id])).text


def proposed(client, paper):
    address = reverse("papers:change", args=[paper.case_id, paper.id])
    form = client.get(f"{address}?proposed").context["form"]
    return form.get_initial_for_field(form.fields["due"], "due"), form.fields["due"].help_text


def test_a_default_is_said_to_be_none_of_the_law_and_taken_by_hand(sokha, paper):
    made = paper("image_removal")
    assert "a default of the organisation, no rule of law" in page(sokha, made)
    day, said = proposed(sokha, made)
    assert day == days(1)
    assert "On the day after it was begun" in said
    made.refresh_from_db()
    assert made.due is None
    address = reverse("papers:change", args=[made.case_id, made.id])
    told = {"state": "to_make", "due": days(4).isoformat(), "version": made.version}
    assert sokha.post(f"{address}?proposed", told).status_code == 302
    made.refresh_from_db()
    assert made.due == days(4)
    assert "Proposed day" not in page(sokha, made)


def test_the_office_says_by_which_country_and_a_text_that_nobody_confirmed_goes_to_a_lawyer(
    cast, paper
):
    case = files.case(cast, by=cast.linh, team=cast.saigon)
    made = paper("travel_document", person=case.people.get(), by=cast.linh, case=case, state="sent")
    text = page(files.browser(cast, cast.linh), made)
    assert "10 working days after it was sent" in text
    assert "to be checked by a lawyer" in text


def test_what_is_known_of_another_country_is_shown_and_not_counted(sokha, paper):
    made = paper("travel_document", state="sent")
    text = page(sokha, made)
    assert "Viet Nam: 10 working days" in text or "Vietnam: 10 working days" in text
    assert proposed(sokha, made)[0] == days(30)


def test_a_day_of_sending_that_has_passed_gives_way_to_that_of_the_answer(cast, sokha, paper):
    made = paper("guardianship", due=days(2))
    assert "Proposed day" not in page(sokha, made)
    change_paper(
        paper=made,
        answers={},
        state="sent",
        due=made.due,
        version=made.version,
        **cast.acting(cast.sokha),
    )
    assert proposed(sokha, made)[0] == days(30)


def test_a_day_that_is_over_is_not_proposed_and_said(sokha, paper):
    made = paper("image_removal", on=timezone.localdate() - timedelta(days=9))
    assert proposed(sokha, made)[0] == days(0)
    assert "The day by which it was due has passed." in page(sokha, made)


@pytest.mark.parametrize("state", ["received", "refused", "lost", "not_needed"])
def test_of_what_is_done_nothing_is_proposed(sokha, paper, state):
    assert "Proposed day" not in page(sokha, paper(state=state))


def test_who_stands_in_for_her_worker_reads_of_a_paper_that_ends(cast, paper):
    bopha, due = let_in(cast), timezone.localdate() + timedelta(days=3)
    made = paper(due=due)
    assign(case=made.case, to=cast.sokha, by=cast.noi, version=made.case.version)
    page = reverse("papers:paper", args=[made.case_id, made.id])
    calendar = files.browser(cast, bopha)
    assert page not in calendar.get(reverse("cases:tasks")).text
    stands_in(cast, bopha, cast.sokha)
    assert page in calendar.get(reverse("cases:tasks")).text
