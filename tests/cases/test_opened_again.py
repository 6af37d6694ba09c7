"""A case that is opened again after months: what was said of her before is not what holds now."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.stages import record_move
from fanal.cases.actions.states import say_no_longer
from fanal.core.casework.stages import CaseStage
from tests import files

DAY = timedelta(days=1)
BEFORE = "before this case was opened again"


@pytest.fixture
def case(cast):
    """She said that she is safe two hundred days ago, and her case was closed."""
    case = files.case(cast, people=[files.person(cast)])
    says_that_she_is_safe(cast, case, ago=200)
    record_move(case, CaseStage.CLOSED, cast.noi, case.version, day(200))
    return case


def day(ago):
    return timezone.localdate() - ago * DAY


def says_that_she_is_safe(cast, case, ago):
    say_no_longer(
        case=case,
        person=case.people.get(),
        said_by="herself",
        free=True,
        said_at=timezone.now() - ago * DAY,
        what_changed="Home.",
        by=cast.sokha,
        ring=cast.ring(cast.sokha),
    )


def opened_again(cast, case, ago):
    case.refresh_from_db()
    record_move(case, CaseStage.REOPENED, cast.noi, case.version, day(ago))


def page(cast, case):
    return files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text


def test_what_was_said_before_does_not_stand_there_as_safe(cast, case):
    opened_again(cast, case, ago=1)
    shown = page(cast, case)
    assert "Not known whether she is in danger" in shown
    assert BEFORE in shown
    assert "Safe since" not in shown
    assert "state--ok" not in shown
    assert reverse("cases:no_longer", args=[case.id, case.people.get().id]) in shown


def test_once_she_was_asked_again_it_is_safe(cast, case):
    opened_again(cast, case, ago=1)
    case.refresh_from_db()
    says_that_she_is_safe(cast, case, ago=0)
    shown = page(cast, case)
    assert "Safe since" in shown
    assert BEFORE not in shown


def test_while_it_is_closed_it_says_what_held_at_its_end(cast, case):
    assert "Safe since" in page(cast, case)
