"""A scholar of whom nobody knows where she is: the officer, who opens no case, is led to a call."""

import pytest
from django.urls import reverse

from fanal.prevention.actions import scholarships
from tests.prevention.scene import acts, browser, participant, scholar, today

ASKED = "Is anybody looking for her?"


def page_after(cast, why, age=13):
    row = scholar(cast, participant(cast, age=age))
    scholarships.end_scholarship(
        scholarship=row, why=why, on=today(), version=row.version, **acts(cast)
    )
    return browser(cast).get(reverse("prevention:scholarship", args=[row.id])).text


@pytest.mark.parametrize("why", ["lost", "marriage", "migrated"])
def test_a_child_who_is_gone_from_school_leads_to_a_call(cast, why):
    page = page_after(cast, why)
    assert ASKED in page
    assert reverse("intake:side_question") in page


@pytest.mark.parametrize(("why", "age"), [("finished", 13), ("marriage", 25), ("moved", 13)])
def test_an_end_that_endangers_nobody_does_not(cast, why, age):
    assert ASKED not in page_after(cast, why, age)
