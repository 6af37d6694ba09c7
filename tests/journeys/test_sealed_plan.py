"""Where they sleep, the code word, the money: sealed to those who need them."""

import pytest
from django.db import connection
from django.urls import reverse

from fanal.cases.actions.emergencies import break_glass
from fanal.core.errors import BadInput, Conflict
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.journeys.actions import plans
from fanal.journeys.models import PlanPart
from fanal.people.actions.emergencies import make_emergency_group
from tests.files import WHY, browser
from tests.journal import entries
from tests.journeys.scene import scene


def page(here):
    return reverse("journeys:plan", args=[here.journey.id])


def write(cast, user, here, part, **data):
    url = reverse("journeys:write_plan", args=[here.journey.id, part])
    return browser(cast, user).post(url, data)


def test_the_team_reads_the_code_word_and_the_database_does_not_hold_it(cast, here):
    assert write(cast, cast.sokha, here, "contact", code_word="GREENMANGO").status_code == 302
    assert "GREENMANGO" in browser(cast, cast.noi).get(page(here)).text
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM journeys_planpart")
        assert b"GREENMANGO" not in bytes(cursor.fetchone()[0])
    assert entries("journey.plan_opened", by=cast.noi)


def test_where_they_sleep_is_for_whoever_planned_it_and_the_leads(cast, here):
    write(cast, cast.noi, here, "sleeping", places="Room above the bakery")
    assert "bakery" in browser(cast, cast.noi).get(page(here)).text
    seen = browser(cast, cast.sokha).get(page(here)).text
    assert "bakery" not in seen
    assert "Not part of your access" in seen
    assert entries("journey.plan_looked_at", by=cast.sokha)
    assert not entries("journey.plan_looked_at", by=cast.noi)
    assert write(cast, cast.sokha, here, "sleeping", places="x").status_code == 404


def test_nobody_of_another_team_finds_the_plan(cast, here):
    write(cast, cast.sokha, here, "costs", costs="4,000 baht")
    for user in (cast.linh, cast.duc, cast.anan, cast.vera, cast.claire):
        assert browser(cast, user).get(page(here)).status_code == 404
        assert write(cast, user, here, "costs", costs="0").status_code == 404


def test_two_who_write_at_once_lose_nothing(cast, here):
    ring = cast.ring(cast.sokha)
    given = {"journey": here.journey, "part": "costs", "by": cast.sokha, "ring": ring}
    plans.write_plan(data={"costs": "one"}, **given)
    plans.write_plan(data={"costs": "two"}, version=1, **given)
    with pytest.raises(Conflict):
        plans.write_plan(data={"costs": "three"}, version=1, **given)
    assert PlanPart.objects.get().unseal(ring) == {"costs": "two"}


def test_a_part_that_is_none_is_refused(cast, here):
    with pytest.raises(BadInput):
        plans.write_plan(journey=here.journey, part="secret", data={}, **cast.acting(cast.sokha))
    assert write(cast, cast.sokha, here, "secret").status_code == 404


def test_the_key_of_the_emergency_group_alone_does_not_tell_where_they_sleep(cast):
    write_as = cast.acting(cast.noi)
    make_emergency_group(
        name="Emergency", office=cast.bangkok.office, members=[cast.sokha], **write_as
    )
    here = scene(cast, n=1)
    write(cast, cast.noi, here, "sleeping", places="Room above the bakery")
    page_of = browser(cast, cast.sokha)
    assert WHEREABOUTS in cast.ring(cast.sokha).compartments(here.journey.id)
    assert "bakery" not in page_of.get(page(here)).text
    assert write(cast, cast.sokha, here, "sleeping", places="x").status_code == 404
    break_glass(case=here.case, reason=WHY, by=cast.sokha)
    assert "bakery" in page_of.get(page(here)).text
