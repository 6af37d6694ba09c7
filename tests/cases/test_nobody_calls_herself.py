"""Nobody is told to call herself: neither who works on the case nor the only lead of its team."""

import pytest
from django.utils import timezone

from fanal.absences.reachable import a_lead_of, responsible, whoever_to_call, whom_to_call
from fanal.accounts.models import User
from fanal.authority import genuine_rows
from fanal.cases.models import Case
from fanal.cases.queries.ask_whom import to_be_called
from fanal.colleagues.actions import report
from fanal.organisation.actions.stand_ins import agree
from fanal.shelters.queries.alert_recipients import leads_to_call
from tests import files
from tests.organisation.colleagues import stands_in
from tests.shelters.scene import scene as shelter_scene


@pytest.fixture
def case(cast):
    return files.case(cast)


def called(case, reader):
    genuine_rows.run()  # as each request does
    return to_be_called(Case.objects.get(pk=case.pk), reader=reader)


def test_the_only_lead_is_led_to_the_direction(cast, case):
    """Noi leads Bangkok alone."""
    assert called(case, cast.noi) == cast.sokha.display_name
    for assignee in (cast.noi, None):
        Case.objects.filter(pk=case.pk).update(assignee=assignee)
        assert called(case, cast.noi) == "the direction"


def test_who_works_on_it_calls_a_lead(cast, case):
    assert called(case, cast.sokha) == cast.noi.display_name
    assert called(case, cast.noi) == cast.sokha.display_name


# ── Who stands in ────────────────────────────────────────────────────────────
def stood_in(cast, instead, away):
    row = stands_in(cast, instead, away, team=cast.bangkok, by=away)
    if row.agreed_on is None:
        agree(row=row, by=cast.claire if away == cast.noi else cast.noi)
    genuine_rows.run()


def test_who_stands_in_for_the_only_lead_is_not_told_to_call_a_lead(cast, case):
    """Sokha works on it and stands in for Noi, who leads Bangkok alone."""
    stood_in(cast, cast.sokha, cast.noi)
    assert called(case, cast.sokha) == "the direction"
    Case.objects.filter(pk=case.pk).update(assignee=None)
    assert called(case, cast.sokha) == "the direction"
    assert called(case, cast.ploy) == f"a lead of {cast.bangkok}"
    assert a_lead_of(cast.bangkok, reader=cast.sokha) == "the direction"
    assert whoever_to_call([cast.noi], cast.bangkok, reader=cast.sokha) == "the direction"


def test_who_is_away_and_reads_it_all_the_same_calls_who_stands_in_for_her(cast, case):
    stood_in(cast, cast.noi, cast.sokha)
    assert called(case, cast.sokha).startswith("Noi Saetang (for Sokha Chea")
    assert called(case, cast.noi) == "the direction"


def test_of_a_shelter_who_stands_in_for_its_only_lead_is_told_of_nobody_to_call(cast):
    here = shelter_scene(cast)
    assert leads_to_call(here.shelter, reader=cast.sokha) == cast.noi.display_name
    stood_in(cast, cast.sokha, cast.noi)
    assert leads_to_call(here.shelter, reader=cast.sokha) == ""
    assert leads_to_call(here.shelter, reader=cast.ploy).startswith("Sokha Chea (for Noi Saetang")


def test_one_of_the_direction_is_led_to_another_or_to_the_team(cast):
    """Nobody leads Bangkok any more, and Claire is the direction."""
    User.objects.filter(pk=cast.noi.pk).update(is_active=False)
    assert whom_to_call(cast.claire, cast.bangkok, reader=cast.claire) == "Bangkok"
    assert whom_to_call(cast.sokha, cast.bangkok, reader=cast.sokha) == "the direction"


def test_in_place_of_a_telephone_in_other_hands_nobody_is_told_to_call_herself(cast):
    report(kind="device_taken", on=timezone.localdate(), colleague=cast.ploy, by=cast.mai)
    assert "call a lead of" in responsible(cast.ploy, cast.bangkok, reader=cast.sokha)
    stood_in(cast, cast.sokha, cast.noi)
    assert "call the direction" in responsible(cast.ploy, cast.bangkok, reader=cast.sokha)
