"""Who she is with is typed as it was heard: a misspelled name, or one in another script, still
means the partner of the register that was found dangerous."""

import pytest
from django.urls import reverse

from fanal.cases.models import StateCode
from fanal.partners.actions.partners import add_partner
from fanal.partners.queries.partner_names import meant_by
from tests import files
from tests.journeys.scene import trusted
from tests.journeys.test_with_an_unsafe_partner import (
    NOT_KNOWN,
    ON_HER_CASE,
    UNSAFE,
    board,
    case_page,
    falls,
    here,
    is_with,
)

__all__ = ["here"]

NEAR = [
    ("Orchid House", "Orchid Hous"),
    ("Orchid House", "at the Orkid House, second floor"),
    ("Nhà Bình Minh", "Nha Binh Min"),
    ("Ban Dok Champa", "ບ້ານດອກຈຳປາ"),
    ("Ban Dok Champa", "บ้านดอกจำปา"),
    ("ບ້ານດອກຈຳປາ", "Ban Dokchampa"),
]
FAR = ["House", "Orchid", "Lotus House", "Orchid Housekeeping", "her aunt", "…", ""]


@pytest.mark.parametrize(("name", "typed"), NEAR)
def test_a_name_misspelled_or_in_another_script_is_near(cast, name, typed):
    house = add_partner(kind="organisation", name=name, by=cast.noi)
    assert meant_by([typed])[typed] == ((), (str(house.id),))


@pytest.mark.parametrize("typed", FAR)
def test_a_name_that_shares_a_word_is_not_near(cast, typed):
    add_partner(kind="organisation", name="Orchid House", by=cast.noi)
    assert meant_by([typed])[typed] == ((), ())


def test_a_name_of_the_register_that_is_written_out_leaves_no_doubt(cast):
    add_partner(kind="organisation", name="Shelter North", by=cast.noi)
    south = add_partner(kind="organisation", name="Shelter South", by=cast.noi)
    assert meant_by(["Shelter South"]) == {"Shelter South": ((str(south.id),), ())}


def test_of_nobody_typed_nothing_is_read(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert meant_by([]) == {}


def test_the_register_is_read_once_for_all_that_is_typed(cast, django_assert_max_num_queries):
    house = add_partner(kind="organisation", name="Orchid House", by=cast.noi)
    typed = [f"Orchid Hous, room {k}" for k in range(20)]
    with django_assert_max_num_queries(5):
        assert {one.near for one in meant_by(typed).values()} == {(str(house.id),)}


@pytest.mark.parametrize("typed", ["Quite House", "Quiet Hous"])
def test_who_is_with_a_partner_under_a_near_name_is_red_when_it_falls(cast, here, typed):
    is_with(cast, here, typed)
    assert NOT_KNOWN[:-1] not in board(cast, cast.noi)
    falls(cast, here.house)
    assert NOT_KNOWN[:-1] in board(cast, cast.sokha)
    assert UNSAFE in board(cast, cast.noi)
    # Whoever may not know of the finding reads what the exact name would show, and no more.
    assert UNSAFE not in board(cast, cast.sokha)
    assert ON_HER_CASE in case_page(cast, here)


def test_the_doubt_is_over_once_the_partner_that_was_meant_is_in_the_register(cast, here):
    is_with(cast, here, "Quiet Hous")
    falls(cast, here.house)
    other = trusted(cast, "Quiet Hous")
    is_with(cast, here, "Quiet Hous")
    assert StateCode.objects.get(person=here.person).held_by == str(other.id)
    assert NOT_KNOWN[:-1] not in board(cast, cast.sokha)


@pytest.mark.parametrize("form", ["in_danger", "no_longer", "sign_of_life"])
def test_the_partners_of_the_register_are_proposed_where_who_has_her_is_typed(cast, here, form):
    falls(cast, here.house)
    address = reverse(f"cases:{form}", args=[here.case.id, here.person.id])
    page = files.main_of(cast, cast.sokha, address)
    proposed = page.partition('<datalist id="with_name_proposals">')[2].partition("</datalist>")[0]
    # A name and nothing of what was found: it is the same for whoever may know and may not.
    assert proposed == '<option value="Quiet House"></option>'
    assert 'list="with_name_proposals"' in page
