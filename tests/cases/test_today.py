"""The start page: what needs a colleague now, in the order in which it can hurt."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import add_task, say_in_danger
from tests import files

TODAY = reverse("cases:today")


@pytest.fixture
def case(cast):
    return files.case(cast)


def danger(cast, case, by=None, hours=3):
    by = by or cast.sokha
    say_in_danger(
        case=case, person=case.people.get(), said_by="mother",
        said_at=timezone.now() - timedelta(hours=hours), by=by, ring=cast.ring(by),
    )  # fmt: skip


@pytest.fixture
def sokha(cast):
    return files.browser(cast, cast.sokha)


def page(cast, who):
    return files.browser(cast, who).get(TODAY)


def code_of(case):
    return case.people.get().code_name


def test_opens(cast, case):
    danger(cast, case)
    for who in ("sokha", "noi", "mai", "claire"):
        got = page(cast, getattr(cast, who))
        assert got.status_code == 200, who
        print(who, len(got.content))
    for who in ("anan", "vera", "duc"):
        assert page(cast, getattr(cast, who)).status_code == 404
