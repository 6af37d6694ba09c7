"""A case goes to another worker of the team, who has to know where she sleeps."""

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case
from tests import files
from tests.organisation.colleagues import let_in

NOT_HERS = "Not part of your access"
GO_ALONG = "Pass on where she sleeps as well"


@pytest.fixture
def here(cast):
    case = files.case(cast)
    case.place = add_entry(
        case=case,
        kind="whereabouts",
        answers={"place": "Room 4, above the bakery"},
        **cast.acting(cast.sokha),
    )
    return case


@pytest.fixture
def bopha(cast):
    return let_in(cast)


def form(cast, case, user):
    page = files.browser(cast, user).get(reverse("cases:assign", args=[case.id]))
    return page.context["form"], page.text


def gives(cast, case, user, to, **more):
    told = {"to": str(to.pk), "version": case.version} | more
    return files.browser(cast, user).post(reverse("cases:assign", args=[case.id]), told)


def test_nobody_is_chosen_before_somebody_is_chosen(cast, here, bopha):
    asked, _text = form(cast, here, cast.noi)
    assert asked.fields["to"].choices[0] == ("", "—")
    there = reverse("cases:assign", args=[here.id])
    answer = files.browser(cast, cast.noi).post(there, {"to": "", "version": here.version})
    assert answer.status_code == 422
    assert Case.objects.get(id=here.id).assignee == cast.sokha


def test_whoever_gave_a_case_reads_to_whom_on_the_page_she_comes_back_to(cast, here, bopha):
    told = {"to": str(bopha.pk), "version": here.version}
    there = reverse("cases:assign", args=[here.id])
    page = files.browser(cast, cast.sokha).post(there, told, follow=True)
    assert f"Given to {bopha}: {here.code_name}." in page.text


def test_the_new_worker_reads_where_she_sleeps(cast, here, bopha):
    asked, _text = form(cast, here, cast.sokha)
    assert asked["place"].value() is True
    assert gives(cast, here, cast.sokha, bopha, place="on").status_code == 302
    page = files.browser(cast, bopha).get(reverse("cases:case", args=[here.id])).text
    assert "above the bakery" in page
    assert NOT_HERS not in page


def test_it_is_not_passed_on_where_the_giver_says_so(cast, here, bopha):
    gives(cast, here, cast.sokha, bopha)
    assert here.place.try_unseal(cast.ring(bopha)) is None


def test_who_does_not_open_it_is_told_who_does(cast, here, bopha):
    asked, text = form(cast, here, bopha)
    assert "place" not in asked.fields
    assert GO_ALONG not in text
    assert "Where she sleeps is not passed on" in text
    assert cast.noi.display_name in text
    third = cast.join("dara", "Dara Lim", cast.sokha.role, "Bangkok")
    gives(cast, here, bopha, third, place="on")
    assert Case.objects.get(id=here.id).assignee == third
    assert here.place.try_unseal(cast.ring(third)) is None


def test_of_several_cases_it_goes_along_as_far_as_the_giver_opens_it(cast, here, bopha):
    other = files.case(cast, by=cast.noi)
    there = reverse("cases:hand_over") + f"?case={here.id}&case={other.id}"
    browser = files.browser(cast, cast.sokha)
    page = browser.get(there)
    assert "Pass on where they sleep as well" in page.text
    assert page.context["form"].fields["to"].choices[0] == ("", "—")
    told = {"to": str(bopha.pk), "reason": "She leaves.", "place": "on"}
    assert browser.post(there, told).status_code == 302
    assert here.place.try_unseal(cast.ring(bopha))
    assert set(Case.objects.values_list("assignee", flat=True)) == {bopha.pk}
