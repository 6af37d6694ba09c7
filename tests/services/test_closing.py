"""Needs that no service looks after speak against closing a case as well ended."""

import pytest
from django.urls import reverse

from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import ClosureReason, OpenEnd, contradictions
from fanal.web.words import translated
from tests import closing
from tests.services.scene import needs, of_ours


def without_a_service(cast, here):
    found = still_open_in(here.case, cast.sokha, cast.ring(cast.sokha))
    return [one for one in found if one.end is OpenEnd.NEED]


def test_the_page_of_closing_names_needs_without_a_service_until_each_has_one(cast, here):
    needs(cast, here.case, "health", "later")
    needs(cast, here.case, "mind", "none")
    (one,) = without_a_service(cast, here)
    assert translated(one.says) == "needs without a service: 2"
    says = "Needs without a service: 2"
    assert closing.leads_to(cast, here.case, cast.sokha, says) == reverse(
        "services:case", args=[here.case.id]
    )
    of_ours(cast, here)
    assert [translated(one.says) for one in without_a_service(cast, here)] == [
        "needs without a service: 1"
    ]


@pytest.mark.parametrize("reason", ClosureReason)
def test_they_contradict_that_all_is_well_or_that_others_see_to_her(cast, here, reason):
    contradicted = {"safe_and_independent", "goals_reached", "returned_and_received"}
    contradicted |= {"transferred", "not_our_mandate"}
    assert bool(contradictions(reason, without_a_service(cast, here))) == (
        reason.value in contradicted
    )
