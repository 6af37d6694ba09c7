"""Doors of access modules that refuse for a reason of their own: each is tried by whom it refuses."""

from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from fanal.colleagues import helper_access
from fanal.core.errors import Refused
from fanal.core.sealing.compartments import LEGAL, MEDICAL, NARRATIVE
from fanal.funds import access as funds
from fanal.journeys import access as journeys
from fanal.justice import access as justice
from fanal.keys.actions import grant
from fanal.people import access as people
from fanal.prevention import access as prevention
from fanal.protection import access as protection
from fanal.reintegration import access as reintegration
from fanal.reintegration.models import Plan
from fanal.retention.access import journal_names
from fanal.retention.models import Tombstone
from tests import files
from tests.journal import entries
from tests.reintegration import scene as plans


def opened_to(cast, case, user, *parts):
    ring = cast.ring(cast.noi)
    grant(folder=case.id, compartments=parts, to=user, by=cast.noi, ring=ring)
    return user


def refused(door, *asked):
    with pytest.raises(Http404):
        door(*asked)


def test_who_opens_the_story_alone_finds_no_legal_part(cast, case):
    mai = opened_to(cast, case, cast.mai, NARRATIVE)
    refused(justice.legal_case_for, mai, case.id)
    opened_to(cast, case, cast.mai, LEGAL)
    assert justice.legal_case_for(mai, case.id) == case


def test_a_kind_that_is_none_stands_in_no_case(cast, case):
    refused(justice.kind_for, "a kind of nothing")
    refused(lambda: protection.kind_for(cast.sokha, case, "a kind of nothing", of_case=True))


def test_who_opens_the_health_file_alone_finds_no_protection(cast, case):
    refused(protection.process_for, opened_to(cast, case, cast.mai, MEDICAL), case.id)


def test_somebody_else_is_no_person_of_a_case(cast, case):
    refused(protection.person_in, case, uuid4())


def test_who_opens_a_case_by_name_looks_for_no_helper_in_it(cast, case):
    refused(helper_access.helped_case_for, opened_to(cast, case, cast.claire, LEGAL), case.id)


def test_a_movement_of_other_money_is_no_movement_of_this(cast):
    class Slip:
        movements = ()

    refused(funds.movement_of, Slip(), uuid4())


def test_without_an_office_or_a_team_in_it_no_new_folder_is_filed(cast):
    assert prevention.team_of_office(cast.bounmy)
    cast.bounmy.office = None
    with pytest.raises(Refused, match="ask the administrator"):
        prevention.team_of_office(cast.bounmy)


def test_a_plan_that_ended_takes_nothing_and_is_led_by_its_team_alone(cast):
    here = plans.scene(cast)
    assert reintegration.led_plan_for(cast.noi, here.person.id) == here.plan
    refused(reintegration.led_plan_for, cast.sokha, here.person.id)
    refused(reintegration.goal_for, cast.sokha, here.person.id, uuid4())
    Plan.objects.filter(pk=here.plan.pk).update(ended_on=timezone.localdate())
    refused(reintegration.running_plan_for, cast.noi, here.person.id)
    refused(reintegration.plan_for, cast.sokha, files.person(cast).id)


def test_what_was_erased_is_named_by_its_kind_alone(cast):
    today, ids = timezone.localdate(), {}
    for kind in ("person", "case", "record"):
        ids[kind] = Tombstone.objects.create(
            id=uuid4(), kind=kind, erasure=uuid4(), ground="period", by=cast.noi,
            agreed_by=cast.claire, agreed_on=today, ended_on=today, rows=3,
        ).pk  # fmt: skip
    found = dict(journal_names(cast.vera, [*ids.values()]))
    assert [str(found[ids[kind]]) for kind in ids] == [
        "an erased file",
        "an erased case",
        "an erased record",
    ]


def test_who_may_hold_no_files_is_described_nobody(cast):
    person = files.person(cast)
    assert people.files_among(cast.sokha, [person.pk]) == [person]
    for user in (cast.duc, cast.anan):
        assert people.files_among(user, [person.pk]) == []


def test_of_a_plan_with_nothing_sealed_in_it_nothing_is_written_down(cast):
    journey = files.journey(cast)
    journeys.opened_plan(cast.sokha, journey, [])
    assert not entries("journey.plan_*", about=journey.id)
    journeys.opened_plan(cast.sokha, journey, [], ["contact"])
    journeys.opened_plan(cast.sokha, journey, ["contact"])
    told = [entry.act for entry in entries("journey.plan_*", about=journey.id)]
    assert told == ["journey.plan_looked_at", "journey.plan_opened"]


def test_who_works_on_no_journey_is_told_of_none(cast):
    assert [journeys.open_notices(user) for user in (cast.duc, cast.anan)] == [[], []]
