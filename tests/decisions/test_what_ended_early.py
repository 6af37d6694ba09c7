"""What ended before it was done, on paper or by a no: whoever it concerns is still in somebody's
hands, or somebody is asked in whose; and what waited for a decision waits for somebody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.deciders import who_decides
from fanal.accounts.models import Membership
from fanal.cases.actions import carers
from fanal.cases.models import CarerDecision, Case
from fanal.journeys.actions import plans, preparing
from fanal.journeys.queries.tonight import board
from fanal.sharing.actions import transfer_answers
from fanal.shelters.actions.stays import leave
from tests import files
from tests.journeys.scene import scene as going
from tests.sharing import transfers
from tests.shelters.scene import scene as sleeping
from tests.shelters.scene import sleeps

ALONE = "1 person is looked after by nobody we know of"
SLEEPS = "sleeps has changed: read where she is and who is with her"
BOARD = reverse("journeys:board")


def unheld(cast):
    return board(cast.noi, timezone.localtime()).unheld


def test_who_left_by_the_book_is_asked_about_though_nobody_works_on_her_case(cast):
    here = sleeping(cast)
    stay = sleeps(cast, here)
    assert unheld(cast) == 0
    Case.objects.filter(id=here.case.id).update(assignee=None)
    leave(stay=stay, to="family", **cast.acting(cast.rith))
    assert SLEEPS in files.start_page(cast, cast.noi)


def test_who_left_to_a_partner_is_on_the_pages_of_all_who_answer_for_her(cast):
    here = sleeping(cast)
    leave(stay=sleeps(cast, here), to="partner", **cast.acting(cast.rith))
    assert unheld(cast) == 1
    for who in (cast.sokha, cast.noi):
        assert ALONE in files.start_page(cast, who)
        assert here.person.code_name in files.main_of(cast, who, BOARD)


def test_who_was_to_be_fetched_is_where_she_was_once_it_is_called_off(cast):
    journey = files.journey(cast, "rescue")
    bar = plans.add_custodian(journey=journey, label="Karaoke Luna", by=cast.sokha)
    her = files.person(cast)
    told = {"journey": journey, "person": her, "case": files.case(cast, people=[her])}
    preparing.prepare(custodian=bar, by=cast.sokha, **told)
    plans.debrief(journey=journey, words="Called off.", by=cast.sokha)
    assert unheld(cast) == 1
    for who in (cast.sokha, cast.noi):
        assert ALONE in files.start_page(cast, who)


def test_who_was_with_us_before_a_journey_that_is_called_off_stays_on_the_board(cast):
    here = going(cast, n=1)
    plans.debrief(journey=here.journey, words="Called off.", by=cast.sokha)
    assert unheld(cast) == 0
    (line,) = board(cast.noi, timezone.localtime()).lines
    assert line.row.person == str(here.people[0].id)


@pytest.mark.parametrize("ends", ["decline", "expire"])
def test_a_case_that_another_team_did_not_take_is_asked_about_where_it_is(cast, ends):
    here = transfers.told_case(cast)
    offered = transfers.offer(cast, here)
    offered.refresh_from_db()
    if ends == "decline":
        acts = cast.acting(cast.somchit)
        transfer_answers.decline(transfer=offered, reason="No bed.", **acts)
    else:
        transfer_answers.expire_offers(today=offered.due + timedelta(days=1))
        offered.refresh_from_db()
        offered.answered_on = timezone.localdate()
        offered.save(update_fields=["answered_on"])
    for who in (cast.sokha, cast.noi):
        page = files.start_page(cast, who)
        assert "Vientiane did not take it over" in page or "did not answer" in page
        assert "Bangkok is still responsible for her" in page


def test_what_a_lead_asked_before_she_moved_waits_for_whoever_leads_now(cast):
    girl = files.person(cast, births=[("herself", timezone.localdate().year - 10, 1, 1)])
    carers.ask_carer_decision(
        case=files.case(cast, people=[girl]), person=girl, speaker=None, ground="absent",
        reasons="Nobody who could answer for her is reached.", **cast.acting(cast.noi),
    )  # fmt: skip
    Membership.objects.filter(user=cast.noi).delete()
    asked = CarerDecision.objects.get()
    assert who_decides("carer", asked.id) == []
    mali = cast.join("mali", "Mali Suk", cast.noi.role, "Bangkok")
    assert who_decides("carer", asked.id) == [mali]
