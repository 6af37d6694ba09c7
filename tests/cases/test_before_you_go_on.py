"""No page that leads to an act on a person is calm about what is known elsewhere: each of these
dangers stands on each of these pages, and none where there is none."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.justice.kinds import JusticeKind
from fanal.core.protection.kinds import RecordKind
from fanal.journeys.actions import plans
from fanal.justice.actions import recording
from fanal.justice.actions.proceedings import begin
from fanal.protection.actions.recording import record
from tests import files
from tests.shelters.scene import counts, scene, second_staff, sleeps


def in_danger(cast, here):
    files.in_danger(cast, here.case)


def at_high_risk(cast, here):
    record(
        case=here.case, kind=RecordKind.RISK, person=here.person, answers={"level": "high"},
        by=cast.sokha, ring=cast.ring(cast.sokha),
    )  # fmt: skip


def not_seen_at_the_count(cast, here):
    stay = sleeps(cast, here)
    for one in (cast.rith, second_staff(cast, here)):
        counts(cast, here, one, **{str(stay.id): "not_seen"})


def before_a_court(cast, here):
    told = {"kind": "criminal", "country": "TH", "role": "victim", "language": "Lao"}
    by = {"by": cast.noi, "ring": cast.ring(cast.noi)}
    return begin(case=here.case, person=here.person, told=told, **by), by


def a_suspect_released(cast, here):
    trial, by = before_a_court(cast, here)
    told = {"proceeding": trial, "kind": JusticeKind.STEP, "answers": {"step": "release"}}
    recording.record(on=timezone.localdate(), sure=True, **told, **by)


DANGERS = {
    in_danger: "She is in danger",
    at_high_risk: "The risk was last assessed as high",
    not_seen_at_the_count: "Not seen at the count of a shelter",
    a_suspect_released: "A suspect was released on",
    before_a_court: "Proceedings that are not over",
}


@pytest.fixture
def here(cast):
    return scene(cast)


def journey(cast):
    made = plans.plan_journey(
        kind="return", team=cast.bangkok, lead=cast.sokha, starts_on=timezone.localdate(),
        by=cast.sokha,
    )  # fmt: skip
    plans.add_hands(journey=made, label="Team", team=cast.bangkok, by=cast.sokha)
    return made


def pages(cast, here):
    of_case = {
        name: (reverse(name, args=[here.case.id]), user)
        for name, user in (
            ("cases:close", cast.sokha),
            ("cases:assign", cast.sokha),
            ("sharing:give", cast.noi),
            ("shelters:admit", cast.sokha),
        )
    }
    begun = f"?case={here.case.id}"
    return of_case | {
        "journeys:new": (reverse("journeys:new") + begun, cast.sokha),
        "journeys:person": (
            reverse("journeys:person", args=[journey(cast).id]) + begun,
            cast.sokha,
        ),
    }


@pytest.mark.parametrize("danger", DANGERS)
def test_each_danger_stands_on_each_page_that_leads_to_an_act(cast, here, danger):
    danger(cast, here)
    calm = [
        name
        for name, (address, user) in pages(cast, here).items()
        if DANGERS[danger] not in files.browser(cast, user).get(address).text
    ]
    assert calm == []


def test_where_nothing_presses_no_page_says_so(cast, here):
    for name, (address, user) in pages(cast, here).items():
        assert "Before you go on" not in files.browser(cast, user).get(address).text, name


def test_a_case_of_somebody_who_is_missing_is_closed_by_nobody_without_a_word(cast, here):
    not_seen_at_the_count(cast, here)
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[here.case.id])).text
    assert "Not seen at the count of a shelter" in page
