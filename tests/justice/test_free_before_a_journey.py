"""Whoever is free may wait on the way: a journey says so until the risk was looked at."""

import pytest
from django.urls import reverse

from fanal.core.protection.kinds import RecordKind
from fanal.journeys.actions import plans
from fanal.journeys.models import Traveller
from fanal.protection.actions.recording import record
from tests import files
from tests.justice.scene import DAY, step, today
from tests.protection.scene import WORK

SAYS = "a suspect is free"


@pytest.fixture
def journey(cast, here):
    told = {"kind": "return", "team": cast.bangkok, "lead": cast.sokha, "by": cast.sokha}
    made = plans.plan_journey(starts_on=today() + 5 * DAY, **told)
    Traveller.objects.create(journey=made, case=here.case, person=here.person)
    return made


def page(cast, journey, who):
    address = reverse("journeys:journey", args=[journey.id])
    return files.browser(cast, getattr(cast, who)).get(address).text.casefold()


def test_a_journey_says_that_a_suspect_is_free_until_her_risk_was_looked_at(cast, here, journey):
    assert SAYS not in page(cast, journey, "sokha")
    step(cast, here.trial, "suspended", on=today() - DAY)
    text = page(cast, journey, "sokha")
    assert SAYS in text
    assert reverse("protection:case", args=[here.case.id]) in text
    level = WORK[RecordKind.RISK] | {"level": "high", "because": "release"}
    told = {"person": here.person, "answers": level}
    record(case=here.case, kind=RecordKind.RISK, **told, **cast.acting(cast.sokha))
    assert SAYS not in page(cast, journey, "sokha")


def test_her_own_release_says_nothing_and_who_opens_no_legal_part_reads_nothing(
    cast, here, journey
):
    step(cast, here.entry, "release", on=today() - DAY)
    assert SAYS not in page(cast, journey, "sokha")
    step(cast, here.trial, "release", on=today() - DAY)
    assert SAYS in page(cast, journey, "noi")
    assert SAYS not in page(cast, journey, "claire")
