"""No page that leads to an act on a person is calm about what is known elsewhere: each of these
dangers stands on each of these pages, and none where there is none."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.core.justice.kinds import JusticeKind
from fanal.core.protection.kinds import RecordKind
from fanal.journeys.actions import plans
from fanal.justice.actions import recording
from fanal.justice.actions.proceedings import begin
from fanal.people.models import AgeForConsent
from fanal.protection.actions.recording import record
from fanal.reintegration.actions import plans as plans_of_return
from fanal.reintegration.actions.plans import ContactRules
from tests import files
from tests.shares import in_turn, tried
from tests.shelters.scene import counts, scene, second_staff, sleeps

NOBODY = "Nobody on file may answer for her, and she is a child or may be one"


def in_danger(cast, here):
    files.in_danger(cast, here.case)


def at_high_risk(cast, here):
    record(
        case=here.case, kind=RecordKind.RISK, person=here.person, answers={"level": "high"},
        **cast.acting(cast.sokha)
    )  # fmt: skip


def not_seen_at_the_count(cast, here):
    stay = sleeps(cast, here)
    for one in (cast.rith, second_staff(cast, here)):
        counts(cast, here, one, **{str(stay.id): "not_seen"})


def before_a_court(cast, here):
    told = {"kind": "criminal", "country": "TH", "role": "victim", "language": "Lao"}
    by = cast.acting(cast.noi)
    return begin(case=here.case, person=here.person, answers=told, **by), by


def a_suspect_released(cast, here):
    trial, by = before_a_court(cast, here)
    told = {"proceeding": trial, "kind": JusticeKind.STEP, "answers": {"step": "release"}}
    recording.record(on=timezone.localdate(), sure=True, **told, **by)


def a_hearing_within_two_weeks(cast, here):
    trial, by = before_a_court(cast, here)
    day = timezone.localdate() + timedelta(days=13)
    told = {"proceeding": trial, "kind": JusticeKind.HEARING}
    answers = {"day": day.isoformat(), "hour": "9:30", "presence": "must"}
    recording.record(on=timezone.localdate(), sure=True, answers=answers, **told, **by)


def a_child_for_whom_nobody_answers(cast, here):
    AgeForConsent.objects.filter(person=here.person).delete()


DANGERS = {
    in_danger: "in danger",
    a_hearing_within_two_weeks: "A hearing on",
    a_child_for_whom_nobody_answers: NOBODY,
    at_high_risk: "The risk was last assessed as high",
    not_seen_at_the_count: "Not seen at the count of a shelter",
    a_suspect_released: "A suspect is free",
    before_a_court: "Proceedings that are not over",
}


@pytest.fixture
def here(cast):
    return scene(cast)


def journey(cast):
    made = files.journey(cast)  # fmt: skip
    plans.add_custodian(journey=made, label="Team", team=cast.bangkok, by=cast.sokha)
    return made


def pages(cast, here):
    of_case = {
        name: (reverse(name, args=[here.case.id]), user)
        for name, user in (
            ("cases:close", cast.sokha),
            ("cases:assign", cast.sokha),
            ("sharing:give", cast.noi),
            ("shelters:admit", cast.sokha),
            ("sharing:refer_start", cast.sokha),
        )
    }
    of_person = {
        name: (reverse(name, args=[here.person.id]), cast.sokha)
        for name in ("reintegration:begin", "reintegration:assess")
    }
    several = reverse("cases:hand_over") + f"?case={here.case.id}"
    asked_her = reverse("identification:before", args=[here.case.id, here.person.id])
    begun = f"?case={here.case.id}"
    return (
        of_case
        | of_person
        | {
            "cases:hand_over": (several, cast.sokha),
            "identification:before": (asked_her, cast.sokha),
            "journeys:new": (reverse("journeys:new") + begun, cast.sokha),
            "journeys:person": (
                reverse("journeys:person", args=[journey(cast).id]) + begun,
                cast.sokha,
            ),
        }
    )


@pytest.mark.parametrize("danger", DANGERS)
def test_each_danger_stands_on_each_page_that_leads_to_an_act(cast, here, danger):
    """In the short form three of the pages, others for each danger: they draw it alike."""
    danger(cast, here)
    there = pages(cast, here)
    asked = in_turn([*there], danger.__name__, 3)
    calm = [
        name
        for name, (address, user) in there.items()
        if tried(name in asked)
        and DANGERS[danger].casefold() not in files.browser(cast, user).get(address).text.casefold()
    ]
    assert calm == []


def test_where_nothing_presses_no_page_says_so(cast, here):
    for name, (address, user) in pages(cast, here).items():
        assert "Before you go on" not in files.browser(cast, user).get(address).text, name


def test_a_case_of_somebody_who_is_missing_is_closed_by_nobody_without_a_word(cast, here):
    not_seen_at_the_count(cast, here)
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[here.case.id])).text
    assert "Not seen at the count of a shelter" in page


def plan(cast, here, **more):
    return plans_of_return.begin(
        person=here.person, start=timezone.localdate(), start_kind="returned", domains=[],
        words="", rules=ContactRules(), **cast.acting(cast.sokha), **more
    )  # fmt: skip


def test_her_plan_after_a_return_names_her_dangers_while_it_runs(cast, here):
    plan(cast, here)
    address = reverse("reintegration:person", args=[here.person.id])
    assert "Before you go on" not in files.browser(cast, cast.sokha).get(address).text
    at_high_risk(cast, here)
    text = files.browser(cast, cast.sokha).get(address).text
    assert DANGERS[at_high_risk] in text


def test_of_several_each_that_presses_stands_with_its_code_name(cast, here):
    calm = files.case(cast)
    at_high_risk(cast, here)
    address = reverse("cases:hand_over") + f"?case={here.case.id}&case={calm.id}"
    text = files.browser(cast, cast.sokha).get(address).text
    warned = text[text.index("Before you go on") : text.index("2 cases")]
    assert here.case.code_name in warned
    assert calm.code_name not in warned


@pytest.mark.parametrize("name", ["cases:consent", "cases:consents"])
def test_where_consent_is_asked_it_is_said_that_nobody_answers_for_a_child(cast, here, name):
    address = reverse(name, args=[here.case.id])
    at_high_risk(cast, here)
    assert "Before you go on" not in files.browser(cast, cast.sokha).get(address).text
    a_child_for_whom_nobody_answers(cast, here)
    text = files.browser(cast, cast.sokha).get(address).text
    assert NOBODY in text
    assert DANGERS[at_high_risk] not in text


@pytest.mark.parametrize(("relation", "safe", "said"), [
    ("mother", "safe", False), ("mother", "suspect", True), ("friend", "safe", True),
])  # fmt: skip
def test_who_answers_for_a_child_is_her_carer_and_no_danger(cast, here, relation, safe, said):
    a_child_for_whom_nobody_answers(cast, here)
    answers = {"name": "Mae", "relation": relation, "safe": safe}
    by = cast.acting(cast.sokha)
    add_entry(case=here.case, kind="around", answers=answers, **by)
    text = files.browser(cast, cast.sokha).get(reverse("cases:consent", args=[here.case.id])).text
    assert (NOBODY in text) is said
