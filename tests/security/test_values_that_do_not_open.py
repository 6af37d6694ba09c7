"""A value that was put into the database, or moved there, counts as none where a page would show it:
nobody meets an error for it, and `fanal audit verify` names it (test_moved_values).
"""

import pytest
from django.urls import reverse

from fanal.cases.actions.lists import save_list
from fanal.cases.models import SavedList
from fanal.partners.actions.partners import add_partner, set_capacity
from fanal.partners.models import Partner
from fanal.partners.queries.capacity import NOT_KNOWN, capacity_of
from tests import files
from tests.security.planting import row_of, update

NAME = "Nong Khai, open"


@pytest.fixture
def saved(cast):
    return save_list(name=NAME, filters={"show": "open"}, by=cast.sokha)


@pytest.mark.asvs("V16.5.3")
@pytest.mark.parametrize("column", ["name", "filters"])
def test_a_list_that_nothing_here_saved_is_in_no_menu(cast, saved, column):
    sokha = files.browser(cast, cast.sokha)
    assert NAME in sokha.get(reverse("cases:list")).text
    update(SavedList, {column: b"rubbish" * 9}, id=saved.pk)
    assert NAME not in sokha.get(reverse("cases:list")).text


def test_a_list_of_somebody_else_stays_hers(cast, saved):
    update(SavedList, {"user_id": cast.noi.pk}, id=saved.pk)
    for who in (cast.noi, cast.sokha):
        assert NAME not in files.browser(cast, who).get(reverse("cases:list")).text


def test_what_another_partner_can_do_says_nothing_of_this_one(cast):
    one, other = (
        add_partner(kind="organisation", type="shelter", name=name, by=cast.sokha)
        for name in ("Quiet House", "Other House")
    )
    set_capacity(
        partner=one, services=["shelter"], sexes=["female"], youngest=12, oldest=17, by=cast.sokha
    )
    update(Partner, {"can": row_of(Partner, id=one.pk)["can"]}, id=other.pk)
    assert capacity_of(Partner.objects.get(pk=one.pk)) != NOT_KNOWN
    assert capacity_of(Partner.objects.get(pk=other.pk)) == NOT_KNOWN
    page = files.browser(cast, cast.sokha).get(reverse("partners:partner", args=[other.pk]))
    assert page.status_code == 200
