"""A bed in a shelter of another team: asked, answered, and what each side reads of it."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import Consent, Task
from fanal.core.errors import BadInput, Refused
from fanal.core.sealing.failures import NotGranted
from fanal.shelters.actions import admission, asking, places, stays
from fanal.shelters.asking_access import changed_for
from fanal.shelters.models import BedRequest, ShelterStay, Visitor
from fanal.web.decisions import waiting_for
from tests import files, journal
from tests.closing import leads_to
from tests.shelters.scene import again, scene, second_staff, sleeps

CHANGED = "A bed asked for cannot be trusted"
LIGHT = "Zlight at night, she faints."


def page(name, *args):
    return reverse(f"shelters:{name}", args=args)


@pytest.fixture
def here(cast):
    """House Jasmine is of Bangkok; Kham of Vientiane works on `far`, whose `woman` needs a bed."""
    found = scene(cast)
    found.woman, found.far = files.in_vientiane(cast)
    return found


def asks(cast, here, **told):
    shown = {"called": "Bee", "diet": "", "tonight": LIGHT}
    asked = admission.BedAsked(**({"answer": "given"} | told))
    return asking.ask_for_bed(
        case=here.far,
        person=here.woman,
        shelter=here.shelter,
        asked=asked,
        shown=shown,
        **cast.acting(cast.kham),
    )


def forged(row, **columns):
    """As whoever writes into the database would."""
    models.QuerySet(BedRequest).filter(pk=row.pk).update(**columns)


def test_a_request_that_was_changed_by_hand_is_said_to_be_and_answered_by_nobody(cast, here):
    sleeps(cast, here, here.beds[0])
    row = asks(cast, here)
    forged(row, due=timezone.localdate() + timedelta(days=40))
    kham, rith = files.browser(cast, cast.kham), files.browser(cast, cast.rith)
    lists = [kham.get(page("case", here.far.id)), rith.get(page("shelter", here.shelter.id))]
    for one in lists:
        assert CHANGED in one.text
        assert page("request", row.id) in one.text
    for reader in (kham, rith):
        text = reader.get(page("request", row.id)).text
        assert CHANGED in text
        assert "Agree by telephone" in text
        assert LIGHT not in text
    assert rith.get(page("give", row.id)).status_code == 404


def test_who_holds_no_key_of_a_changed_request_reads_nothing_of_it(cast, here):
    row = asks(cast, here)
    linh = files.browser(cast, cast.linh)
    assert linh.get(page("request", row.id)).status_code == 404
    forged(row, due=timezone.localdate() + timedelta(days=40))
    assert linh.get(page("request", row.id)).status_code == 404
    assert list(changed_for(cast.linh)) == []


def test_a_team_without_a_shelter_asks_another_and_each_side_meets_the_next_step_on_a_page(
    cast, here
):
    kham, rith = files.browser(cast, cast.kham), files.browser(cast, cast.rith)
    assert page("ask", here.far.id) in kham.get(page("case", here.far.id)).text
    sleeps(cast, here, here.beds[0])
    form = kham.get(page("ask", here.far.id)).text
    assert "House Jasmine · Transit" in form
    assert "3 × bed, 2 × cot" in form
    assert here.person.code_name not in form  # nobody who sleeps there
    told = {"shelter": str(here.shelter.id), "answer": "given", "called": "Bee", "tonight": LIGHT}
    asked = kham.post(page("ask", here.far.id), told, follow=True)
    assert "asked, not answered yet" in asked.text.lower()
    (row,) = BedRequest.objects.all()
    assert Consent.objects.filter(case=here.far, person=here.woman).exists()
    assert "Asked for a bed" in rith.get(page("shelter", here.shelter.id)).text
    assert [kind.code for kind, _one in waiting_for(cast.noi)] == ["bed_request"]
    shown = rith.get(page("request", row.id)).text
    assert LIGHT in shown
    assert here.far.code_name not in shown
    bed = str(here.beds[1].id)
    given = rith.post(page("give", row.id), {"bed": bed, "words": "Come after six."}, follow=True)
    assert "Bee" in given.text
    stay = ShelterStay.objects.get(person=here.woman)
    assert (again(row).stay, stay.state) == (stay, "expected")
    assert "Come after six." in kham.get(page("request", row.id)).text
    assert page("request", row.id) in kham.get(page("case", here.far.id)).text
    assert Task.objects.filter(case=here.far).exists()
    assert waiting_for(cast.noi) == []
    stays.come(stay=stay, **cast.acting(cast.rith))
    assert again(stay).state == "here"
    assert {"shelters.bed_asked", "shelters.bed_answered"} <= set(journal.acts("shelters."))


def test_keys_go_to_the_shelter_and_to_the_team_that_asked_and_the_rest_stays_apart(cast, here):
    row = asks(cast, here)
    dara = second_staff(cast, here)  # who comes later reads what waits
    for one in (cast.kham, cast.somchit, cast.rith, cast.noi, cast.sokha, dara):
        assert row.unseal(cast.ring(one))["tonight"] == LIGHT
    for one in (cast.mai, cast.claire, cast.duc):
        with pytest.raises(NotGranted):
            row.unseal(cast.ring(one))
    for one in (cast.mai, cast.claire, cast.duc, cast.ploy):
        client = cast.client(one)
        assert client.get(page("request", row.id)).status_code == 404
        assert client.post(page("give", row.id), {"bed": ""}).status_code == 404
    assert cast.client(cast.kham).post(page("give", row.id), {"bed": ""}).status_code == 404
    assert cast.client(cast.kham).get(page("shelter", here.shelter.id)).status_code == 404
    assert cast.client(cast.rith).post(page("take_back_bed", row.id)).status_code == 404
    places.let_go(shelter=here.shelter, one=dara, by=cast.noi)
    with pytest.raises(NotGranted):
        again(row).unseal(cast.ring(dara))


def test_closing_names_a_bed_that_was_asked_for_where_the_request_is_taken_back(cast, here):
    row = asks(cast, here)
    says = "Requests for a bed that wait for an answer: 1"
    there = leads_to(cast, here.far, cast.kham, says)
    assert page("request", row.id) in files.browser(cast, cast.kham).get(there).text
    taken = files.browser(cast, cast.kham).post(page("take_back_bed", row.id))
    assert taken.status_code == 302
    assert leads_to(cast, here.far, cast.kham, says) is None


def test_what_is_wrong_is_said_at_its_question_and_a_no_of_hers_asks_nobody(cast, here):
    write = cast.acting(cast.rith)
    assert asks(cast, here, answer="refused") is None
    assert not BedRequest.objects.exists()
    row = asks(cast, here)
    with pytest.raises(BadInput) as problem:
        asks(cast, here)
    assert problem.value.where == "shelter"
    with pytest.raises(BadInput) as problem:
        asking.give_bed(request=row, bed=None, words="", **write)
    assert problem.value.where == "bed"
    with pytest.raises(BadInput) as problem:
        asking.decline_bed(request=row, words=" ", **write)
    assert problem.value.where == "words"
    sleeps(cast, here, here.beds[0])
    with pytest.raises(BadInput) as problem:
        asking.give_bed(request=row, bed=here.beds[0], words="", **write)
    assert problem.value.where == "bed"
    asking.decline_bed(request=row, words="Full until Monday.", **write)
    with pytest.raises(Refused):
        asking.give_bed(request=row, bed=here.beds[1], words="", **write)
    assert not ShelterStay.objects.filter(person=here.woman).exists()
    asks(cast, here)  # once more, after the answer
    assert BedRequest.objects.count() == 2


def test_the_team_that_asked_says_who_may_visit_and_the_door_reads_it(cast, here):
    row = asks(cast, here)
    stay = asking.give_bed(request=row, bed=here.beds[0], words="", **cast.acting(cast.rith))
    stays.come(stay=stay, **cast.acting(cast.rith))
    kham, rith = files.browser(cast, cast.kham), files.browser(cast, cast.rith)
    told = {"name": "Mali Boun", "relation": "sister", "she_agrees": "on"}
    assert "Mali Boun" in kham.post(page("allow", stay.id), told, follow=True).text
    assert "Mali Boun" in rith.get(page("visit", stay.id)).text
    visitor = Visitor.objects.get()
    assert "Mali Boun" not in kham.post(page("end_visitor", visitor.id), follow=True).text
    assert files.browser(cast, cast.sokha).get(page("allow", stay.id)).status_code == 404


def test_who_comes_with_her_is_proposed_to_both_sides_and_each_answers_for_herself(cast, here):
    year = timezone.localdate().year - 9
    girl = files.person(
        cast, names=("ນ້ອຍ",), births=[("herself", year, 1, 1)], by=cast.kham, team=cast.vientiane
    )
    far = files.case(cast, people=[here.woman, girl], by=cast.kham, team=cast.vientiane)
    here.far = far
    kham, rith = files.browser(cast, cast.kham), files.browser(cast, cast.rith)
    hers = asks(cast, here)
    query = f"?person={girl.id}&amp;after={hers.id}"
    first = kham.get(page("request", hers.id)).text
    assert page("ask", far.id) + query in first
    form = kham.get(page("ask", far.id), {"person": girl.id, "after": hers.id}).context["form"]
    assert (form["person"].value(), form["shelter"].value()) == (
        str(girl.id),
        str(here.shelter.id),
    )
    told = {"person": str(girl.id), "shelter": str(here.shelter.id), "answer": "given"}
    refused = kham.post(page("ask", far.id), told)
    assert refused.status_code == 422  # a child without her own word
    kham.post(page("ask", far.id), told | {"assent": "yes", "given_by": "legal_guardian"})
    small = BedRequest.objects.get(person=girl)
    assert page("ask", far.id) + query not in kham.get(page("request", hers.id)).text
    shown = rith.get(page("request", hers.id)).text
    assert page("request", small.id) in shown
    assert "Does somebody come with her?" not in shown
    given = rith.post(page("give", hers.id), {"bed": str(here.beds[0].id)})
    assert given["Location"] == page("request", small.id)
    proposed = rith.get(page("give", small.id)).context["form"]["came_with"].value()
    rith.post(page("give", small.id), {"bed": str(here.cots[0].id), "came_with": proposed})
    mother, child = (ShelterStay.objects.get(person=one) for one in (here.woman, girl))
    assert (child.came_with, mother.came_with) == (mother, None)


def test_a_child_of_two_women_came_with_nobody_until_the_staff_asks(cast, here):
    year = timezone.localdate().year - 9
    girl = files.person(cast, names=("ນ້ອຍ",), births=[("herself", year, 1, 1)])
    other = files.person(cast, names=("ມະລິ",))
    case = files.case(cast, people=[here.person, other, girl])
    sokha = files.browser(cast, cast.sokha)
    assert "Does somebody come" not in sokha.get(page("case", case.id)).text
    first = sleeps(cast, here, case=case)
    text = sokha.get(page("case", case.id)).text
    assert f"?person={girl.id}&amp;with={first.id}" in text
    form = sokha.get(page("admit", case.id), {"person": girl.id, "with": first.id}).context["form"]
    assert form["came_with"].value() == str(first.id)
    sleeps(cast, here, here.beds[1], other, case)
    assert f'?person={girl.id}"' in sokha.get(page("case", case.id)).text
