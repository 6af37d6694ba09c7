"""That somebody was said to be safe is in doubt on every page that speaks of her, or on none: the list,
the board, her case, her file, the search and the start page say the same of one person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_in_danger, say_no_longer
from fanal.cases.queries.codes import codes_of
from fanal.core.casework.present import DangerState
from fanal.core.journeys.board import Colour
from fanal.journeys.queries.tonight import board
from fanal.partners.actions import findings
from tests import files
from tests.journeys.scene import trusted
from tests.justice.scene import DAY, scene, step
from tests.kept import kept

LISTED = "Said to be safe before, in doubt since"


@pytest.fixture
@kept
def safe(cast):
    """Somebody who was in danger, and is said to be safe with a shelter that two people trust."""
    made = scene(cast)
    made.house = trusted(cast, "Quiet House")
    said = {"case": made.case, "person": made.person, **cast.acting(cast.sokha)}
    long_ago = timezone.now() - timedelta(days=4)
    say_in_danger(said_by="mother", said_at=long_ago, **said)
    say_no_longer(
        said_by="herself", said_at=long_ago + DAY, what_changed="He left.", free=True,
        with_whom="partner", with_name="Quiet House", **said,
    )  # fmt: skip
    return made


def nothing(cast, safe):
    pass


def a_suspect_is_free(cast, safe):
    step(cast, safe.trial, "release", on=timezone.localdate() - DAY)


def the_partner_falls(cast, safe):
    told = {"level": "dangerous", "reasons": ["complicit_with_suspects"]}
    findings.record_finding(about=safe.house, by=cast.noi, **told)


def doubt_on_each_page(cast, safe):
    """Return, by page, whether it says that it is in doubt."""
    on_board = {
        one.person: one.row.colour for one in board(cast.sokha, timezone.localtime()).people
    }

    def read(name, *args):
        return files.main_of(cast, cast.sokha, reverse(name, args=args))

    return {
        "list": LISTED in read("cases:list"),
        "file": LISTED in read("people:person", safe.person.id),
        "case": "state--ok" not in read("cases:case", safe.case.id),
        "safety": "state--ok" not in read("cases:section", safe.case.id, "safety"),
        "board": on_board[safe.person.id] is not Colour.GREEN,
    }


@pytest.mark.parametrize(
    ("happens", "doubted"), [(nothing, False), (a_suspect_is_free, True), (the_partner_falls, True)]
)
def test_every_page_says_the_same_of_her(cast, safe, happens, doubted):
    happens(cast, safe)
    pages = doubt_on_each_page(cast, safe)
    assert pages == dict.fromkeys(pages, doubted)
    code = codes_of([safe.person.id])[safe.person.id]
    assert code is (DangerState.DOUBTED if doubted else DangerState.SAFE)
