"""A child goes home once two have decided that it serves her best."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.core.calendars import PartialDate
from fanal.core.errors import BadInput
from fanal.core.protection.kinds import RecordKind
from fanal.journeys.actions import plans
from fanal.people.actions.births import add_birth
from fanal.people.models import AgeForConsent
from fanal.protection.actions.recording import record
from fanal.protection.models import ProtectionDecision
from fanal.protection.queries.hooks import undecided_returns
from tests import files
from tests.journeys.scene import scene
from tests.protection.best_interests import decided
from tests.security.planting import delete, update

NOT_YET = "two have not decided yet that going back serves this child best"


@pytest.fixture
def here(cast):
    here = scene(cast, n=2)
    here.child = here.people[0]
    aged(here.child, 12)
    return here


def aged(person, years):
    born = date(timezone.localdate().year - years, 1, 1).isoformat()
    AgeForConsent.objects.update_or_create(
        person=person, defaults={"coded": {"born": [born, born], "adult": False}}
    )


def against(here):
    goes = [(here.journey, person.id) for person in here.people]
    return [str(one.what.values["who"]) for one in undecided_returns(goes)]


def test_the_child_is_named_until_two_have_decided(cast, here):
    assert against(here) == [here.child.code_name]
    text = (
        files.browser(cast, cast.sokha)
        .get(reverse("journeys:journey", args=[here.journey.id]))
        .text
    )
    assert NOT_YET in text
    decided(cast, here.case, here.child)
    assert against(here) == []


def test_an_assessment_made_anew_asks_for_a_new_decision(cast, here):
    decided(cast, here.case, here.child)
    record(
        case=here.case,
        kind=RecordKind.BEST_INTERESTS,
        person=here.child,
        **cast.acting(cast.sokha),
        answers={"own_view": "she is afraid of her uncle", "guardian": "disputed"},
    )
    assert against(here) == [here.child.code_name]


def test_the_decision_of_somebody_who_is_kept_out_by_now_counts_no_more(cast, here):
    decided(cast, here.case, here.child)
    keep_out(case=here.case, user=cast.noi, reason="her cousin", by=cast.sokha)
    assert against(here) == [here.child.code_name]


def test_neither_an_adult_nor_a_journey_to_court_asks_for_it(cast, here):
    aged(here.child, 30)
    assert against(here) == []
    aged(here.child, 12)
    court = plans.plan_journey(
        kind="court", team=cast.bangkok, lead=cast.sokha, starts_on=files.TODAY, by=cast.sokha
    )
    assert list(undecided_returns([(court, here.child.id)])) == []


@pytest.mark.parametrize("does", ["deleted", "spoilt"])
def test_whoever_takes_her_age_away_by_hand_lets_no_child_go_home(cast, here, does):
    born = {"source": "passport", "born": PartialDate(timezone.localdate().year - 12, 1, 1)}
    add_birth(person=here.child, **born, **cast.acting(cast.sokha))
    assert against(here) == [here.child.code_name]
    if does == "deleted":
        delete(AgeForConsent, person_id=here.child.id)
    else:
        update(AgeForConsent, {"coded": b"nothing"}, person_id=here.child.id)
    assert against(here) == [here.child.code_name]


def test_the_authority_that_decided_is_kept_and_a_name_too_long_is_refused(cast, here):
    decided(cast, here.case, here.child, body="Provincial committee, 12 May 2026, no. 14")
    row = ProtectionDecision.objects.get()
    assert row.unseal(cast.ring(cast.noi))["body"].startswith("Provincial committee")
    page = files.browser(cast, cast.noi).get(reverse("protection:case", args=[here.case.id])).text
    assert "Provincial committee, 12 May 2026, no. 14" in page
    with pytest.raises(BadInput) as wrong:
        decided(cast, here.case, here.people[1], body="x" * 5000)
    assert wrong.value.where == "body"
