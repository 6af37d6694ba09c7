"""Where nobody has set a day, one is proposed with the text it rests on, and written by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.papers.actions import change_paper
from tests import files
from tests.organisation.colleagues import let_in, stands_in
from tests.papers.conftest import days


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
