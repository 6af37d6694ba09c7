"""The number beside the menu is on every page: it asks as many questions for one request as for five."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanal.cases.actions import stages
from fanal.cases.actions.emergencies import break_glass
from fanal.cases.models import BreakGlass
from fanal.journeys.actions import plans
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.web.decisions import how_many, waiting_for
from tests import files
from tests.decisions.newcomers import bopha
from tests.decisions.scenes import (
    asks_to_look,
    in_danger,
    says_she_is_safe,
    somebody_missing,
    to_close,
)
from tests.files import WHY
from tests.sharing.scene import draft, scene


def asked_of(cast, times):
    """Of each kind that costs most: overrides, referrals, closings, findings, openings."""
    here = scene(cast)
    for n in range(times):
        files.override(
            here.case,
            f"she cannot be asked, for the {n}th time",
            by=cast.sokha,
            partner=here.shelter,
            classes=["medical"],
        )
        draft(cast, here, classes=["whereabouts"], purpose="know_whereabouts")
        stages.ask_closure(
            case=to_close(cast).case, reason="her_wish", words="", by=cast.sokha, ring=here.ring
        )
        findings.record_finding(
            about=here.station, by=cast.sokha, level="dangerous", evidence=f"{n}"
        )
        break_glass(case=here.case, reason=f"{WHY} {n}", by=cast.kham)


def questions(user):
    with CaptureQueriesContext(connection) as asked:
        how_many(user)
    return len(asked)


@pytest.mark.parametrize("times", [1, 4])
def test_as_many_questions_for_one_request_as_for_four(cast, times):
    asked_of(cast, times)
    assert BreakGlass.objects.count() == times
    people = (cast.noi, cast.claire, cast.somchit, cast.sokha, cast.mai)
    assert [how_many(person) for person in people] == [5 * times, 3 * times, times, 0, 0]
    assert [len(waiting_for(person)) for person in people] == [
        how_many(person) for person in people
    ]
    assert [questions(person) for person in people] == [14, 18, 19, 3, 2]


def on_journeys(cast, times):
    """Of each kind of journeys, and states that a lead decides."""
    here = somebody_missing(cast)
    driver = add_partner(kind="person", name="Driver", by=cast.noi)
    for _n in range(times):
        plans.add_custodian(
            journey=here.journey,
            partner=driver,
            colleagues=[cast.kham],
            by=cast.sokha,
            reason="Nobody else can drive tonight.",
        )
        asks_to_look(files.browser(cast, cast.sokha), here)
        says_she_is_safe(files.browser(cast, cast.sokha), in_danger(cast))


@pytest.mark.parametrize("times", [1, 4])
def test_of_journeys_and_states_as_many_questions_for_one_as_for_four(cast, times):
    on_journeys(cast, times)
    people = (cast.noi, cast.claire, cast.somchit, cast.sokha)
    assert [how_many(person) for person in people] == [3 * times, 2 * times, 0, 0]
    # four of them for the sheet of who is missing: whether no warning about her case is gone
    assert [questions(person) for person in people] == [8, 7, 5, 1]


def test_where_nothing_waits_one_question_is_asked_and_none_of_who_decides_nothing(cast):
    people = (cast.noi, cast.claire, cast.sokha, cast.mai, cast.anan, cast.duc, cast.vera)
    assert [questions(person) for person in people] == [1, 1, 1, 1, 0, 0, 0]


def test_what_waits_for_others_alone_costs_who_decides_none_of_it_nothing(cast):
    bopha(cast)
    assert how_many(cast.noi) == 1
    assert (questions(cast.sokha), questions(cast.claire)) == (1, 1)
