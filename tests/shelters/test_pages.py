"""The pages of shelters as each role meets them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Consent
from fanal.core.calendars import PartialDate
from fanal.core.shelters.stays import StayAct, StayState
from fanal.people.actions import births
from fanal.shelters.actions import places, stays
from fanal.shelters.models import Complaint, Restriction, ShelterStay
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.shelters.scene import (
    DAY,
    again,
    child,
    child_sleeps,
    counts,
    second_staff,
    sleeps,
    woman,
)


def day(name="on"):
    now = timezone.localdate()
    return {f"{name}_day": now.day, f"{name}_month": now.month, f"{name}_year": now.year}


def url(name, *ids):
    return reverse(f"shelters:{name}", args=ids)


# ── Admission ────────────────────────────────────────────────────────────────
def test_from_the_case_to_a_bed(sokha, here):
    assert (
        url("case", here.case.id)
        in sokha.get(reverse("cases:section", args=[here.case.id, "safety"])).text
    )
    assert url("admit", here.case.id) in sokha.get(url("case", here.case.id)).text
    told = {"bed": str(here.beds[0].id), "answer": "given", "rules_in": "Lao", "called": "Bee"}
    answer = sokha.post(url("admit", here.case.id), told)
    assert answer.status_code == 302, answer.text
    stay = ShelterStay.objects.get()
    assert stay.stands is StayState.HERE
    assert "House Jasmine" in sokha.get(answer["Location"]).text
    assert "Bee" in sokha.get(url("stay", stay.id)).text


def test_her_no_is_kept_and_the_page_says_that_nothing_else_changes(sokha, here):
    answer = sokha.post(url("admit", here.case.id), {"bed": "", "answer": "refused"}, follow=True)
    assert "Nothing else changes for her" in answer.text
    assert Consent.objects.get().answer == "refused"
    assert ShelterStay.objects.count() == 0


def test_without_a_bed_what_was_typed_comes_back_with_the_sentence(sokha, here):
    told = {"bed": "", "answer": "given", "called": "Bee"}
    answer = sokha.post(url("admit", here.case.id), told)
    assert answer.status_code == 422
    assert "choose a bed" in answer.text.casefold()
    assert "Bee" in answer.text


def test_who_sleeps_elsewhere_already_is_said_with_the_place_and_what_was_typed_comes_back(
    cast, sokha, here
):
    sleeps(cast, here)
    second = files.case(cast, people=[here.person])
    told = {"bed": str(here.beds[1].id), "answer": "given", "rules_in": "Lao", "called": "Zbee"}
    answer = sokha.post(url("admit", second.id), told)
    assert answer.status_code == 422
    assert "House Jasmine" in answer.text
    assert "Zbee" in answer.text
    assert ShelterStay.objects.count() == Consent.objects.count() == 1


def test_a_child_who_was_not_asked_or_said_no_gets_no_bed_and_what_was_typed_comes_back(
    cast, sokha, here
):
    _girl, case = child(cast)
    told = {"bed": str(here.beds[0].id), "answer": "given", "rules_in": "Lao", "called": "Zfon",
            "given_by": "legal_guardian"}  # fmt: skip
    for assent, says in (("", "ask her"), ("no", "the child said no")):
        answer = sokha.post(url("admit", case.id), told | {"assent": assent})
        assert answer.status_code == 422
        assert says in answer.text.casefold()
        assert "Zfon" in answer.text
    assert ShelterStay.objects.count() == Consent.objects.count() == 0


def test_the_form_asks_of_children_only_where_somebody_may_be_one(cast, sokha, here):
    assert "assent" not in sokha.get(url("admit", here.case.id)).context["form"].fields
    _girl, case = child(cast)
    form = sokha.get(url("admit", case.id)).context["form"]
    assert {"assent", "given_by"} <= set(form.fields)
    told = {"bed": str(here.beds[0].id), "answer": "given"}
    answer = sokha.post(url("admit", case.id), told)
    assert answer.status_code == 422
    assert "ask her" in answer.text
    answer = sokha.post(
        url("admit", case.id), told | {"assent": "yes", "given_by": "legal_guardian"}
    )
    assert answer.status_code == 302


def test_without_a_free_bed_the_page_names_whom_to_call_and_where_else_to_ask(cast, sokha, here):
    for bed in (*here.beds, *here.cots):
        sleeps(cast, here, bed, *woman(cast, bed.label))
    text = sokha.get(url("admit", here.case.id)).text
    assert cast.noi.display_name in text
    assert reverse("services:catalogue") in text
    assert url("ask", here.case.id) not in text  # no other team has a shelter
    assert sokha.get(reverse("services:catalogue")).status_code == 200


# ── Tonight, for who works there ─────────────────────────────────────────────
def test_rith_arrives_at_tonights_list_and_finds_code_names_only(cast, rith, here):
    sleeps(cast, here, tonight="A light")
    page = rith.get(rith.get("/", follow=True).redirect_chain[-1][0])
    text = rith.get(url("tonight")).text
    assert page.status_code == 200
    assert here.person.code_name in text
    assert "Bee" in text
    assert "A light" in text
    assert here.case.code_name not in text
    for address in (
        reverse("cases:case", args=[here.case.id]),
        reverse("people:person", args=[here.person.id]),
        url("case", here.case.id),
        url("admit", here.case.id),
        reverse("cases:today"),
    ):
        assert rith.get(address).status_code == 404


def test_a_paper_found_after_she_came_shows_the_staff_that_she_may_be_a_child(cast, rith, here):
    year = timezone.localdate().year - 19
    woman_of_19 = files.person(cast, births=[("herself", year, 1, 1)])
    case = files.case(cast, people=[woman_of_19])
    stay = sleeps(cast, here, person=woman_of_19, case=case)
    assert not again(stay).is_child
    child_calls = "a child: call the lead now"
    write = cast.acting(cast.rith)
    stays.add_step(stay=stay, act=StayAct.NOT_SEEN, **write)
    assert child_calls not in rith.get(url("shelter", here.shelter.id)).text
    births.add_birth(
        person=woman_of_19, source="passport", born=PartialDate(year + 3), **cast.acting(cast.sokha)
    )
    assert child_calls in rith.get(url("shelter", here.shelter.id)).text
    assert "The steps for a missing child begin" in rith.get(url("stay", stay.id)).text
    (row,) = [one for one in asked_in_shelters(cast.noi, timezone.localtime()) if one.code]
    assert row.tone == "danger"


def test_h6_no_page_of_the_resident_names_her_or_her_case(cast, rith, here):
    stay = sleeps(cast, here)
    for name in ("stay", "needs", "move", "leave", "visit", "restrict", "keep", "away", "missing"):
        text = rith.get(url(name, stay.id)).text
        assert here.case.code_name not in text
        assert str(here.case.id) not in text
        assert "ບົວຄຳ" not in text


def test_two_shelters_are_a_list_and_one_is_its_night(cast, sokha, here):
    assert "Who sleeps here tonight" in sokha.get(url("tonight")).text
    places.open_shelter(
        team=cast.bangkok,
        area=None,
        answers={"name": "House Lotus", "kind": "flat"},
        **cast.acting(cast.noi),
    )
    text = sokha.get(url("tonight")).text
    assert "House Lotus" in text
    assert "House Jasmine" in text


def test_the_count_asks_of_each_and_does_not_show_what_the_other_found(cast, rith, here):
    stay = sleeps(cast, here)
    other = sleeps(cast, here, here.beds[1], *woman(cast))
    counts(cast, here, second_staff(cast, here), **{str(other.id): "away"})
    form = rith.get(url("count", here.shelter.id)).context["form"]
    assert not any(form[name].value() for name in form.fields)
    answer = rith.post(url("count", here.shelter.id), {f"stay_{stay.id}": "seen"})
    assert answer.status_code == 422
    told = {f"stay_{stay.id}": "seen", f"stay_{other.id}": "seen"}
    answer = rith.post(url("count", here.shelter.id), told)
    assert answer.status_code == 302
    assert "Look at both counts" in rith.get(answer["Location"]).text
    page = rith.get(url("settle", here.shelter.id))
    text, asked = page.text, {"answers_to": page.context["answers_to"]}
    assert "Dara Sok" in text
    assert "Rith Keo" in text
    unexplained = rith.post(url("settle", here.shelter.id), {f"stay_{other.id}": "away"})
    assert unexplained.status_code == 422
    assert "found out" in unexplained.text
    undecided = rith.post(url("settle", here.shelter.id), asked | {"words": "Zshe telephoned."})
    assert undecided.status_code == 422
    assert "Zshe telephoned." in undecided.text
    done = asked | {f"stay_{other.id}": "away", "words": "She telephoned."}
    assert rith.post(url("settle", here.shelter.id), done).status_code == 302
    assert "Counted by two" in rith.get(url("shelter", here.shelter.id)).text
    assert again(other).stands is StayState.AWAY


def test_a_child_who_is_missing_stands_first_for_the_staff_the_lead_and_her_worker(
    cast, rith, here
):
    lost = child_sleeps(cast, here, here.beds[0])
    answer = rith.post(url("count", here.shelter.id), {f"stay_{lost.id}": "not_seen"}, follow=True)
    assert "0 accounted for, 1 not" in answer.text
    assert "call now: Noi" in answer.text
    assert "a child: call the lead now" in answer.text
    rows = asked_in_shelters(cast.noi, timezone.localtime())
    assert [(row.code, row.tone) for row in rows] == [(lost.person.code_name, "danger")]
    today = files.browser(cast, cast.noi).get(reverse("cases:today")).text
    assert lost.person.code_name in today
    (hers,) = asked_in_shelters(cast.sokha, timezone.localtime())  # who works on her case
    assert (hers.code, hers.tone) == (lost.person.code_name, "danger")
    assert asked_in_shelters(cast.kham, timezone.localtime()) == []


def test_every_step_of_a_stay_has_its_page(cast, rith, here):
    stay = sleeps(cast, here)
    for name, state in (
        ("away", "away"),
        ("back", "here"),
        ("hospital", "hospital"),
        ("back", "here"),
        ("missing", "missing"),
        ("back", "here"),
    ):
        more = {"back_by": "2099-01-02"} if name == "away" else {}
        answer = rith.post(url(name, stay.id), day() | more)
        assert answer.status_code == 302, answer.text
        assert again(stay).state == state
    rith.post(url("move", stay.id), {"bed": str(here.beds[2].id)})
    assert again(stay).bed == here.beds[2]
    answer = rith.post(url("leave", stay.id), {"to": "own_flat", **day()})
    assert answer.status_code == 302, answer.text
    assert again(stay).stands is StayState.LEFT
    assert rith.get(url("away", stay.id)).status_code == 404


def test_a_step_that_cannot_follow_is_said_and_loses_nothing(cast, rith, here):
    stay = sleeps(cast, here)
    answer = rith.post(url("back", stay.id), {"words": "At nine.", **day()})
    assert answer.status_code == 422
    assert "this cannot follow" in answer.text.casefold()
    assert "At nine." in answer.text


def test_her_restriction_is_renewed_by_another_person_and_lifted(cast, rith, here):
    stay = sleeps(cast, here)
    told = {"kind": "phone", "why": "He calls.", "hers": "I mind."}
    assert rith.post(url("restrict", stay.id), told).status_code == 302
    row = Restriction.objects.get()
    renew = {"why": "He calls still.", "hers": "Still."}
    answer = rith.post(url("renew", row.id), renew)
    assert answer.status_code == 422
    assert "another person" in answer.text
    noi = files.browser(cast, cast.noi)
    assert noi.post(url("renew", row.id), renew).status_code == 302
    assert noi.post(url("lift", Restriction.objects.get(renews=row).id)).status_code == 302
    text = noi.get(url("stay", stay.id)).text
    assert "lifted on" in text


# ── Past the staff ───────────────────────────────────────────────────────────
def test_a_complaint_is_written_by_the_staff_and_read_by_the_director(cast, rith, here):
    told = {"words": "He shouts.", "said_by": "", "concerns": [str(cast.rith.pk)]}
    answer = rith.post(url("complain", here.shelter.id), told)
    assert answer.status_code == 302, answer.text
    row = Complaint.objects.get()
    assert rith.get(url("complaint", row.id)).status_code == 404
    assert rith.get(url("complaints")).status_code == 404
    assert "House Jasmine" not in files.browser(cast, cast.noi).get(url("complaints")).text
    page = files.browser(cast, cast.claire)
    listed = page.get(url("complaints")).text
    assert "House Jasmine" in listed
    assert "3 working days" in listed
    shown = page.get(url("complaint", row.id)).text
    assert "He shouts." in shown
    assert str(cast.rith) in shown.partition("Who it concerns")[2]
    done = {"words": "Spoken to.", "version": row.version}
    files.browser(cast, cast.claire).post(url("complaint", row.id), done)
    assert again(row).answered_on == timezone.localdate()


def test_the_director_opens_no_shelter(cast, here):
    assert files.browser(cast, cast.claire).get(url("shelter", here.shelter.id)).status_code == 404


def test_who_stands_on_the_list_of_conflicts_does_not_meet_her(cast, rith, here):
    from tests.exclusion import kept_out

    stay = sleeps(cast, here)
    kept_out(cast, here.case, cast.rith, "on its own list")
    assert rith.get(url("stay", stay.id)).status_code == 404
    assert here.person.code_name not in rith.get(url("tonight")).text


# ── Keeping it ───────────────────────────────────────────────────────────────
def test_a_shelter_is_opened_and_gets_its_beds_and_nobody_is_asked_for_an_address(cast, here):
    noi = files.browser(cast, cast.noi)
    form = noi.get(url("new")).context["form"]
    assert set(form.fields) == {"name", "kind", "area", "per_staff", "restricted", "why", "order"}
    answer = noi.post(url("new"), {"name": "House Lotus", "kind": "flat", "area": ""})
    assert answer.status_code == 302, answer.text
    told = {"room": "A", "kind": "bed", "how_many": 2}
    assert noi.post(answer["Location"].replace("keeping", "beds"), told).status_code == 302
    assert "A.2" in noi.get(answer["Location"]).text


def test_meals_of_the_whole_house_are_one_press(cast, rith, here):
    stay = sleeps(cast, here)
    form = rith.get(url("served", here.shelter.id)).context["form"]
    told = {f"meals_{stay.id}": form[f"meals_{stay.id}"].value(), f"trips_{stay.id}": 0}
    assert rith.post(url("served", here.shelter.id), told | day()).status_code == 302
    assert stay.days.get().coded == {"meals": 3, "trips": 0}


@pytest.mark.parametrize("residents", [1, 4])
def test_tonight_takes_as_many_questions_for_four_as_for_one(
    cast, here, residents, django_assert_max_num_queries
):
    for bed in here.beds[:residents]:
        sleeps(cast, here, bed, *woman(cast, f"n {bed.number}"))
    page = files.browser(cast, cast.rith)
    page.get(url("shelter", here.shelter.id))
    with django_assert_max_num_queries(60):
        page.get(url("shelter", here.shelter.id))


def test_who_came_yesterday_and_is_written_down_today_has_slept_here_one_night(sokha, here):
    yesterday = timezone.localdate() - DAY
    told = {"bed": str(here.beds[0].id), "answer": "given", "rules_in": "Lao"}
    answer = sokha.post(url("admit", here.case.id), told | {"on": yesterday.isoformat()})
    assert answer.status_code == 302, answer.text
    stay = ShelterStay.objects.get()
    assert (stay.since, stay.made_on) == (yesterday, timezone.localdate())


def test_nobody_came_before_the_bed_was_there_nor_while_she_slept_elsewhere(cast, sokha, here):
    def said(on):
        told = {"bed": str(here.beds[0].id), "answer": "given", "on": on.isoformat()}
        answer = sokha.post(url("admit", here.case.id), told)
        assert (answer.status_code, ShelterStay.objects.filter(over_on=None).count()) == (422, 0)
        return answer.text

    assert "this bed is there since" in said(here.on - DAY).lower()
    stay = sleeps(cast, here)
    write = cast.acting(cast.noi)
    stays.leave(stay=stay, to="family", words="To her aunt.", **write)
    assert "she slept in one of our shelters until" in said(timezone.localdate() - DAY).lower()


def test_who_is_here_already_is_not_expected(sokha, here):
    today = timezone.localdate()
    told = {"bed": str(here.beds[0].id), "answer": "given", "on": today.isoformat()}
    answer = sokha.post(url("admit", here.case.id), told | {"due": (today + DAY).isoformat()})
    assert answer.status_code == 422
    assert not ShelterStay.objects.exists()


@pytest.mark.parametrize(("age", "asks"), [(15, "Does the child agree?"), (None, "If a child")])
def test_of_a_girl_known_to_be_a_child_nobody_asks_whether_she_is_one(cast, here, age, asks):
    case = child(cast, age=age)[1] if age else files.case(cast, people=[young(cast)])
    page = files.browser(cast, cast.sokha).get(url("admit", case.id)).text
    assert asks in page
    assert ("If a child" in page) == (age is None)


def young(cast):
    """Of whose age nothing is known."""
    return files.person(cast, names=("ຈັນ",), adult=False)


def test_of_new_beds_an_ordinary_one_is_proposed(noi, here):
    form = noi.get(reverse("shelters:beds", args=[here.shelter.id])).context["form"]
    assert form["kind"].value() == "bed"
