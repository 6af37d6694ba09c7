"""A lead on leave is named on no page as whom to call without who stands in for her."""

import pytest
from django.urls import reverse

from fanal.authority import genuine_rows
from fanal.cases.actions.emergencies import keep_out
from fanal.core.roles import Role
from fanal.intake.actions import take_signal
from fanal.organisation.actions.stand_ins import agree
from tests import files
from tests.kept import kept
from tests.organisation.colleagues import stands_in


@pytest.fixture
@kept
def case(cast):
    """Sokha's case; Dara stands in for Noi, who leads Bangkok alone and is away."""
    made = files.case(cast)
    cast.dara = cast.join("dara", "Dara Lim", Role.CASE_WORKER, "Bangkok")
    row = stands_in(cast, cast.dara, cast.noi, team=cast.bangkok, by=cast.noi)
    if row.agreed_on is None:
        agree(row=row, by=cast.claire)
    genuine_rows.run()
    return made


def page(cast, who, name, *args):
    return " ".join(files.main_of(cast, who, reverse(name, args=args)).split())


def instead(cast):
    return f"{cast.dara} (for {cast.noi}, until"


@pytest.mark.parametrize("name", ["cases:case", "cases:timeline"])
def test_the_pages_of_a_case_name_who_stands_in_to_whoever_may_not_open_a_part(cast, case, name):
    files.let_in_lawyer(cast, case)
    assert f"Ask {instead(cast)}" in page(cast, cast.mai, name, case.id)


@pytest.mark.parametrize("name", ["cases:case", "cases:timeline"])
def test_nobody_is_sent_to_a_stand_in_whom_a_conflict_keeps_out(cast, case, name):
    files.let_in_lawyer(cast, case)
    keep_out(case=case, user=cast.dara, reason="kin", by=cast.claire)
    assert str(cast.dara) not in page(cast, cast.mai, name, case.id)


def test_who_works_on_it_reads_who_leads_it_now(cast, case):
    assert f"{instead(cast)}" in page(cast, cast.sokha, "cases:case", case.id)
    assert f"{instead(cast)}" in page(cast, cast.sokha, "justice:case", case.id)


def test_the_direction_reads_whom_to_call_about_a_call_that_cannot_wait(cast, case):
    ring = cast.ring(cast.sokha)
    take_signal(team=cast.bangkok, answers={"danger_now": True}, by=cast.sokha, ring=ring)
    assert f"Lead: {instead(cast)}" in page(cast, cast.claire, "cases:today")
    assert f"Lead: {instead(cast)}" in page(cast, cast.claire, "journeys:board")


def test_who_looks_for_a_bed_where_none_is_reads_who_leads_her_team_now(cast, case):
    assert instead(cast) in page(cast, cast.sokha, "shelters:admit", case.id)


def test_the_page_of_an_emergency_says_which_holder_of_the_key_is_on_leave(cast, case, emergency):
    holders = page(cast, cast.kham, "cases:emergency").split("call one of them:")[1]
    assert f"{cast.linh}, {cast.noi} (" in holders
