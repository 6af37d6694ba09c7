"""Whoever takes a case over, refers her or shares a file reads first that she is in danger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import entries, states
from fanal.cases.queries.codes import worst_in
from fanal.cases.queries.present import states_of
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.casework.present import DangerState
from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import DataClass
from fanal.partners.actions.findings import record_finding
from fanal.sharing.queries.payloads import payload
from tests import files
from tests.sharing.scene import draft, scene
from tests.sharing.transfers import accept, offer, told_case

CALL = "In danger: call Sokha Chea"


@pytest.fixture
def here(cast):
    here = told_case(cast)
    files.in_danger(cast, here.case, here.person)
    return here


def test_a_team_takes_nobody_over_without_reading_that_she_is_in_danger(cast, here):
    transfer = offer(cast, here)
    with pytest.raises(BadInput, match="you have read that she is in danger"):
        accept(cast, transfer)
    accept(cast, transfer, read_danger=True)
    assert worst_in(here.case) is DangerState.IN_DANGER
    seen = states_of([here.person.id], cast.kham, cast.ring(cast.kham))[here.person.id]
    assert seen.state.danger is DangerState.IN_DANGER
    assert seen.state.holds.source == "mother"


def test_the_pages_of_a_transfer_say_it_to_both_teams(cast, here):
    noi, somchit = files.browser(cast, cast.noi), files.browser(cast, cast.somchit)
    preview = reverse("sharing:offer", args=[here.case.id, cast.vientiane.pk])
    assert CALL in noi.get(preview).text
    transfer = offer(cast, here)
    assert CALL in noi.get(reverse("sharing:transfer", args=[transfer.id])).text
    assert CALL in somchit.get(reverse("sharing:transfer", args=[transfer.id])).text
    page = somchit.get(reverse("sharing:accept", args=[transfer.id])).text
    assert CALL in page
    assert "I have read that she is in danger" in page


def test_after_a_transfer_the_giving_team_reads_her_state_no_more(cast, here):
    transfer = offer(cast, here)
    accept(cast, transfer, read_danger=True)
    page = files.browser(cast, cast.noi).get(reverse("sharing:transfer", args=[transfer.id])).text
    assert "In danger" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("name", ["case", "refer_start"])
def test_the_pages_on_sharing_say_it_too(cast, here, name):
    page = files.browser(cast, cast.noi).get(reverse(f"sharing:{name}", args=[here.case.id]))
    assert CALL in page.text


# ── A receiving side ─────────────────────────────────────────────────────────
def arrived(cast, here, partner):
    files.in_danger(cast, here.case, here.person, said_at=timezone.now() - timedelta(hours=2))
    states.say_no_longer(
        case=here.case,
        person=here.person,
        said_by="receiving_side",
        partner=partner,
        said_at=timezone.now() - timedelta(hours=1),
        what_changed="They have her in.",
        by=cast.sokha,
        ring=here.ring,
    )


def state_of(cast, here):
    return states_of([here.person.id], cast.sokha, here.ring)[here.person.id].state


def test_an_arrival_confirmed_by_a_partner_found_dangerous_since_is_disputed(cast):
    here = scene(cast)
    arrived(cast, here, here.shelter)
    assert state_of(cast, here).danger is DangerState.SAFE
    record_finding(
        about=here.shelter, level="dangerous", reliability="A", credibility="1", by=cast.noi
    )
    assert worst_in(here.case) is DangerState.DISPUTED  # without a key, before anybody looks
    assert state_of(cast, here).danger is DangerState.DISPUTED
    assert worst_in(here.case) is DangerState.DISPUTED


def test_an_arrival_confirmed_by_a_partner_nobody_trusts_is_disputed(cast):
    here = scene(cast)
    arrived(cast, here, here.station)
    assert state_of(cast, here).danger is DangerState.DISPUTED


def test_a_referral_without_an_answer_is_still_open(cast):
    here = scene(cast)
    draft(cast, here)
    found = still_open_in(here.case, cast.sokha, here.ring)
    assert "a referral to Quiet House is prepared and not sent" in {str(one.says) for one in found}
    assert OpenEnd.REFERRAL in {one.end for one in found}


def test_the_page_of_a_referral_begins_with_the_danger(cast):
    here = scene(cast)
    row = draft(cast, here)
    files.in_danger(cast, here.case, here.person)
    noi = files.browser(cast, cast.noi)
    assert CALL in noi.get(reverse("sharing:referral", args=[row.id])).text


def test_who_said_it_goes_out_to_nobody(cast):
    here = scene(cast)
    told = {"danger_now": True, "said_by": "mother"}
    entries.add_entry(case=here.case, kind="safety", answers=told, by=cast.sokha, ring=here.ring)
    lines = payload(
        here.case, here.person, [DataClass.NARRATIVE], cast.sokha, here.ring, files.TODAY
    )
    said = {str(line.label) for line in lines}
    assert "Is she in danger now?" in said
    assert "Who says so?" not in said
