"""Steps of one button in a shelter: for whom each is there, and what the next page says after it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput, Refused
from fanal.core.shelters.kinds import IncidentKind, RestrictionKind
from fanal.keys.queries import living_grants_on
from fanal.shelters.actions import book, places, visits
from fanal.shelters.asking_access import askable
from fanal.shelters.models import (
    Bed,
    BedRequest,
    Belonging,
    Incident,
    Restriction,
    Shelter,
    ShelterStay,
)
from tests import files
from tests.shelters.scene import again, scene, second_staff, sleeps
from tests.shelters.scene import woman as another_woman
from tests.shelters.test_asking import asks


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.stay = sleeps(cast, found)
    found.woman, found.far = files.in_vientiane(cast)
    return found


def page(name, *ids):
    return reverse(f"shelters:{name}", args=ids)


def sent(cast, who, address, **said):
    return files.browser(cast, who).post(address, said, follow=True)


def shown(cast, who, address):
    return files.browser(cast, who).get(address).text


def test_the_lead_takes_an_empty_bed_out_and_the_staff_do_not(cast, here):
    empty = page("end_bed", here.beds[3].id)
    assert empty in shown(cast, cast.noi, page("keeping", here.shelter.id))
    assert sent(cast, cast.rith, empty).status_code == 404
    assert empty not in sent(cast, cast.noi, empty).text
    assert again(here.beds[3]).ended_on
    assert sent(cast, cast.noi, empty).status_code == 404  # it is there no more


def test_the_bed_in_which_somebody_sleeps_stays(cast, here):
    sent(cast, cast.noi, page("end_bed", here.stay.bed_id))
    assert Bed.objects.get(pk=here.stay.bed_id).ended_on is None


def test_who_works_in_a_shelter_is_let_go_and_opens_its_book_no_more(cast, here):
    second_staff(cast, here)
    book_page = page("shelter", here.shelter.id)
    assert here.shelter.name in shown(cast, cast.rith, book_page)
    gone = page("let_go", here.shelter.id, cast.rith.pk)
    assert "no longer works here" in sent(cast, cast.noi, gone).text
    assert files.browser(cast, cast.rith).get(book_page).status_code == 404
    keeping = shown(cast, cast.noi, page("keeping", here.shelter.id))
    assert cast.rith.display_name not in keeping
    assert sent(cast, cast.noi, gone).status_code == 404
    assert cast.rith.display_name in shown(cast, cast.noi, page("let_in", here.shelter.id))


def test_who_was_let_go_is_given_no_key_of_what_is_asked_later(cast, here):
    places.let_go(shelter=here.shelter, one=cast.rith, by=cast.noi)
    row = asks(cast, here)
    holders = living_grants_on(row.folder).values_list("to_keys__user", flat=True)
    assert cast.rith.pk not in set(holders)
    assert files.browser(cast, cast.rith).get(page("request", row.id)).status_code == 404


def test_a_lead_reads_what_happened_and_it_waits_for_nobody_then(cast, here):
    book.add_incident(
        shelter=here.shelter,
        kind=IncidentKind.ILLNESS,
        what="She fainted.",
        done="The nurse came.",
        stay=here.stay,
        **cast.acting(cast.rith),
    )
    row = Incident.objects.get()
    read, listed = page("read_incident", row.id), page("incidents", here.shelter.id)
    assert read not in shown(cast, cast.rith, listed)
    assert sent(cast, cast.rith, read).status_code == 404
    assert read in shown(cast, cast.noi, listed)
    assert read not in sent(cast, cast.noi, read).text
    assert again(row).read_by == cast.noi


def restricted(cast, here):
    return book.restrict(
        stay=here.stay,
        kind=RestrictionKind.PHONE,
        why="He calls her at night.",
        hers="She wants it back on Sunday.",
        **cast.acting(cast.rith),
    )


def test_a_restriction_is_lifted_before_it_lapses_and_she_is_free_again(cast, here):
    row = restricted(cast, here)
    lift = page("lift", row.id)
    assert lift in shown(cast, cast.rith, page("stay", here.stay.id))
    assert "the restriction is lifted" in sent(cast, cast.rith, lift).text
    assert again(row).lifted_on
    with pytest.raises(Refused, match="has ended"):
        book.lift(restriction=row, by=cast.rith)
    assert files.browser(cast, cast.kham).post(lift).status_code == 404


def test_a_restriction_is_renewed_by_another_than_who_ordered_it(cast, here):
    row, other = restricted(cast, here), second_staff(cast, here)
    said = {"why": "He still calls.", "hers": "She agrees."}
    assert sent(cast, cast.rith, page("renew", row.id), **said).status_code == 422
    assert sent(cast, other, page("renew", row.id), **said).status_code == 200
    assert Restriction.objects.get(renews=row).ordered_by == other


def test_at_the_door_only_who_stands_on_her_own_list_today_is_let_in(cast, here):
    woman, case = another_woman(cast)
    other = sleeps(cast, here, here.beds[1], woman, case)
    told = {"name": "Mali Boun", "relation": "her sister", "she_agrees": True}
    mali = visits.allow_visitor(stay=other, **told, **cast.acting(cast.sokha))
    door = {"visitor": mali, "words": "", **cast.acting(cast.rith)}
    with pytest.raises(BadInput, match="may not visit her"):
        visits.visit(stay=here.stay, **door)
    assert visits.visit(stay=other, **door).coded["let_in"]
    visits.end_visitor(visitor=mali, by=cast.sokha)
    with pytest.raises(BadInput, match="may not visit her"):
        visits.visit(stay=other, **door | {"visitor": again(mali)})


def test_a_bed_is_given_to_nobody_whom_the_case_does_not_concern(cast, here):
    woman, _case = another_woman(cast)
    with pytest.raises(BadInput, match="is not in this case") as refused:
        sleeps(cast, here, here.beds[1], woman, here.case)
    assert refused.value.where == "person"
    with pytest.raises(BadInput, match="write what she said"):
        sleeps(cast, here, here.beds[1], answer="")
    assert not ShelterStay.objects.filter(bed_id=here.beds[1].pk).exists()


def test_who_works_on_no_case_asks_no_shelter_for_a_bed(cast, here):
    assert list(askable(cast.kham)) == [here.shelter]
    for user in (cast.anan, cast.vera, cast.rith):
        assert not askable(user).exists()


def test_no_bed_is_asked_for_in_a_shelter_that_was_closed(cast, here):
    Shelter.objects.filter(pk=here.shelter.pk).update(closed_on=here.on)
    with pytest.raises(Refused, match="was closed"):
        asks(cast, here)
    assert not BedRequest.objects.exists()


def test_what_is_kept_for_her_is_hers_again_when_she_asks(cast, here):
    book.keep(stay=here.stay, what="A ring", **cast.acting(cast.rith))
    back = page("give_back", Belonging.objects.get().id)
    assert back in shown(cast, cast.rith, page("stay", here.stay.id))
    assert "she has it again" in sent(cast, cast.rith, back).text
    assert Belonging.objects.get().given_back_on
    assert sent(cast, cast.kham, back).status_code == 404


def test_who_asked_for_a_bed_takes_it_back_once_and_nobody_answers_it_then(cast, here):
    row = asks(cast, here)
    back = page("take_back_bed", row.id)
    assert sent(cast, cast.rith, back).status_code == 404
    assert sent(cast, cast.kham, back).status_code == 200
    assert BedRequest.objects.get().answered_on
    assert sent(cast, cast.kham, back).status_code == 404
    assert sent(cast, cast.rith, page("decline", row.id), words="Full.").status_code == 404
    assert BedRequest.objects.count() == 1


@pytest.mark.parametrize("step", ["missing", "away", "leave"])
def test_today_is_proposed_where_a_day_is_asked(cast, here, step):
    form = files.browser(cast, cast.rith).get(page(step, here.stay.id)).context["form"]
    assert form["on"].value() == timezone.localdate()


def test_the_only_bed_that_is_free_is_proposed(cast, here):
    free = [bed for bed in here.beds if bed.id != here.stay.bed_id]
    rith = files.browser(cast, cast.rith)
    several = rith.get(page("move", here.stay.id)).context["form"]["bed"].value()
    for bed in free[1:] + list(here.cots):
        places.end_bed(bed=bed, by=cast.noi)
    alone = rith.get(page("move", here.stay.id)).context["form"]["bed"].value()
    assert (several, alone) == (None, str(free[0].id))


def test_where_nobody_works_any_more_and_somebody_sleeps_the_lead_reads_it(cast, here):
    says = "Nobody works there any more, and somebody sleeps there"
    pages = [reverse("cases:today"), page("keeping", here.shelter.id)]
    assert not any(says in shown(cast, cast.noi, address) for address in pages)
    places.let_go(shelter=here.shelter, one=cast.rith, by=cast.noi)
    assert all(says in shown(cast, cast.noi, address) for address in pages)
