"""Who is with her once she is back: the start page, the board and her case say the same."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.core.journeys.events import Sign
from fanal.journeys.actions.events import record_event
from tests import files

BACK = "Is back; last with Shelter team. Nobody has said who is with her now."


@pytest.fixture
def back(cast, here):
    """Back, and in danger: her row stands on the start page."""
    record_event(journey=here.journey, kind="returned", persons=here.people, by=cast.sokha)
    told = {"case": here.case, "person": here.people[0], "said_by": "mother", "said_at": None}
    say_in_danger(**told, **cast.acting(cast.sokha))
    return here


def texts(cast, here):
    addresses = {
        "case": reverse("cases:case", args=[here.case.id]),
        "start": reverse("cases:today"),
        "board": reverse("journeys:board"),
        "journey": reverse("journeys:journey", args=[here.journey.id]),
    }
    return {name: files.main_of(cast, cast.sokha, page) for name, page in addresses.items()}


def test_nobody_has_her_for_ever_who_took_her_over(cast, back):
    said = texts(cast, back)
    assert BACK in said["case"]
    assert BACK in said["start"]
    assert "is back; last with Shelter team" in said["board"]
    assert "is back; last with Shelter team" in said["journey"]
    assert not [name for name, text in said.items() if "With Shelter team" in text]


def test_whoever_has_her_since_by_her_case_is_named_on_all_of_them(cast, back):
    told = {"with_whom": "family", "with_name": "her aunt", "said_at": timezone.now()}
    record_sign(
        case=back.case, person=back.people[0], sign=Sign.SEEN, **told, **cast.acting(cast.sokha)
    )
    said = texts(cast, back)
    assert "With her aunt." in said["case"]
    assert "With her aunt." in said["start"]
    assert "her aunt" in said["board"]
    assert not [name for name in ("case", "start", "board") if "Shelter team" in said[name]]
