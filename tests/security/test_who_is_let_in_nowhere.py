"""Doors that few come to: what stands behind them is nothing, said as of what does not exist."""

from uuid import uuid4

import pytest
from django.http import Http404

from fanal.accounts.models import Membership, Team
from fanal.audit.models import JournalEntry
from fanal.cases import journal_access, today_access
from fanal.colleagues import helper_access
from fanal.core.errors import Refused
from fanal.health import access as health
from fanal.journeys import access as journeys
from fanal.journeys.access import board
from fanal.keys import access as keys
from fanal.papers import access as papers
from fanal.partners import access as partners
from fanal.rotation import access as rotation
from fanal.services import access as services


def refuses(decide, *asked):
    with pytest.raises(Http404):
        decide(*asked)
    return True


def test_an_offer_that_a_form_made_up_does_not_exist(cast):
    assert refuses(services.offer_named, cast.sokha, "the shelter in the north")
    assert refuses(services.offer_named, cast.sokha, str(uuid4()))


def test_what_is_missing_is_read_by_leads_of_their_teams_and_counted_for_the_whole(cast, case):
    for user in (cast.anan, cast.duc, cast.mai):
        assert refuses(services.must_see_what_is_missing, user)
    assert list(services.cases_led_by(cast.noi)) == [case]
    assert not services.cases_led_by(cast.sokha).exists()
    for user in (cast.noi, case.assignee):
        assert list(services.cases_seen_to(user)) == [case]
    assert not services.cases_seen_to(cast.kham).exists()
    assert list(services.cases_counted_for(cast.claire)) == [case]
    assert not services.cases_counted_for(cast.noi).exists()


def test_whoever_may_write_into_no_part_adds_no_paper(cast, case):
    assert papers.kinds_written_by(cast.sokha, case)
    assert refuses(papers.kinds_written_by, cast.duc, case)
    assert refuses(papers.paper_for, cast.sokha, case.id, uuid4(), cast.ring(cast.sokha))


def test_the_page_of_today_is_of_those_who_work_on_cases_or_answer_for_them(cast):
    for user in (cast.sokha, cast.mai, cast.claire):
        today_access.must_have_today(user)
    assert refuses(today_access.must_have_today, cast.anan)


def test_hearings_that_nobody_read_leave_no_entry(cast):
    today_access.read_hearings(cast.mai, 0)
    assert not [entry for entry in JournalEntry.objects.all() if entry.act == "case.hearings_read"]
    today_access.read_hearings(cast.mai, 2)
    assert [entry.act for entry in JournalEntry.objects.order_by("-number")[:1]] == [
        "case.hearings_read"
    ]


def test_the_journal_finds_a_case_by_its_code_name_alone(cast, case):
    assert list(journal_access.journal_ids(cast.vera, case.code_name)) == [case.id]
    assert list(journal_access.journal_ids(cast.vera, "no case of ours")) == []


def test_keys_are_replaced_by_who_manages_accounts_and_watched_by_leads(cast):
    assert rotation.person_for(cast.anan, cast.sokha.pk) == cast.sokha
    assert refuses(rotation.person_for, cast.noi, cast.sokha.pk)
    assert refuses(rotation.person_for, cast.anan, uuid4())
    assert list(rotation.ended_for(cast.noi)) == list(rotation.ended_for(cast.anan)) == []
    assert refuses(rotation.rotations_for, cast.sokha)
    assert rotation.teams_sealed_anew_by(cast.sokha) == []
    assert rotation.teams_sealed_anew_by(cast.noi) == [cast.bangkok]


def test_the_health_of_the_installation_is_for_the_administrator(cast):
    assert refuses(health.results_for, cast.noi)


def test_whoever_leads_no_team_admits_nobody(cast):
    assert refuses(keys.teams_led_by, cast.sokha)
    assert not keys.colleagues_to_admit(cast.sokha).exists()


def test_whoever_keeps_no_directory_knows_of_no_partner_no_finding_and_no_pattern(cast):
    for found in (partners.partners_for, partners.findings_for, partners.patterns_for):
        assert not found(cast.duc).exists()
    assert refuses(partners.area_for, cast.duc, uuid4())
    assert refuses(partners.partner_for, cast.sokha, uuid4())
    assert partners.hidden_among(cast.duc, []) == frozenset()


def test_before_a_team_works_on_cases_no_file_of_an_interpreter_is_begun(cast):
    assert helper_access.team_beside(cast.sokha) == cast.bangkok
    assert helper_access.team_beside(cast.anan) is not None
    Membership.objects.all().delete()
    Team.objects.update(closed_on="2026-03-02")
    with pytest.raises(Refused, match="No team works on cases yet"):
        helper_access.team_beside(cast.sokha)


def test_who_works_on_no_case_has_no_journey_and_no_board(cast, case):
    for user in (cast.anan, cast.vera, cast.mai):
        assert not journeys.journeys_for(user).exists()
        assert not journeys.journeys_seen_by(user).exists()
        assert board.reach_of(user) is None
        assert refuses(journeys.must_see_board, user)
    assert board.reach_of(cast.sokha).teams == {cast.bangkok.pk}
    assert board.reach_of(cast.claire).whole
