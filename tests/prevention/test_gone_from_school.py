"""A scholar of whom nobody knows where she is: the officer, who opens no case, is led to a call."""

import pytest
from django.urls import reverse

from fanal.core.errors import Refused
from fanal.prevention.actions import scholarships
from tests.prevention.scene import DAY, acts, browser, participant, scholar, today

ASKED = "Is anybody looking for her?"


def ended(cast, why, on=None, begun_on=None, **more):
    row = scholar(cast, participant(cast, **more), begun_on)
    scholarships.end_scholarship(
        scholarship=row, why=why, on=on or today(), version=row.version, **acts(cast)
    )
    return row


def page_of(cast, row):
    return browser(cast).get(reverse("prevention:scholarship", args=[row.id])).text


def page_after(cast, why, age=13):
    return page_of(cast, ended(cast, why, age=age))


@pytest.mark.parametrize("why", ["lost", "marriage", "migrated"])
def test_a_child_who_is_gone_from_school_leads_to_a_call(cast, why):
    page = page_after(cast, why)
    assert ASKED in page
    assert reverse("intake:side_question") in page


@pytest.mark.parametrize(("why", "age"), [("finished", 13), ("marriage", 25), ("moved", 13)])
def test_an_end_that_endangers_nobody_does_not(cast, why, age):
    assert ASKED not in page_after(cast, why, age)


def test_who_was_a_child_when_she_was_taken_is_looked_for_at_18_as_well(cast):
    born, on = today() - 18 * 366 * DAY, today() - 200 * DAY
    row = ended(cast, "marriage", on, on - DAY, born=born)
    assert not row.participant.is_child(today())
    assert ASKED in page_of(cast, row)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({"answer": "works"}, False),
        ({"answer": "not_known", "herself": "on"}, True),
        ({"answer": "refused"}, True),  # who answered may hide her
        ({"answer": "refused", "herself": "on"}, False),
    ],
)
def test_she_is_looked_for_until_somebody_heard_of_her(cast, told, asked):
    on = today() - 200 * DAY
    row = ended(cast, "lost", on, on - DAY, age=13)
    address = reverse("prevention:look_back", args=[row.looks.first().id])
    assert browser(cast).post(address, told).status_code == 302
    assert (ASKED in page_of(cast, row)) is asked


def test_once_the_call_was_taken_it_is_not_asked_any_more(cast):
    row = ended(cast, "lost", age=13)
    address = reverse("prevention:call_taken", args=[row.id])
    assert address in page_of(cast, row)
    assert browser(cast).post(address).status_code == 302
    assert ASKED not in page_of(cast, row)
    with pytest.raises(Refused):
        scholarships.call_taken(scholarship=row, by=cast.bounmy)
