"""A rule from before she came to others is said to be, until it is asked anew."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import record_sign
from fanal.cases.models import CaseEntry
from tests import files

BEFORE = "others have her since"
DAY = timedelta(days=1)


@pytest.fixture
def case(cast):
    """With the owner of a bar; her rule is of that day."""
    made = files.case(cast)
    is_with(cast, made, "holder", "The owner", 5 * DAY)
    rule_in(cast, made)
    CaseEntry.objects.of_kinds([made.id], "contact").update(made_on=timezone.localdate() - 5 * DAY)
    return made


def rule_in(cast, case):
    add_entry(case=case, kind="contact", answers={"when": "After two"}, **cast.acting(cast.sokha))


def is_with(cast, case, whom, name, ago):
    told = {"sign": "seen", "with_whom": whom, "with_name": name, **cast.acting(cast.sokha)}
    at = timezone.localtime() - ago
    record_sign(case=case, person=case.people.get(), said_at=at, **told)


def page(cast, case):
    address = reverse("cases:sign_of_life", args=[case.id, case.people.get().id])
    return files.main_of(cast, cast.sokha, address)


def test_it_stands_as_it_is_while_she_is_where_she_was(cast, case):
    assert "After two" in page(cast, case)
    is_with(cast, case, "holder", "The owner", DAY)
    assert BEFORE not in page(cast, case)


def test_since_others_have_her_it_is_asked_anew_once(cast, case):
    is_with(cast, case, "ours", "House Jasmine", 2 * DAY)
    is_with(cast, case, "ours", "House Jasmine", DAY)
    assert BEFORE in page(cast, case)
    assert reverse("cases:section", args=[case.id, "contact"]) in page(cast, case)
    rule_in(cast, case)
    assert BEFORE not in page(cast, case)
