"""Who is with a partner that nothing says may take her in: closing, acts that give her into other
hands, and papers for the team say so, as her page does; no paper that leaves the house."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.core.journeys.events import Sign
from fanal.partners.actions.findings import record_finding
from tests import files
from tests.journeys.scene import trusted

UNFIT = "othing known says that the partner whom she is with may take her in"
ON_HER_CASE = "Nothing known says that they may take her in"
HOUSE = "Quiet House"


@pytest.fixture
def house(cast, case, her):
    """She is there tonight."""
    made = trusted(cast, HOUSE)
    record_sign(
        case=case, person=her, sign=Sign.SEEN, said_at=timezone.now(), with_whom="partner",
        with_name=HOUSE, **cast.acting(cast.sokha),
    )  # fmt: skip
    return made


def falls(cast, house):
    record_finding(about=house, level="dangerous", reasons=["mistreats"], by=cast.noi)


def paper(sokha, case, what="summary", **told):
    address = reverse("cases:print", args=[case.id, what])
    text = sokha.post(address, {"printed_for": "team", "where": "on"} | told).text
    return text.partition("<main")[2].partition("</main>")[0]


def closing(sokha, case):
    return sokha.get(reverse("cases:close", args=[case.id])).text


def test_closing_and_whoever_gives_her_to_others_are_warned(cast, sokha, case, house):
    given = reverse("sharing:give", args=[case.id])
    assert UNFIT not in closing(sokha, case) + files.main_of(cast, cast.noi, given)
    falls(cast, house)
    assert UNFIT in closing(sokha, case)
    assert UNFIT in files.main_of(cast, cast.noi, given)


@pytest.mark.parametrize("what", ["summary", "safety", "plan"])
def test_a_paper_for_the_team_says_with_whom_she_is_and_that_nothing_speaks_for_them(
    cast, sokha, case, house, what
):
    assert f"With {HOUSE}." in paper(sokha, case, what)
    falls(cast, house)
    assert ON_HER_CASE in paper(sokha, case, what)
    assert HOUSE not in paper(sokha, case, what, where="")


@pytest.mark.parametrize("printed_for", ["on_the_way", "herself"])
def test_no_paper_that_leaves_the_house_says_what_we_found(cast, sokha, case, house, printed_for):
    falls(cast, house)
    page = paper(sokha, case, printed_for=printed_for)
    assert HOUSE not in page
    assert UNFIT not in page
    assert ON_HER_CASE not in page
